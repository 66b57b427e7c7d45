"""The file that Anki imports: a zip with an SQLite database in the oldest layout (schema 11), which every Anki reads.

The same arguments give the same bytes. Ids of notes and cards come from GUIDs: they depend neither on the time nor on
what else is in the package. They look like times of the past, since Anki shows them as dates of creation and its
database check replaces ids of the future.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from msgspec import Struct

SQL_SCHEMA = """
pragma page_size = 4096; pragma auto_vacuum = none; pragma encoding = "UTF-8";
create table col (
  id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null,
  dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null,
  decks text not null, dconf text not null, tags text not null);
create table notes (
  id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null,
  tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null,
  data text not null);
create table cards (
  id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null,
  usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null,
  factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (
  id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null,
  lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
"""
CREATED = 1_293_854_400
"""When the collection of a package was created: review dates count from it, and a package has none."""
IDS_FROM, GROUPS, IDS_IN_GROUP = 2**40, 2**17, 2**22
"""Ids of notes and cards are milliseconds between November 2004 and April 2022."""
WRITTEN_BY = slice(96, 100)
"""Where SQLite writes its own version into a database; nothing reads it."""
LATEX_PRE = r"""\documentclass[12pt]{article}
\special{papersize=3in,5in}
\usepackage[utf8]{inputenc}
\usepackage{amssymb,amsmath}
\pagestyle{empty}
\setlength{\parindent}{0in}
\begin{document}
"""
NOT_SYNCED = -1
ANY_TAG = re.compile(r"<[^<>]*>")
SqlRow = tuple[Any, ...]


class NoteType(Struct, frozen=True):
    """What fields a note has and how its one card looks."""

    id: int
    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    css: str
    is_cloze: bool = False
    """Whether the first field is a text with parts left out, `{{c1::part}}`."""


class AnkiNote(Struct, frozen=True):
    """One note with one card."""

    guid: str
    group: str
    """Notes of one group have neighbouring ids and are stored together, which makes the package a sixth smaller."""
    fields: tuple[str, ...]
    """HTML; the first is what Anki sorts and compares by."""
    tags: tuple[str, ...] = ()
    note_type: int = 0
    """Which of the package's note types it has, counted from 0."""


class AnkiDeck(Struct, frozen=True):
    """Notes in the order in which Anki shows new cards."""

    id: int
    name: str
    """Parts separated by `::`."""
    notes: tuple[AnkiNote, ...]


def apkg(note_type: NoteType, decks: Sequence[AnkiDeck], at: int, more_note_types: Sequence[NoteType] = ()) -> bytes:
    """Return a package of these decks; `at` is the time of all it holds, in seconds since 1970, and at least 1."""
    note_types = (note_type, *more_note_types)
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as file:
        for name, data in (("collection.anki2", _database(note_types, decks, at)), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, _zip_date(at))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            file.writestr(entry, data)
    return stored.getvalue()


def _database(note_types: Sequence[NoteType], decks: Sequence[AnkiDeck], at: int) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SQL_SCHEMA)
        connection.execute(_insert("col", 13), _collection(note_types, decks, at))
        rows = sorted(
            _note_rows(note_types, decks, at), key=lambda pair: pair[0][0]
        )  # in order of their ids: full pages
        connection.executemany(_insert("notes", 11), (note for note, _ in rows))
        connection.executemany(_insert("cards", 18), (card for _, card in rows))
        connection.commit()
        data = bytearray(connection.serialize())
    data[WRITTEN_BY] = (3_040_000).to_bytes(4)
    return bytes(data)


def _note_rows(note_types: Sequence[NoteType], decks: Iterable[AnkiDeck], at: int) -> Iterator[tuple[SqlRow, SqlRow]]:
    """Yield every note with its card; both have the same id."""
    taken: set[int] = set()
    for deck in decks:
        for place, note in enumerate(deck.notes):
            number = _free(note, taken)
            yield _note(number, note, note_types[note.note_type], at), _card_row(number, deck.id, place, at)


def _insert(table: str, columns: int) -> str:
    return f"insert into {table} values ({', '.join('?' * columns)})"


def _collection(note_types: Sequence[NoteType], decks: Iterable[AnkiDeck], at: int) -> SqlRow:
    conf = {"activeDecks": [1], "curDeck": 1, "nextPos": 1, "schedVer": 2, "sortType": "noteFld", "collapseTime": 1200}
    made = {"1": _deck_row(1, "Default", at), **{str(deck.id): _deck_row(deck.id, deck.name, at) for deck in decks}}
    models = {str(note_type.id): _model(note_type, at) for note_type in note_types}
    texts = (_compact_json(part) for part in (conf, models, made, {"1": _options()}, {}))
    return 1, CREATED, at * 1000, at * 1000, 11, 0, 0, 0, *texts


def _note(number: int, note: AnkiNote, note_type: NoteType, at: int) -> SqlRow:
    first = unescape(ANY_TAG.sub("", note.fields[0]))
    checksum = int.from_bytes(hashlib.sha1(first.encode(), usedforsecurity=False).digest()[:4])
    tags, fields = f" {' '.join(note.tags)} ", "\x1f".join(note.fields)
    return number, note.guid, note_type.id, at, NOT_SYNCED, tags, fields, first, checksum, 0, ""


def _card_row(number: int, deck_id: int, place: int, at: int) -> SqlRow:
    """Return a new card: one that was never asked, in the given place of its deck."""
    return number, number, deck_id, 0, at, NOT_SYNCED, 0, 0, place, 0, 0, 0, 0, 0, 0, 0, 0, ""


def _model(note_type: NoteType, at: int) -> dict[str, Any]:
    field = {"font": "Arial", "media": [], "rtl": False, "size": 20, "sticky": False}
    template = {"name": "Question", "ord": 0, "qfmt": note_type.front, "afmt": note_type.back, "did": None}
    return {
        "id": note_type.id,
        "name": note_type.name,
        "type": int(note_type.is_cloze),
        "mod": at,
        "usn": NOT_SYNCED,
        "sortf": 0,
        "did": None,
        "flds": [{"name": name, "ord": order, **field} for order, name in enumerate(note_type.fields)],
        "tmpls": [{**template, "bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0}],
        "css": note_type.css,
        "latexPre": LATEX_PRE,
        "latexPost": r"\end{document}",
        "latexsvg": False,
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def _deck_row(deck_id: int, name: str, at: int) -> dict[str, Any]:
    nothing_today = {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}
    about = {"id": deck_id, "name": name, "desc": "", "dyn": 0, "conf": 1, "mod": at, "usn": NOT_SYNCED}
    return {**about, "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0, **nothing_today}


def _options() -> dict[str, Any]:
    """Return Anki's own default options, which an import leaves out unless it is asked for them."""
    new = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20}
    review = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 200}
    lapse = {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0}
    about = {"id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": True, "replayq": True, "timer": 0}
    return {**about, "maxTaken": 60, "new": {**new, "separate": True}, "rev": review, "lapse": lapse}


def _compact_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _free(note: AnkiNote, taken: set[int]) -> int:
    """Return the id of a note, and take it. Where two notes have one id, which is rare, the second gets the next."""
    found = IDS_FROM + (_hash(note.group) % GROUPS) * IDS_IN_GROUP + _hash(note.guid) % IDS_IN_GROUP
    while found in taken:
        found += 1
    taken.add(found)
    return found


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _zip_date(at: int) -> tuple[int, int, int, int, int, int]:
    """Return a time as a zip file holds it: between 1980 and 2107."""
    date = datetime(1970, 1, 1) + timedelta(seconds=min(max(at, 315_532_800), 4_354_819_198))
    return date.year, date.month, date.day, date.hour, date.minute, date.second
