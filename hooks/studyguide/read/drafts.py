"""Blocks while a note is being parsed: where they are and where their words stand, before these are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from studyguide.records import BlockKind

Piece = tuple[int, int, int]
"""Words of one line: 0-based line, start column, end column."""


@dataclass(slots=True)
class Draft:
    """A block to be. Lines are 0-based, `last` inclusive. Markdown's parser passes a leaf on as it does its tokens."""

    type: ClassVar[str] = "leaf"
    """What the parser asks of all tokens."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    marker: str = ""
    pieces: Sequence[Piece] = ()
    """Where a leaf's words stand, line by line."""
    children: Sequence[Draft] = ()
