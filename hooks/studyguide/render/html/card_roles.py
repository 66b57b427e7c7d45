"""Says what each line of a note is in a card: the question, the answer, both, or the sign between the two."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from studyguide.model.note import Note
from studyguide.model.note_card import CardPart, CardText, NoteCard, NoteCardKind


class CardRole(StrEnum):
    QUESTION = "q"
    ANSWER = "a"
    PAIR = "pair"
    SEPARATOR = "separator"


class LineRole(Struct, frozen=True):
    """Holds what a line is in the card that begins at a line."""

    role: CardRole
    card: int
    """1-based line of the card's beginning."""
    left: CardPart | None = None
    """Of a pair in one line: the columns of its question."""
    right: CardPart | None = None
    is_both_ways: bool = False


def card_roles(note: Note) -> dict[int, LineRole]:
    """Returns the roles of a note's lines, by 1-based line; lines in no card have none."""
    roles: dict[int, LineRole] = {}
    reversed_at = {card.first for card in note.cards if card.is_reversed}
    for card in note.cards:
        if card.kind is NoteCardKind.PAIR and not card.is_reversed:
            roles |= _roles_of(card, note, card.first in reversed_at)
    return roles


def _roles_of(card: NoteCard, note: Note, is_both_ways: bool) -> dict[int, LineRole]:
    asked, answered = _lines_of(card.question_at), _lines_of(card.answer_at)
    if asked == answered and len(asked) == 1:
        left, right = card.question_at[0][0], card.answer_at[0][0]
        return {card.first: LineRole(CardRole.PAIR, card.first, left, right, is_both_ways)}
    between = {n for n in range(card.first, card.last + 1) if note.lines[n - 1].strip(" \t>") in {"?", "??"}}
    roles = {
        CardRole.SEPARATOR: between - asked - answered,
        CardRole.QUESTION: asked,
        CardRole.ANSWER: answered | set(range(max(asked) + 1, card.last + 1)) - asked - between,
    }
    return {line: LineRole(role, card.first) for role, lines in roles.items() for line in lines}


def _lines_of(text: CardText) -> set[int]:
    return {part.line for parts in text for part in parts}
