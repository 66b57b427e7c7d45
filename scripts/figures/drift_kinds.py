"""Draws three kinds of drift: what moves, the inputs, the share of a class, or the rule between them."""

from __future__ import annotations

from collections.abc import Callable

from svg import Axes, at, bold, dot, figure, line, normal, rect, text, uniform

Rule = Callable[[float, float], bool]


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"drift-kinds": drift_kinds()}


def old_rule(x: float, y: float) -> bool:
    """Returns whether a point is positive, as learned in training."""
    return x + y > 10


def new_rule(x: float, y: float) -> bool:
    """Returns whether a point is positive after the rule has changed."""
    return x > y + 1


def sample(seed: int, middle: tuple[float, float]) -> list[tuple[float, float]]:
    """Returns forty points around a middle."""
    numbers = uniform(seed)
    points = [(normal(numbers, middle[0], 1.7), normal(numbers, middle[1], 1.7)) for _ in range(90)]
    return [(x, y) for x, y in points if 0.5 < x < 9.5 and 0.5 < y < 9.5 and abs(x + y - 10) > 0.6][:24]


def balanced(seed: int, positives: int) -> list[tuple[float, float]]:
    """Returns points of which a given number are positive."""
    points = [*sample(seed, (6.2, 6.2)), *sample(seed + 1, (3.8, 3.8))]
    positive = [p for p in points if old_rule(*p)]
    negative = [p for p in points if not old_rule(*p)]
    return positive[:positives] + negative[: 24 - positives]


def drift_kinds() -> str:
    """Draws training data and three later states in four panels."""
    usual = balanced(3, 12)
    panels: tuple[tuple[str, tuple[str, str], list[tuple[float, float]], Rule], ...] = (
        ("At training", ("12 squares, 12 circles,", "split by the line"), usual, old_rule),
        ("Covariate shift", ("inputs move,", "the rule stays"), sample(9, (2.9, 7.2)), old_rule),
        ("Label shift", ("one class is more", "frequent: 20 of 24"), balanced(3, 20), old_rule),
        ("Concept drift", ("same inputs, new rule:", "the dashed line"), usual, new_rule),
    )
    parts = []
    for i, (name, words, points, rule) in enumerate(panels):
        left, top = (i % 2) * 170, (i // 2) * 186
        axes = Axes(left, top + 20, left + 158, top + 138, 0, 10, 0, 10)
        parts += [bold(left, top + 13, name), rect(left, top + 20, 158, 118, "fg-axis")]
        parts.append(line(*at(axes, 0.2, 9.8), *at(axes, 9.8, 0.2), "fg-line", 2))
        if rule is new_rule:
            parts.append(line(*at(axes, 1.2, 0.2), *at(axes, 9.8, 8.8), "fg-third-line", 2.5, "6 4"))
        parts += [dot(*at(axes, x, y), kind=2 if rule(x, y) else 1, size=3.5) for x, y in points]
        parts += [text(left, top + 154, words[0], size=11), text(left, top + 168, words[1], size=11)]
    return figure(360, *parts)
