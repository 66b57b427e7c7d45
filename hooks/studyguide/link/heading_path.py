"""Returns the headings above each line of a note: its own title, headings, labels, groups and parent items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from studyguide.model.note import Block, BlockKind, Entry, EntryKind, Note, people_lines

V = TypeVar("V")
Trail = tuple[str, ...]
"""Outermost first, without speakers."""

RANK = {BlockKind.HEADLINE: 7, BlockKind.LABEL: 8, BlockKind.GROUP: 9}
"""Ranks of the kinds below headings of level 1 to 6; each ends those of the same or a lower rank."""


def heading_paths(note: Note) -> tuple[Trail, ...]:
    """Returns the heading path of every line, by 0-based line. The note's title is not part of it.

    A heading at which an entry starts is named by the entry's title, which contains neither date nor speaker. A heading
    that is only a byline is left out.
    """
    bylines = people_lines(note)
    titles = {e.span.first: e.title for e in note.entries if e.kind is not EntryKind.FRONT_MATTER}
    above: list[Trail] = [()] * len(note.lines)
    _add_headings(note.blocks, (), titles, bylines, above)
    return tuple(above)


def dates(note: Note) -> list[str | None]:
    """Returns the date of the innermost dated entry around every line, by 0-based line."""
    return around(note, ((entry, entry.date) for entry in note.entries if entry.date), None)


def around(note: Note, entries: Iterable[tuple[Entry, V]], outside: V) -> list[V]:
    """Returns the value of the innermost entry around each line, by 0-based line, or `outside` if no entry contains the
    line."""
    values = [outside] * len(note.lines)
    for entry, value in sorted(entries, key=_outermost_first):
        first, last = entry.span
        values[first - 1 : last] = [value] * (last - first + 1)
    return values


def _outermost_first(placed: tuple[Entry, object]) -> tuple[int, int, int]:
    entry, _ = placed
    return entry.span.first, -entry.span.last, entry.depth


def _add_headings(
    blocks: Iterable[Block], outer: Trail, titles: Mapping[int, str], bylines: frozenset[int], above: list[Trail]
) -> None:
    ranked: list[tuple[int, str]] = []
    trail = outer
    for block in blocks:
        rank = block.level if block.kind is BlockKind.HEADING else RANK.get(block.kind)
        if block.span.first in bylines and block.span.first not in titles:
            rank = None
        if rank is not None:
            while ranked and ranked[-1][0] >= rank:
                ranked.pop()
            trail = (*outer, *(title for _, title in ranked))
        if block.children:
            inner = (*trail, titles.get(block.span.first) or block.text) if block.kind is BlockKind.ITEM else trail
            _add_headings(block.children, inner, titles, bylines, above)
        lead = block.children[0] if block.children and block.kind is BlockKind.ITEM else block
        if not lead.children:
            for number in range(lead.span.first, min(lead.span.last, len(above)) + 1):
                above[number - 1] = trail
        if rank is not None:
            ranked.append((rank, titles.get(block.span.first) or block.text))
            trail = (*outer, *(title for _, title in ranked))
