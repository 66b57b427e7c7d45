"""A note to what becomes of each of its lines, so that nothing is lost without being told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studyguide.link.line_index import LineIndex
from studyguide.model.note import HEADING_KINDS, REDACTED_KINDS, BlockKind, Note, NotePath, Passage, TermId

STRUCTURE = HEADING_KINDS | {BlockKind.FRONT_MATTER, BlockKind.RULE, BlockKind.COMMENT}
"""Lines that order a note or are not for readers: nobody expects a term in each of them."""


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """What became of every line of one note that is not blank. Each stands in exactly one of the four lists."""

    note: NotePath
    lines: int
    """How many lines are not blank: the sum of the four."""
    used: tuple[int, ...]
    """1-based. In a passage of some term's page."""
    watched: tuple[int, ...]
    """Items of a watch list in which no term was found."""
    structure: tuple[int, ...]
    """Headings, labels, rules, front matter, comments, speakers and lines kept from readers, in no passage."""
    no_term: tuple[int, ...]
    """Listed on the page of lines in which no term was found."""


def line_coverage(note: Note, index: LineIndex, quoted: Iterable[tuple[TermId, Passage]]) -> LineCoverage:
    """Account for every line of the note, given all its passages."""
    used = {n for _, passage in quoted for n in range(passage.span.first, passage.span.last + 1)}
    watched = {item.line for item in note.watchlist} - used
    structure = {n for n, kind in enumerate(index.kinds, 1) if kind in STRUCTURE} | _hidden(note) | index.speakers
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


def _hidden(note: Note) -> set[int]:
    """Lines of which no reader sees a word."""
    gaps = [zone for zone in note.zones if zone.kind in REDACTED_KINDS]
    words = {line: _extent(note.lines[line - 1]) for line in {zone.line for zone in gaps}}
    return {zone.line for zone in gaps if zone.start <= words[zone.line][0] and words[zone.line][1] <= zone.end}


def _extent(text: str) -> tuple[int, int]:
    """Where a line begins and ends, without the blanks round it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
