"""Draws the widest street between two classes; its direction is found by trying all angles."""

from __future__ import annotations

import math

from svg import Axes, Point, arrow, at, bold, circle, dot, figure, line, muted, rect, text

CIRCLES = ((1.2, 5.4), (2.2, 6.6), (3.0, 4.6), (1.8, 3.8), (4.1, 6.2), (2.6, 5.6), (0.9, 2.7))
SQUARES = ((5.2, 3.0), (6.4, 4.3), (7.2, 2.6), (4.4, 1.2), (6.1, 1.4), (8.1, 4.4), (8.3, 1.3))


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"svm-margin": svm_margin()}


def widest(steps: int = 18000) -> tuple[float, float, float]:
    """Returns the angle of the normal, the offset of the middle line, and half the width of the widest street."""
    best = (0.0, 0.0, 0.0)
    for i in range(steps):
        angle = 2 * math.pi * i / steps
        nx, ny = math.cos(angle), math.sin(angle)
        low = min(x * nx + y * ny for x, y in SQUARES)
        high = max(x * nx + y * ny for x, y in CIRCLES)
        if (low - high) / 2 > best[2]:
            best = (angle, (low + high) / 2, (low - high) / 2)
    return best


def svm_margin() -> str:
    """Draws the points, the street with its middle, and rings around the support vectors."""
    axes = Axes(10, 10, 318, 248, 0, 9, 0.3, 7.25)
    angle, offset, half = widest()
    nx, ny = math.cos(angle), math.sin(angle)

    def on_line(shift: float) -> tuple[Point, Point]:
        ends = []
        for y in (0.45, 7.1):
            ends.append(at(axes, (offset + shift - y * ny) / nx, y))
        return ends[0], ends[1]

    parts = [rect(0, 0, 328, 258, "fg-axis")]
    for shift, style, width, dash in (
        (-half, "fg-line", 1.2, "5 4"),
        (half, "fg-line", 1.2, "5 4"),
        (0, "fg-accent-line", 3, ""),
    ):
        (x1, y1), (x2, y2) = on_line(shift)
        parts.append(line(x1, y1, x2, y2, style, width, dash))
    for kind, points in ((1, CIRCLES), (2, SQUARES)):
        for x, y in points:
            px, py = at(axes, x, y)
            parts.append(dot(px, py, kind))
            if abs(abs(x * nx + y * ny - offset) - half) < 0.01:
                parts.append(circle(px, py, 10, "fg-line", 2))
    x, y = (offset - 6.1 * ny) / nx, 6.1
    left, right = at(axes, x - half * nx, y - half * ny), at(axes, x + half * nx, y + half * ny)
    middle = at(axes, x, y)
    parts += [
        arrow(*middle, *left),
        arrow(*middle, *right),
        bold(right[0] + 14, right[1] - 4, "margin:"),
        muted(right[0] + 14, right[1] + 11, "the widest"),
    ]
    parts += [
        circle(8, 276, 6, "fg-line", 2),
        text(22, 280, "support vectors: only they fix the street"),
        line(0, 298, 16, 298, "fg-accent-line", 3),
        text(22, 302, "decision boundary, in the middle of the street"),
    ]
    return figure(310, *parts)
