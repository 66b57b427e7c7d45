"""Returns the words of a note: its lines without markers and without text that no reader may see."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from studyguide.model.note import REDACTION_LABELS, BlockKind, TextForm, Zone, ZoneKind, zones_by_line
from studyguide.parse.blocks import MutableBlock

PLAIN_LABELS = {kind: "" if kind is ZoneKind.COMMENT else f"[{label}]" for kind, label in REDACTION_LABELS.items()}
"""What replaces a redaction where words are shown without the rest of their line: titles, items, headings above."""
SPACE_AROUND_TAG = re.compile(r"^\s|>\s|\s$|<(?:br|/?(?:p|li|td|th|div|h\d))\b")
"""What divides the words before and after tags."""


def plain_words(line: str, zones: Sequence[Zone], start: int = 0, end: int | None = None) -> str:
    """Returns the words between two columns of a line without markup; labels replace redactions. `zones` are sorted."""
    return words_with_spaces(line, zones, start, end).strip()


def words_with_spaces(line: str, zones: Sequence[Zone], start: int = 0, end: int | None = None) -> str:
    """Returns the same as `plain_words`, with the spaces at both ends."""
    end = len(line) if end is None else end
    parts: list[str] = []
    at = start
    for zone in zones:
        if zone.end <= at or zone.start >= end:
            continue
        parts.append(line[at : max(zone.start, at)])
        if zone.kind in PLAIN_LABELS:
            parts.append(PLAIN_LABELS[zone.kind])
        elif zone.kind is ZoneKind.URL and line[zone.start - 2 : zone.start] in {"](", "[["}:
            pass  # This is the target of a link that has words of its own.
        elif zone.kind is not ZoneKind.MARKUP:
            shown = line[max(zone.start, at) : min(zone.end, end)]
            parts.append(shown.strip("`").strip() if zone.kind is ZoneKind.CODE and shown[:1] == "`" else shown)
        at = max(zone.end, at)
    parts.append(line[at:end])
    return "".join(parts)


def word_columns(line: str, zones: Iterable[Zone]) -> Iterator[tuple[int, int]]:
    """Yields the columns of a line between its markup, where there are any words."""
    at = 0
    for zone in sorted(zone for zone in zones if zone.kind is ZoneKind.MARKUP):
        if line[at : zone.start].strip():
            yield at, zone.start
        at = max(at, zone.end)
    if line[at:].strip():
        yield at, len(line)


def redact(line: str, zones: Iterable[Zone]) -> tuple[str, dict[Zone, int]]:
    """Returns a line with its redactions replaced by labels, and the 0-based column of each label."""
    parts: list[str] = []
    columns: dict[Zone, int] = {}
    at = length = 0
    for zone in sorted(zones):
        if zone.kind in PLAIN_LABELS:
            parts += (line[at : zone.start], PLAIN_LABELS[zone.kind])
            columns[zone] = length + zone.start - at
            length = columns[zone] + len(PLAIN_LABELS[zone.kind])
            at = zone.end
    return "".join((*parts, line[at:])), columns


def leaf_words(leaves: Iterable[MutableBlock], lines: Sequence[str], zones: Iterable[Zone]) -> dict[int, str]:
    """Returns the text of every leaf by its 0-based first line; lines of a leaf are joined by newlines."""
    line_index = zones_by_line(zones)
    texts: dict[int, str] = {}
    for leaf in leaves:
        if leaf.kind in {BlockKind.BLANK, BlockKind.COMMENT, BlockKind.RULE}:
            continue
        rows: list[str] = []
        joined = leaf.marker in (TextForm.CUES, TextForm.HTML)
        before = (-1, 0)
        for number, start, end in leaf.pieces:
            here = line_index.get(number + 1, ())
            if leaf.kind is BlockKind.CODE and not any(zone.kind in PLAIN_LABELS for zone in here):
                rows.append(lines[number][start:end])
            else:
                text = words_with_spaces(lines[number], here, start, end) if joined else ""
                if joined and number == before[0]:
                    rows[-1] += " " * (SPACE_AROUND_TAG.search(lines[number], before[1], start) is not None) + text
                else:
                    rows.append(text if joined else plain_words(lines[number], here, start, end))
            before = (number, end)
        text = "\n".join(" ".join(row.split()) for row in rows) if joined else "\n".join(rows).strip("\n")
        texts[leaf.first] = textwrap.dedent(text) if leaf.kind is BlockKind.CODE else text
    return texts
