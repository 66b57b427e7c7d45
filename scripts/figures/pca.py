"""Draws the principal components of correlated points, and the points kept as one number each."""

from __future__ import annotations

import math

from svg import Axes, Point, arrow, at, bold, dot, figure, line, muted, normal, rect, text, uniform


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"pca": pca()}


def sample() -> list[Point]:
    """Returns twenty points, moved so that their mean is zero."""
    numbers = uniform(11)
    points = []
    for _ in range(20):
        along, across = normal(numbers, 0, 2.0), normal(numbers, 0, 0.6)
        points.append((0.85 * along - 0.53 * across, 0.53 * along + 0.85 * across))
    mx, my = sum(x for x, _ in points) / 20, sum(y for _, y in points) / 20
    return [(x - mx, y - my) for x, y in points]


def components(points: list[Point]) -> tuple[float, float, float]:
    """Returns the variances along the first and second component, and the angle of the first."""
    n = len(points)
    xx, yy, xy = (sum(p[i] * p[j] for p in points) / n for i, j in ((0, 0), (1, 1), (0, 1)))
    middle, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    return middle + spread, middle - spread, math.atan2(2 * xy, xx - yy) / 2


def pca() -> str:
    """Draws the cloud with both components, and below it the positions along the first."""
    points = sample()
    first, second, angle = components(points)
    ux, uy = math.cos(angle), math.sin(angle)
    axes = Axes(10, 10, 318, 210, -4.62, 4.62, -3, 3)
    share = first / (first + second)
    parts = [rect(0, 0, 328, 220, "fg-axis")]
    for x, y in points:
        along = x * ux + y * uy
        parts.append(line(*at(axes, x, y), *at(axes, along * ux, along * uy), "fg-grid", 1.2))
    reach, short = 2.1 * math.sqrt(first), 2.4 * math.sqrt(second)
    parts += [
        arrow(*at(axes, -reach * ux, -reach * uy), *at(axes, reach * ux, reach * uy), "fg-accent-line", 2.5),
        arrow(*at(axes, short * uy, -short * ux), *at(axes, -short * uy, short * ux), "fg-second-line", 2.5),
        *(dot(*at(axes, x, y)) for x, y in points),
        bold(8, 20, f"PC 2: {1 - share:.0%} of the variance"),
        bold(320, 210, f"PC 1: {share:.0%} of the variance", "end"),
        text(0, 244, "Keep PC 1 only: two numbers become one"),
        line(10, 264, 318, 264, "fg-axis"),
    ]
    parts += [dot(at(axes, x * ux + y * uy, 0)[0], 264) for x, y in points]
    parts += [muted(164, 286, "position along PC 1", "middle")]
    return figure(292, *parts)
