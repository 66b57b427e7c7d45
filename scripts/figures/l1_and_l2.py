"""Draws where the lowest loss meets the allowed area of L1 and of L2 regularization."""

from __future__ import annotations

import math

from svg import Axes, Point, arrow, at, bold, dot, ellipse, figure, line, muted, polygon, rows_of_text, text

BEST = (1.5, 0.75)
"""The weights with the lowest loss, without regularization."""
STRETCH = 0.6
"""How fast the loss grows along the second weight, compared with the first."""


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"l1-and-l2": l1_and_l2()}


def loss(w: Point) -> float:
    """Returns the loss: its lines of equal height are ellipses around the best weights."""
    return (w[0] - BEST[0]) ** 2 + STRETCH * (w[1] - BEST[1]) ** 2


def border(kind: str, steps: int = 3600) -> list[Point]:
    """Returns points on the border of the allowed area: |w1|+|w2| = 1 for L1, w1²+w2² = 1 for L2."""
    directions = [(math.cos(2 * math.pi * i / steps), math.sin(2 * math.pi * i / steps)) for i in range(steps)]
    return [(x, y) if kind == "L2" else (x / (abs(x) + abs(y)), y / (abs(x) + abs(y))) for x, y in directions]


def l1_and_l2() -> str:
    """Draws both areas, the ellipses of equal loss and the point where they touch."""
    parts = []
    for column, (kind, style) in enumerate((("L1", "fg-accent"), ("L2", "fg-second"))):
        left = column * 170
        axes = Axes(left, 26, left + 158, 184, -1.25, 2.35, -1.8, 1.8)
        scale = (axes.right - axes.left) / 3.6
        points = border(kind)
        w = min(points, key=loss)
        assert kind == "L2" or abs(w[1]) < 1e-9, "L1 sets the second weight to zero"
        outline = [at(axes, *point) for point in (points[::20] if kind == "L2" else points[::900])]
        parts += [
            bold(left, 14, "L1 (lasso): a diamond" if kind == "L1" else "L2 (ridge): a circle"),
            arrow(*at(axes, -1.25, 0), *at(axes, 2.3, 0), "fg-axis", 1),
            arrow(*at(axes, 0, -1.6), *at(axes, 0, 1.7), "fg-axis", 1),
            muted(*at(axes, 2.0, -0.3), "w\u2081"),
            muted(*at(axes, 0.08, 1.45), "w\u2082"),
            polygon(outline, style, 1.5),
        ]
        for part in (0.15, 0.5, 1):
            height = part * loss(w)
            rx, ry = scale * math.sqrt(height), scale * math.sqrt(height / STRETCH)
            parts.append(ellipse(*at(axes, *BEST), rx, ry, "fg-line" if part == 1 else "fg-grid", 1.5))
        parts += [dot(*at(axes, *w), size=4.5), dot(*at(axes, *BEST), kind=3)]
        x, y = at(axes, *w)
        parts += [line(x, y + 5, x, 190, "fg-line", 1, "2 3")]
        parts += [bold(left + 79, 206, f"w\u2081 = {w[0]:.2f}, w\u2082 = {abs(w[1]):.2f}", "middle", 11.5)]
        words = (
            ("touches at a corner:", "one weight is exactly 0")
            if kind == "L1"
            else ("touches on the side:", "both small, none is 0")
        )
        parts += [rows_of_text(left + 79, 224, words, "middle", 11)]
    parts += [
        dot(8, 262, 3),
        text(20, 266, f"lowest loss, not allowed: w\u2081 = {BEST[0]}, w\u2082 = {BEST[1]}", size=11),
        dot(8, 281, size=4.5),
        text(20, 285, "lowest loss inside the shaded, allowed area", size=11),
        line(0, 300, 16, 300),
        text(20, 304, "weights of equal loss", size=11),
    ]
    return figure(312, *parts)
