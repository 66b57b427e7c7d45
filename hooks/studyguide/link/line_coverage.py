"""Classifies every non-blank line of a note by where it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from studyguide.link.line_index import LineIndex
from studyguide.model.note import HEADING_KINDS, REDACTED_KINDS, BlockKind, Note, NotePath, Passage, TermId, TextForm
from studyguide.parse.plain_text import word_columns

METADATA_FORMS = frozenset(TextForm)
STRUCTURE = HEADING_KINDS | {BlockKind.FRONT_MATTER, BlockKind.RULE, BlockKind.COMMENT}
"""Kinds of lines that organize a note or are not for readers; they are not expected to name a term."""


class LineCoverage(Struct, frozen=True):
    """Classifies every non-blank line of one note. Each line is in exactly one of the four lists."""

    note: NotePath
    lines: int
    """How many lines are not blank: the sum of the four."""
    used: tuple[int, ...]
    """1-based. In a passage of some term's page."""
    watched: tuple[int, ...]
    """Items of a watch list in which no term was found."""
    structure: tuple[int, ...]
    """Headings, labels, rules, front matter, comments, speakers and withheld lines that are in no passage."""
    no_term: tuple[int, ...]
    """Listed on the page of lines in which no term was found."""


def line_coverage(note: Note, index: LineIndex, quoted: Iterable[tuple[TermId, Passage]]) -> LineCoverage:
    """Classifies every line of the note, given all its passages."""
    used = {n for _, passage in quoted for n in range(passage.span.first, passage.span.last + 1)}
    watched = {item.line for item in note.watchlist} - used
    structure = {n for n, kind in enumerate(index.kinds, 1) if kind in STRUCTURE}
    structure |= _hidden(note) | _metadata_lines(note, index) | index.speakers
    filled = [number for number, line in enumerate(note.lines, 1) if line.strip()]
    rest = [n for n in filled if n not in used and n not in watched]
    return LineCoverage(
        note.path,
        len(filled),
        tuple(n for n in filled if n in used),
        tuple(n for n in filled if n in watched),
        tuple(n for n in rest if n in structure),
        tuple(n for n in rest if n not in structure),
    )


def _metadata_lines(note: Note, index: LineIndex) -> set[int]:
    """Returns the lines that are nothing but metadata, such as the time of a cue."""
    spans = (block.span for block in note.blocks if block.marker in METADATA_FORMS)
    lines = ((n, note.lines[n - 1], index.zones.get(n, ())) for span in spans for n in range(span.first, span.last + 1))
    return {n for n, text, zones in lines if not any(word_columns(text, zones))}


def _hidden(note: Note) -> set[int]:
    """Returns the lines of which no reader sees a word."""
    gaps = [zone for zone in note.zones if zone.kind in REDACTED_KINDS]
    words = {line: _extent(note.lines[line - 1]) for line in {zone.line for zone in gaps}}
    return {zone.line for zone in gaps if zone.start <= words[zone.line][0] and words[zone.line][1] <= zone.end}


def _extent(text: str) -> tuple[int, int]:
    """Returns the columns where a line begins and ends, without the blanks around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
