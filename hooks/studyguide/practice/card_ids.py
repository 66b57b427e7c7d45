"""Keeps the ledger of card ids: a question keeps its id forever, so that no learner's progress moves to another card.

One id a line. An id that is no longer made has `retired` behind it, stays listed and is never used again. Behind the id
of a card of a note, separated by tabs, are the note, the question and the answer, by which an edited card is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.practice.card import Card
from studyguide.practice.note_card_ids import NOTE_CARD, RETIRED, CardEntry, entry_line, ledger_entries

CARD_LEDGER = "docs/ledger/card-ids.txt"
HINT = "`studyguide ledger` brings it up to date"


def check_ledger(
    cards: Collection[Card], file: str, text: str, of_notes: Collection[CardEntry] = ()
) -> tuple[Diagnostic, ...]:
    """Compares the cards with the ledger's text; `file` is only named in problems, `of_notes` are the cards of notes.

    A card whose id is retired is an error; ids that are missing or no longer made are notices. An empty ledger is
    not kept: then only cards of notes are reported, which lose their progress with the first edit.
    """
    if text.strip():
        return (*_faults(cards, file, text), *_faults_of_notes(of_notes, file, text))
    return _without_ledger(of_notes, file)


def updated_card_ledger(cards: Collection[Card], text: str, of_notes: Collection[CardEntry] = ()) -> str:
    """Returns the ledger, sorted, with new ids added and missing ones retired; no id is ever removed."""
    listed, ids = _ledger_ids(text), {card.id for card in cards}
    rows = {card_id: f"{card_id} {RETIRED}" for card_id in listed if card_id not in ids}
    rows |= {i: f"{i} {RETIRED}" if listed.get(i, (0, False))[1] else i for i in ids}
    rows |= {entry.id: entry_line(replace(entry, is_retired=True)) for entry in ledger_entries(text)}
    rows |= {entry.id: entry_line(entry) for entry in of_notes}
    return "".join(f"{row}\n" for _, row in sorted(rows.items()))


def _faults(cards: Collection[Card], file: str, text: str) -> Iterator[Diagnostic]:
    listed = _ledger_ids(text)
    for card in cards:
        line, retired = listed.get(card.id, (0, False))
        if retired:
            what = f"the card id `{card.id}` was retired and is in use again"
            remedy = "take `retired` away if it asks what it asked before, else give it another id"
            yield Diagnostic(Location(file, line), "retired-id", what, remedy, card.id)
        elif not line:
            what = f"the card `{card.id}` is not in the ledger"
            yield Diagnostic(Location(file), "ledger", what, HINT, severity=Severity.NOTICE)
    ids = {card.id for card in cards}
    for card_id, (line, retired) in listed.items():
        if card_id not in ids and not retired and not card_id.startswith(NOTE_CARD):
            what = f"no card has the id `{card_id}` any more"
            yield Diagnostic(Location(file, line), "ledger", what, HINT, card_id, Severity.NOTICE)


def _faults_of_notes(entries: Collection[CardEntry], file: str, text: str) -> Iterator[Diagnostic]:
    """Yields a notice for each card of a note that the ledger has not, has in other words, or has no longer."""
    listed, made = {entry.id: entry for entry in ledger_entries(text)}, {entry.id for entry in entries}
    for entry in entries:
        if entry.id not in listed:
            what = f"the card `{entry.question}` is not in the ledger, and an edit would give it a new id"
            yield Diagnostic(Location(f"seeds/{entry.note}"), "ledger", what, HINT, severity=Severity.NOTICE)
        elif listed[entry.id] != entry:
            what = f"the card `{entry.question}` has other words than in the ledger"
            yield Diagnostic(Location(f"seeds/{entry.note}"), "ledger", what, HINT, severity=Severity.NOTICE)
    lines = _ledger_ids(text)
    for entry in listed.values():
        if entry.id not in made and not entry.is_retired:
            what = f"no card has the id `{entry.id}` any more"
            yield Diagnostic(Location(file, lines[entry.id][0]), "ledger", what, HINT, severity=Severity.NOTICE)


def _without_ledger(entries: Collection[CardEntry], file: str) -> tuple[Diagnostic, ...]:
    if not entries:
        return ()
    what = f"without this ledger, {len(entries)} cards of notes lose their progress when their words change"
    return (Diagnostic(Location(file), "ledger", what, "`studyguide ledger` writes it", severity=Severity.NOTICE),)


def _ledger_ids(text: str) -> dict[str, tuple[int, bool]]:
    """Returns each id with its 1-based line and whether it is retired."""
    entries: dict[str, tuple[int, bool]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if words := line.split("\t")[0].split():
            entries[words[0]] = (number, RETIRED in words[1:])
    return entries
