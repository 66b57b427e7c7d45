"""Runs of columns with a kind, kept sorted and apart from each other in straight-line time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studyguide.records import ZoneKind

Piece = tuple[int, int, ZoneKind]
"""0-based start, end (exclusive), and what stands there."""


def beside(taken: Sequence[Piece], more: Iterable[Piece]) -> list[Piece]:
    """Add those of `more` that touch nothing taken; of two that touch each other the first stays."""
    fresh = sorted(piece for piece in more if piece[0] < piece[1])
    found: list[Piece] = []
    index = 0
    for piece in fresh:
        while index < len(taken) and taken[index][1] <= piece[0]:
            found.append(taken[index])
            index += 1
        free = index >= len(taken) or taken[index][0] >= piece[1]
        if free and not (found and found[-1][1] > piece[0]):
            found.append(piece)
    found.extend(taken[index:])
    return found


def around(taken: Sequence[Piece], more: Iterable[Piece]) -> list[Piece]:
    """Add what of each piece of `more` is still free: a piece is cut where another is taken."""
    found = list(taken)
    index = 0
    for start, end, kind in sorted(more):
        at = start
        while index < len(taken) and taken[index][1] <= at:
            index += 1
        here = index
        while here < len(taken) and taken[here][0] < end:
            if taken[here][0] > at:
                found.append((at, taken[here][0], kind))
            at = max(at, taken[here][1])
            here += 1
        if at < end:
            found.append((at, end, kind))
    return sorted(found)
