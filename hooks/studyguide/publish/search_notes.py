"""A note to the parts of it that the search finds: each line in one part only, without speakers and what is masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from studyguide.read.bylines import speaker_line, split_byline
from studyguide.read.words import zones_by_line
from studyguide.records import GAPS, Entry, EntryKind, Mention, Note, TermId, Zone
from studyguide.weave.trails import around

MAX_BESIDE = 150
"""Words kept of all lines that mention a term, the first ones."""
WORD, ASCII_WORD = re.compile(r"[^\W\d_]{3,}"), re.compile("[a-z]{3,}")
"""What tells something of a line; in small letters of ASCII alone it is found in half the time."""
MAX_PARAGRAPHS = 2000
"""The theme marks words in at most 4096 paragraphs of a text."""


def entry_texts(note: Note, clean: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield first line, title and lines of the note itself (first line 0: what is in no entry), then of each entry.

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
    yield 0, note.title, _few(lines.get(0, []))
    titles = {e.span.first: e.title for e in reversed(entries)}
    for first in sorted(titles):
        yield first, titles[first] or note.title, _few(lines.get(first, []))


Named = tuple[tuple[tuple[TermId, ...], tuple[str, ...]], ...]
"""Of each line that mentions a term: the terms, and the line's words."""


def named_lines(mentions: Iterable[Mention], clean: Sequence[str]) -> Named:
    """Return the lines of one note that mention terms, in the order of their mentions."""
    terms: dict[int, dict[TermId, None]] = {}
    for mention in mentions:
        terms.setdefault(mention.line, {})[mention.term] = None
    return tuple((tuple(found), tuple(dict.fromkeys(_words(clean[line - 1].lower())))) for line, found in terms.items())


def _words(text: str) -> list[str]:
    return (ASCII_WORD if text.isascii() else WORD).findall(text)


def words_beside(notes: Iterable[Named]) -> dict[TermId, tuple[str, ...]]:
    """Return the words of the lines that mention each term, in alphabetical order, at most `MAX_BESIDE`."""
    beside: dict[TermId, dict[str, None]] = {}
    for named in notes:
        for terms, words in named:
            for term in terms:
                if len(found := beside.setdefault(term, {})) < MAX_BESIDE:
                    found.update(dict.fromkeys(words))
    return {term: tuple(sorted(list(words)[:MAX_BESIDE])) for term, words in beside.items()}


def clean_lines(note: Note) -> tuple[str, ...]:
    """Return every line without its marker, without speakers and without what is masked."""
    zones = zones_by_line(zone for zone in note.zones if zone.kind in GAPS)
    people = _people(note.entries)
    return tuple(
        _without_people(_without_gaps(text, zones.get(number, ())), people) if text else ""
        for number, text in enumerate(note.lines, 1)
    )


def _owners(note: Note, entries: list[Entry]) -> list[int | None]:
    """The first line of the innermost entry round each line; 0 for none, None for front matter."""
    front = (e for e in note.entries if e.kind is EntryKind.FRONT_MATTER)
    owned: list[tuple[Entry, int | None]] = [*((e, e.span.first) for e in entries), *((e, None) for e in front)]
    return around(note, owned, 0)


def _people(entries: Iterable[Entry]) -> re.Pattern[str] | None:
    """Whatever names one of the note's speakers, in full or by one name alone."""
    full = {speaker.name for entry in entries for speaker in entry.byline}
    parts = {part for name in full if " " in name for part in re.findall(r"[^\W\d_][\w’'-]{2,}", name)}
    names = sorted(full | parts, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None


def _without_gaps(text: str, zones: Sequence[Zone]) -> str:
    if not zones:
        return text
    parts, at = [], 0
    for zone in sorted(zones):
        parts.append(text[at : zone.start])
        at = zone.end
    return " ".join((*parts, text[at:]))


def _without_people(text: str, people: re.Pattern[str] | None) -> str:
    """The words of a line without its marker; '' for a byline."""
    text = " ".join(text.split()).lstrip("#*=>-•+ ")
    if not text or speaker_line(text):
        return ""
    title, _ = split_byline(text)
    return people.sub("", title).strip() if people else title


def _few(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= MAX_PARAGRAPHS:
        return tuple(lines)
    return tuple(" ".join(lines[at::MAX_PARAGRAPHS]) for at in range(MAX_PARAGRAPHS))
