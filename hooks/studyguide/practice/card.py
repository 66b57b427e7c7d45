"""The nouns of practice: a card, what it asks and what it offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studyguide.model.note import TermId


class CardKind(StrEnum):
    """What a card asks; part of its id, so never renamed."""

    DOES = "does"
    """What does it do, or what does it mean?"""
    WHICH = "which"
    """From the definition to the name, out of three."""
    WHEN = "when"
    """From a situation to what fits it, out of three."""
    NOT_WHEN = "not_when"
    """When is it the wrong choice?"""
    AB = "ab"
    """Which of two that are easily confused?"""
    APART = "apart"
    """What sets two of them apart?"""
    FORMULA = "formula"
    NUMBER = "number"
    """Work one number."""
    OWN = "own"
    """Written by a person, in docs/cards.yml."""
    BANK = "bank"
    """A question of the bank; its id is `bank:<id>`."""


@dataclass(frozen=True, slots=True)
class CardOption:
    """One answer to choose from."""

    text: str
    term: TermId
    """The term it names."""
    why: str
    """For a wrong one: what it is instead. For the right one: its definition."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its answer."""

    id: str
    """`term.kind`, `term.kind:other` or `bank:<id>`; never made from wording, never used again."""
    kind: CardKind
    term: TermId
    question: str
    answer: str
    """Plain text; LaTeX for a formula."""
    asks: str
    """The fact it asks for, such as `recall.definition`: cards with the same one ask the same from two sides."""
    options: tuple[CardOption, ...] = ()
    """Three for a choice, more for a question of the bank, else none."""
    right: int | None = None
    """Index of the right option, if there is exactly one."""
    explanation: str = ""
    """What to read after the answer; '' where the answer says it all."""
    family: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    """`file:line` where its text is written."""
    asked_parts: tuple[str, ...] = ()
    """What an ordering or matching question shows, in an order that tells nothing; else none."""
