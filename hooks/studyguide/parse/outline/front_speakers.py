"""Reads the speakers of a talk from the front matter of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from studyguide.model.note import Block, BlockKind, EntryKind, Speaker, Zone
from studyguide.parse.front_matter import front_matter_lines
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers

KEY = re.compile(r"[\"']?([^\W\d_][\w ()-]{1,30}?)[\"']?\s?[:=](?:\s+(\S.{0,300}))?$")
LISTED = re.compile(r"\s{0,8}(?:-\s+(?:name:\s*)?|name:\s*)([^\s:](?:(?!: ).){0,100})$")
"""An item of a list, or the name in a group of keys below `speaker:`."""
OCCASION_KEY = re.compile(
    r"(?:conference|conf|event|talk|session|meetup|podcast)(?:[ _-]?(?:name|title|date|url))?", re.I
)
"""A key of the occasion of a talk, whose author gave it; the author of a post wrote it."""
AUTHOR_KEYS = frozenset({"author", "authors"})
POST_KEYS = frozenset({"layout", "permalink", "categories", "category"})
MOST_LINES = 60
QUOTES_AND_BRACKETS = "\"'[] "
WHOLE_NOTE = -1
"""The rank of a talk that contains everything else in its note."""


def with_front_speakers(
    headings: list[SectionHeading],
    blocks: Sequence[Block],
    lines: Sequence[str],
    zones: Iterable[Zone],
    title: str,
) -> list[SectionHeading]:
    """Returns the headings with the speakers of the front matter at the first one, if it is the only one of the first
    level and names nobody; without such a heading, the whole note is a talk, and `title` is its title. Roles are left
    out, because the front matter may have addresses next to names, and so is what `zones`, which are sorted, hide."""
    first = next((at for at, mark in enumerate(headings) if mark.style is not Style.FRONT_MATTER), None)
    if first is not None and headings[first].byline:
        return headings
    people = tuple(_front_speakers(list(islice(front_matter_lines(blocks, lines, zones), MOST_LINES))))
    if not people:
        return headings
    outermost = [at for at, mark in enumerate(headings) if mark.style is Style.HEADING and mark.rank == 1]
    if outermost and (len(outermost) == 1 or headings[outermost[0]].title == title):
        talk = replace(headings[outermost[0]], kind=EntryKind.SESSION, byline=people)
        return [talk if at == outermost[0] else mark for at, mark in enumerate(headings)]
    if any(mark.byline for mark in headings):
        return headings
    line = next(block.span.first for block in blocks if block.kind is BlockKind.FRONT_MATTER)
    return [SectionHeading(line, Style.HEADING, WHOLE_NOTE, EntryKind.SESSION, title, None, people), *headings]


def _front_speakers(written: Sequence[str]) -> Iterator[Speaker]:
    """Yields the people of a field such as `speakers:`, in its own line or in a list below it."""
    keys = {key[1].lower() for line in written if (key := KEY.match(line))}
    of_talk = any(map(OCCASION_KEY.fullmatch, keys)) and keys.isdisjoint(POST_KEYS)
    has_speaker = any(map(names_speakers, keys))
    is_open = False
    for line in written:
        if key := KEY.match(line):
            is_of_people = names_speakers(key[1]) or (of_talk and not has_speaker and key[1].lower() in AUTHOR_KEYS)
            is_open = is_of_people and not key[2]
            if is_of_people and key[2]:
                yield from _front_names(key[2], single=not key[1].lower().startswith("host"))
        elif is_open and (item := LISTED.match(line)):
            yield from _front_names(item[1], single=False)


def _front_names(value: str, single: bool) -> Iterator[Speaker]:
    text = re.sub(r"[\"']\s*,\s*[\"']", ", ", value).strip(QUOTES_AND_BRACKETS)
    people = shaped_people(text, several=True) or shaped_people(text, single=single)
    yield from (Speaker(person.name) for person in people)
