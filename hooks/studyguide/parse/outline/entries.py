"""The outline of a note: its talks, sections, dated jottings and lists, nested by what their titles look like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from studyguide.model.note import Block, BlockKind, Entry, EntryKind, Span, Zone, ZoneKind, zones_by_line
from studyguide.parse.outline.dates import date_at_start, dates_in
from studyguide.parse.outline.headings import ITEM_RANK, SectionHeading, Style, section_headings
from studyguide.parse.outline.titles import CODE, link_title, title_of
from studyguide.parse.plain_text import redact

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


def parse_outline(
    path: str, blocks: Sequence[Block], front: FrontMatter | None, zones: Sequence[Zone], last_line: int
) -> Outline:
    """Return the entries of a note in order of their lines, parents before children.

    `last_line` is the note's number of lines. A talk without a date is dated by the name of the file, if that has one.
    """
    name = path.rsplit("/", 1)[-1]
    named = date_of_name(name)
    lone, headings = _without_title(section_headings(blocks), front, CODE.match(name) is not None)
    headings = with_numbered_notes(headings, blocks)
    linked = sorted({zone.line for zone in zones if zone.kind is ZoneKind.URL})
    entries: list[Entry] = []
    open_: list[tuple[int, int]] = []
    for mark, end in zip(headings, _ends(headings, blocks, last_line), strict=True):
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


def _without_title(
    headings: list[SectionHeading], front: FrontMatter | None, is_talk: bool
) -> tuple[SectionHeading | None, list[SectionHeading]]:
    """Take the heading that names the whole note out of the outline, if there is one, and return it beside the rest.

    It is the only one of its rank, stands before all others, and nothing else titles the note. A talk stays in the
    outline; `is_talk` says that the file's name makes it one.
    """
    if named := [mark for mark in headings if mark.style is Style.TITLE]:
        return named[0], [mark for mark in headings if mark.style is not Style.TITLE]
    titled = [mark for mark in headings if mark.style is Style.HEADING]
    if not titled or (front and front.title):
        return None, headings
    first = titled[0]
    before = [mark for mark in headings if mark.line < first.line and mark.kind is not EntryKind.FRONT_MATTER]
    if before or first.rank != 1 or sum(mark.rank == 1 for mark in titled) > 1:
        return None, headings
    if is_talk and first.kind is EntryKind.SECTION:
        return first, [replace(mark, kind=EntryKind.SESSION) if mark is first else mark for mark in headings]
    return first, [mark for mark in headings if mark is not first or first.kind is not EntryKind.SECTION]


def _ends(headings: Sequence[SectionHeading], blocks: Sequence[Block], last_line: int) -> list[int]:
    """Return the last line of each mark's entry, blank and commented lines at its end left out."""
    blank = set(_unseen_lines(blocks))
    ends = [last_line] * len(headings)
    open_: list[int] = []
    for index, mark in enumerate(headings):
        while open_ and headings[open_[-1]].rank >= mark.rank:
            ends[open_.pop()] = mark.line - 1
        open_.append(index)
    last_lines = []
    for mark, end in zip(headings, ends, strict=True):
        end = min(end, mark.last or end)
        while end > mark.line and end in blank:
            end -= 1
        last_lines.append(end)
    return last_lines


def _unseen_lines(blocks: Sequence[Block]) -> Iterable[int]:
    stack = list(blocks)
    while stack:
        block = stack.pop()
        stack.extend(block.children)
        if block.kind in {BlockKind.BLANK, BlockKind.COMMENT}:
            yield from range(block.span.first, block.span.last + 1)


TALKS = re.compile(r"\b(?:sessions?|talks?|keynotes?|webinars?|presentations?|workshops?)\b", re.IGNORECASE)
ITEM_NUMBER = re.compile(r"(\d{1,9})[.)]")
LONGER = 1.5
"""How many times as long as the titles the notes on them are, at the least."""


def with_numbered_notes(headings: Sequence[SectionHeading], blocks: Sequence[Block]) -> list[SectionHeading]:
    """Return the marks with one more for every item of a second list whose titles a list in an earlier section gives.

    The section of titles holds nothing but its list; both lists have the same numbers, two or more.
    """
    all_headings: list[SectionHeading] = []
    titles: dict[int, Block] = {}
    about = ""
    for mark, inside in zip(headings, _insides(headings, blocks), strict=True):
        all_headings.append(mark)
        items = _items_by_number(inside)
        if len(items) >= 2 and items.keys() == titles.keys() and _longer(items, titles):
            kind = EntryKind.SESSION if TALKS.search(about) else EntryKind.SECTION
            for number, item in items.items():
                title = title_of(titles[number].text)
                all_headings.append(
                    SectionHeading(
                        item.span.first,
                        Style.ITEM,
                        ITEM_RANK,
                        kind,
                        title.words,
                        title.date,
                        title.byline,
                        encloses=False,
                    )
                )
            titles = {}
        elif len(items) >= 2 and all(block.kind in {BlockKind.LIST, BlockKind.BLANK} for block in inside):
            titles, about = items, mark.title
    return all_headings


def _insides(headings: Sequence[SectionHeading], blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks between each mark's own line and the next mark."""
    insides: list[list[Block]] = [[] for _ in headings]
    index = -1
    for block in blocks:
        while index + 1 < len(headings) and headings[index + 1].line <= block.span.first:
            index += 1
        if index >= 0 and block.span.first > headings[index].line:
            insides[index].append(block)
    return insides


def _items_by_number(blocks: Sequence[Block]) -> dict[int, Block]:
    """Return the numbered items of a section by their numbers; empty if a number comes twice."""
    items: dict[int, Block] = {}
    for block in blocks:
        for item in block.children if block.kind is BlockKind.LIST else ():
            number = ITEM_NUMBER.match(item.marker)
            if number is None:
                continue
            if int(number[1]) in items:
                return {}
            items[int(number[1])] = item
    return items


def _longer(items: dict[int, Block], titles: dict[int, Block]) -> bool:
    return sum(len(item.text) for item in items.values()) >= LONGER * sum(len(title.text) for title in titles.values())


FIELD = re.compile(r"^[\"']?(title|date|author|speaker|speakers)[\"']?\s*+[:=]\s*+(\S(?:.*\S)?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    title: str | None = None
    date: str | None = None
    """ISO 8601."""


def front_matter_of(blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone] = ()) -> FrontMatter | None:
    """Return what the front matter says, or None without one. Only plain values on the key's own line are read, and
    what `zones`, which are sorted, hide of them is hidden here too.
    """
    block = next((block for block in blocks if block.kind is BlockKind.FRONT_MATTER), None)
    if block is None:
        return None
    fields: dict[str, str] = {}
    last = block.span.last
    hidden = zones_by_line(takewhile(lambda zone: zone.line < last, zones))
    for number in range(block.span.first + 1, last):
        line, _ = redact(lines[number - 1], hidden.get(number, ()))
        if match := FIELD.match(line[:500]):
            value = match[2].strip("\"' ")
            if value and value[0] not in "|>[{&*":
                fields.setdefault(match[1].lower(), value)
    date = date_at_start(fields.get("date", ""))
    return FrontMatter(fields.get("title"), date.iso if date else None)
