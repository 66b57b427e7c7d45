"""The outline of a note: its talks, sections, dated jottings and lists, nested by what their titles look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.read.front_matter import FrontMatter
from studyguide.read.marks import Mark, Style, marks_of
from studyguide.read.titles import link_title
from studyguide.records import Block, BlockKind, Entry, EntryKind, Span, Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class Outline:
    entries: tuple[Entry, ...]
    title: str | None
    """Of the note, where a lone first heading gives it."""


def outline_of(blocks: Sequence[Block], front: FrontMatter | None, zones: Sequence[Zone], last_line: int) -> Outline:
    """Return the entries of a note in order of their lines, parents before children.

    `last_line` is the note's number of lines.
    """
    marks = marks_of(blocks)
    title, marks = _without_title(marks, front)
    linked = {zone.line for zone in zones if zone.kind is ZoneKind.URL}
    entries: list[Entry] = []
    open_: list[tuple[int, int]] = []
    ends = _ends(marks, blocks, last_line)
    for mark, end in zip(marks, ends, strict=True):
        while open_ and open_[-1][0] >= mark.rank:
            open_.pop()
        depth = open_[-1][1] + 1 if open_ else 1
        if mark.encloses:
            open_.append((mark.rank, depth))
        kind = mark.kind
        if link_title(mark.title) and any(line in linked for line in range(mark.line, end + 1)):
            kind = EntryKind.LINKS
        entries.append(Entry(kind, mark.title, Span(mark.line, end), depth, mark.date, mark.byline))
    return Outline(tuple(entries), title)


def _without_title(marks: list[Mark], front: FrontMatter | None) -> tuple[str | None, list[Mark]]:
    """Take the heading that names the whole note out of the outline, if there is one.

    It is the only one of its rank, stands before all others, and nothing else titles the note; a talk stays.
    """
    if named := [mark for mark in marks if mark.style is Style.TITLE]:
        return named[0].title, [mark for mark in marks if mark.style is not Style.TITLE]
    headings = [mark for mark in marks if mark.style is Style.HEADING]
    if not headings or (front and front.title):
        return None, marks
    first = headings[0]
    before = [mark for mark in marks if mark.line < first.line and mark.kind is not EntryKind.FRONT_MATTER]
    if before or first.rank != 1 or sum(mark.rank == 1 for mark in headings) > 1:
        return None, marks
    if first.kind is not EntryKind.SECTION:
        return first.title, marks
    return first.title, [mark for mark in marks if mark is not first]


def _ends(marks: Sequence[Mark], blocks: Sequence[Block], last_line: int) -> list[int]:
    """Return the last line of each mark's entry, blank lines at its end left out."""
    blank = {line for block in blocks if block.kind is BlockKind.BLANK for line in range(block.span.first, block.span.last + 1)}
    ends = [last_line] * len(marks)
    open_: list[int] = []
    for index, mark in enumerate(marks):
        while open_ and marks[open_[-1]].rank >= mark.rank:
            ends[open_.pop()] = mark.line - 1
        open_.append(index)
    found = []
    for mark, end in zip(marks, ends, strict=True):
        end = min(end, mark.last or end)
        while end > mark.line and end in blank:
            end -= 1
        found.append(end)
    return found

