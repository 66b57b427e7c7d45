"""Defines the cards that an author wrote in a note: what is asked, what is the answer, and the columns of both."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

NO_HINT = "[…]"
"""What a reader sees in place of a deletion without a hint."""


class NoteCardKind(StrEnum):
    PAIR = "note"
    """A question and its answer, each in words of its own."""
    CLOZE = "cloze"
    """A sentence with one part of it left out."""


class CardPart(Struct, frozen=True):
    """Marks words of one line that belong to a question or an answer."""

    line: int
    """1-based."""
    start: int
    """0-based column in code points."""
    end: int
    """0-based, exclusive."""
    blank: str = ""
    """What is shown in place of the words while they are asked for; '' for words that are shown."""


CardText = tuple[tuple[CardPart, ...], ...]
"""Paragraphs, each with its parts in the order in which they are read."""


class NoteCard(Struct, frozen=True):
    """Holds one card that an author wrote in a note."""

    kind: NoteCardKind
    first: int
    """1-based line of its beginning."""
    last: int
    """1-based, inclusive."""
    question: str
    """Words without markup; paragraphs are separated by newlines. A deletion is a blank."""
    answer: str
    question_at: CardText
    answer_at: CardText
    is_reversed: bool = False
    """Whether it asks in the other direction for what another card of the same lines asks."""
    number: int = 0
    """Counts the cards of the same lines from 0, as the author's program counts them."""
