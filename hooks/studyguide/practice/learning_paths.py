"""Orders terms for reading: what to learn first, from the prerequisites that terms name in `needs`."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.exam import exam_label, terms_of_domain
from studyguide.model.note import TermId
from studyguide.model.texts import text_of
from studyguide.practice.core_terms import core_terms

CORE = 40
"""Number of steps of the core path."""
MAX_BELOW = 200
"""How many direct and indirect prerequisites of a term are looked up to weigh it. In a long chain of prerequisites the
time would otherwise grow with the square of the number of terms."""
MAX_STEPS = 40
"""Number of steps that one path may have; a longer family is split into parts of equal length."""


class LearningPath(Struct, frozen=True):
    """Holds terms in an order in which each comes after its prerequisites."""

    id: str
    """Stable: `core`, `family-<id>`, `exam-<id>-<domain>`; a second part ends with `-2`."""
    title: str
    about: str
    """One sentence: whom or what it is for."""
    steps: tuple[TermId, ...]
    before: tuple[TermId, ...] = ()
    """Prerequisites of its terms that it does not contain."""


class PathStep(Struct, frozen=True):
    """Describes a term's place on one path: `step 3 of 40`."""

    path: str
    number: int
    """1-based."""
    of: int
    previous: TermId | None
    next: TermId | None


def learning_paths(corpus: Corpus) -> tuple[tuple[LearningPath, ...], tuple[Diagnostic, ...]]:
    """Returns the core path, one path for each family and one for each domain of each exam.

    Of the terms that can be read next, the one that most others depend on comes first. Terms that need each other in a
    cycle are a problem that names the cycle.
    """
    glossary = corpus.glossary
    needs = {term.id: term.needs for term in glossary.terms}
    rests = Counter(below for term in needs for below in _prerequisites([term], needs))
    order, circles = reading_order(sorted(needs, key=lambda term: -rests[term]), needs)
    rank = {term: place for place, term in enumerate(order)}
    places = {term: Location(file, line) for term, file, line in glossary.places}
    diagnostics = tuple(
        Diagnostic(
            places.get(circle[0], Location("docs/glossary")),
            "circle",
            f"these need each other: {' -> '.join((*circle, circle[0]))}",
            "take one of them out of the other's `needs`",
            severity=Severity.WARNING,
        )
        for circle in circles
    )
    return (*_core(corpus, rank, rests), *_family_paths(corpus, rank), *_exam_paths(corpus, rank)), diagnostics


def path_steps(paths: Sequence[LearningPath]) -> dict[TermId, tuple[PathStep, ...]]:
    """Returns for each term its places, in the order of the paths."""
    steps: dict[TermId, list[PathStep]] = {}
    for path in paths:
        size = len(path.steps)
        for index, term in enumerate(path.steps):
            before = path.steps[index - 1] if index else None
            after = path.steps[index + 1] if index + 1 < size else None
            steps.setdefault(term, []).append(PathStep(path.id, index + 1, size, before, after))
    return {term: tuple(places) for term, places in steps.items()}


def reading_order(
    terms: Sequence[TermId], needs: Mapping[TermId, Sequence[TermId]]
) -> tuple[tuple[TermId, ...], tuple[tuple[TermId, ...], ...]]:
    """Returns the terms so that each follows its prerequisites, otherwise in the given order, and every cycle.

    A cycle is broken at its first term.
    """
    place = {term: index for index, term in enumerate(terms)}
    waits = {term: {n for n in needs.get(term, ()) if n in place and n != term} for term in terms}
    wanted: dict[TermId, list[TermId]] = {}
    for term, open_needs in waits.items():
        for need in open_needs:
            wanted.setdefault(need, []).append(term)
    ready = [place[term] for term in terms if not waits[term]]
    heapq.heapify(ready)
    order: list[TermId] = []
    circles: list[tuple[TermId, ...]] = []
    left = dict.fromkeys(terms)
    while left:
        if not ready:
            circle = _circle(waits, next(iter(left)), place)
            circles.append(circle)
            waits[circle[0]].clear()
            ready = [place[circle[0]]]
        term = terms[heapq.heappop(ready)]
        del left[term]
        order.append(term)
        for other in wanted.get(term, ()):
            if term in waits[other]:
                waits[other].discard(term)
                if not waits[other]:
                    heapq.heappush(ready, place[other])
    return tuple(order), tuple(circles)


