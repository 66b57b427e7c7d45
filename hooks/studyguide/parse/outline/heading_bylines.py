"""Reads headings below a title that are nothing but its speakers, such as `#### A. Name - Company` below `## Title`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.byline_slot import BylineSlot, ShapedBlock
from studyguide.parse.outline.names import is_job
from studyguide.parse.outline.separators import SPEAKER_SEPARATOR
from studyguide.parse.outline.shaped_people import WHAT_THEY_GAVE, is_honored, shaped_people

DATE_BEHIND_HANDLE = re.compile(r"(?<=\s@)(\w{2,40})\s[-–—|]\s[^@]*\b(?:19|20)\d\d\b[^@]*$")
STATE = re.compile(r"[A-Z]{2}(?: \d{5})?|USA|UK")
"""What is behind a city and a comma."""
MAX_COMPANY_WORDS = 6
WITH_SIGN = "sign"
"""The end of the form of headings that have a sign between somebody and a company, as titles have for other reasons."""
LEAST_WITH_SIGN = 3
"""Number of such headings that must agree."""


def shaped_heading(blocks: Sequence[Block], index: int, at: int) -> ShapedBlock | None:
    """Returns the form of the heading at `at`, the first block under the title at `index`, with the people that it and
    the headings of its level right below it may name; None if it is not below the title."""
    block, top = blocks[at], level_of(blocks[index])
    people = shaped_people(DATE_BEHIND_HANDLE.sub(r"\1", block.text))
    if block.level < top or (block.level == top and not people):
        return None
    after = next(filled_from(blocks, at + 1), at)
    if not people and blocks[after].kind is BlockKind.HEADING and blocks[after].level == block.level:
        at, block = after, blocks[after]  # The first one is a subtitle.
        people = shaped_people(block.text)
    if any(STATE.fullmatch(person.role or "") for person in people):
        people = ()
    if any(len((person.role or "").split()) > MAX_COMPANY_WORDS and not is_job(person.role) for person in people):
        people = ()  # What is behind the comma is rather a title.
    form = f"heading {block.level}"
    if SPEAKER_SEPARATOR.search(block.text) and not any(is_job(person.role) for person in people):
        if block.level == top:
            people = ()  # What is behind the dash is rather a title of its own.
        form = f"{form} {WITH_SIGN}"
    is_byline = bool(people) and block.level > top and not WHAT_THEY_GAVE.search(block.text)
    further = _further_people(blocks, at) if is_byline else ()
    return ShapedBlock(form, people + further, at, is_honored(block.text))


def agree_with_sign(members: Sequence[BylineSlot], blocks: Sequence[Block]) -> bool:
    """Returns whether headings with a sign name people: nearly all of their level are below a title each and look like
    people, and no two have a word in common, as those of parts have."""
    named = [slot for slot in members if slot.people and slot.strength >= 0 and slot.own is not None]
    if len(named) < LEAST_WITH_SIGN:
        return False
    level = blocks[named[0].own or 0].level
    same_level = sum(block.kind is BlockKind.HEADING and block.level == level for block in blocks)
    names = [person.name.split() for slot in named for person in slot.people]
    different = all(len({name[at] for name in names}) == len(names) for at in (0, -1))
    return different and 4 * sum(len(slot.people) for slot in named) >= 3 * same_level


def level_of(title: Block) -> int:
    """Returns the level of a heading, and 0 for other titles."""
    return title.level if title.kind is BlockKind.HEADING else 0


def _further_people(blocks: Sequence[Block], at: int) -> tuple[Speaker, ...]:
    """Returns the people of the headings right below a heading that are of its level."""
    further: list[Speaker] = []
    for index in filled_from(blocks, at + 1):
        block = blocks[index]
        here = shaped_people(block.text) if block.kind is BlockKind.HEADING and block.level == blocks[at].level else ()
        if not here or WHAT_THEY_GAVE.search(block.text):
            break
        further += here
    return tuple(further)


def filled_from(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """Yields the indexes of the blocks from a place on that are not blank."""
    return (at for at in range(start, len(blocks)) if blocks[at].kind is not BlockKind.BLANK)
