"""A note to what stands above each of its lines: its own title, headings, labels, groups and parent items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from studyguide.model.note import Block, BlockKind, Entry, EntryKind, Note

V = TypeVar("V")
Trail = tuple[str, ...]
"""Outermost first, without speakers."""

RANK = {BlockKind.HEADLINE: 7, BlockKind.LABEL: 8, BlockKind.GROUP: 9}
"""What ranks below headings of level 1 to 6; each ends what ranks the same or lower."""


def heading_paths(note: Note) -> tuple[Trail, ...]:
    """Return the trail of every line, by 0-based line. The note's title is not part of it.

    A heading at which an entry starts is named by the entry's title, which holds neither date nor speaker.
    """
    titles = {e.span.first: e.title for e in note.entries if e.kind is not EntryKind.FRONT_MATTER}
    above: list[Trail] = [()] * len(note.lines)
    _add_headings(note.blocks, (), titles, above)
    return tuple(above)


def dates(note: Note) -> list[str | None]:
    """Return the date of the innermost dated entry round every line, by 0-based line."""
    return around(note, ((entry, entry.date) for entry in note.entries if entry.date), None)


def around(note: Note, entries: Iterable[tuple[Entry, V]], outside: V) -> list[V]:
    """Return what goes with the innermost of the entries round each line, by 0-based line; `outside` where none is."""
    values = [outside] * len(note.lines)
    for entry, value in sorted(entries, key=_outermost_first):
        first, last = entry.span
        values[first - 1 : last] = [value] * (last - first + 1)
    return values


def _outermost_first(placed: tuple[Entry, object]) -> tuple[int, int, int]:
    entry, _ = placed
    return entry.span.first, -entry.span.last, entry.depth


def _add_headings(blocks: Iterable[Block], outer: Trail, titles: Mapping[int, str], above: list[Trail]) -> None:
    ranked: list[tuple[int, str]] = []
    trail = outer
    for block in blocks:
        rank = block.level if block.kind is BlockKind.HEADING else RANK.get(block.kind)
        if rank is not None:
            while ranked and ranked[-1][0] >= rank:
                ranked.pop()
            trail = (*outer, *(title for _, title in ranked))
        if block.children:
            inner = (*trail, titles.get(block.span.first) or block.text) if block.kind is BlockKind.ITEM else trail
            _add_headings(block.children, inner, titles, above)
        lead = block.children[0] if block.children and block.kind is BlockKind.ITEM else block
        if not lead.children:
            for number in range(lead.span.first, min(lead.span.last, len(above)) + 1):
                above[number - 1] = trail
        if rank is not None:
            ranked.append((rank, titles.get(block.span.first) or block.text))
            trail = (*outer, *(title for _, title in ranked))
