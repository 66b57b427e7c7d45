"""Finds titles that are nothing but a day, and lines that date the title above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.dates import ANY_DIGIT, date_at_start
from studyguide.parse.outline.titles import undated

DAY_AND_TIME = re.compile(r"[\d./-]{8,10},?\s\d{1,2}[:.h]\d\d")
"""A day and a time."""


def date_of_title_above(blocks: Sequence[Block], index: int) -> str | None:
    """Returns the full date of a line alone between two headings, or of the only such line of a note between a heading
    and a paragraph: it dates the heading and opens nothing."""
    block = blocks[index]
    is_when = block.kind is BlockKind.HEADLINE and DAY_AND_TIME.fullmatch(block.text)
    if block.kind is not BlockKind.GROUP and not is_when:
        return None
    above = next((one for one in reversed(blocks[max(0, index - 2) : index]) if one.kind is not BlockKind.BLANK), None)
    below = next((one for one in blocks[index + 1 : index + 3] if one.kind is not BlockKind.BLANK), None)
    date = date_at_start(block.text)
    if date is None or above is None or below is None or above.kind is not BlockKind.HEADING:
        return None
    if below.kind is BlockKind.HEADING:
        return date.iso
    alike = islice((one for one in blocks if one.kind is block.kind), 2)
    is_only = below.kind is BlockKind.PARAGRAPH and len(list(alike)) == 1
    return date.iso if is_only else None


def is_only_day(title: str) -> bool:
    """Returns whether a title is nothing but a day, with a year or without one."""
    if not ANY_DIGIT.search(title):
        return False
    date = date_at_start(title)
    return undated(title)[2] or (date is not None and date.end >= len(title.rstrip(" :.")))
