"""Finds the headings of a note that have one paragraph each, as the entries of a glossary have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from studyguide.model.note import TITLE_KINDS, Block, BlockKind

MIN_ENTRIES = 4
MIN_SHARE = 0.7


def levels_of_entries(leaves: Sequence[Block]) -> frozenset[int]:
    """Returns the levels of headings that most often have one paragraph and nothing else below them."""
    ends = [at for at, leaf in enumerate(leaves) if leaf.kind in TITLE_KINDS] + [len(leaves)]
    all_of: Counter[int] = Counter()
    short: Counter[int] = Counter()
    for at, end in pairwise(ends):
        all_of[leaves[at].level] += 1
        short[leaves[at].level] += end == at + 2 and leaves[at + 1].kind is BlockKind.PARAGRAPH
    return frozenset(
        level for level, count in short.items() if count >= MIN_ENTRIES and count >= MIN_SHARE * all_of[level]
    )
