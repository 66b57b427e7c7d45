"""Finds the zones of a note: the parts of every line that are not prose, and those that no reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studyguide.model.note import BlockKind, NoteMetadata, TextForm, Zone, ZoneKind
from studyguide.parse.blocks import MutableBlock
from studyguide.parse.inline import inline_zones
from studyguide.parse.privacy.cross_note import Secrets, repeated_secrets, secrets_of
from studyguide.parse.privacy.rules import Interval
from studyguide.parse.privacy.secrets import key_block_lines, private_intervals, subtract_taken, without_allowed

WHOLE_LINE_KINDS = {
    BlockKind.CODE: ZoneKind.CODE,
    BlockKind.FRONT_MATTER: ZoneKind.CODE,
    BlockKind.RULE: ZoneKind.MARKUP,
}
"""Leaves whose complete lines are zones."""
TEXT_FORM_MARKERS = frozenset(TextForm)
ALL_MARKUP = {"script", "style", "textarea", "org"}
"""Markers of HTML leaves that have no words."""


def zones_of(
    lines: Sequence[str],
    leaves: Iterable[MutableBlock],
    comments: Iterable[tuple[int, int, int]],
    facts: NoteMetadata,
    secrets: Secrets,
) -> tuple[Zone, ...]:
    """Returns the zones of a note's own lines, sorted, none touching another.

    Withheld text takes precedence over redacted text, and redacted text over markup. `comments` are (0-based line,
    start, end); `secrets` are redacted wherever they occur, and so are the texts that this note redacts.
    """
    gaps: dict[int, list[Interval]] = {}
    for number in _withheld(facts, len(lines)):
        gaps[number] = [(0, len(lines[number]), ZoneKind.WITHHELD)]
    commented: dict[int, list[Interval]] = {}
    for number, start, end in comments:
        commented.setdefault(number, []).append((start, end, ZoneKind.COMMENT))
    for number, pieces in commented.items():
        gaps[number] = subtract_taken(gaps.get(number, ()), pieces)
    for number in key_block_lines(lines):
        gaps[number] = subtract_taken(gaps.get(number, ()), [(0, len(lines[number]), ZoneKind.KEY)])
    for number, private in private_intervals(lines, facts.allow).items():
        gaps[number] = subtract_taken(gaps.get(number, ()), private)
    masked = ((number, piece) for number, row in gaps.items() for piece in row)
    for number, runs in repeated_secrets({**secrets, **secrets_of(lines, masked)}, lines):
        gaps[number] = subtract_taken(gaps.get(number, ()), without_allowed(lines[number], runs, facts.allow))
    rest: dict[int, list[Interval]] = {}
    for leaf in leaves:
        for number, piece in _leaf_zones(leaf, lines):
            rest.setdefault(number, []).append(piece)
    zones: list[Zone] = []
    for number in sorted(gaps.keys() | rest.keys()):
        row = subtract_taken(gaps.get(number, ()), rest.get(number, ()))
        zones.extend(Zone(number + 1, start, end, kind) for start, end, kind in row if start < end)
    return tuple(zones)


def _withheld(facts: NoteMetadata, count: int) -> Iterable[int]:
    return (number - 1 for span in facts.withhold for number in range(span.first, min(span.last, count) + 1))


def _leaf_zones(leaf: MutableBlock, lines: Sequence[str]) -> Iterable[tuple[int, Interval]]:
    """Yields the zones of one leaf with their 0-based lines."""
    if kind := WHOLE_LINE_KINDS.get(leaf.kind):
        for number in range(leaf.first, leaf.last + 1):
            if lines[number]:
                yield number, (0, len(lines[number]), kind)
        return
    if leaf.kind is BlockKind.HTML and leaf.marker in ALL_MARKUP:
        for number in range(leaf.first, leaf.last + 1):
            yield number, (0, len(lines[number]), ZoneKind.MARKUP)
        return
    if leaf.marker in TEXT_FORM_MARKERS:
        yield from _metadata_zones(leaf, lines)
    text = "\n".join(lines[number][start:end] for number, start, end in leaf.pieces)
    zones = inline_zones(text)
    if leaf.kind is BlockKind.TABLE:
        zones = sorted(zones + [(at, at + 1, ZoneKind.MARKUP) for at in _cell_borders(text, zones)])
    yield from _by_line(zones, leaf)


def _metadata_zones(leaf: MutableBlock, lines: Sequence[str]) -> Iterable[tuple[int, Interval]]:
    """Yields what is not among the words of a leaf, such as the times of cues."""
    pieces = iter([*leaf.pieces, (leaf.last + 1, 0, 0)])
    number, start, end = next(pieces)
    for line in range(leaf.first, leaf.last + 1):
        at = 0
        while number == line:
            yield line, (at, start, ZoneKind.MARKUP)
            at = end
            number, start, end = next(pieces)
        yield line, (at, len(lines[line]), ZoneKind.MARKUP)


def _by_line(zones: Iterable[Interval], leaf: MutableBlock) -> Iterable[tuple[int, Interval]]:
    """Maps zones of a leaf's joined text back to the lines they came from."""
    rows = iter(leaf.pieces)
    at = 0
    number, start, end = next(rows, (0, 0, 0))
    for first, last, kind in zones:
        while first > at + (end - start):
            at += end - start + 1
            number, start, end = next(rows)
        while True:
            here = min(last, at + end - start)
            if first < here:
                yield number, (start + first - at, start + here - at, kind)
            if last <= at + (end - start):
                break
            first = at = at + end - start + 1
            number, start, end = next(rows)


def _cell_borders(text: str, zones: Sequence[Interval]) -> Iterable[int]:
    index = 0
    at = text.find("|")
    while at >= 0:
        while index < len(zones) and zones[index][1] <= at:
            index += 1
        if (index >= len(zones) or zones[index][0] > at) and text[at - 1 : at] != "\\":
            yield at
        at = text.find("|", at + 1)
