"""Draws a decision tree that is grown by Gini impurity from fourteen examples, and the areas it cuts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from svg import Axes, at, bold, box, dot, figure, line, muted, polyline, rect, text

Example = tuple[float, float, int]
"""Hours of study, practice score, and 1 for passed or 2 for failed."""
EXAMPLES: tuple[Example, ...] = (
    (5, 48, 2), (9, 74, 2), (12, 55, 2), (14, 82, 2), (17, 63, 2), (18, 90, 2),
    (23, 42, 2), (27, 52, 2), (34, 57, 2), (24, 71, 1), (29, 66, 1), (32, 84, 1), (37, 73, 1), (38, 92, 1),
)  # fmt: skip
NAMES = ("hours", "practice score")


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"decision-tree": decision_tree()}


def gini(examples: Sequence[Example]) -> float:
    """Returns the Gini impurity of the classes."""
    share = sum(kind == 1 for *_, kind in examples) / len(examples)
    return 2 * share * (1 - share)


def best_split(examples: Sequence[Example]) -> tuple[float, int, float]:
    """Returns the impurity after the best split, its feature, and its threshold."""
    splits = []
    for feature in (0, 1):
        values = sorted({example[feature] for example in examples})
        for low, high in pairwise(values):
            threshold = (low + high) / 2
            sides = divide(examples, feature, threshold)
            impurity = sum(len(side) * gini(side) for side in sides) / len(examples)
            splits.append((impurity, feature, threshold))
    return min(splits)


def divide(examples: Sequence[Example], feature: int, threshold: float) -> tuple[list[Example], list[Example]]:
    """Returns the examples below the threshold and those above it."""
    return [e for e in examples if e[feature] < threshold], [e for e in examples if e[feature] >= threshold]


def decision_tree() -> str:
    """Draws the tree of two questions above the plane that it cuts into three areas."""
    _, feature, threshold = best_split(EXAMPLES)
    few, many = divide(EXAMPLES, feature, threshold)
    after, feature_2, threshold_2 = best_split(many)
    low, high = divide(many, feature_2, threshold_2)
    first, second = f"{NAMES[feature]} < {threshold:g}?", f"score < {threshold_2:g}?"
    parts = [
        line(132, 38, 60, 70),
        line(164, 38, 218, 70),
        line(192, 108, 150, 140),
        line(236, 108, 274, 140),
        box(82, 2, 140, 38, [first, f"Gini {gini(EXAMPLES):.2f}, 14 people"]),
        box(2, 72, 104, 36, ["failed", f"all {len(few)}, Gini {gini(few):g}"], "fg-second"),
        box(150, 72, 140, 36, [second, f"Gini {gini(many):.2f}, {len(many)} people"]),
        box(90, 142, 104, 36, ["failed", f"all {len(low)}, Gini {gini(low):g}"], "fg-second"),
        box(220, 142, 104, 36, ["passed", f"all {len(high)}, Gini {gini(high):g}"], "fg-accent"),
        text(76, 56, "yes", "end"),
        text(204, 56, "no"),
        text(156, 126, "yes", "end"),
        text(266, 126, "no"),
    ]
    axes = Axes(44, 194, 316, 344, 0, 40, 36, 96)
    x, y_low = at(axes, threshold, 36)
    y = at(axes, 0, threshold_2)[1]
    parts += [
        rect(axes.left, axes.top, x - axes.left, axes.bottom - axes.top, "fg-second", 0, 0),
        rect(x, y, axes.right - x, y_low - y, "fg-second", 0, 0),
        rect(x, axes.top, axes.right - x, y - axes.top, "fg-accent", 0, 0),
        line(x, axes.top, x, axes.bottom, width=2),
        line(x, y, axes.right, y, width=2),
        polyline(((axes.left, axes.top), (axes.left, axes.bottom), (axes.right, axes.bottom)), "fg-axis", 1.2),
        *(dot(*at(axes, hours, score), kind=kind) for hours, score, kind in EXAMPLES),
        bold(axes.left + 8, axes.top + 16, "failed"),
        bold(x + 8, axes.top + 16, "passed"),
        bold(axes.right - 8, axes.bottom - 8, "failed", "end"),
        *(muted(at(axes, tick, 36)[0], 358, f"{tick:g}", "middle") for tick in (0, threshold)),
        *(muted(axes.left - 4, at(axes, 0, tick)[1] + 4, f"{tick:g}", "end") for tick in (40, threshold_2, 90)),
        muted(266, 358, "hours of study", "middle"),
        muted(12, 269, "practice score", "middle", 11, -90),
    ]
    assert after == 0, "two questions separate the classes"
    return figure(364, *parts)
