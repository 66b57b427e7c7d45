"""Walks the blocks of a note with the title above each, and with whether it is below the title of a talk."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import HEADING_KINDS, Block, BlockKind
from studyguide.parse.outline.byline_slot import TitleByline

NOT_A_HEADING = 7
"""The level of titles that are no headings."""


class BlockPlace(Struct, frozen=True):
    """Describes where a block is that is no title."""

    at: int
    """Its index."""
    block: Block
    title_at: int | None
    """The index of the title above it."""
    is_of_talk: bool
    """Whether one of the titles that contain it names people: then it is what was said."""


def places(blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline]) -> Iterator[BlockPlace]:
    """Yields the blocks that are no titles; `titles` are the indexes of titles, `bylines` who is named with each."""
    above: list[tuple[int, int]] = []
    is_of_talk = False
    for index, block in enumerate(blocks):
        if index not in titles and block.kind not in HEADING_KINDS:
            yield BlockPlace(index, block, above[-1][1] if above else None, is_of_talk)
            continue
        level = block.level if block.kind is BlockKind.HEADING else NOT_A_HEADING
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, index))
        is_of_talk = any(at in bylines and bylines[at].people for _, at in above)
