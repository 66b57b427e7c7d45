"""Mentions to those that are drawn as links on the note's own page: enough to follow, few enough to read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from studyguide.records import Block, BlockKind, Entry, Mention, Note, ZoneKind

HEADINGS = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADLINE, BlockKind.GROUP})


def drawn(note: Note, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the first mention of each term in each entry, sorted by place; none in a heading or in an author's link.

    A mention that is not drawn stays a mention: backlinks, passages and coverage count all of them.
    """
    headings = set(_heading_lines(note.blocks))
    innermost = _innermost(note)
    labels = _link_labels(note)
    seen: set[tuple[int, str]] = set()
    found = []
    for mention in sorted(mentions):
        if mention.line in headings:
            continue
        inside = labels.get(mention.line, [])
        at = bisect_right(inside, (mention.start, len(note.lines[mention.line - 1]))) - 1
        if at >= 0 and mention.end <= inside[at][1]:
            continue
        key = (innermost[mention.line - 1], mention.term)
        if key not in seen:
            seen.add(key)
            found.append(mention)
    return tuple(found)


def _heading_lines(blocks: Iterable[Block]) -> Iterable[int]:
    for block in blocks:
        if block.kind in HEADINGS:
            yield from range(block.span.first, block.span.last + 1)
        yield from _heading_lines(block.children)


def _innermost(note: Note) -> list[int]:
    """The first line of the innermost entry round each line, by 0-based line; 0 outside of all."""
    found = [0] * len(note.lines)
    starting: dict[int, list[Entry]] = {}
    for entry in sorted(note.entries, key=lambda e: (e.span.first, -e.span.last, e.depth)):
        starting.setdefault(entry.span.first, []).append(entry)
    around: list[Entry] = []
    for number in range(1, len(note.lines) + 1):
        around = [e for e in around if e.span.last >= number]
        around.extend(starting.get(number, ()))
        found[number - 1] = around[-1].span.first if around else 0
    return found


def _link_labels(note: Note) -> dict[int, list[tuple[int, int]]]:
    """The columns between `[` and `](` of links that the author wrote, by line."""
    labels: dict[int, list[tuple[int, int]]] = {}
    opened: dict[int, int] = {}
    for zone in sorted(note.zones):
        if zone.kind is not ZoneKind.MARKUP:
            continue
        text = note.lines[zone.line - 1][zone.start : zone.end]
        if text.startswith("](") and zone.line in opened:
            labels.setdefault(zone.line, []).append((opened.pop(zone.line), zone.start))
        elif text.endswith("["):
            opened[zone.line] = zone.end
    return labels
