"""The outline of a note: its talks, sections, dated jottings and lists, nested by what their titles look like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studyguide.read.dates import dates_in
from studyguide.read.front_matter import FrontMatter
from studyguide.read.marks import Mark, Style, marks_of
from studyguide.read.parallel import joined
from studyguide.read.titles import CODE, link_title
from studyguide.records import Block, BlockKind, Entry, EntryKind, Span, Zone, ZoneKind

NAME_PARTS = (
    (r"(?<=\d)_(?=\d)", "-"),
    (r"_+|(?<=\d)T(?=\d)|(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)", " "),
)
"""What stands between the parts of a file's name, and what would stand there in a sentence."""


@dataclass(frozen=True, slots=True)
class Outline:
    entries: tuple[Entry, ...]
    title: str | None
    """Of the note, where a lone first heading gives it."""
    date: str | None
    """Of the note, where that heading or the file's name gives it. ISO 8601."""


def outline_of(
    path: str, blocks: Sequence[Block], front: FrontMatter | None, zones: Sequence[Zone], last_line: int
) -> Outline:
    """Return the entries of a note in order of their lines, parents before children.

    `last_line` is the note's number of lines. A talk without a date is dated by the name of the file, if that has one.
    """
    name = path.rsplit("/", 1)[-1]
    named = date_of_name(name)
    lone, marks = _without_title(marks_of(blocks), front, CODE.match(name) is not None)
    marks = joined(marks, blocks)
    linked = sorted({zone.line for zone in zones if zone.kind is ZoneKind.URL})
    entries: list[Entry] = []
    open_: list[tuple[int, int]] = []
    for mark, end in zip(marks, _ends(marks, blocks, last_line), strict=True):
        while open_ and open_[-1][0] >= mark.rank:
            open_.pop()
        depth = open_[-1][1] + 1 if open_ else 1
        if mark.encloses:
            open_.append((mark.rank, depth))
        kind = mark.kind
        if link_title(mark.title) and bisect_left(linked, mark.line) < bisect_right(linked, end):
            kind = EntryKind.LINKS
        date = mark.date or (named if kind is EntryKind.SESSION else None)
        entries.append(Entry(kind, mark.title, Span(mark.line, end), depth, date, mark.byline))
    return Outline(tuple(entries), lone.title if lone else None, (lone.date if lone else None) or named)


def date_of_name(name: str) -> str | None:
    """Return the full date that a file's name holds, if it holds just one."""
    words = re.sub(r"\.\w+$", "", name[:200])
    for pattern, between in NAME_PARTS:
        words = re.sub(pattern, between, words)
    dates = dates_in(words)
    return dates[0].iso if len(dates) == 1 else None


def _without_title(marks: list[Mark], front: FrontMatter | None, is_talk: bool) -> tuple[Mark | None, list[Mark]]:
    """Take the heading that names the whole note out of the outline, if there is one, and return it beside the rest.

    It is the only one of its rank, stands before all others, and nothing else titles the note. A talk stays in the
    outline; `is_talk` says that the file's name makes it one.
    """
    if named := [mark for mark in marks if mark.style is Style.TITLE]:
        return named[0], [mark for mark in marks if mark.style is not Style.TITLE]
    headings = [mark for mark in marks if mark.style is Style.HEADING]
    if not headings or (front and front.title):
        return None, marks
    first = headings[0]
    before = [mark for mark in marks if mark.line < first.line and mark.kind is not EntryKind.FRONT_MATTER]
    if before or first.rank != 1 or sum(mark.rank == 1 for mark in headings) > 1:
        return None, marks
    if is_talk and first.kind is EntryKind.SECTION:
        return first, [replace(mark, kind=EntryKind.SESSION) if mark is first else mark for mark in marks]
    return first, [mark for mark in marks if mark is not first or first.kind is not EntryKind.SECTION]


def _ends(marks: Sequence[Mark], blocks: Sequence[Block], last_line: int) -> list[int]:
    """Return the last line of each mark's entry, blank and commented lines at its end left out."""
    blank = set(_unseen_lines(blocks))
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


def _unseen_lines(blocks: Sequence[Block]) -> Iterable[int]:
    stack = list(blocks)
    while stack:
        block = stack.pop()
        stack.extend(block.children)
        if block.kind in {BlockKind.BLANK, BlockKind.COMMENT}:
            yield from range(block.span.first, block.span.last + 1)
