"""Finds the headings of a note that have one paragraph each, as the entries of a glossary have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from studyguide.model.note import TITLE_KINDS, Block, BlockKind

MIN_ENTRIES = 4
MIN_SHARE = 0.7
MIN_ENTRY_TEXTS = 0.75
"""The share of these paragraphs that have to read like definitions."""


def levels_of_entries(leaves: Sequence[Block], is_entry: Callable[[Block, Block], bool]) -> frozenset[int]:
    """Returns the levels of headings that most often have one paragraph and nothing else below them. `is_entry` says
    of a heading and its paragraph whether they read like an entry of a glossary."""
    ends = [at for at, leaf in enumerate(leaves) if leaf.kind in TITLE_KINDS] + [len(leaves)]
    all_of: Counter[int] = Counter()
    short: dict[int, list[tuple[Block, Block]]] = {}
    for at, end in pairwise(ends):
        all_of[leaves[at].level] += 1
        if end == at + 2 and leaves[at + 1].kind is BlockKind.PARAGRAPH:
            short.setdefault(leaves[at].level, []).append((leaves[at], leaves[at + 1]))
    return frozenset(
        level
        for level, pairs in short.items()
        if len(pairs) >= max(MIN_ENTRIES, MIN_SHARE * all_of[level])
        and sum(is_entry(*pair) for pair in pairs) >= MIN_ENTRY_TEXTS * len(pairs)
    )
