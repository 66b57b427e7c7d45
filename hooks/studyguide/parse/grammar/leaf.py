"""Reads lines and pushes leaves for the rules of constructs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind, Piece
from studyguide.parse.blocks import MutableBlock


def line_at(state: StateBlock, line: int) -> str:
    """Returns a line's text from its first non-space character in the current container."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def piece_at(state: StateBlock, line: int, skip: int = 0, drop: int = 0) -> Piece:
    """Returns the columns of `line_at` without `skip` characters at its start and `drop` at its end."""
    origin = state.env["starts"][line]
    start = state.bMarks[line] + state.tShift[line] + skip - origin
    return (line, start, max(start, state.eMarks[line] - drop - origin))


def whole_lines(state: StateBlock, first: int, end: int) -> list[Piece]:
    """Returns whole lines as pieces, without the markers of containers."""
    return [
        (line, state.bMarks[line] - state.env["starts"][line], len(state.env["lines"][line]))
        for line in range(first, end)
    ]


def push_leaf(
    state: StateBlock, kind: BlockKind, first: int, end: int, pieces: Iterable[Piece], level: int = 0, marker: str = ""
) -> bool:
    """Pushes one leaf over lines `first` to `end` (exclusive) and moves on behind it. Returns true, so that rules can
    return it."""
    tokens: list[Any] = state.tokens
    tokens.append(MutableBlock(kind, first, end - 1, level, marker, tuple(pieces)))
    state.line = end
    return True


def at_margin(state: StateBlock, line: int) -> bool:
    """Returns whether the line is at the left margin, outside every list and quote."""
    return state.sCount[line] == 0 and state.bMarks[line] == state.env["starts"][line]


def ends_block(state: StateBlock, line: int, end: int) -> bool:
    """Returns whether the current container ends before `line`."""
    return line >= end or (not state.isEmpty(line) and state.sCount[line] < state.blkIndent)
