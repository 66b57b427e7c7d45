"""Gives the cards of notes ids that survive edits: the ledger keeps the note and the words of each.

A card with the words of an entry has its id. Of the others, the nearest text within the same note takes over an id, if
it is near enough to ask for the same fact. Every other card gets a new id, and an id is never given twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import NotePath
from studyguide.model.note_card import NoteCard
from studyguide.practice.card_likeness import card_likeness

NOTE_CARD = "note:"
"""The beginning of the ids of these cards; no other card has it."""
ID_DIGITS = 12
RETIRED = "retired"
FIELDS_OF_ENTRY = 4
SURE_BY = 0.02
"""By so much the nearest text must be nearer than the second one."""
MOST_COMPARED = 400
"""With more unknown cards and entries in one note, only those with an equal question or answer are compared."""

MOST_EQUAL = 50
"""So many entries with an equal question or answer are compared; more say nothing about which one it is."""


class CardEntry(Struct, frozen=True):
    """Holds one line of the ledger about a card of a note."""

    id: str
    note: str
    question: str
    answer: str
    is_retired: bool = False


Located = tuple[NotePath, NoteCard]


def ledger_entries(text: str) -> tuple[CardEntry, ...]:
    """Returns the entries of the ledger about cards of notes; a line that cannot be read is none."""
    entries = []
    for line in text.split("\n"):
        head, *fields = line.rstrip("\r").split("\t")
        words = head.split()
        if words and words[0].startswith(NOTE_CARD) and len(fields) == FIELDS_OF_ENTRY - 1:
            note, question, answer = fields
            entries.append(CardEntry(words[0], note, question, answer, RETIRED in words[1:]))
    return tuple(entries)


def entry_line(entry: CardEntry) -> str:
    """Returns an entry as a line of the ledger."""
    state = f" {RETIRED}" if entry.is_retired else ""
    return "\t".join((entry.id + state, entry.note, entry.question, entry.answer))


def entry_of(card_id: str, located: Located) -> CardEntry:
    """Returns what the ledger keeps of a card."""
    path, card = located
    return CardEntry(card_id, _in_one_line(path), _in_one_line(card.question), _in_one_line(card.answer))


def note_card_ids(cards: Sequence[Located], entries: Iterable[CardEntry]) -> tuple[str, ...]:
    """Returns the id of each card, in their order."""
    known = {entry.id: entry for entry in entries}
    wanted = [entry_of("", located) for located in cards]
    ids: dict[int, str] = {}
    free = dict(known)

    def take(at: int, entry: CardEntry) -> None:
        ids[at] = entry.id
        del free[entry.id]

    for is_retired in (False, True):  # equal words in the same note; a card that comes back has its id again
        for at, entry in _equal_pairs(wanted, ids, [e for e in free.values() if e.is_retired is is_retired], True):
            take(at, entry)
    for at, entry in _near_pairs(wanted, ids, [entry for entry in free.values() if not entry.is_retired]):
        take(at, entry)
    living = [entry for entry in free.values() if not entry.is_retired]
    for at, entry in _equal_pairs(wanted, ids, living, False):  # equal words in another note: renamed, or moved
        take(at, entry)
    used = {*known, *ids.values()}
    for at, entry in enumerate(wanted):
        if at not in ids:
            ids[at] = _new_id(entry, used)
            used.add(ids[at])
    return tuple(ids[at] for at in range(len(wanted)))


def _equal_pairs(
    wanted: Sequence[CardEntry], ids: Mapping[int, str], entries: Iterable[CardEntry], in_same_note: bool
) -> list[tuple[int, CardEntry]]:
    by_words: dict[tuple[str, str, str], list[CardEntry]] = {}
    for entry in entries:
        by_words.setdefault(_words_key(entry, in_same_note), []).append(entry)
    pairs = []
    for at, entry in enumerate(wanted):
        if at not in ids and (equal := by_words.get(_words_key(entry, in_same_note))):
            pairs.append((at, equal.pop(0)))
    return pairs


def _words_key(entry: CardEntry, in_same_note: bool) -> tuple[str, str, str]:
    return (entry.note if in_same_note else "", entry.question, entry.answer)


def _near_pairs(
    wanted: Sequence[CardEntry], ids: Mapping[int, str], entries: Iterable[CardEntry]
) -> list[tuple[int, CardEntry]]:
    """Returns cards with the entries whose ids they take over, note by note."""
    by_note: dict[str, list[CardEntry]] = {}
    for entry in entries:
        by_note.setdefault(entry.note, []).append(entry)
    unknown: dict[str, list[int]] = {}
    for at, entry in enumerate(wanted):
        if at not in ids and entry.note in by_note:
            unknown.setdefault(entry.note, []).append(at)
    return [pair for note, places in unknown.items() for pair in _nearest(places, wanted, by_note[note])]


def _nearest(
    places: Sequence[int], wanted: Sequence[CardEntry], entries: Sequence[CardEntry]
) -> list[tuple[int, CardEntry]]:
    candidates = _by_equal_part(entries) if len(places) * len(entries) > MOST_COMPARED**2 else None
    of_card: dict[int, dict[int, float]] = {}
    of_entry: dict[int, dict[int, float]] = {}
    for at in places:
        card = wanted[at]
        compared = range(len(entries)) if candidates is None else candidates(card)
        for number in compared:
            score = card_likeness((entries[number].question, entries[number].answer), (card.question, card.answer))
            if score:
                of_card.setdefault(at, {})[number] = of_entry.setdefault(number, {})[at] = score
    pairs: list[tuple[int, CardEntry]] = []
    ordered = sorted((-score, at, number) for at, scores in of_card.items() for number, score in scores.items())
    for negative, at, number in ordered:
        if at not in of_card or number not in of_entry:
            continue
        rivals = [score for other, score in of_card[at].items() if other != number and other in of_entry]
        rivals += [score for other, score in of_entry[number].items() if other != at and other in of_card]
        if all(score < -negative - SURE_BY for score in rivals):
            pairs.append((at, entries[number]))
            del of_card[at], of_entry[number]
    return pairs


def _by_equal_part(entries: Sequence[CardEntry]) -> Callable[[CardEntry], list[int]]:
    """Returns a function that gives the places of the entries with the question or the answer of a card."""
    places: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(entries):
        places.setdefault(("question", entry.question), []).append(number)
        places.setdefault(("answer", entry.answer), []).append(number)

    def candidates(card: CardEntry) -> list[int]:
        equal = (places.get(key, ())[:MOST_EQUAL] for key in (("question", card.question), ("answer", card.answer)))
        return sorted({number for numbers in equal for number in numbers})

    return candidates


def _new_id(entry: CardEntry, used: Collection[str]) -> str:
    """Returns an id that no card ever had."""
    attempt = 0
    while True:
        words = "\t".join((entry.note, entry.question, entry.answer, str(attempt or "")))
        card_id = NOTE_CARD + hashlib.sha256(words.encode()).hexdigest()[:ID_DIGITS]
        if card_id not in used:
            return card_id
        attempt += 1


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
