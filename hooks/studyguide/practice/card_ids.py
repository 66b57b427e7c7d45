"""The ledger of card ids: what was once asked keeps its id for ever, so that no learner's progress changes hands.

One id a line. An id that is no longer made has `retired` behind it, stays listed and is never used again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.practice.card import Card

CARD_LEDGER = "docs/ledger/card-ids.txt"
RETIRED = "retired"


def check_ledger(cards: Collection[Card], file: str, text: str) -> tuple[Diagnostic, ...]:
    """Compare the cards with the ledger's text; `file` is only named in problems.

    A card whose id is retired is an error; ids that are missing or no longer made are notices. An empty ledger is
    not kept, and nothing is compared.
    """
    return tuple(_faults(cards, file, text)) if text.strip() else ()


def updated_card_ledger(cards: Collection[Card], text: str) -> str:
    """Return the ledger with new ids added and vanished ones retired, sorted; nothing is ever taken out."""
    listed, ids = _ledger_ids(text), {card.id for card in cards}
    states = {**dict.fromkeys(ids, False), **{i: retired or i not in ids for i, (_, retired) in listed.items()}}
    return "".join(f"{card_id} {RETIRED}\n" if gone else f"{card_id}\n" for card_id, gone in sorted(states.items()))


def _faults(cards: Collection[Card], file: str, text: str) -> Iterator[Diagnostic]:
    listed, hint = _ledger_ids(text), "`studyguide ledger` brings it up to date"
    for card in cards:
        line, retired = listed.get(card.id, (0, False))
        if retired:
            what = f"the card id `{card.id}` was retired and is in use again"
            remedy = "take `retired` away if it asks what it asked before, else give it another id"
            yield Diagnostic(Location(file, line), "retired-id", what, remedy, card.id)
        elif not line:
            what = f"the card `{card.id}` is not in the ledger"
            yield Diagnostic(Location(file), "ledger", what, hint, severity=Severity.NOTICE)
    ids = {card.id for card in cards}
    for card_id, (line, retired) in listed.items():
        if card_id not in ids and not retired:
            what = f"no card has the id `{card_id}` any more"
            yield Diagnostic(Location(file, line), "ledger", what, hint, card_id, Severity.NOTICE)


def _ledger_ids(text: str) -> dict[str, tuple[int, bool]]:
    """Return each id with its 1-based line and whether it is retired."""
    entries: dict[str, tuple[int, bool]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if words := line.split():
            entries[words[0]] = (number, RETIRED in words[1:])
    return entries
