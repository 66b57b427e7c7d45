"""Mentions to those that are drawn as links on the note's own page: enough to follow, few enough to read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from studyguide.link.heading_path import around
from studyguide.link.line_index import LineIndex
from studyguide.model.note import HEADING_KINDS, Mention, Note, ZoneKind


def links_to_render(note: Note, index: LineIndex) -> Mapping[int, tuple[Mention, ...]]:
    """Return the first mention of each term in each entry, by 1-based line; none in a heading or in an author's link.

    A mention that is not drawn stays a mention: backlinks, passages and coverage count all of them.
    """
    innermost = around(note, ((entry, entry.span.first) for entry in note.entries), 0)
    labels = _link_labels(note)
    seen: set[tuple[int, str]] = set()
    links = {}
    for line, mentions in index.mentions.items():
        if index.kinds[line - 1] in HEADING_KINDS:
            continue
        inside = labels.get(line, [])
        new = []
        for mention in mentions:
            key = (innermost[line - 1], mention.term)
            if key not in seen and not (inside and _is_inside(mention, inside)):
                seen.add(key)
                new.append(mention)
        if new:
            links[line] = tuple(new)
    return links


def _is_inside(mention: Mention, labels: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(labels, mention.start, key=itemgetter(0)) - 1
    return at >= 0 and mention.end <= labels[at][1]


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
