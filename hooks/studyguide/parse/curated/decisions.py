"""Reads decision tables as `Decision` records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace
from pydantic import TypeAdapter

from studyguide.model.decision import (
    Cell,
    Column,
    Cue,
    Decision,
    DecisionRow,
    GuideQuestion,
    cells_of,
    unconfirmed_share,
)
from studyguide.model.diagnostics import Diagnostic, Severity, closest
from studyguide.model.exam import Exam
from studyguide.model.note import TermId
from studyguide.model.work import Work
from studyguide.parse.curated.entries import (
    CuratedEntry,
    Path,
    fault_at,
    in_layers,
    keys_of,
    misnamed,
    not_overridden,
    read_mapping,
    unknown_ids,
)
from studyguide.parse.curated.objectives import unknown_objectives

DECISION = TypeAdapter(Decision)
DECISION_KEYS = keys_of(Decision, Column, DecisionRow, Cell, Cue, GuideQuestion, Work)
MOST_UNCONFIRMED = 0.25
"""A table with a larger share of unconfirmed cells is not published."""


def read_decisions(
    files: Iterable[tuple[str, str]], terms: Collection[TermId], exams: Collection[Exam]
) -> tuple[tuple[Decision, ...], tuple[Diagnostic, ...]]:
    """Returns the decisions, sorted by layer and file, and the problems of their files; `files` are paths and texts."""
    diagnostics: list[Diagnostic] = []
    entries: list[CuratedEntry[Decision]] = []
    for file, text in in_layers(files):
        entry, faults = read_mapping(file, text, DECISION, DECISION_KEYS)
        diagnostics += faults
        if entry is not None:
            entries.append(entry)
    decisions: list[Decision] = []
    for entry in not_overridden(entries):
        faults = (*_decision_faults(entry, terms), *unknown_objectives(entry, "exams", entry.record.exams, exams))
        diagnostics += faults
        if not faults:
            decisions.append(entry.record)
    return tuple(decisions), tuple(diagnostics)


def _decision_faults(entry: CuratedEntry[Decision], terms: Collection[TermId]) -> Iterator[Diagnostic]:
    decision = entry.record
    yield from misnamed(entry, "id", decision.id)
    yield from unknown_ids(entry, _decision_terms(decision), terms)
    yield from unknown_ids(entry, ((("source",), decision.source),), decision.sources, "source")
    yield from _row_faults(entry)
    for index, question in enumerate(decision.guide):
        for key in ("yes", "no"):
            target = getattr(question, key)
            if isinstance(target, int) and not index + 1 < target <= len(decision.guide):
                what = f"`{key}` leads to question {target}"
                hint = f"name a later question, at most {len(decision.guide)}, or a term"
                yield fault_at(entry, ("guide", index, key), "dangling-id", what, hint)
    share = unconfirmed_share(decision)
    if share > MOST_UNCONFIRMED:
        what = f"{round(share * 100)} % of the cells are unconfirmed"
        hint = f"confirm cells or leave the table out: at most {round(MOST_UNCONFIRMED * 100)} % may be unconfirmed"
        yield replace(fault_at(entry, ("rows",), "unconfirmed", what, hint), severity=Severity.NOTICE)
    used = {decision.source, *(cell.source for cell in cells_of(decision))}
    for key in decision.sources:
        if key not in used:
            hint = "name it in a cell, or take it away"
            yield fault_at(entry, ("sources", key), "unused-source", f"no cell has the source `{key}`", hint)


def _row_faults(entry: CuratedEntry[Decision]) -> Iterator[Diagnostic]:
    decision = entry.record
    columns = [column.id for column in decision.columns]
    for index, row in enumerate(decision.rows):
        if row.term is None and row.name is None:
            yield fault_at(entry, ("rows", index), "missing-field", "this row has no `term` and no `name`")
        for key, cell in row.cells.items():
            path: Path = ("rows", index, "cells", key)
            if key not in columns:
                yield fault_at(entry, path, "unknown-key", f"no column has the id `{key}`", closest(key, columns))
            yield from unknown_ids(entry, (((*path, "source"), cell.source),), decision.sources, "source")
        for column in columns:
            if column not in row.cells:
                what = f"this row has no cell for the column `{column}`"
                yield fault_at(entry, ("rows", index, "cells"), "missing-field", what, f"add `{column}:`")


def _decision_terms(decision: Decision) -> Iterator[tuple[Path, str | None]]:
    for index, row in enumerate(decision.rows):
        yield ("rows", index, "term"), row.term
    for index, cue in enumerate(decision.cues):
        yield ("cues", index, "answer"), cue.answer
    for index, question in enumerate(decision.guide):
        for key in ("yes", "no"):
            target = getattr(question, key)
            yield ("guide", index, key), target if isinstance(target, str) else None
