"""Builds the elements of figures: strings of SVG that take their colors from classes in the style sheet.

A figure is 328 wide: as wide as the text column of a phone of 360 pixels, where it is shown at its own size.
Kinds of lines and points differ in dash and shape as well as in color, so that figures can be read without color.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

WIDTH = 328
TEXT_SIZE = 12
SMALL = 11
LINE_HEIGHT = 15
DASHES = {"fg-second-line": "6 3", "fg-third-line": "2 3"}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axes:
    """A plotting area in pixels, and the ranges of the data shown in it."""

    left: float
    top: float
    right: float
    bottom: float
    x_min: float = 0
    x_max: float = 1
    y_min: float = 0
    y_max: float = 1


def figure(height: float, *parts: str) -> str:
    """Returns the whole SVG file."""
    start = f'<svg xmlns="http://www.w3.org/2000/svg" class="fg-figure" viewBox="0 0 {WIDTH} {number(height)}">'
    return "\n".join((start, *(part for part in parts if part), "</svg>", ""))


def text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    size: float = TEXT_SIZE,
    style: str = "fg-text",
    weight: str = "",
    turn: float = 0,
) -> str:
    """Returns one line of text; `y` is its baseline and `turn` rotates it in degrees."""
    return element(
        "text",
        {
            "class": style,
            "x": x,
            "y": y,
            "font-size": size,
            "text-anchor": "" if anchor == "start" else anchor,
            "font-weight": weight,
            "transform": f"rotate({number(turn)} {number(x)} {number(y)})" if turn else "",
        },
        escape(words),
    )


def bold(x: float, y: float, words: str, anchor: str = "start", size: float = TEXT_SIZE) -> str:
    """Returns one line of bold text."""
    return text(x, y, words, anchor, size, weight="700")


def muted(x: float, y: float, words: str, anchor: str = "start", size: float = SMALL, turn: float = 0) -> str:
    """Returns one line of secondary text."""
    return text(x, y, words, anchor, size, "fg-muted", turn=turn)


def rows_of_text(
    x: float, y: float, rows: Iterable[str], anchor: str = "start", size: float = TEXT_SIZE, style: str = "fg-text"
) -> str:
    """Returns several lines of text, the first with its baseline at `y`."""
    return "\n".join(text(x, y + i * LINE_HEIGHT, row, anchor, size, style) for i, row in enumerate(rows))


def line(
    x1: float, y1: float, x2: float, y2: float, style: str = "fg-line", width: float = 1.5, dash: str | None = None
) -> str:
    """Returns a straight line."""
    return polyline(((x1, y1), (x2, y2)), style, width, dash)


def polyline(points: Iterable[Point], style: str = "fg-line", width: float = 2, dash: str | None = None) -> str:
    """Returns a line through the points."""
    return element(
        "path",
        {
            "class": style,
            "d": _path(points),
            "stroke-width": width,
            "stroke-dasharray": DASHES.get(style, "") if dash is None else dash,
        },
    )


def polygon(points: Iterable[Point], style: str = "fg-accent", width: float = 1) -> str:
    """Returns a filled area; a `width` of 0 leaves out its outline."""
    return element("path", {"class": style, "d": f"{_path(points)}Z", "stroke-width": width})


def arrow(x1: float, y1: float, x2: float, y2: float, style: str = "fg-line", width: float = 1.5) -> str:
    """Returns a straight arrow."""
    return arrow_through(((x1, y1), (x2, y2)), style, width)


def arrow_through(points: Sequence[Point], style: str = "fg-line", width: float = 1.5) -> str:
    """Returns an arrow along the points. Its head is drawn as lines, so it needs no marker with an id."""
    (x1, y1), (x2, y2) = points[-2:]
    angle = math.atan2(y2 - y1, x2 - x1)
    head = [(x2 - 6 * math.cos(angle + turn), y2 - 6 * math.sin(angle + turn)) for turn in (0.5, -0.5)]
    return "\n".join((polyline(points, style, width), polyline((head[0], (x2, y2), head[1]), style, width, "")))


def rect(x: float, y: float, w: float, h: float, style: str = "fg-surface", width: float = 1, radius: float = 3) -> str:
    """Returns a rectangle."""
    return element(
        "rect",
        {"class": style, "x": x, "y": y, "width": w, "height": h, "rx": radius or "", "stroke-width": width},
    )


def circle(x: float, y: float, radius: float, style: str = "fg-surface", width: float = 1, dash: str = "") -> str:
    """Returns a circle."""
    return element(
        "circle",
        {"class": style, "cx": x, "cy": y, "r": radius, "stroke-width": width, "stroke-dasharray": dash},
    )


def ellipse(x: float, y: float, rx: float, ry: float, style: str = "fg-line", width: float = 1) -> str:
    """Returns an ellipse."""
    return element(
        "ellipse",
        {"class": style, "cx": x, "cy": y, "rx": rx, "ry": ry, "stroke-width": width},
    )


def dot(x: float, y: float, kind: int = 1, size: float = 4) -> str:
    """Returns a data point: a filled circle (1), a hollow square (2) or a filled triangle (3)."""
    if kind == 1:
        return circle(x, y, size, "fg-point")
    if kind == 2:
        return rect(x - size, y - size, 2 * size, 2 * size, "fg-point-2", 2, 0)
    corners = ((x, y - 1.25 * size), (x + 1.2 * size, y + 0.9 * size), (x - 1.2 * size, y + 0.9 * size))
    return polygon(corners, "fg-point-3")


def box(x: float, y: float, w: float, h: float, rows: Sequence[str], style: str = "fg-surface") -> str:
    """Returns a rectangle with centered lines of text, the first one bold."""
    first = y + h / 2 + 4.5 - (len(rows) - 1) * LINE_HEIGHT / 2
    written = [
        (bold if i == 0 else text)(x + w / 2, first + i * LINE_HEIGHT, row, "middle", TEXT_SIZE if i == 0 else SMALL)
        for i, row in enumerate(rows)
    ]
    return "\n".join((rect(x, y, w, h, style), *written))


def at(axes: Axes, x: float, y: float) -> Point:
    """Returns the pixel of a data point."""
    right = (x - axes.x_min) / (axes.x_max - axes.x_min)
    up = (y - axes.y_min) / (axes.y_max - axes.y_min)
    return axes.left + right * (axes.right - axes.left), axes.bottom - up * (axes.bottom - axes.top)


def frame(axes: Axes) -> str:
    """Returns the two axes as lines."""
    corners = ((axes.left, axes.top), (axes.left, axes.bottom), (axes.right, axes.bottom))
    return polyline(corners, "fg-axis", 1.2)


def ticks(axes: Axes, xs: Iterable[float] = (), ys: Iterable[float] = ()) -> str:
    """Returns grid lines with their numbers."""
    parts: list[str] = []
    for x in xs:
        px, _ = at(axes, x, axes.y_min)
        parts += [line(px, axes.top, px, axes.bottom, "fg-grid", 1), muted(px, axes.bottom + 14, f"{x:g}", "middle")]
    for y in ys:
        _, py = at(axes, axes.x_min, y)
        parts += [line(axes.left, py, axes.right, py, "fg-grid", 1), muted(axes.left - 5, py + 4, f"{y:g}", "end")]
    return "\n".join(parts)


def curve(axes: Axes, points: Iterable[Point], style: str = "fg-accent-line", width: float = 2) -> str:
    """Returns a line through data points."""
    return polyline((at(axes, x, y) for x, y in points), style, width)


def uniform(seed: int) -> Iterator[float]:
    """Yields the same numbers from 0 to 1 on every machine (a linear congruential generator of 64 bits)."""
    state = seed
    for _ in count():
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 11) / 2**53


def normal(numbers: Iterator[float], mean: float = 0, deviation: float = 1) -> float:
    """Returns a number that is nearly normally distributed: the sum of twelve uniform ones, exact everywhere."""
    return mean + deviation * (sum(next(numbers) for _ in range(12)) - 6)


def number(value: float) -> str:
    """Returns a number with at most one decimal place."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def element(name: str, attributes: dict[str, str | float], content: str = "") -> str:
    """Returns one element; attributes with an empty value are left out."""
    written = "".join(
        f' {key}="{value if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
