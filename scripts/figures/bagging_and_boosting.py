"""Draws how bagging and boosting combine trees, with real samples and real errors of stumps on eight rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from svg import arrow, arrow_through, bold, box, figure, line, rows_of_text, text, uniform

XS = (1, 2, 3, 4, 5, 6, 7, 8)
YS = (2.0, 2.6, 3.9, 4.4, 7.2, 8.1, 8.3, 9.9)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"bagging-and-boosting": bagging_and_boosting()}


def stump(targets: Sequence[float]) -> list[float]:
    """Returns the predictions of the best tree with one question."""
    best: tuple[float, list[float]] | None = None
    for cut in range(1, len(targets)):
        sides = (targets[:cut], targets[cut:])
        predictions = [sum(side) / len(side) for side in sides for _ in side]
        error = sum((t - p) ** 2 for t, p in zip(targets, predictions, strict=True))
        if best is None or error < best[0]:
            best = (error, predictions)
    assert best is not None
    return best[1]


def errors(rounds: int) -> list[float]:
    """Returns the root mean squared error after each stump that is fitted to what the ones before left over."""
    residuals = list(YS)
    after = []
    for _ in range(rounds):
        residuals = [r - p for r, p in zip(residuals, stump(residuals), strict=True)]
        after.append(math.sqrt(sum(r * r for r in residuals) / len(residuals)))
    return after


def bagging_and_boosting() -> str:
    """Draws both ways, one below the other."""
    numbers = uniform(4)
    samples = [sorted(int(next(numbers) * 8) + 1 for _ in range(8)) for _ in range(3)]
    parts = [
        bold(0, 13, "Bagging: trees side by side", size=13),
        box(64, 22, 200, 26, ["training data: rows 1 to 8"]),
    ]
    for i, drawn in enumerate(samples):
        x = 52 + i * 112
        rows = (" ".join(map(str, drawn[:4])), " ".join(map(str, drawn[4:])))
        parts += [
            arrow(164 + (i - 1) * 40, 49, x, 63),
            box(x - 50, 64, 100, 52, [f"sample {i + 1}", *rows]),
            arrow(x, 117, x, 131),
            box(x - 50, 132, 100, 26, [f"tree {i + 1}"], "fg-accent"),
            arrow(x, 159, 164 + (i - 1) * 40, 175),
        ]
    parts += [
        box(84, 176, 160, 26, ["vote or average"]),
        text(164, 220, "Rows are drawn with repeats. Less variance.", "middle", 11),
        line(0, 232, 328, 232, "fg-grid", 1),
        bold(0, 252, "Boosting: trees one after another", size=13),
    ]
    for i, error in enumerate(errors(3)):
        x = 52 + i * 112
        parts += [
            box(x - 50, 262, 100, 26, [f"tree {i + 1}"], "fg-second"),
            rows_of_text(x, 305, ("error left", f"{error:.2f}"), "middle"),
        ]
        if i < 2:
            parts += [arrow_through(((x + 30, 300), (x + 56, 300), (x + 56, 275), (x + 61, 275)))]
        parts += [arrow(x, 326, 164 + (i - 1) * 40, 340)]
    parts += [
        box(84, 342, 160, 26, ["sum of all trees"]),
        text(164, 386, "Each tree learns the errors left before it. Less bias.", "middle", 11),
    ]
    return figure(392, *parts)
