"""Draws how the nearest three and the nearest seven neighbors vote on one new point."""

from __future__ import annotations

import math

from svg import Axes, at, bold, circle, dot, figure, line, rect, text

CIRCLES = ((2.0, 6.6), (3.2, 7.3), (3.4, 5.6), (2.6, 4.1), (4.2, 6.3), (1.4, 5.2), (4.3, 3.0), (6.3, 5.7))
SQUARES = ((5.5, 4.2), (5.7, 3.5), (7.4, 3.4), (8.2, 4.6), (7.6, 2.0), (8.8, 3.1), (6.7, 1.2), (7.5, 7.2))
NEW = (5.0, 4.7)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"k-nn": k_nn()}


def neighbors() -> list[tuple[float, int]]:
    """Returns the distance and the class (1 or 2) of all points, the nearest first."""
    return sorted((math.dist(NEW, point), kind) for kind, points in ((1, CIRCLES), (2, SQUARES)) for point in points)


def k_nn() -> str:
    """Draws the points, two circles around the new one, and the votes inside each."""
    axes = Axes(24, 10, 304, 234, 0.5, 9.5, 0.6, 7.8)
    scale = (axes.right - axes.left) / (axes.x_max - axes.x_min)
    by_distance = neighbors()
    x, y = at(axes, *NEW)
    parts = [rect(0, 0, 328, 240, "fg-axis")]
    for k, style, dash in ((7, "fg-line", "5 4"), (3, "fg-line", "")):
        radius = scale * (by_distance[k - 1][0] + by_distance[k][0]) / 2
        parts += [circle(x, y, radius, style, 1.5, dash), bold(x, y + radius + 14, f"k = {k}", "middle")]
    parts += [dot(*at(axes, *point)) for point in CIRCLES] + [dot(*at(axes, *point), kind=2) for point in SQUARES]
    parts += [
        line(x - 5, y - 5, x + 5, y + 5, width=2.5),
        line(x - 5, y + 5, x + 5, y - 5, width=2.5),
        bold(x - 9, y + 4, "new", "end"),
    ]
    for row, k in enumerate((3, 7)):
        votes = [kind for _, kind in by_distance[:k]]
        top = 262 + row * 24
        winner = "circle" if votes.count(1) > votes.count(2) else "square"
        parts += [
            bold(0, top, f"k = {k}:"),
            dot(56, top - 4),
            text(64, top, f"{votes.count(1)} votes" if votes.count(1) != 1 else "1 vote"),
            dot(128, top - 4, 2),
            text(138, top, f"{votes.count(2)} votes" if votes.count(2) != 1 else "1 vote"),
            text(200, top, "answer:"),
            bold(250, top, winner),
        ]
    return figure(294, *parts)
