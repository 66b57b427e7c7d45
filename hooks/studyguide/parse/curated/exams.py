"""Reads exam files as `Exam` records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from msgspec import structs
from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic, Severity
from studyguide.model.exam import Domain, Exam, NamedItem, Objective, PassingScore, QuestionCount, Task
from studyguide.model.fields import id_fault
from studyguide.model.note import TermId
from studyguide.model.pack import pack_of
from studyguide.model.work import Work
from studyguide.parse.curated.entries import (
    CuratedEntry,
    Path,
    fault_at,
    file_stem,
    in_layers,
    keys_of,
    not_overridden,
    read_mapping,
    repeated_ids,
    unknown_ids,
)

EXAM = TypeAdapter(Exam)
EXAM_KEYS = keys_of(Exam, Domain, Task, Objective, NamedItem, QuestionCount, PassingScore, Work)
WEIGHTS_TOTAL = 100


def read_exams(
    files: Iterable[tuple[str, str]], terms: Collection[TermId]
) -> tuple[tuple[Exam, ...], tuple[Diagnostic, ...]]:
    """Returns the exams and the problems of their files; `files` are paths and texts.

    Weights add up to 100, every term exists, and every named item has a term, is covered by one or is waived. An item
    of a pack that is not accounted for is only a notice: whoever uses the pack cannot mend it.
    """
    diagnostics: list[Diagnostic] = []
    entries: list[CuratedEntry[Exam]] = []
    for file, text in in_layers(files):
        entry, faults = read_mapping(file, text, EXAM, EXAM_KEYS)
        diagnostics += faults
        if entry is None:
            continue
        if entry.record.id:
            entries.append(entry)
        elif fault := id_fault(file_stem(file)):
            what = f"the name of the file cannot be the id of the exam: {fault}"
            diagnostics.append(fault_at(entry, (), "bad-value", what, "rename the file, or add `id:`"))
        else:
            entries.append(structs.replace(entry, record=replace(entry.record, id=TermId(file_stem(file)))))
    entries = list(not_overridden(entries))
    known = {entry.record.id for entry in entries}
    for entry in entries:
        successors = ((("succeeded_by",), id_) for id_ in entry.record.succeeded_by)
        diagnostics += [*_exam_faults(entry, terms), *unknown_ids(entry, successors, known, "exam")]
    diagnostics += repeated_ids(entries)
    first = {entry.record.id: entry.record for entry in reversed(entries)}
    return tuple(first[id_] for id_ in dict.fromkeys(entry.record.id for entry in entries)), tuple(diagnostics)


def _exam_faults(entry: CuratedEntry[Exam], terms: Collection[TermId]) -> Iterator[Diagnostic]:
    weights = sum(domain.weight for domain in entry.record.domains)
    if weights not in (0, WEIGHTS_TOTAL):
        yield fault_at(
            entry, ("domains",), "weights", f"the weights add up to {weights}", "they are per cent and make 100"
        )
    yield from unknown_ids(entry, _task_terms(entry.record), terms)
    in_pack = bool(pack_of(entry.document.file))
    if in_pack and entry.record.leaves_out:
        what, hint = (
            "a pack says what notes leave out",
            "write it into docs/leaves-out.yml of the project that has them",
        )
        yield fault_at(entry, ("leaves_out",), "pack-names-notes", what, hint)
    for path, item in _named_items(entry.record):
        yield from (_as_notice(fault) if in_pack else fault for fault in _unaccounted(entry, path, item))
        yield from unknown_ids(entry, (((*path, "term"), item.term), ((*path, "covered_by"), item.covered_by)), terms)
    yield from _repeated_numbers(entry)


def _as_notice(problem: Diagnostic) -> Diagnostic:
    return structs.replace(problem, severity=Severity.NOTICE)


def _unaccounted(entry: CuratedEntry[Exam], path: Path, item: NamedItem) -> Iterator[Diagnostic]:
    answers = [key for key in ("term", "covered_by", "waived") if getattr(item, key)]
    if not answers:
        hint = "add `term:`, `covered_by:` (a wider term that explains it) or `waived:` (a reason)"
        yield fault_at(entry, path, "unaccounted-name", f"`{item.name}` has no term", hint)
    elif len(answers) > 1:
        both = " and ".join(f"`{key}`" for key in answers)
        yield fault_at(entry, path, "unaccounted-name", f"`{item.name}` has {both}", "keep one of them")
    if item.said_as and not item.covered_by:
        hint = "it quotes the page of the term in `covered_by`"
        yield fault_at(entry, (*path, "said_as"), "unaccounted-name", "`said_as` needs `covered_by`", hint)


def _task_terms(exam: Exam) -> Iterator[tuple[Path, str]]:
    for d, domain in enumerate(exam.domains):
        for t, task in enumerate(domain.tasks):
            for i, term in enumerate(task.terms):
                yield ("domains", d, "tasks", t, "terms", i), term


def _numbered_objectives(exam: Exam) -> Iterator[tuple[Path, Objective]]:
    for d, domain in enumerate(exam.domains):
        for t, task in enumerate(domain.tasks):
            for o, objective in enumerate(task.objectives):
                yield ("domains", d, "tasks", t, "objectives", o), objective


def _named_items(exam: Exam) -> Iterator[tuple[Path, NamedItem]]:
    for path, objective in _numbered_objectives(exam):
        for n, item in enumerate(objective.names):
            yield (*path, "names", n), item
    for n, item in enumerate(exam.in_scope):
        yield ("in_scope", n), item


def _repeated_numbers(entry: CuratedEntry[Exam]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for path, objective in _numbered_objectives(entry.record):
        if objective.id in seen:
            what = f"the number `{objective.id}` is used twice"
            yield fault_at(entry, (*path, "id"), "duplicate-id", what, "each objective has its own number")
        seen.add(objective.id)
