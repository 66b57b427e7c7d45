"""Parses the outline of a note: its talks, sections, dated notes and lists, nested by the form of their titles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from studyguide.model.note import Block, BlockKind, Entry, EntryKind, Span, Zone, ZoneKind
from studyguide.parse.front_matter import front_matter_lines
from studyguide.parse.outline.dates import date_at_start, dates_in
from studyguide.parse.outline.front_speakers import with_front_speakers
from studyguide.parse.outline.headings import ITEM_RANK, section_headings
from studyguide.parse.outline.html_parts import with_html_parts
from studyguide.parse.outline.item_heads import BEFORE_HEAD
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.note_title import (
    GENERIC_HEADING,
    STARTS_NOTE,
    begins_note,
    code_of_path,
    has_generic_name,
    title_of_path,
    with_given_title,
)
from studyguide.parse.outline.proved_dates import with_proved_years
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.titles import link_title, title_of
from studyguide.parse.outline.whole_talk import with_whole_talk

NAME_PARTS = (
    (r"(?<=\d)_(?=\d)", "-"),
    (r"_+|(?<=\d)T(?=\d)|(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)", " "),
)
"""Separators in a file's name, and the separators that a sentence would have in their place."""


class Outline(Struct, frozen=True):
    entries: tuple[Entry, ...]
    title: str | None
    """Of the note, where a lone first heading gives it."""
    date: str | None
    """Of the note, where that heading or the file's name gives it. ISO 8601."""


def parse_outline(
    note: NameEvidence, blocks: Sequence[Block], front: FrontMatter | None, zones: Sequence[Zone]
) -> Outline:
    """Returns the entries of a note in order of their lines, parents before children.

    A talk without a date is dated by the name of the file, if that has one.
    """
    path, lines = note.path, note.lines
    name = path.rsplit("/", 1)[-1]
    named = date_of_name(name)
    blocks = with_given_title(with_html_parts(blocks, lines))
    headings = section_headings(blocks, note)
    headings = with_front_speakers(headings, blocks, lines, zones, (front and front.title) or title_of_path(path))
    headings = with_proved_years(headings, path, lines)
    headings = with_whole_talk(headings, blocks, note, front.title if front else None)
    lone, headings = _without_title(headings, front, code_of_path(path))
    if lone and not has_generic_name(path) and lone.style is Style.HEADING and not begins_note(blocks, lone.line):
        headings = headings if lone in headings else sorted([*headings, lone], key=lambda mark: mark.line)
        lone = None
    lone, headings = _without_only_day(lone, headings)
    headings = with_numbered_notes(headings, blocks)
    linked = sorted({zone.line for zone in zones if zone.kind is ZoneKind.URL})
    entries: list[Entry] = []
    open_: list[tuple[int, int]] = []
    for mark, end in zip(headings, _ends(headings, blocks, len(lines)), strict=True):
        while open_ and open_[-1][0] >= mark.rank:
            open_.pop()
        depth = open_[-1][1] + 1 if open_ else 1
        if mark.encloses:
            open_.append((mark.rank, depth))
        kind = mark.kind
        if link_title(mark.title) and bisect_left(linked, mark.line) < bisect_right(linked, end):
            kind = EntryKind.LINKS
        date = mark.date or (named or (lone.date if lone else None) if kind is EntryKind.SESSION else None)
        entries.append(Entry(kind, mark.title, Span(mark.line, end), depth, date, mark.byline, mark.code))
    title = BEFORE_HEAD.sub("", lone.title, count=1) if lone and not lone.only_date else None
    is_heading = lone is not None and lone.style is Style.HEADING
    if title and is_heading and GENERIC_HEADING.fullmatch(title) and not has_generic_name(path):
        title = None  # The name of the file or its folder may say more.
    return Outline(tuple(entries), title, (lone.date if lone else None) or named)


def date_of_name(name: str) -> str | None:
    """Returns the full date in a file's name, if it contains just one."""
    words = re.sub(r"\.\w+$", "", name[:200])
    for pattern, between in NAME_PARTS:
        words = re.sub(pattern, between, words)
    dates = dates_in(words)
    return dates[0].iso if len(dates) == 1 else None


def _without_title(
    headings: list[SectionHeading], front: FrontMatter | None, code: str | None
) -> tuple[SectionHeading | None, list[SectionHeading]]:
    """Removes the heading that names the whole note from the outline, if there is one, and returns it with the rest.

    It is the only one of its rank, comes before all others, and nothing else names the note. A talk stays in the
    outline; `code` is the session code in the file's name, which makes it one.
    """
    if named := [mark for mark in headings if mark.style is Style.TITLE]:
        return named[0], [mark for mark in headings if mark.style is not Style.TITLE]
    titled = [mark for mark in headings if mark.style is Style.HEADING]
    if not titled or (front and front.title):
        return None, headings
    first = titled[0]
    before = [mark for mark in headings if mark.line < first.line and mark.kind is not EntryKind.FRONT_MATTER]
    others = [mark for mark in titled if mark.rank == 1 and mark is not first and not ENDS_NOTE.fullmatch(mark.title)]
    if not before and first.rank == 1 and _is_one_talk(first, others, headings):
        return first, headings
    if before or first.rank != 1 or others or STARTS_NOTE.fullmatch(first.title):
        return None, headings
    if code and first.kind is EntryKind.SECTION:
        talk = replace(first, kind=EntryKind.SESSION, code=first.code or code)
        return talk, [talk if mark is first else mark for mark in headings]
    if first.kind is EntryKind.SECTION and first.byline:
        return first, headings  # an entry of its own says who wrote it
    is_event = first.only_date or (not first.byline and not first.code and any(mark.rank > 1 for mark in titled))
    if first.kind is EntryKind.SECTION or (first.kind is EntryKind.SESSION and first.date and is_event):
        return first, [mark for mark in headings if mark is not first]
    return first, headings


