"""Finds the one talk that a whole note is about, whose speakers are named above its first title."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from studyguide.model.note import Block, BlockKind, EntryKind
from studyguide.parse.outline.byline_rows import byline_rows
from studyguide.parse.outline.listed_below import row_of_people
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.note_title import (
    STARTS_NOTE,
    code_of_path,
    field_title,
    first_line_title,
    first_row_title,
    title_of_path,
)
from studyguide.parse.outline.prominent_rows import labeled_people
from studyguide.parse.outline.proved_dates import proved_date
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.speakers import speaker_line
from studyguide.parse.outline.titles import date_line

HEAD_BLOCKS = 6
"""Number of blocks at the beginning of a note without titles in which its speakers are looked for."""


def with_whole_talk(
    headings: list[SectionHeading], blocks: Sequence[Block], note: NameEvidence, front_title: str | None
) -> list[SectionHeading]:
    """Returns the headings with one more for a note that names speakers above its first title, or has no title but a
    code in its name. Nothing but speakers above the only title are those of that talk."""
    first = next((mark for mark in headings if mark.style is not Style.FRONT_MATTER), None)
    filled = [block for block in blocks if block.kind not in {BlockKind.BLANK, BlockKind.FRONT_MATTER}]
    head = [block for block in filled if first is None or block.span.last < first.line][:HEAD_BLOCKS]
    rows = [row for block in head for row in byline_rows(block)]
    people = next(filter(None, map(speaker_line, rows)), ()) or labeled_people(rows)
    if not people and note.is_about_talks:
        people = row_of_people(rows[1:2])
    is_titled = people and rows[0] == first_row_title(head) and not (speaker_line(rows[0]) or row_of_people(rows[:1]))
    code = code_of_path(note.path) if first is None else None
    if not head or not (people or code) or (first and (first.style is Style.TITLE or first.byline)):
        return headings
    alone = first is not None and [mark for mark in headings if mark.rank <= first.rank] == [first]
    is_title = first is not None and first.style is Style.HEADING and not STARTS_NOTE.fullmatch(first.title)
    if first and alone and is_title and len(head) == len(rows) == 1:
        talk = replace(first, kind=EntryKind.SESSION, byline=people)
        return [talk if mark is first else mark for mark in headings]
    groups = [block.text for block in head if block.kind is BlockKind.GROUP]
    dates = (*map(date_line, rows), *(proved_date(text, note.path, note.lines) for text in groups))
    date = next(filter(None, dates), None)
    given = field_title(blocks) or front_title or first_line_title(blocks)
    title = given or (rows[0] if is_titled else title_of_path(note.path))
    talk = SectionHeading(head[0].span.first, Style.HEADING, 0, EntryKind.SESSION, title, date, people, code=code)
    return [talk, *headings]
