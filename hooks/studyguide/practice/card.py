"""Defines the nouns of practice: a card, what it asks and its options."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from studyguide.model.note import TermId


class CardKind(StrEnum):
    """Classifies what a card asks. The value is part of its id, so it is never renamed."""

    DOES = "does"
    """What does it do, or what does it mean?"""
    QUOTE = "quote"
    """Which name is missing in a line of the notes that defines it?"""
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
    NOTE = "note"
    """A question that an author wrote in a note, with its answer; its id is `note:<number>`."""
    CLOZE = "cloze"
    """A sentence of a note with a part left out; its id is `note:<number>`."""


class CardOption(Struct, frozen=True):
    """Describes one answer to choose from."""

    text: str
    term: TermId
    """The term it names."""
    why: str
    """For a wrong option: what it is instead. For the right one: its definition."""


class Card(Struct, frozen=True):
    """Holds one question with its answer."""

    id: str
    """`term.kind`, `term.kind:other`, `bank:<id>` or `note:<number>`; never reused."""
    kind: CardKind
    term: TermId
    """'' for a card of a note whose lines name no term."""
    question: str
    answer: str
    """Plain text; LaTeX for a formula."""
    asks: str
    """The fact it asks for, such as `recall.definition`: cards with the same fact ask for it from two sides."""
    options: tuple[CardOption, ...] = ()
    """Three for a choice, more for a question of the bank, otherwise none."""
    right: int | None = None
    """Index of the right option, if there is exactly one."""
    explanation: str = ""
    """Text to read after the answer; '' if the answer is complete."""
    family: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    """`file:line` where its text is written."""
    asked_parts: tuple[str, ...] = ()
    """The parts that an ordering or matching question shows, in an order that reveals nothing; otherwise none."""
