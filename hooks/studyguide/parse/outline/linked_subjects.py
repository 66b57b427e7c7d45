"""Reads people linked at the beginning of the first sentence below a title: `[A. Name](address) works at ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.item_heads import TO_MEDIA
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS
from studyguide.parse.outline.names import PERSON_NAME
from studyguide.parse.outline.profiles import PROFILE

_MARKS = r"[*_]{0,3}"
LINKED_NAME = re.compile(
    rf"{_MARKS}(?:\[{_MARKS}(?P<name>@?[^\[\]]{{2,50}}?){_MARKS}\]\((?P<address>[^()\s]{{4,300}})\)"
    rf"|`(?P<rest_name>[^`<>]{{2,50}}?)\s<(?P<rest_address>[^<>\s]{{4,300}})>`__?){_MARKS}"
)
BETWEEN_LINKED = re.compile(r",?\s(?:and|&|et|y|e|und|og|och|en)\s|,\s")
GOES_ON = re.compile(r"(?:,|\s\(|['’]s)?\s?(?:[^\W\d_A-Z]|\()|,\s")
"""What is behind people in a sentence about them: a word in small letters, or what they are."""
NO_PERSON = re.compile(
    r"\s(?:wrote|writes|(?:is|are|was) (?:an? |the )?(?:tool|library|framework|project|service|open))\b"
)
PERSONS_PAGE = re.compile(
    rf"{PROFILE}|https?:/{{1,2}}(?:www\.)?(?:(?:twitter|github|linkedin|x)\.com|speakerdeck\.com|mastodon\.\w+|bsky\.app)/\S+"
    r"|\S*/(?:about|speakers?|people|team|author)(?:[/-]\S*)?",
    re.IGNORECASE,
)
"""The address of a page about somebody."""
MOST_PEOPLE = 4
BLOCKS_WITH_OTHERS = 12
"""Number of blocks in which others may be linked."""


def linked_subject(block: Block, lines: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people who are linked at the beginning of a paragraph that goes on about them, if all of their links
    are of pages about somebody or their words have the form of names; `lines` are the note's own."""
    first = lines[block.span.first - 1]
    if block.kind is not BlockKind.PARAGRAPH or first.lstrip()[:1] not in {"[", "`", "*", "_"}:
        return ()
    text = " ".join(" ".join(lines[block.span.first - 1 : block.span.last]).split())
    people: list[Speaker] = []
    at = 0
    while len(people) < MOST_PEOPLE and (link := LINKED_NAME.match(text, at)):
        name = link["name"] or link["rest_name"]
        if not (PERSON_NAME.fullmatch(name) or _is_page(name, link["address"] or link["rest_address"])):
            return ()
        people.append(Speaker(name))
        at = link.end()
        if not (between := BETWEEN_LINKED.match(text, at)) or not LINKED_NAME.match(text, between.end()):
            break
        at = between.end()
    return tuple(people) if people and GOES_ON.match(text, at) and not NO_PERSON.match(text, at) else ()


def subject_below(blocks: Sequence[Block], index: int, at: int, lines: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people who are linked at the beginning of the paragraph at `at`, the first below the title at
    `index`; nobody if other paragraphs below it begin with others, or if it has several talks."""
    people = linked_subject(blocks[at], lines)
    if not people or GROUP_OF_TALKS.fullmatch(blocks[index].text.strip()):
        return ()
    for block in takewhile(lambda one: one.kind is not BlockKind.HEADING, blocks[at + 1 : at + 1 + BLOCKS_WITH_OTHERS]):
        if linked_subject(block, lines) not in {(), people}:
            return ()
    return people


def _is_page(name: str, address: str) -> bool:
    """Returns whether a handle, or a single name, is linked to a page about somebody."""
    if TO_MEDIA.fullmatch(name):
        return False
    one_name = name[:1] == "@" or (name.isalpha() and name.istitle())
    return one_name and PERSONS_PAGE.match(address) is not None
