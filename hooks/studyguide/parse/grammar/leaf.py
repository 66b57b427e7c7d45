"""What every rule of ours needs: the line it looks at, and the one leaf it pushes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.blocks import MutableBlock, Piece


def line_at(state: StateBlock, line: int) -> str:
    """Return a line's text from its first non-space character in the container at hand."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def piece_at(state: StateBlock, line: int, skip: int = 0, drop: int = 0) -> Piece:
    """Return the columns of `line_at` less `skip` characters at its start and `drop` at its end."""
    origin = state.env["starts"][line]
    start = state.bMarks[line] + state.tShift[line] + skip - origin
    return (line, start, max(start, state.eMarks[line] - drop - origin))


def whole_lines(state: StateBlock, first: int, end: int) -> list[Piece]:
    """Return whole lines as pieces, markers of containers included in none."""
    return [
        (line, state.bMarks[line] - state.env["starts"][line], len(state.env["lines"][line]))
        for line in range(first, end)
    ]


def push_leaf(
    state: StateBlock, kind: BlockKind, first: int, end: int, pieces: Iterable[Piece], level: int = 0, marker: str = ""
) -> bool:
    """Push one leaf over lines `first` to `end` (exclusive) and go on behind it; true, so that rules can return it."""
    tokens: list[Any] = state.tokens
    tokens.append(MutableBlock(kind, first, end - 1, level, marker, tuple(pieces)))
    state.line = end
    return True


def at_margin(state: StateBlock, line: int) -> bool:
    """Whether the line stands at the left margin, outside every list and quote."""
    return state.sCount[line] == 0 and state.bMarks[line] == state.env["starts"][line]


def ends_block(state: StateBlock, line: int, end: int) -> bool:
    """Whether the container at hand ends before `line`."""
    return line >= end or (not state.isEmpty(line) and state.sCount[line] < state.blkIndent)
