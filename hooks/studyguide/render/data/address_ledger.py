"""Reads and extends the ledger of addresses, `docs/ledger/addresses.txt`.

It has one address below the site's root a line, `/` for home. A note's address is followed by two spaces and the file
it shows, `notes/class/  seeds/class.md`. `old/ -> new/` is a page that has moved. Lines starting with # are
for people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from msgspec import Struct

from studyguide.model.note import Address, NotePath, PagePath
from studyguide.render.urls import address

LEDGER = "docs/ledger/addresses.txt"
ARROW = " -> "
LEDGER_HEADER = """\
# Every address that was ever published, one a line. `studyguide ledger` adds new ones.
# A page that has moved: write `old/ -> new/` in place of its line, and the old address leads to the new one.
# The address of a note is followed by its file, `notes/class/  seeds/class.md`: no other note may take the address.
"""
SEEDS = "seeds/"
NOTE = re.compile(rf"(?:^|(?<!\s)\s{{2,}}|\t){SEEDS}")
"""Separates an address from the note that it shows."""


class LedgerEntry(Struct, frozen=True):
    """One line of the ledger."""

    old: Address
    new: str | None
    """Where it leads now, perhaps with a fragment; None for a page that has not moved."""
    line: int
    """1-based."""
    note: NotePath | None = None
    """The note that it shows; None for other pages, and where an older ledger did not say."""


def read_ledger(text: str) -> tuple[LedgerEntry, ...]:
    """Return the lines of a ledger; comments and empty lines are skipped."""
    entries: list[LedgerEntry] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            match = NOTE.search(line)
            addresses, file = (line[: match.start()], line[match.end() :]) if match else (line, "")
            old, arrow, new = addresses.partition(ARROW.strip())
            note = NotePath(unquote(file.strip())) if match else None
            entries.append(LedgerEntry(_below_root(old), _below_root(new) if arrow else None, number, note))
    return tuple(entries)


def published_notes(text: str) -> dict[PagePath, NotePath]:
    """Return for which note each page of a note was published, as far as the ledger says."""
    return {
        PagePath(f"{entry.old.rstrip('/')}.md"): entry.note
        for entry in read_ledger(text)
        if entry.note is not None and entry.new is None
    }


def updated_address_ledger(
    text: str, pages: Collection[PagePath], notes: Mapping[NotePath, PagePath] | None = None
) -> str:
    """Return the ledger with every page of the site in it, and for each note's page the note.

    Nothing is removed from it: an address keeps the note that it was published for.
    """
    note_of = {address(page): note for note, page in (notes or {}).items()}
    known = {entry.old: entry for entry in read_ledger(text)}
    rows: dict[str, str] = {}
    for old in {*map(address, pages), *known}:
        entry = known.get(old, LedgerEntry(old, None, 0))
        note = entry.note if entry.note is not None else note_of.get(old)
        rows[old] = f"{old}{ARROW}{entry.new or '/'}" if entry.new is not None else ledger_line(old, note)
    return LEDGER_HEADER + "".join(f"{rows[old] or '/'}\n" for old in sorted(rows))


def ledger_line(old: str, note: NotePath | None) -> str:
    """Return the line of an address that a page has."""
    return f"{old or '/'}" if note is None else f"{old or '/'}  {SEEDS}{_encoded(note)}"


def _encoded(note: str) -> str:
    """Write what would not survive as part of a line as percent and its bytes."""
    encoded = "".join(c if (c.isprintable() and c != "%") else _percent(c) for c in note)
    return encoded if encoded == encoded.strip() else "".join(_percent(c) if c == " " else c for c in encoded)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def _below_root(text: str) -> Address:
    return Address(text.strip().lstrip("/"))
