"""An exam's outline and the notes to how far the notes carry: each term's standing, by task and domain, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from studyguide.link.corpus import Corpus
from studyguide.model.exam import Domain, Exam, Task, terms_of_task
from studyguide.model.note import TermId


class Level(StrEnum):
    """What the guide has on a term, the most first."""

    EXPLAINED = "explained in the notes"
    MENTIONED = "mentioned in the notes"
    DEFINED = "defined only"
    """In the glossary, and in no note."""
    ABSENT = "absent"
    """Asked for by the outline, and not even in the glossary."""


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many terms have each standing. One term counts once, in however many tasks it is asked for."""

    explained: int
    mentioned: int
    defined: int
    absent: int
    total: int


@dataclass(frozen=True, slots=True)
class TaskMap:
    task: Task
    terms: tuple[tuple[TermId, Level], ...]
    """In the order of the outline."""


@dataclass(frozen=True, slots=True)
class DomainMap:
    domain: Domain
    tasks: tuple[TaskMap, ...]
    tally: LevelCounts


@dataclass(frozen=True, slots=True)
class ExamMap:
    exam: Exam
    domains: tuple[DomainMap, ...]
    tally: LevelCounts
    """Over the whole exam, unweighted."""
    explained_share: float
    """Share of the terms explained in the notes, 0 to 1: the mean of the domains, each by its weight."""
    named_share: float
    """The same for terms explained or mentioned."""


def readiness(exam: Exam, corpus: Corpus) -> ExamMap:
    """Return how far the notes carry a candidate. A domain without terms counts as not covered at all."""
    told = corpus.explained
    named = {mention.term for mentions in corpus.mentions.values() for mention in mentions}

    def level(term: TermId) -> Level:
        if term not in corpus.terms:
            return Level.ABSENT
        if term in told:
            return Level.EXPLAINED
        return Level.MENTIONED if term in named else Level.DEFINED

    domains = []
    for domain in exam.domains:
        tasks = tuple(
            TaskMap(task, tuple((term, level(term)) for term in terms_of_task(task))) for task in domain.tasks
        )
        domains.append(DomainMap(domain, tasks, _tally(tasks)))
    return ExamMap(
        exam=exam,
        domains=tuple(domains),
        tally=_tally(task for domain in domains for task in domain.tasks),
        explained_share=_weighted((d.domain.weight, d.tally.explained, d.tally.total) for d in domains),
        named_share=_weighted((d.domain.weight, d.tally.explained + d.tally.mentioned, d.tally.total) for d in domains),
    )


def _tally(tasks: Iterable[TaskMap]) -> LevelCounts:
    standings = {term: level for task in tasks for term, level in task.terms}
    count = Counter(standings.values())
    return LevelCounts(
        count[Level.EXPLAINED],
        count[Level.MENTIONED],
        count[Level.DEFINED],
        count[Level.ABSENT],
        len(standings),
    )


def _weighted(parts: Iterable[tuple[int, int, int]]) -> float:
    """Return the mean of part / whole by weight, for (weight, part, whole). Without weights all rows count the same."""
    rows = tuple(parts)
    if not any(w for w, _, _ in rows):
        rows = tuple((1, part, whole) for _, part, whole in rows)
    weight = sum(w for w, _, _ in rows)
    return sum(w * part / whole for w, part, whole in rows if whole) / weight if weight else 0.0
