"""Draws how SMOTE makes new points between a rare point and one of its nearest rare neighbors."""

from __future__ import annotations

import math

from svg import Axes, Point, at, bold, dot, figure, line, normal, rect, text, uniform

NEIGHBORS = 2
RARE: tuple[Point, ...] = ((6.6, 5.8), (7.8, 6.6), (8.5, 5.2), (7.3, 4.4), (9.1, 6.7), (8.9, 3.9))
COMMON = 26


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"smote": smote()}


def common() -> list[Point]:
    """Returns the points of the common class."""
    numbers = uniform(31)
    points = [(normal(numbers, 3.1, 1.5), normal(numbers, 3.9, 1.7)) for _ in range(60)]
    return [(x, y) for x, y in points if 0.3 < x < 5.8 and 0.5 < y < 7.5][:COMMON]


def synthetic() -> list[tuple[Point, Point, Point]]:
    """Returns the new points, each with the rare point and the neighbor that it lies between."""
    numbers = uniform(8)
    made = []
    for point in RARE:
        others = sorted((other for other in RARE if other != point), key=lambda other: math.dist(point, other))
        for other in others[:NEIGHBORS]:
            share = 0.25 + 0.5 * next(numbers)
            new = (point[0] + share * (other[0] - point[0]), point[1] + share * (other[1] - point[1]))
            made.append((new, point, other))
    return made


def smote() -> str:
    """Draws both classes with the new points on dashed lines."""
    axes = Axes(6, 30, 322, 240, 0, 10, 0, 8)
    many, new = common(), synthetic()
    parts = [
        rect(0, 24, 328, 222, "fg-axis"),
        bold(0, 14, "Synthetic minority oversampling"),
        *(line(*at(axes, *a), *at(axes, *b), "fg-line", 1, "3 3") for _, a, b in new),
        *(dot(*at(axes, *point), kind=2) for point in many),
        *(dot(*at(axes, *point), kind=3, size=3.5) for point, _, _ in new),
        *(dot(*at(axes, *point), size=5) for point in RARE),
        dot(8, 266, 2),
        text(20, 270, f"common class: {len(many)}"),
        dot(8, 286, size=5),
        text(20, 290, f"rare class, real: {len(RARE)}"),
        dot(8, 306, 3, 3.5),
        text(20, 310, f"synthetic: {len(new)}, between a rare point"),
        text(20, 325, f"and one of its {NEIGHBORS} nearest rare neighbors"),
        bold(0, 350, "Only in training data, after the split:"),
        text(0, 366, "validation and test keep the real shares."),
    ]
    return figure(372, *parts)
