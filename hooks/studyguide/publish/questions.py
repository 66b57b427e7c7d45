"""One question as a page shows it: what is asked, what there is to choose from, and the answer behind it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from studyguide.study.card import Card, CardKind
from studyguide.study.formulas import mathml

LETTERS = "ABC"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, as a list shows it."""

    letter: str
    text: str
    why: str
    """What it is, without its name in front."""
    right: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One question as a list shows it."""

    id: str
    kind: str
    question: str
    answer: Markup
    explanation: str
    choices: tuple[Choice, ...]


def item(card: Card) -> Item:
    """Return a card as a list shows it."""
    choices = tuple(
        Choice(letter, option.text, option.why.removeprefix(f"{option.text}: "), at == card.right)
        for at, (letter, option) in enumerate(zip(LETTERS, card.options, strict=False))
    )
    return Item(
        id=card.id,
        kind=card.kind,
        question=card.question,
        answer=mathml(card.answer) if card.kind is CardKind.FORMULA else escape(card.answer),
        explanation="" if card.options else card.explanation,
        choices=choices,
    )