def _circle(
    waits: Mapping[TermId, Collection[TermId]], start: TermId, place: Mapping[TermId, int]
) -> tuple[TermId, ...]:
    """Follows open prerequisites from `start` until one repeats; returns that cycle from its first term in the
    glossary."""
    walked: dict[TermId, None] = {}
    term = start
    while term not in walked:
        walked[term] = None
        term = min(waits[term], key=place.__getitem__)
    circle = list(walked)[list(walked).index(term) :]
    first = circle.index(min(circle, key=place.__getitem__))
    return tuple(circle[first:] + circle[:first])


def _core(corpus: Corpus, rank: Mapping[TermId, int], rests: Mapping[TermId, int]) -> Iterator[LearningPath]:
    """Yields the path through what exams ask for or, without objectives of exams, through what most other terms depend
    on.

    The second path has the terms that most others need and that the notes mention most, each with all its
    prerequisites.
    """
    needs = {term.id: term.needs for term in corpus.glossary.terms}
    if terms := core_terms(corpus, CORE):
        about = text_of(corpus.texts, "paths.core_of_exams", count=len(terms), field=corpus.glossary.field)
        yield _path_of("core", text_of(corpus.texts, "paths.core"), about, terms, needs, rank)
        return
    weight = {term: rests.get(term, 0) + len(corpus.passages.get(term, ())) for term in needs}
    chosen: set[TermId] = set()
    for term in sorted(needs, key=lambda t: (-weight[t], rank[t])):
        added = _prerequisites([term], needs) | {term}
        if len(chosen | added) <= CORE:
            chosen |= added
    if len(chosen) > 1:
        about = text_of(corpus.texts, "paths.core_of_terms", count=len(chosen), field=corpus.glossary.field)
        yield _path_of("core", text_of(corpus.texts, "paths.core"), about, chosen, needs, rank)


def _family_paths(corpus: Corpus, rank: Mapping[TermId, int]) -> Iterator[LearningPath]:
    for family in corpus.glossary.families:
        members = {term for term, own in corpus.glossary.family_of if own == family.id}
        yield from _in_parts(f"family-{family.id}", family.name, family.about, members, corpus, rank)


def _exam_paths(corpus: Corpus, rank: Mapping[TermId, int]) -> Iterator[LearningPath]:
    for exam in corpus.exams:
        for number, domain in enumerate(exam.domains, 1):
            inside = {term for term in terms_of_domain(domain) if term in rank}
            label = exam_label(exam)
            title = text_of(corpus.texts, "paths.exam_domain", exam=label, domain=domain.name)
            key = "paths.share" if domain.weight else "paths.part_of_exam"
            about = text_of(corpus.texts, key, weight=domain.weight, exam=label)
            yield from _in_parts(f"exam-{exam.id}-{number}", title, about, inside, corpus, rank)


def _in_parts(
    name: str, title: str, about: str, inside: Collection[TermId], corpus: Corpus, rank: Mapping[TermId, int]
) -> Iterator[LearningPath]:
    """Yields one path, or several of equal length if it would be longer than `MAX_STEPS`."""
    needs = {term.id: term.needs for term in corpus.glossary.terms}
    steps = sorted(inside, key=rank.__getitem__)
    parts = -(-len(steps) // MAX_STEPS)
    for part in range(parts):
        own = steps[part * len(steps) // parts : (part + 1) * len(steps) // parts]
        shown = title
        if parts > 1:
            shown = text_of(corpus.texts, "paths.part", title=title, number=part + 1, count=parts)
        yield _path_of(name + (f"-{part + 1}" if part else ""), shown, about, own, needs, rank)


def _path_of(
    name: str,
    title: str,
    about: str,
    inside: Collection[TermId],
    needs: Mapping[TermId, Sequence[TermId]],
    rank: Mapping[TermId, int],
) -> LearningPath:
    key: Callable[[TermId], int] = rank.__getitem__
    outside = {need for term in inside for need in needs[term] if need in rank} - set(inside)
    return LearningPath(name, title, about, tuple(sorted(inside, key=key)), tuple(sorted(outside, key=key)))


def _prerequisites(start: Sequence[TermId], needs: Mapping[TermId, Sequence[TermId]]) -> set[TermId]:
    """Returns what `start` needs, directly or indirectly: all of it, or the nearest `MAX_BELOW` terms."""
    below: dict[TermId, None] = {}
    waiting = deque(start)
    while waiting:
        for need in needs.get(waiting.popleft(), ()):
            if need in needs and need not in below:
                below[need] = None
                waiting.append(need)
                if len(below) == MAX_BELOW:
                    return set(below)
    return set(below)
