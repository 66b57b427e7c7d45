"""What stands right below a title and belongs to it: a byline, a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.speakers import SPEAKER_MARKER, names_alone, people_in, speaker_line
from studyguide.parse.outline.titles import date_line

FIRST_BLOCKS = 3
"""How many blocks below a title may hold its byline, the abstract counted in."""
FIRST_ROWS = 5
TEACHER = re.compile(r"instructor|lecturer|teacher|professor|taught", re.IGNORECASE)
"""Who gives a course, not a talk."""
LENGTH = re.compile(r"(?:duration:?\s*)?[~≈]?\d{1,3}\s?-?(?:min(?:ute)?s?|h|hrs?|hours?)\.?", re.IGNORECASE)
"""How long a talk takes."""
EDGES = " \t>-–—*_|"


class BylineBlock(NamedTuple):
    speakers: tuple[Speaker, ...] = ()
    date: str | None = None
    """ISO 8601."""


def byline_below(blocks: Sequence[Block], index: int) -> BylineBlock:
    """Return the speakers and the date told in the first blocks under the title at `index`.

    A byline stands in a line, a quote, brackets, an item or a heading of its own; below an abstract, every line of its
    paragraph is one. Under the first title of a note only what is marked counts, for there authors sign as well.
    """
    lone = blocks[index].kind is BlockKind.HEADING and blocks[index].level == 1 and _is_first(blocks, index)
    speakers: tuple[Speaker, ...] = ()
    date: str | None = None
    seen = 0
    for block in blocks[index + 1 : index + 1 + 2 * FIRST_BLOCKS]:
        if block.kind is BlockKind.BLANK:
            continue
        seen += 1
        if block.kind is BlockKind.HEADING and block.level <= _level(blocks[index]):
            break
        rows = list(_rows_of(block))
        if seen > FIRST_BLOCKS or (block.kind is BlockKind.HEADING and not rows):
            break
        date = date or next(filter(None, map(date_line, rows)), None)
        if not speakers:
            speakers = _first_byline(rows, lone) if seen == 1 or _all_marked(rows) else _all_people(rows)
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.LABEL}:
            break
    return BylineBlock(speakers, date)


def _is_first(blocks: Sequence[Block], index: int) -> bool:
    return not any(blocks[at].kind is BlockKind.HEADING for at in range(index - 1, -1, -1))


def _level(title: Block) -> int:
    return title.level if title.kind is BlockKind.HEADING else 0


def names_speakers(title: str) -> bool:
    """Whether a title is nothing but a word such as `Speakers`."""
    return SPEAKER_MARKER.fullmatch(title.strip("*_: ") + ":") is not None


def is_byline(text: str) -> bool:
    """Whether a title is nothing but a marked byline, such as `Speaker: A. Name`."""
    return SPEAKER_MARKER.match(text) is not None and bool(speaker_line(text))


def _rows_of(block: Block) -> Iterable[str]:
    if block.kind is BlockKind.LIST:
        for item in block.children[:FIRST_ROWS]:
            if item.kind is BlockKind.ITEM and "\n" not in item.text and len(item.text) < 200:
                yield _without_marks(item.text)
        return
    while block.children:
        block = block.children[0]
    if block.kind is BlockKind.HEADING and not (is_byline(block.text) or date_line(block.text)):
        return
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL, BlockKind.HEADING}:
        yield from (_without_marks(row) for row in block.text.split("\n")[:FIRST_ROWS])


def _without_marks(row: str) -> str:
    """Return a row without quote marks, dashes, emphasis and brackets around all of it."""
    row = row.strip(EDGES)
    return row[1:-1] if row[:1] in "([" and row[-1:] in ")]" else row


def _first_byline(rows: Sequence[str], lone: bool) -> tuple[Speaker, ...]:
    timed = [row for row in rows if not LENGTH.fullmatch(row)]
    if len(timed) < len(rows) and (people := names_alone(timed)):
        return people
    speakers: list[Speaker] = []
    for row in rows:
        if (lone and (not SPEAKER_MARKER.match(row) or TEACHER.match(row))) or "[e-mail" in row:
            continue
        people = speaker_line(row)
        if speakers and not people:
            break
        speakers.extend(people)
    return tuple(speakers)


def _all_marked(rows: Sequence[str]) -> bool:
    return bool(rows) and any(SPEAKER_MARKER.match(row) for row in rows)


def _all_people(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Return the people of a paragraph below an abstract, if every line is one with a role."""
    people_by_row = [people_in(row) for row in rows]
    if not rows or not all(len(people) == 1 and people[0].role for people in people_by_row):
        return ()
    return tuple(person for people in people_by_row for person in people)
