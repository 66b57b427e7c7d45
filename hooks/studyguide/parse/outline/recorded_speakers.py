"""Reads lists below titles such as `Keynote Speakers` of which every item is a name that is linked to its talk."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.announced_talks import ListedTalk
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers

RECORDING = re.compile(
    r"\]\(\s?<?https?://(?:[\w-]+\.)?(?:youtube\.com|youtu\.be|vimeo\.com|media\.ccc\.de|infoq\.com)/", re.IGNORECASE
)


def recorded_speakers(title: str, block: Block, lines: Sequence[str]) -> tuple[ListedTalk, ...]:
    """Returns the items of a list below a title if it announces speakers and each item is nothing but a name that is
    linked to a recording; `lines` are the note's own."""
    if block.kind is not BlockKind.LIST or not names_speakers(title):
        return ()
    talks = []
    for item in block.children:
        people = shaped_people(item.text) if item.kind is BlockKind.ITEM else ()
        if people and RECORDING.search(lines[item.span.first - 1]):
            talks.append(ListedTalk(item.span, item.text, people))
        elif item.kind is BlockKind.ITEM:
            return ()
    return tuple(talks)


def has_recorded_speakers(blocks: Sequence[Block], index: int, lines: Sequence[str]) -> bool:
    """Returns whether the list directly below the title at `index` is such a list."""
    near = (block for block in blocks[index + 1 : index + 3] if block.kind is not BlockKind.BLANK)
    return any(recorded_speakers(blocks[index].text, block, lines) for block in near)


def recorded_lists(
    blocks: Sequence[Block], titles: Container[int], lines: Sequence[str]
) -> dict[int, list[ListedTalk]]:
    """Returns the talks of all such lists by their indexes; `titles` are the indexes of titles."""
    talks = {}
    title = ""
    for index, block in enumerate(blocks):
        if index in titles or block.kind is BlockKind.HEADING:
            title = block.text
        elif title and (recorded := recorded_speakers(title, block, lines)):
            talks[index] = list(recorded)
    return talks
