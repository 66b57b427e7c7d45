"""A small map of a term's neighbors: what to read first and what it belongs to, what is like it, what follows.

It shows nothing that the lists of the page do not also say, so it is hidden from screen readers and on small screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup
from msgspec import Struct

WIDTH = 720
ROW = 34
BOX = 26
COLUMN = 220
MAX_LABEL = 27
"""Letters of a name that fit into a box."""
MOST = 5
"""Neighbours shown on each side."""


class Node(Struct, frozen=True):
    """One neighbour."""

    name: str
    href: str
    relation: str
    """What the line to it means, in one or two words."""


def term_map(name: str, before: Sequence[Node], after: Sequence[Node]) -> Markup:
    """Return the map as inline SVG: `before` on the left, the term between, `after` on the right; '' with none."""
    left, right = before[:MOST], after[:MOST]
    if not left and not right:
        return Markup("")
    height = max(len(left), len(right), 1) * ROW + 8
    middle = height / 2
    parts = [f'<svg class="sg-map" viewBox="0 0 {WIDTH} {height}" aria-hidden="true" focusable="false">']
    for node, y in zip(left, _rows(len(left), height), strict=True):
        parts += _map_neighbor(node, 2, y, _map_line(2 + COLUMN, y, (WIDTH - COLUMN) / 2, middle))
    for node, y in zip(right, _rows(len(right), height), strict=True):
        parts += _map_neighbor(
            node, WIDTH - COLUMN - 2, y, _map_line((WIDTH + COLUMN) / 2, middle, WIDTH - COLUMN - 2, y)
        )
    parts += (_box((WIDTH - COLUMN) / 2, middle, name, "sg-map-here"), "</svg>")
    return Markup("".join(parts))


def _rows(count: int, height: float) -> list[float]:
    """The middles of `count` boxes, centred over the height."""
    first = (height - (count - 1) * ROW) / 2
    return [first + index * ROW for index in range(count)]


def _map_neighbor(node: Node, x: float, y: float, line: str) -> tuple[str, str]:
    label = f"{node.name}: {node.relation}"
    box = _box(x, y, node.name, "sg-map-box")
    return line, f'<a href="{escape(node.href)}" tabindex="-1"><title>{escape(label)}</title>{box}</a>'


def _map_line(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = (x1 + x2) / 2
    return f'<path class="sg-map-line" d="M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}"/>'


def _box(x: float, y: float, name: str, css: str) -> str:
    shown = name if len(name) <= MAX_LABEL else f"{name[: MAX_LABEL - 1].rstrip()}…"
    return (
        f'<rect class="{css}" x="{x:g}" y="{y - BOX / 2:g}" width="{COLUMN}" height="{BOX}" rx="5"/>'
        f'<text x="{x + COLUMN / 2:g}" y="{y + 4.5:g}" text-anchor="middle">{escape(shown)}</text>'
    )
