"""Indexes a note and its mentions by line."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from studyguide.model.note import BlockKind, Mention, Note, Zone, people_lines, zones_by_line


class LineIndex(Struct, frozen=True):
    """Holds the contents of each line of one note, by its 1-based line; lines without any are absent."""

    kinds: tuple[BlockKind, ...]
    """The kind of each line, by 0-based line: that of its innermost block."""
    mentions: Mapping[int, tuple[Mention, ...]]
    zones: Mapping[int, tuple[Zone, ...]]
    titles: Mapping[int, str]
    """Titles of entries by their first line: a heading without its speakers."""
    speakers: frozenset[int]
    """Lines that name the people who spoke: shown on the note's own page and nowhere else."""


def index_lines(note: Note, mentions: tuple[Mention, ...]) -> LineIndex:
    """Indexes a note and its mentions by line."""
    named: dict[int, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.line, []).append(mention)
    return LineIndex(
        tuple(_line_kinds(note)),
        {line: tuple(items) for line, items in named.items()},
        {line: tuple(items) for line, items in zones_by_line(note.zones).items()},
        {entry.span.first: entry.title for entry in note.entries},
        people_lines(note),
    )


def _line_kinds(note: Note) -> list[BlockKind]:
    kinds = [BlockKind.BLANK] * len(note.lines)
    stack = list(note.blocks)
    while stack:
        block = stack.pop()
        first, last = block.span
        if block.children:
            stack += block.children
        else:
            kinds[first - 1 : last] = [block.kind] * (last - first + 1)
    return kinds
