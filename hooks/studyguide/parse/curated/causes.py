"""Reads causes.yml as `Cause` records."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pydantic import TypeAdapter

from studyguide.model.cause import Cause
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.exam import Exam
from studyguide.model.note import TermId
from studyguide.model.work import Work
from studyguide.parse.curated.entries import keys_of, not_overridden, read_lists, repeated_ids, unknown_ids
from studyguide.parse.curated.objectives import unknown_objectives

CAUSE = TypeAdapter(Cause)
CAUSE_KEYS = keys_of(Cause, Work)


def read_causes(
    files: Iterable[tuple[str, str]], terms: Collection[TermId], exams: Collection[Exam]
) -> tuple[tuple[Cause, ...], tuple[Diagnostic, ...]]:
    """Returns the causes in the order of the files, and their problems. A cause with a fault is left out."""
    read, of_form = read_lists(files, CAUSE, CAUSE_KEYS)
    entries = not_overridden(read)
    diagnostics = [*of_form, *repeated_ids(entries)]
    causes: dict[str, Cause] = {}
    for entry in entries:
        references = ((("terms", i), id_) for i, id_ in enumerate(entry.record.terms))
        faults = (
            *unknown_ids(entry, references, terms),
            *unknown_objectives(entry, "objectives", entry.record.objectives, exams),
        )
        diagnostics += faults
        if not faults:
            causes.setdefault(entry.record.id, entry.record)
    return tuple(causes.values()), tuple(diagnostics)
