"""Everything that a guide offers for practice: the value that goes from study to publishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from studyguide.kept import Is, Kept, afresh
from studyguide.problems import Problem
from studyguide.read.own_cards import OwnCard
from studyguide.records import TermId
from studyguide.study.cards import Card, cards
from studyguide.study.comparisons import Comparison, by_term, comparisons
from studyguide.study.path import Path, Step, paths, steps
from studyguide.weave.woven import Woven


@dataclass(frozen=True, slots=True)
class Studied:
    """Practice for one guide."""

    cards: tuple[Card, ...]
    """In the glossary's order."""
    cards_of: Mapping[TermId, tuple[Card, ...]]
    comparisons: tuple[Comparison, ...]
    compared_in: Mapping[TermId, tuple[str, ...]]
    """Ids of the comparisons in which a term stands, the smallest first."""
    paths: tuple[Path, ...]
    steps: Mapping[TermId, tuple[Step, ...]]


def study(woven: Woven, own: Sequence[OwnCard], kept: Kept = afresh) -> tuple[Studied, tuple[Problem, ...]]:
    """Make practice from a woven guide and the cards a person wrote."""
    made = cards(woven, own, kept)
    of_term: dict[TermId, list[Card]] = {}
    for card in made:
        of_term.setdefault(card.term, []).append(card)
    compared = kept("comparisons", (Is(woven.glossary),), partial(comparisons, woven))
    ways, problems = paths(woven)
    studied = Studied(
        cards=made,
        cards_of={term: tuple(found) for term, found in of_term.items()},
        comparisons=compared,
        compared_in=by_term(compared),
        paths=ways,
        steps=steps(ways),
    )
    return studied, problems
