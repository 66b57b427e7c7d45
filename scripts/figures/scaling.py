"""Draws five incomes, one of them an outlier, raw and after three kinds of scaling."""

from __future__ import annotations

import math

from svg import bold, dot, figure, line, muted, text

INCOMES = (20.0, 30.0, 40.0, 50.0, 210.0)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"scaling": scaling()}


def min_max() -> list[float]:
    """Returns the values between 0 and 1."""
    return [(value - min(INCOMES)) / (max(INCOMES) - min(INCOMES)) for value in INCOMES]


def standardized() -> list[float]:
    """Returns the values with mean 0 and standard deviation 1."""
    mean = sum(INCOMES) / len(INCOMES)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in INCOMES) / len(INCOMES))
    return [(value - mean) / deviation for value in INCOMES]


def robust() -> list[float]:
    """Returns the distance from the median in interquartile ranges."""
    ordered = sorted(INCOMES)
    return [(value - ordered[2]) / (ordered[3] - ordered[1]) for value in INCOMES]


def scaling() -> str:
    """Draws the raw incomes, and below them the scaled ones on one common axis."""
    parts = [
        bold(0, 13, "Raw: income in thousands, one outlier"),
        line(6, 34, 322, 34, "fg-axis"),
        *(dot(14 + 296 * (value - 20) / 190, 34, 3 if value == 210 else 1) for value in INCOMES),
        text(0, 55, "20   30   40   50"),
        text(318, 55, "210", "end"),
        line(0, 68, 328, 68, "fg-grid", 1),
        muted(0, 86, "Three ways to scale, on one common axis:", size=12),
    ]
    kinds = (
        ("Min-max: (x \u2212 min) / (max \u2212 min)", min_max(), "usual values squeezed into {} to {}"),
        ("Standardized: (x \u2212 mean) / deviation", standardized(), "mean 0, deviation 1; usual {} to {}"),
        ("Robust: (x \u2212 median) / IQR", robust(), "usual values stay apart: {} to {}"),
    )
    for tick in (0, 2, 4, 6, 8):
        x = 40 + 32 * tick
        parts += [
            *(line(x, 124 + row * 76, x, 136 + row * 76, "fg-axis", 1) for row in range(3)),
            muted(x, 334, str(tick), "middle"),
        ]
    for row, (name, values, words) in enumerate(kinds):
        y = 130 + row * 76
        limits = [f"{value:.2f}".replace("-", "\u2212") for value in (values[0], values[3])]
        parts += [
            bold(0, y - 20, name),
            line(6, y, 322, y, "fg-axis"),
            *(dot(40 + 32 * value, y, 3 if i == 4 else 1) for i, value in enumerate(values)),
            text(6, y + 21, words.format(*limits), size=11),
            text(min(40 + 32 * values[4] + 8, 280), y - 8 if values[4] > 8 else y - 6, f"{values[4]:.2f}"),
        ]
    return figure(340, *parts)
