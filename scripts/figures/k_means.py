"""Draws the steps of k-means on fifteen points, from a poor start to the end."""

from __future__ import annotations

import math

from svg import Axes, Point, at, bold, circle, dot, figure, line, rect, rows_of_text, text

POINTS = (
    (1.2, 5.6), (1.9, 6.4), (2.4, 5.2), (0.9, 4.6), (2.9, 6.3),
    (7.1, 6.9), (7.9, 6.1), (8.6, 7.2), (8.9, 5.7), (7.5, 5.2),
    (4.0, 1.4), (4.8, 2.3), (5.6, 1.2), (5.1, 0.8), (6.0, 2.2),
)  # fmt: skip
START = ((0.9, 4.6), (2.9, 6.3), (7.5, 5.2))


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"k-means-steps": k_means_steps()}


def nearest(centers: tuple[Point, ...]) -> list[int]:
    """Returns for every point the number of its nearest center."""
    return [min(range(len(centers)), key=lambda c: math.dist(point, centers[c])) for point in POINTS]


def means(assigned: list[int]) -> tuple[Point, ...]:
    """Returns the mean of the points of each cluster."""
    clusters = [[p for p, c in zip(POINTS, assigned, strict=True) if c == cluster] for cluster in range(3)]
    return tuple((sum(x for x, _ in c) / len(c), sum(y for _, y in c) / len(c)) for c in clusters)


def center(x: float, y: float, name: str, others: list[Point]) -> str:
    """Draws a center: a plus sign in a circle, with its name on the side that is farthest from all other marks."""
    directions = [math.pi * i / 4 for i in range(8)]
    sides = [(x + 15 * math.cos(turn), y + 15 * math.sin(turn)) for turn in directions]
    side_x, side_y = max(sides, key=lambda side: min(math.dist(side, other) for other in others))
    cross = (line(x - 4, y, x + 4, y, width=2), line(x, y - 4, x, y + 4, width=2))
    return "\n".join((circle(x, y, 7, "fg-line", 1.5), *cross, bold(side_x, side_y + 4, name, "middle", 11)))


def k_means_steps() -> str:
    """Draws the start, the first assignment, the first move and the end."""
    first = nearest(START)
    moved = means(first)
    rounds, centers, assigned = 1, moved, first
    while (again := nearest(centers)) != assigned:
        rounds, assigned, centers = rounds + 1, again, means(again)
    panels: tuple[tuple[str, str, tuple[Point, ...], list[int]], ...] = (
        ("1. Choose", "3 points as centers", START, [-1] * len(POINTS)),
        ("2. Assign", "each to its nearest", START, first),
        ("3. Move", "centers to the means", moved, first),
        ("4. Repeat", f"stable after {rounds} rounds", centers, assigned),
    )
    parts = []
    for i, (name, words, shown, groups) in enumerate(panels):
        left, top = (i % 2) * 168, (i // 2) * 172
        axes = Axes(left + 8, top + 44, left + 152, top + 152, 0, 10, 0, 8)
        parts += [bold(left, top + 13, name, size=13), text(left, top + 29, words)]
        parts += [rect(left, top + 36, 160, 124, "fg-axis")]
        for (x, y), group in zip(POINTS, groups, strict=True):
            px, py = at(axes, x, y)
            parts.append(dot(px, py, group + 1, 3.5) if group >= 0 else circle(px, py, 3, "fg-axis", 1.5))
        for c, own in enumerate(shown):
            others = [at(axes, x, y) for x, y in (*POINTS, *shown) if (x, y) != own]
            parts.append(center(*at(axes, *own), "ABC"[c], others))
    parts.append(
        rows_of_text(
            0, 352, ("Plus in a circle: center A, B or C.", "Shape of a point: the center it belongs to."), size=11
        )
    )
    return figure(374, *parts)
