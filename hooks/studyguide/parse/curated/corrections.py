"""Reads editor's notes from corrections.yml and locates the one place in the note that each quotes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace

from pydantic import TypeAdapter

from studyguide.model.curation import Anchored, Correction
from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.note import Note, NotePath, TermId
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at, validated

CORRECTION = TypeAdapter(Correction)
CORRECTION_KEYS = tuple(f.name for f in fields(Correction))


def read_corrections(
    file: str, text: str, notes: Mapping[NotePath, Note], terms: Collection[TermId]
) -> tuple[dict[NotePath, tuple[Anchored, ...]], tuple[Diagnostic, ...]]:
    """Returns the editor's notes by note, in the order of their lines.

    A quote that matches no line or more than one place is a problem, and so is an unknown note or term.
    """
    document, faults = load(file, text)
    diagnostics = list(faults)
    by_note: dict[NotePath, list[Anchored]] = {}
    if document.value is not None and not isinstance(document.value, list):
        diagnostics.append(
            problem_at(document, (1, 1), "bad-value", "corrections are a list", "start each with `- note: ...`")
        )
        return {}, tuple(diagnostics)
    for index in range(len(document.value or ())):
        checked = validated(CORRECTION, document, (index,), CORRECTION_KEYS)
        correction, wrong = checked
        diagnostics.extend(wrong)
        if correction is None:
            continue
        for number, term in enumerate(correction.terms):
            if term not in terms:
                at = place_of(document, (index, "terms", number))
                diagnostics.append(
                    problem_at(document, at, "dangling-id", f"no term has the id `{term}`", closest(term, terms))
                )
        correction = replace(correction, terms=tuple(term for term in correction.terms if term in terms))
        anchored = _anchored(correction, index, document, notes, diagnostics)
        if anchored is not None:
            by_note.setdefault(correction.note, []).append(anchored)
    return {path: tuple(sorted(each, key=lambda a: (a.line, a.start))) for path, each in by_note.items()}, tuple(
        diagnostics
    )


def _anchored(
    correction: Correction,
    index: int,
    document: YamlDocument,
    notes: Mapping[NotePath, Note],
    diagnostics: list[Diagnostic],
) -> Anchored | None:
    note = notes.get(correction.note)
    if note is None:
        at = place_of(document, (index, "note"))
        diagnostics.append(
            problem_at(document, at, "no-such-note", f"no note `{correction.note}`", closest(correction.note, notes))
        )
        return None
    places = [(n, line.index(correction.quote)) for n, line in enumerate(note.lines, 1) if correction.quote in line]
    twice = sum(line.count(correction.quote) for line in note.lines) > 1
    at = place_of(document, (index, "quote"))
    if not places:
        near = closest(correction.quote, (line.strip() for line in note.lines))
        diagnostics.append(
            problem_at(
                document,
                at,
                "quote",
                f"the quote does not occur in seeds/{correction.note}",
                near or "copy it letter for letter from one line",
            )
        )
        return None
    if twice:
        lines = ", ".join(str(n) for n, _ in places)
        diagnostics.append(
            problem_at(
                document,
                at,
                "quote",
                f"the quote occurs in more than one place of seeds/{correction.note} (line {lines})",
                "quote more of the line",
            )
        )
        return None
    line, start = places[0]
    return Anchored(correction, line, start, start + len(correction.quote))
