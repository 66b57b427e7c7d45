"""Reads the speakers of a talk from the front matter of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from studyguide.model.note import Block, EntryKind, Speaker, Zone
from studyguide.parse.front_matter import front_matter_lines
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers

KEY = re.compile(r"([^\W\d_][\w -]{1,30}?)\s?:(?:\s+(\S.{0,300}))?$")
LISTED = re.compile(r"\s{0,8}-\s+(\S.{0,100})$")
MOST_LINES = 60
QUOTES_AND_BRACKETS = "\"'[] "


def with_front_speakers(
    headings: list[SectionHeading], blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone]
) -> list[SectionHeading]:
    """Returns the headings with the speakers of the front matter at the first one, if it is the only one of the first
    level and names nobody. Roles are left out, because the front matter may have addresses next to names, and so is
    what `zones`, which are sorted, hide."""
    first = next((at for at, mark in enumerate(headings) if mark.style is Style.HEADING), None)
    if first is None or headings[first].rank != 1 or headings[first].byline:
        return headings
    if sum(mark.style is Style.HEADING and mark.rank == 1 for mark in headings) > 1:
        return headings
    people = tuple(_front_speakers(islice(front_matter_lines(blocks, lines, zones), MOST_LINES)))
    if not people:
        return headings
    talk = replace(headings[first], kind=EntryKind.SESSION, byline=people)
    return [*headings[:first], talk, *headings[first + 1 :]]


def _front_speakers(written: Iterable[str]) -> Iterator[Speaker]:
    """Yields the people of a field such as `speakers:`, in its own line or in a list below it."""
    is_open = False
    for line in written:
        if key := KEY.match(line):
            is_open = names_speakers(key[1]) and not key[2]
            if names_speakers(key[1]) and key[2]:
                yield from _front_names(key[2])
        elif is_open and (item := LISTED.match(line)):
            yield from _front_names(item[1])


def _front_names(value: str) -> Iterator[Speaker]:
    text = re.sub(r"[\"']\s*,\s*[\"']", ", ", value).strip(QUOTES_AND_BRACKETS)
    yield from (Speaker(person.name) for person in shaped_people(text, several=True))
