"""Orders the cards of an exam as its plan in the browser asks them: `order` and `unasked` of plan.js are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import TermId
from studyguide.practice.card import Card


class ExamTerm(Struct, frozen=True):
    """Describes one term of an exam."""

    id: TermId
    domains: tuple[int, ...]
    """Indexes of the domains that ask for it."""
    needs: tuple[int, ...]
    """Indexes of the terms that come before it."""
    is_closed: bool
    """Whether it can no longer be chosen."""


def term_order(weights: Sequence[float], terms: Sequence[ExamTerm]) -> tuple[int, ...]:
    """Returns the indexes of an exam's terms in the order in which they are first asked.

    Each comes after the terms it needs, the domains are interleaved by their `weights`, and what can no longer be
    chosen comes last.
    """
    ordered: dict[int, None] = {}
    for is_closed in (False, True):
        queues = [
            [at for at, term in enumerate(terms) if domain in term.domains and term.is_closed is is_closed]
            for domain in range(len(weights))
        ]
        taken = [0] * len(weights)
        while True:
            queues = [[at for at in queue if at not in ordered] for queue in queues]
            waiting = [domain for domain, queue in enumerate(queues) if queue]
            if not waiting:
                break
            behind = min(waiting, key=lambda domain: ((taken[domain] + 0.5) / (weights[domain] or 1), domain))
            taken[behind] += 1
            for at in _with_needs(queues[behind][0], terms, is_closed, set(ordered)):
                ordered[at] = None
    return tuple(ordered)


def plan_order(
    weights: Sequence[float], terms: Sequence[ExamTerm], cards: Mapping[TermId, Sequence[Card]]
) -> Iterator[Card]:
    """Yields first one card of each term, then the second of each, and so on; those of closed terms last."""
    order = [terms[at] for at in term_order(weights, terms)]
    for is_closed in (False, True):
        group = [cards[term.id] for term in order if term.is_closed is is_closed]
        for nth in range(max(map(len, group), default=0)):
            yield from (of_term[nth] for of_term in group if nth < len(of_term))


def _with_needs(at: int, terms: Sequence[ExamTerm], is_closed: bool, placed: set[int]) -> Iterator[int]:
    """Yields the terms that a term needs and that are not placed yet, then the term."""
    if at in placed:
        return
    placed.add(at)
    for need in terms[at].needs:
        if is_closed or not terms[need].is_closed:
            yield from _with_needs(need, terms, is_closed, placed)
    yield at
