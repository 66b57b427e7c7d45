"""Exam outlines to `Exam` records."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields

from pydantic import TypeAdapter

from studyguide.model.curation import Domain, Exam, Task
from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.note import TermId
from studyguide.parse.curated.strict_yaml import load, place_of, problem_at, validated

EXAM = TypeAdapter(Exam)
KEYS = tuple(dict.fromkeys(f.name for record in (Exam, Domain, Task) for f in fields(record)))
WHOLE = 100


def read_exams(
    files: Iterable[tuple[str, str]], terms: Collection[TermId]
) -> tuple[tuple[Exam, ...], tuple[Diagnostic, ...]]:
    """Check every outline; `files` are paths and texts. Weights must add up to 100, and every term must exist."""
    diagnostics: list[Diagnostic] = []
    exams: list[Exam] = []
    for file, text in sorted(files):
        document, faults = load(file, text)
        diagnostics.extend(faults)
        if document.value is None:
            continue
        checked = validated(EXAM, document, (), KEYS)
        exam, wrong = checked
        diagnostics.extend(wrong)
        if exam is None:
            continue
        total = sum(domain.weight for domain in exam.domains)
        if total != WHOLE:
            diagnostics.append(
                problem_at(
                    document,
                    place_of(document, ("domains",)),
                    "weights",
                    f"the weights add up to {total}",
                    "they are per cent and make 100",
                )
            )
        for d, domain in enumerate(exam.domains):
            for t, task in enumerate(domain.tasks):
                for i, term in enumerate(task.terms):
                    if term not in terms:
                        at = place_of(document, ("domains", d, "tasks", t, "terms", i))
                        diagnostics.append(
                            problem_at(
                                document, at, "dangling-id", f"no term has the id `{term}`", closest(term, terms)
                            )
                        )
        exams.append(exam)
    known = {exam.id for exam in exams}
    for exam in exams:
        for other in exam.succeeded_by:
            if other not in known:
                file = next((f for f, _ in sorted(files) if f.endswith(f"/{exam.id}.yml")), "docs/exams")
                document, _ = load(file, dict(files).get(file, ""))
                diagnostics.append(
                    problem_at(
                        document,
                        place_of(document, ("succeeded_by",)),
                        "dangling-id",
                        f"no exam has the id `{other}`",
                        closest(other, known),
                    )
                )
    return tuple(exams), tuple(diagnostics)
