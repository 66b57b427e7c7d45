"""Draws five-fold cross-validation, with the errors of a model that is really fitted five times."""

from __future__ import annotations

from fitting import error, fit, sample
from svg import bold, box, figure, line, muted, rect, rows_of_text, text

FOLDS, ROWS = 5, 40


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"cross-validation": cross_validation()}


def errors() -> list[float]:
    """Returns the error on each fold of a polynomial of degree 3 that is fitted to the other folds."""
    points = sample(77, ROWS)
    folds = [points[i::FOLDS] for i in range(FOLDS)]
    results = []
    for i, fold in enumerate(folds):
        rest = [point for j, other in enumerate(folds) if j != i for point in other]
        results.append(error(fit(rest, 3), fold))
    return results


def cross_validation() -> str:
    """Draws one row for each round, and the mean below."""
    results = errors()
    mean = sum(results) / FOLDS
    parts = [
        text(0, 13, f"{ROWS} rows in {FOLDS} folds of {ROWS // FOLDS}; the model is trained {FOLDS} times"),
        muted(280, 38, "error", "start", 12),
    ]
    for i in range(FOLDS):
        parts.append(muted(84 + i * 42, 38, f"fold {i + 1}", "middle"))
    for i, result in enumerate(results):
        y = 46 + i * 34
        parts.append(text(0, y + 19, f"round {i + 1}"))
        for j in range(FOLDS):
            parts.append(rect(64 + j * 42, y, 40, 28, "fg-accent" if i == j else "fg-surface"))
            parts.append((bold if i == j else muted)(84 + j * 42, y + 18, "check" if i == j else "train", "middle", 11))
        parts.append(text(282, y + 19, f"{result:.2f}"))
    parts += [
        line(276, 218, 322, 218),
        bold(282, 236, f"{mean:.2f}"),
        text(270, 236, f"mean (from {min(results):.2f} to {max(results):.2f})", "end"),
        box(24, 252, 280, 26, ["test set: untouched until the end"], "fg-second"),
        rows_of_text(
            0,
            300,
            (
                "Each row is checked once by a model that has not",
                "seen it. Costs five trainings. Time series: train only",
                "on what is earlier than the fold.",
            ),
            size=11,
        ),
    ]
    return figure(338, *parts)
