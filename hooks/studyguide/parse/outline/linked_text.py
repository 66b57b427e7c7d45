"""Finds people in sentences about a talk, whose names are links to their profiles."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.name_rows import SPEAKS
from studyguide.parse.outline.names import PERSON_NAME

FIRST_PARAGRAPHS = 3
NEAR = 12
"""Number of blocks among which the first paragraphs are."""
LONGEST_SENTENCE = 300
OF_THIS_TALK = re.compile(
    r"\b(?:talks?|key ?note|session|presentation|charla|ponencia|conférence|vortrag|palestra|intervento|lezing)\b",
    re.IGNORECASE,
)
TO_US = re.compile(r"\s(?:nos|nous|ci|showed us|taught us|told us)\s")
"""What follows the names of those who speak."""
JOINING = re.compile(r"\s(?:y|e|i)\s")
BEFORE_ANOTHER = re.compile(r"(?:,| and| &| y| e| et| und) $")


def linked_in_text(blocks: Sequence[Block], index: int, linked: Container[str]) -> tuple[Speaker, ...]:
    """Returns the people whom the first sentence below a title with a linked name names, if it is about a talk."""
    for text in _first_paragraphs(blocks, index):
        for sentence in re.split(r"(?<=[.!?])\s", text):
            people, end = _people_linked(sentence[:LONGEST_SENTENCE], linked)
            if people:
                speak = TO_US.match(sentence, end) or SPEAKS.match(sentence, end) or OF_THIS_TALK.search(sentence)
                return people if speak else ()
    return ()


def _first_paragraphs(blocks: Sequence[Block], index: int) -> Iterator[str]:
    count = 0
    for block in blocks[index + 1 : index + 1 + NEAR]:
        if block.kind is BlockKind.HEADING or count == FIRST_PARAGRAPHS:
            return
        if block.kind is BlockKind.PARAGRAPH:
            count += 1
            yield block.text


def _people_linked(sentence: str, linked: Container[str]) -> tuple[tuple[Speaker, ...], int]:
    """Returns the first linked name of a sentence with those directly behind it, and where they end."""
    people: list[Speaker] = []
    end = 0
    for match in PERSON_NAME.finditer(sentence):
        names = [match[0]] if match[0] in linked else JOINING.split(match[0])
        behind = not people or BEFORE_ANOTHER.search(sentence[end : match.start()])
        if behind and all(name in linked for name in names):
            people += map(Speaker, names)
            end = match.end()
    return tuple(people), end
