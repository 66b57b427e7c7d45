"""Cards: questions made from the glossary's curated fields, never from a note's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import Any

from studyguide.kept import Is, Kept, afresh
from studyguide.read.own_cards import OwnCard
from studyguide.records import TermId
from studyguide.study.card import Card, CardKind, Option
from studyguide.study.options import ground
from studyguide.study.questions import questions
from studyguide.study.tags import tags_of
from studyguide.terms import Glossary
from studyguide.weave.woven import Woven

__all__ = ["Card", "CardKind", "Option", "cards", "counts", "rows"]

PER_TERM = 4


def cards(woven: Woven, own: Sequence[OwnCard] = (), kept: Kept = afresh) -> tuple[Card, ...]:
    """Return every card in the glossary's order, at most four a term beside those a person wrote."""
    asked = kept("questions", (Is(woven.glossary),), partial(_asked, woven.glossary))
    tags = tags_of(woven)
    family_of = dict(woven.glossary.family_of)
    places = {term: f"{file}:{line}" for term, file, line in woven.glossary.places}
    written: dict[TermId, list[Card]] = {}
    for card in own:
        made = Card(
            f"{card.term}.own:{card.id}", CardKind.OWN, card.term, card.question, card.answer,
            f"{card.term}.own:{card.id}", explanation=card.explanation, source=card.place,
        )  # fmt: skip
        written.setdefault(card.term, []).append(made)
    return tuple(
        replace(
            card,
            family=family_of[term.id],
            tags=(f"kind::{term.kind}", *tags[term.id]),
            source=card.source or places[term.id],
        )
        for term in woven.glossary.terms
        for card in chain(asked[term.id], written.get(term.id, ()))
    )


def _asked(glossary: Glossary) -> dict[TermId, tuple[Card, ...]]:
    """What is made from each term's own fields."""
    held = ground(glossary)
    return {term.id: tuple(islice(questions(term, held), PER_TERM)) for term in glossary.terms}


def counts(made: Iterable[Card]) -> dict[str, int]:
    """Return how many cards there are of each kind, and under `facts` how many different things they ask."""
    made = tuple(made)
    by_kind = Counter(card.kind for card in made)
    return {**{str(kind): by_kind[kind] for kind in CardKind}, "cards": len(made), "facts": len({c.asks for c in made})}


def rows(made: Iterable[Card], pages: Mapping[TermId, str]) -> Iterator[dict[str, Any]]:
    """Yield each card as plain data; `pages` gives the address of each term's page."""
    for card in made:
        row: dict[str, Any] = {"id": card.id, "kind": str(card.kind), "term": card.term}
        row |= {"question": card.question, "answer": card.answer}
        if card.options:
            row["options"] = [option.text for option in card.options]
        yield row | {"source": card.source, "page": pages[card.term]}