def _without_only_day(
    lone: SectionHeading | None, headings: list[SectionHeading]
) -> tuple[SectionHeading | None, list[SectionHeading]]:
    """Removes the heading below the title of a note that is its date and has no text of its own, and returns the title
    with that date. A day of the week is rather one of several days."""
    if lone is None or len(headings) < 2:
        return lone, headings
    first, second = headings[:2]
    day = date_at_start(first.title) if first.only_date and first.style is Style.HEADING else None
    is_outer = lone.line < first.line and all(mark.rank > first.rank for mark in headings[1:])
    is_bare = second.line <= first.line + BARE_LINES
    if day is None or day.weekday is not None or not (first.date and is_outer and is_bare):
        return lone, headings
    return replace(lone, date=lone.date or first.date), headings[1:]


def _is_one_talk(first: SectionHeading, others: Sequence[SectionHeading], headings: Sequence[SectionHeading]) -> bool:
    """Returns whether a note is about its first talk, and the other headings of the first level are parts of it."""
    after = next((mark for mark in headings if mark.line > first.line), None)
    inside = after is not None and after.rank > first.rank
    return bool(first.byline and others) and inside and all(mark.kind is EntryKind.SECTION for mark in others)


ENDS_NOTE = re.compile(
    r"(?:q ?(?:&|and|\+) ?a|questions?(?: (?:and|&) answers)?|references?|links?|resources?|appendix|conclusions?"
    r"|summary|notes?|sources?|further reading|see also|to ?dos?|takeaways?|discussion|fragen|preguntas|liens"
    r"|a faire|enlaces|referencias|quellen)",
    re.IGNORECASE,
)
"""Titles of parts at the end of a note, which its own title includes although they are of its level."""


def _ends(headings: Sequence[SectionHeading], blocks: Sequence[Block], last_line: int) -> list[int]:
    """Returns the last line of each heading's entry, without blank and commented lines at its end."""
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
BARE_LINES = 2
"""Number of lines from a heading to the next one if there is at most a blank line between them."""
LONGER = 1.5
"""How many times as long as the titles their notes must be, at the least."""


def with_numbered_notes(headings: Sequence[SectionHeading], blocks: Sequence[Block]) -> list[SectionHeading]:
    """Returns the headings with one more for every item of a second list whose titles are in a list of an earlier
    section.

    The section of titles contains only its list; both lists have the same numbers, two or more.
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
    """Returns the blocks between each heading's own line and the next heading."""
    insides: list[list[Block]] = [[] for _ in headings]
    index = -1
    for block in blocks:
        while index + 1 < len(headings) and headings[index + 1].line <= block.span.first:
            index += 1
        if index >= 0 and block.span.first > headings[index].line:
            insides[index].append(block)
    return insides


def _items_by_number(blocks: Sequence[Block]) -> dict[int, Block]:
    """Returns the numbered items of a section by their numbers, or nothing if a number occurs twice."""
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


FIELD = re.compile(
    r"^[\"']?(title|date|(?:publish|pub|published|created|creation|event|talk)[_-]?date|published|created|datum|fecha)"
    r"[\"']?\s*+[:=]\s*+(\S(?:.*\S)?)\s*$",
    re.IGNORECASE,
)
DATE_FIELDS = ("date", "talkdate", "eventdate", "publishdate", "publisheddate", "pubdate", "published", "createddate")
"""Keys of front matter that give the date of a note, the best first; others follow in their order."""


class FrontMatter(Struct, frozen=True):
    title: str | None = None
    date: str | None = None
    """ISO 8601."""


def front_matter_of(blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone] = ()) -> FrontMatter | None:
    """Returns what the front matter says, or None without one. Only plain values on the key's own line are read. Text
    that `zones`, which are sorted, hide is hidden here too."""
    if all(block.kind is not BlockKind.FRONT_MATTER for block in blocks):
        return None
    fields: dict[str, str] = {}
    for line in front_matter_lines(blocks, lines, zones):
        if match := FIELD.match(line[:500]):
            value = match[2].strip("\"' ")
            if value and (value[0] not in "|>[{&*" or match[2][0] in "\"'"):
                fields.setdefault(match[1].lower().replace("_", "").replace("-", ""), value)
    title = fields.pop("title", None)
    ordered = sorted(fields, key=lambda key: DATE_FIELDS.index(key) if key in DATE_FIELDS else len(DATE_FIELDS))
    dates = (date_at_start(fields[key]) for key in ordered)
    return FrontMatter(_without_emphasis(title), next((date.iso for date in dates if date and date.iso), None))


def _without_emphasis(title: str | None) -> str | None:
    """Returns a title without emphasis around all of it."""
    return title.strip("*_` ") or title if title else None
