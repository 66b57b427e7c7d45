"""Finds faults in decks for Anki and in tables of cards: what an import would refuse, damage or show wrongly."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from studyguide.check.fault_kinds import fault
from studyguide.check.read_page import read_page
from studyguide.check.site_map import split_address
from studyguide.model.diagnostics import Diagnostic

DATABASES = ("collection.anki21", "collection.anki2")
SQLITE = b"SQLite format 3\0"
TABLES = frozenset(("col", "notes", "cards"))
EARLIEST = 1_262_304_000
"""2010-01-01: no deck is older."""
LARGEST_ID = 2**53
SUSPECT = re.compile(
    r"<(?!/?(?:a|b|br|code|div|em|i|li|ol|p|pre|q|small|span|strong|sub|sup|ul)[\s>])|\bon\w{3,20}\s{0,9}=|[a-z]:(?!//)\S|src",
    re.I,
)
"""What HTML has at least if it is active; the rest need not be parsed."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t=", "\r")
MAX_DECK_BYTES = 256 * 1024 * 1024
"""Bytes of one part of an archive that are read."""


def members(data: bytes) -> dict[str, bytes] | None:
    """Return the files in a zip file; None if it cannot be read, one of them is damaged, or is far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_DECK_BYTES:
                return None
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError, ValueError):
        return None


def archive_faults(path: str, files: dict[str, bytes] | None) -> Iterator[Diagnostic]:
    """Yield the faults of a zip file; of a deck also those of its database."""
    if not path.endswith((".apkg", ".colpkg")):
        if files is None:
            yield fault("archive", path, "the archive cannot be read")
        return
    name = next((name for name in DATABASES if files and name in files), None)
    if files is None or name is None:
        yield fault("deck", path, "this is not a zip file with a collection", 0, "build the site again")
        return
    yield from _media_faults(path, files)
    if not files[name].startswith(SQLITE):
        yield fault("deck-database", path, "the database is damaged: it does not begin as one")
        return
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(files[name])
            yield from _database_faults(path, database)
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        yield fault("deck-database", path, f"the database is damaged: {error}")


def _database_faults(path: str, database: sqlite3.Connection) -> Iterator[Diagnostic]:
    verdict = database.execute("pragma integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        yield fault("deck-database", path, "the database is damaged: its integrity check fails")
        return
    tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    if lacking := TABLES - tables:
        yield fault("deck-database", path, f"the database lacks the table `{min(lacking)}`")
        return
    notes = database.execute("select id, guid, mid, mod, flds from notes order by id").fetchall()
    cards = database.execute("select id, nid, did, mod from cards order by id").fetchall()
    if not cards:
        yield fault("deck-empty", path, "the deck has no cards")
    types, decks = (json.loads(text) for text in database.execute("select models, decks from col").fetchone())
    yield from _id_faults(path, notes, cards, types, decks)
    yield from _note_faults(path, notes, cards, types)


def _id_faults(
    path: str, notes: list[tuple[Any, ...]], cards: list[tuple[Any, ...]], types: dict[str, Any], decks: dict[str, Any]
) -> Iterator[Diagnostic]:
    ids = [("note", row[0]) for row in notes] + [("card", row[0]) for row in cards]
    ids += [("note type", value.get("id", name)) for name, value in types.items()]
    ids += [("deck", value.get("id", name)) for name, value in decks.items()]
    for what, number in ids:
        if not str(number).lstrip("-").isdigit() or not 0 < int(number) < LARGEST_ID:
            yield fault("deck-id", path, f"a {what} has the id {number}")
    for what, mod in [("note", row[3]) for row in notes] + [("card", row[3]) for row in cards]:
        if not isinstance(mod, int) or mod < EARLIEST:
            yield fault("deck-time", path, f"a {what} has the time {mod}, so that an import does not take it over")
            break
    for row in cards:
        if str(row[2]) not in decks:
            yield fault("deck-id", path, f"card {row[0]} is in a deck that is not there")


def _note_faults(
    path: str, notes: list[tuple[Any, ...]], cards: list[tuple[Any, ...]], types: dict[str, Any]
) -> Iterator[Diagnostic]:
    with_cards, known = {row[1] for row in cards}, {row[0] for row in notes}
    for number in sorted(known - with_cards):
        yield fault("deck-orphan", path, f"note {number} has no card")
    for number in sorted(with_cards - known):
        yield fault("deck-orphan", path, f"a card belongs to note {number}, which is not there")
    for guid, count in Counter(row[1] for row in notes).items():
        if not guid or count > 1:
            yield fault("deck-guid", path, f"{count} notes have the GUID `{guid}`" if guid else "a note has no GUID")
    for number, _, kind, _, text in notes:
        fields = str(text).split("\x1f")
        if str(kind) not in types or len(types[str(kind)]["flds"]) != len(fields):
            yield fault("deck-fields", path, f"note {number} does not have the fields of its type")
        if "<" in text and SUSPECT.search(text):
            yield from _active_faults(path, number, text)


def _active_faults(path: str, number: int, html: str) -> Iterator[Diagnostic]:
    page = read_page(html)
    loads = [r for r in page.references if r.loads and split_address(r.target).netloc]
    runs = [r for r in page.references if split_address(r.target.strip()).scheme not in {"", "http", "https"}]
    if page.scripts or page.handlers or page.embeds or page.posts or loads or runs:
        yield fault("deck-active", path, f"note {number} has script, a handler, a frame or something of another host")


def _media_faults(path: str, files: dict[str, bytes]) -> Iterator[Diagnostic]:
    try:
        media = json.loads(files.get("media", b"{}"))
        missing = [name for number, name in media.items() if number not in files]
    except (ValueError, AttributeError):
        yield fault("deck-media", path, "the list of media is not JSON")
        return
    for name in missing:
        yield fault("deck-media", path, f"the deck names the file `{name}` and does not hold it")


def table_faults(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield the faults of a table of cards whose columns are separated by tabs; lines with `#` are its head."""
    rows = [(number, row) for number, row in enumerate(text.splitlines(), 1) if row.strip() and not row.startswith("#")]
    if not rows:
        return
    columns = Counter(row.count("\t") for _, row in rows).most_common(1)[0][0]
    for number, row in rows:
        cells = row.split("\t")
        if len(cells) != columns + 1:
            yield fault("table-columns", path, f"the row has {len(cells)} cells in place of {columns + 1}", number)
        if any(cell.lstrip('"').startswith(FORMULA_SIGNS) for cell in cells):
            yield fault("table-formula", path, "a spreadsheet takes a cell for a formula", number)
