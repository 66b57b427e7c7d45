"""Measures how well a guide covers an exam: each thing that the exam's guide names, by task and domain, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.model.exam import Domain, Exam, NamedItem, Objective, Task
from studyguide.model.glossary import Term
from studyguide.model.note import TermId


class Level(StrEnum):
    """Ranks how well the guide covers a thing, the best first."""

    EXPLAINED = "explained in the notes"
    MENTIONED = "mentioned in the notes"
    DEFINED = "defined only"
    """In the glossary or on the page of a wider term, and in no note."""
    ABSENT = "not covered"
    """Named by the exam's guide, without a term and on no page."""


class CoveredItem(Struct, frozen=True):
    """Holds one thing that an exam asks for and what the guide has on it."""

    name: str
    level: Level
    term: TermId | None = None
    """The term whose page has it."""
    is_wider: bool = False
    """Whether `term` is a wider term, whose page explains the thing."""
    waived: str = ""
    """Why it needs no term."""


class LevelCounts(Struct, frozen=True):
    """Counts things by level. A thing counts once, in however many objectives it is named."""

    explained: int
    mentioned: int
    defined: int
    absent: int
    total: int


class ObjectiveCoverage(Struct, frozen=True):
    """Holds an objective and what it names, in the order of the exam's guide."""

    objective: Objective
    items: tuple[CoveredItem, ...]


class TaskCoverage(Struct, frozen=True):
    """Holds a task, the terms that its file lists for it, and its objectives."""

    task: Task
    items: tuple[CoveredItem, ...]
    objectives: tuple[ObjectiveCoverage, ...]


class DomainCoverage(Struct, frozen=True):
    domain: Domain
    tasks: tuple[TaskCoverage, ...]
    counts: LevelCounts


class ExamCoverage(Struct, frozen=True):
    exam: Exam
    domains: tuple[DomainCoverage, ...]
    scope: tuple[CoveredItem, ...]
    """The products and services in scope."""
    counts: LevelCounts
    """Over all domains, unweighted, without the scope list."""
    scope_counts: LevelCounts
    explained_share: float
    """Share of the things explained in the notes, 0 to 1: the mean of the domains, each by its weight."""
    named_share: float
    """The same for things explained or mentioned."""


def readiness(exam: Exam, corpus: Corpus) -> ExamCoverage:
    """Returns how well the guide covers an exam. A domain that names nothing counts as not covered at all."""
    level = _levels(corpus)
    domains = tuple(_domain_coverage(domain, corpus.terms, level) for domain in exam.domains)
    scope = tuple(_item_coverage(item, level) for item in exam.in_scope)
    return ExamCoverage(
        exam=exam,
        domains=domains,
        scope=scope,
        counts=_counts(item for domain in domains for task in domain.tasks for item in items_of(task)),
        scope_counts=_counts(scope),
        explained_share=_weighted((d.domain.weight, d.counts.explained, d.counts.total) for d in domains),
        named_share=_weighted(
            (d.domain.weight, d.counts.explained + d.counts.mentioned, d.counts.total) for d in domains
        ),
    )


def items_of(task: TaskCoverage) -> tuple[CoveredItem, ...]:
    """Returns everything that a task asks for: the terms listed for it, then what its objectives name."""
    return (*task.items, *(item for objective in task.objectives for item in objective.items))


def _levels(corpus: Corpus) -> Callable[[TermId], Level]:
    mentioned = {mention.term for mentions in corpus.mentions.values() for mention in mentions}

    def level(term: TermId) -> Level:
        if term not in corpus.terms:
            return Level.ABSENT
        if term in corpus.explained:
            return Level.EXPLAINED
        return Level.MENTIONED if term in mentioned else Level.DEFINED

    return level


def _domain_coverage(domain: Domain, terms: Mapping[TermId, Term], level: Callable[[TermId], Level]) -> DomainCoverage:
    tasks = tuple(
        TaskCoverage(
            task,
            tuple(CoveredItem(terms[t].name if t in terms else t, level(t), t) for t in task.terms),
            tuple(
                ObjectiveCoverage(o, tuple(_item_coverage(item, level) for item in o.names)) for o in task.objectives
            ),
        )
        for task in domain.tasks
    )
    return DomainCoverage(domain, tasks, _counts(item for task in tasks for item in items_of(task)))


def _item_coverage(item: NamedItem, level: Callable[[TermId], Level]) -> CoveredItem:
    """Returns how an item is covered. Notes that explain only a wider term make it `defined`, never `explained`."""
    if item.term is not None:
        return CoveredItem(item.name, level(item.term), item.term)
    if item.covered_by is not None and level(item.covered_by) is not Level.ABSENT:
        return CoveredItem(item.name, Level.DEFINED, item.covered_by, is_wider=True)
    return CoveredItem(item.name, Level.ABSENT, waived=item.waived or "")


def _counts(items: Iterable[CoveredItem]) -> LevelCounts:
    levels = {(item.name.casefold() if item.is_wider or not item.term else item.term): item.level for item in items}
    count = Counter(levels.values())
    return LevelCounts(
        count[Level.EXPLAINED],
        count[Level.MENTIONED],
        count[Level.DEFINED],
        count[Level.ABSENT],
        len(levels),
    )


def _weighted(parts: Iterable[tuple[int, int, int]]) -> float:
    """Returns the mean of part / whole by weight, for (weight, part, whole). Without weights all rows count the
    same."""
    rows = tuple(parts)
    if not any(w for w, _, _ in rows):
        rows = tuple((1, part, whole) for _, part, whole in rows)
    weight = sum(w for w, _, _ in rows)
    return sum(w * part / whole for w, part, whole in rows if whole) / weight if weight else 0.0
