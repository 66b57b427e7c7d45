"""Reads what an item of a list says of a talk: its title and speaker in the first words, and fields below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.item_heads import item_heads
from studyguide.parse.outline.names import NoteWords, weakest
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import speaker_marker
from studyguide.parse.outline.speakers import BylineCandidate
from studyguide.parse.outline.title_candidates import TIME_AHEAD, title_candidates

LONGEST_ITEM = 300
FIRST_CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?](?=\s)")
END_OF_BRACKETS = re.compile(r"[)\]](?=\s*[-–—:,.;]\s|\s[^\W_])")
END_OF_NAMES = re.compile(r"[)\]](?=\s*[-–—:,.;]|\s[^\W_]|$)|(?<=\w)(?=:\s|\s[-–—]\s|,\s[^\W\d_A-Z])")
"""Where names may end in front of what somebody says about a talk."""
MOST_ENDS = 6
LIST_MARK = re.compile(r"\A\s*(?:[-*+•]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
EPISODE = re.compile(
    r"(?:ep(?:isode)?|folge|episodio|épisode|avsnitt|aflevering)\.?\s?#?\d{1,4}\b|第\s?\d{1,4}\s?[期回集]",
    re.IGNORECASE,
)
"""How items begin that are episodes of a podcast, whose guests speak."""
FIRST_FIELDS = 4
TO_OWN_PART = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[.*\]\(#[^()\s]*\)\s*")
"""An item that is nothing but a link to a part of the note."""
OF_MEETINGS = re.compile(
    r"(?:by|who|hosts?|hosted|guests?|moderators?|teachers?|professors?|instructors?|trainers?)\b", re.IGNORECASE
)
"""Words for people, of which tasks and courses have some as well."""


def title_line(item: Block, lines: Sequence[str]) -> tuple[str, Sequence[BylineCandidate]]:
    """Returns the part of an item that names a talk and its speaker, without the time before and the words behind, and
    every way to divide it; `lines` are the note's own."""
    first = ""
    for head in item_heads(written_text(item, lines)):
        row = TIME_AHEAD.sub("", head[:LONGEST_ITEM], count=1)
        first = first or row
        if up_to_brackets := _up_to_brackets(row):
            return up_to_brackets
        for part in _row_parts(row):
            if candidates := list(title_candidates(part)):
                return part, candidates
    return first, ()


def _up_to_brackets(row: str) -> tuple[str, Sequence[BylineCandidate]] | None:
    """Returns the part of a row up to brackets with names, if other words than names are behind them."""
    for end in islice(END_OF_BRACKETS.finditer(row), MOST_ENDS):
        people = shaped_people(row[: end.end()])
        if people and weakest([person.name for person in people], NoteWords()) >= 0:
            continue  # A name and a company in brackets, before the title.
        candidates = list(title_candidates(row[: end.end()]))
        rest = row[end.end() :]
        others = (rest.lstrip(" -–—:"), *(rest[sign.end() :] for sign in separators_in(rest)))
        if any(one.form == "brackets" for one in candidates) and not any(map(shaped_people, others)):
            return row[: end.end()], candidates
    return None


def _row_parts(row: str) -> Iterator[str]:
    """Yields the parts of a row that may be a title with its speaker: the first clause, all of it, and all up to where
    names may end."""
    if clause := FIRST_CLAUSE.search(row):
        yield row[: clause.start()]
    yield row
    yield from (row[: end.end()] for end in islice(END_OF_NAMES.finditer(row), MOST_ENDS) if end.end() < len(row))


def written_text(item: Block, lines: Sequence[str]) -> str:
    """Returns the first text of an item with its marks; `lines` are the note's own."""
    first = item.children[0] if item.children else item
    if lines[first.span.first - 1].lstrip()[:1] in {"|", "<"}:
        return item.text  # The cell of a table, or an item in HTML.
    return LIST_MARK.sub("", "\n".join(lines[first.span.first - 1 : first.span.last]), count=1)


def head_of_item(item: Block) -> str:
    """Returns the first text of an item, without marks; one in bold by itself is a label, and outliners have
    headings."""
    first = item.children[0] if item.children else item
    return first.text if first.kind in {BlockKind.LABEL, BlockKind.HEADING} else item.text


def names_inside(item: Block) -> bool:
    """Returns whether one of the first items inside an item names people behind a mark such as `Speaker:`."""
    return any(speaker_marker(field) for field in _inner_fields(item))


def names_speaker_inside(item: Block) -> bool:
    """Returns whether such a mark is one of talks."""
    return any(speaker_marker(field) and not OF_MEETINGS.match(field) for field in _inner_fields(item))


def is_of_contents(line: str) -> bool:
    """Returns whether a line is an item that is linked to a part of its own note, as in a table of contents."""
    return TO_OWN_PART.fullmatch(line) is not None


def is_episode(item: Block) -> bool:
    """Returns whether an item is the episode of a podcast."""
    return EPISODE.match(item.text) is not None


def _inner_fields(item: Block) -> Iterator[str]:
    inner = next((child for child in item.children[1:] if child.kind is BlockKind.LIST), None)
    return (field.text for field in inner.children[:FIRST_FIELDS]) if inner else iter(())


def are_half(test: Callable[[Block], bool], items: Sequence[Block]) -> bool:
    """Returns whether half of the items pass a test, which is asked no more once too many have failed."""
    failed = 0
    for item in items:
        failed += not test(item)
        if 2 * failed > len(items):
            return False
    return True
