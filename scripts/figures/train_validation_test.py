"""Draws what the three parts of a data set are for, and what leaks."""

from __future__ import annotations

from svg import arrow, bold, figure, line, muted, rect, text

ROWS = 1000
PARTS = (
    ("Training", 0.7, "fg-accent", ("fits the weights", "seen in every epoch")),
    ("Validation", 0.15, "fg-second", ("compares settings,", "stops early")),
    ("Test", 0.15, "fg-surface", ("graded once", "at the end")),
)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"train-validation-test": train_validation_test()}


def train_validation_test() -> str:
    """Draws the bar of rows, the purpose of each part, and three rules."""
    parts = [text(0, 13, f"{ROWS:,} labeled rows, shuffled and split first")]
    x = 0.0
    centers = (88, 200, 292)
    for (name, share, style, words), center in zip(PARTS, centers, strict=True):
        width = 328 * share
        middle = x + width / 2
        parts += [
            rect(x, 22, width, 40, style, 1, 0),
            bold(middle, 47, f"{round(ROWS * share)}", "middle"),
            arrow(middle, 63, center, 84),
            bold(center, 100, name, "middle"),
            text(center, 117, words[0], "middle", 11),
            text(center, 132, words[1], "middle", 11),
        ]
        x += width
    parts += [
        line(0, 146, 328, 146, "fg-grid", 1),
        bold(0, 168, "A loop, and then one look"),
        rect(0, 178, 84, 40, "fg-accent"),
        text(42, 202, "train", "middle"),
        arrow(85, 190, 118, 190),
        rect(120, 178, 84, 40, "fg-second"),
        text(162, 202, "validate", "middle"),
        arrow(119, 208, 87, 208),
        muted(102, 234, "change settings, again", "middle"),
        arrow(205, 198, 242, 198),
        rect(244, 178, 84, 40),
        text(286, 202, "test", "middle"),
        muted(286, 234, "report this", "middle"),
        bold(0, 262, "So that nothing leaks"),
        text(0, 280, "Fit scalers and imputers on training rows only."),
        text(0, 297, "Keep all rows of one customer in one part."),
        text(0, 314, "Data with dates: test on the latest."),
    ]
    return figure(322, *parts)
