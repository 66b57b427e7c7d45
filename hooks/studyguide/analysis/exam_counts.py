"""Counts how an exam file accounts for what the exam's guide names: by a term, by a wider term, by a reason, or not at
all."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from studyguide.model.exam import Exam, NamedItem, objectives_of, terms_of_item
from studyguide.model.note import TermId


class ItemCounts(Struct, frozen=True):
    """Counts named items, each as often as it is named."""

    items: int
    terms: int
    """Items that are terms of the glossary."""
    covered: int
    """Items that the page of a wider term explains."""
    waived: int
    """Items that have a reason instead of a term."""
    unaccounted: int
    """Items with none of the three, or with a term that does not exist."""


class ExamCounts(Struct, frozen=True):
    exam: Exam
    objectives: int
    without_term: tuple[str, ...]
    """Numbers of the objectives that name no term at all."""
    named: ItemCounts
    """What the objectives name."""
    scope: ItemCounts
    """The products and services in scope."""


def count_exam(exam: Exam, terms: Collection[TermId]) -> ExamCounts:
    """Counts what the file of an exam accounts for; `terms` are the ids of the glossary."""
    objectives = tuple(objectives_of(exam))
    return ExamCounts(
        exam=exam,
        objectives=len(objectives),
        without_term=tuple(
            objective.id
            for objective in objectives
            if not any(term in terms for item in objective.names for term in terms_of_item(item))
        ),
        named=_count((item for objective in objectives for item in objective.names), terms),
        scope=_count(exam.in_scope, terms),
    )


def waived_share(counts: Iterable[ItemCounts]) -> float:
    """Returns the share of the items that are waived, from 0 to 1."""
    rows = tuple(counts)
    items = sum(row.items for row in rows)
    return sum(row.waived for row in rows) / items if items else 0.0


def _count(named: Iterable[NamedItem], terms: Collection[TermId]) -> ItemCounts:
    items = tuple(named)
    by_term = sum(item.term in terms for item in items if item.term)
    covered = sum(item.covered_by in terms for item in items if item.covered_by)
    waived = sum(bool(item.waived) for item in items if not item.term and not item.covered_by)
    return ItemCounts(len(items), by_term, covered, waived, len(items) - by_term - covered - waived)
