"""Finds people whose words the text below a title reports, by one of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from studyguide.model.note import Block, BlockKind, Speaker

NEAR_BLOCKS = 4
"""Number of blocks below a title in which its speaker is named again."""
LONGEST_TEXT = 1000
SAYS = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_a-z][\w’'-]{1,40})(?:['’]s (?:talk|key ?note|presentation|session|demo|slides)\b"
    r"| (?:\w{1,30} ){0,2}(?:talk(?:s|ed)|spoke|speaks|explain(?:s|ed)|presented|gave|told|argue[sd]|mentioned"
    r"|discussed|walked|demoed|demonstrated|recommended|said|says|believes|joked"
    r"|his|her|nos|cuenta|habla|habló|explica|explicó|cont[óa]|recomienda|nous|parle|explique|présente|raconte|parla|spiega"
    r"|erzählt|erzählte|erklärt|erklärte|berichtet|spricht|sprach|zeigt|fala|falou|explicou|vertelt|vertelde)\b)"
)
"""A name and, at most two words behind it, what only people do."""


def is_retold(people: Sequence[Speaker], blocks: Sequence[Block], title: int) -> bool:
    """Returns whether the text below a title says what one of its people does."""
    names = {word for person in people for word in person.name.split()[:1] + person.name.split()[-1:]}
    return any(
        match["name"] in names for text in _texts_near(blocks, title) for match in SAYS.finditer(text[:LONGEST_TEXT])
    )


def _texts_near(blocks: Sequence[Block], title: int) -> Iterator[str]:
    below = (block for block in blocks[title + 1 : title + 1 + 2 * NEAR_BLOCKS] if block.kind is not BlockKind.BLANK)
    for block in islice(below, NEAR_BLOCKS):
        if block.kind is BlockKind.HEADING:
            return
        if block.kind is BlockKind.LIST:
            yield from (item.text for item in block.children[:NEAR_BLOCKS])
        yield block.text
