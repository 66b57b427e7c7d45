"""What is searched of a note: its lines by entry, and the words of those that name terms.

No text of these lines is masked or names a person.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from studyguide.link.heading_path import around
from studyguide.model.note import (
    REDACTED_KINDS,
    Entry,
    EntryKind,
    Mention,
    Note,
    TermId,
    Zone,
    zones_by_line,
)
from studyguide.text.single_spaced import single_spaced

MAX_BESIDE = 150
"""Words kept of all lines that mention a term, the first ones."""
LONG_WORD, LONG_ASCII_WORD = re.compile(r"[^\W\d_]{3,}"), re.compile("[a-z]{3,}")
"""What tells something of a line; in small letters of ASCII alone it is found in half the time."""


def entry_texts(note: Note, clean: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yields first line, title and lines of the note itself (first line 0: what is in no entry), then of each entry.

    `clean` is what `clean_lines` gives.
    """
    entries = sorted(
        (e for e in note.entries if e.kind is not EntryKind.FRONT_MATTER), key=lambda e: (e.span.first, e.depth)
    )
    owner = _owners(note, entries)
    lines: dict[int, list[str]] = {}
    for number, text in enumerate(clean, 1):
        if text and (of := owner[number - 1]) is not None and of != number:
            lines.setdefault(of, []).append(text)
    yield 0, note.title, tuple(lines.get(0, []))
    titles = {e.span.first: f"{e.code} {e.title}" if e.code else e.title for e in reversed(entries)}
    for first in sorted(titles):
        yield first, titles[first] or note.title, tuple(lines.get(first, []))


Named = tuple[tuple[tuple[TermId, ...], tuple[str, ...]], ...]
"""Of each line that mentions a term: the terms, and the line's words."""


def named_lines(mentions: Iterable[Mention], clean: Sequence[str]) -> Named:
    """Returns the lines of one note that mention terms, in the order of their mentions."""
    terms: dict[int, dict[TermId, None]] = {}
    for mention in mentions:
        terms.setdefault(mention.line, {})[mention.term] = None
    return tuple((tuple(found), tuple(dict.fromkeys(_words(clean[line - 1].lower())))) for line, found in terms.items())


def _words(text: str) -> Iterator[str]:
    """Returns the words that tell something of a line. Equal words are one object: a guide has them a million times."""
    return map(sys.intern, (LONG_ASCII_WORD if text.isascii() else LONG_WORD).findall(text))


def words_beside(notes: Iterable[Named]) -> dict[TermId, tuple[str, ...]]:
    """Returns the words of the lines that mention each term, in alphabetical order, at most `MAX_BESIDE`."""
    beside: dict[TermId, dict[str, None]] = {}
    for named in notes:
        for terms, words in named:
            for term in terms:
                if len(found := beside.setdefault(term, {})) < MAX_BESIDE:
                    found.update(dict.fromkeys(words))
    return {term: tuple(sorted(list(words)[:MAX_BESIDE])) for term, words in beside.items()}


def clean_lines(note: Note) -> tuple[str, ...]:
    """Returns every line without its marker, without what names people and without what is masked."""
    redacted = (zone for zone in note.zones if zone.kind in REDACTED_KINDS)
    zones = zones_by_line(sorted((*redacted, *note.people)))
    return tuple(_without(text, zones.get(number, ())) if text else "" for number, text in enumerate(note.lines, 1))


def _owners(note: Note, entries: list[Entry]) -> list[int | None]:
    """The first line of the innermost entry round each line; 0 for none, None for front matter."""
    front = (e for e in note.entries if e.kind is EntryKind.FRONT_MATTER)
    owned: list[tuple[Entry, int | None]] = [*((e, e.span.first) for e in entries), *((e, None) for e in front)]
    return around(note, owned, 0)


def _without(text: str, zones: Iterable[Zone]) -> str:
    """The words of a line outside its zones, without the line's marker."""
    parts, at = [], 0
    for zone in zones:
        parts.append(text[at : zone.start])
        at = max(at, zone.end)
    return single_spaced(" ".join((*parts, text[at:]))).lstrip("#*=>-•+ ")
