"""Draws what one threshold and all thresholds do to twenty scored messages: four figures about the same data."""

from __future__ import annotations

from itertools import pairwise

from svg import Axes, arrow, at, bold, curve, dot, figure, frame, line, muted, polygon, rect, rows_of_text, text, ticks

SPAM = (0.95, 0.90, 0.86, 0.78, 0.71, 0.62, 0.44, 0.27)
NOT_SPAM = (0.83, 0.58, 0.52, 0.41, 0.36, 0.31, 0.24, 0.19, 0.15, 0.11, 0.08, 0.04)
THRESHOLD = 0.5
MARKED = (0.8, 0.5, 0.2)


def figures() -> dict[str, str]:
    """Returns the four figures."""
    return {
        "confusion-matrix": confusion_matrix(),
        "roc-curve": roc_curve(),
        "pr-curve": pr_curve(),
        "confidence-and-threshold": confidence_and_threshold(),
    }


def counts(threshold: float) -> tuple[int, int, int, int]:
    """Returns true positives, false negatives, false positives and true negatives at a threshold."""
    tp = sum(score >= threshold for score in SPAM)
    fp = sum(score >= threshold for score in NOT_SPAM)
    return tp, len(SPAM) - tp, fp, len(NOT_SPAM) - fp


def roc_points() -> list[tuple[float, float]]:
    """Returns the false positive rate and the recall at every threshold, from the highest to the lowest."""
    thresholds = [1.1, *sorted((*SPAM, *NOT_SPAM), reverse=True)]
    return [(fp / (fp + tn), tp / (tp + fn)) for tp, fn, fp, tn in map(counts, thresholds)]


def area_under(points: list[tuple[float, float]]) -> float:
    """Returns the area below a line through the points."""
    return sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(points))


def pr_points() -> list[tuple[float, float]]:
    """Returns recall and precision at every threshold, from the highest to the lowest."""
    return [(tp / (tp + fn), tp / (tp + fp)) for tp, fn, fp, _ in map(counts, sorted((*SPAM, *NOT_SPAM), reverse=True))]


def confusion_matrix() -> str:
    """Draws the four cells with their names, and the metrics beside the row or below the column they come from."""
    tp, fn, fp, tn = counts(THRESHOLD)
    cells = (
        (0, 0, "True positive", tp, "spam, caught", "fg-accent"),
        (1, 0, "False negative", fn, "spam, missed", "fg-surface"),
        (0, 1, "False positive", fp, "false alarm", "fg-surface"),
        (1, 1, "True negative", tn, "rightly let in", "fg-accent"),
    )
    parts = [
        muted(153, 13, "The model says", "middle"),
        bold(105, 30, "spam", "middle"),
        bold(201, 30, "not spam", "middle"),
        muted(0, 46, "In truth"),
        bold(0, 78, "spam"),
        bold(0, 158, "not"),
        bold(0, 173, "spam"),
    ]
    for column, row, name, n, meaning, style in cells:
        x, y = 57 + column * 96, 38 + row * 80
        parts += [
            rect(x, y, 96, 80, style, radius=0),
            text(x + 48, y + 19, name, "middle"),
            bold(x + 48, y + 48, str(n), "middle", 22),
            muted(x + 48, y + 69, meaning, "middle"),
        ]
    for y, name, right, total in ((38, "Recall", tp, tp + fn), (118, "Specificity", tn, tn + fp)):
        parts += [
            bold(256, y + 34, name, size=12 if name == "Recall" else 11.5),
            text(256, y + 51, f"{right}/{total} = {right / total:.2f}", size=11),
        ]
    parts += [
        arrow(105, 202, 105, 216),
        bold(105, 231, "Precision", "middle"),
        text(105, 247, f"{tp}/{tp + fp} = {tp / (tp + fp):.2f}", "middle", 11),
        bold(201, 231, "Accuracy", "middle"),
        text(201, 247, f"({tp}+{tn})/20 = {(tp + tn) / 20:.2f}", "middle", 11),
    ]
    return figure(254, *parts)


def roc_curve() -> str:
    """Draws recall against the false positive rate, with three thresholds marked on the curve."""
    axes = Axes(54, 12, 310, 232)
    points = roc_points()
    parts = [
        ticks(axes, (0, 0.25, 0.5, 0.75, 1), (0, 0.25, 0.5, 0.75, 1)),
        polygon([at(axes, x, y) for x, y in [*points, (1, 0)]], "fg-accent", 0),
        frame(axes),
        line(*at(axes, 0, 0), *at(axes, 1, 1), "fg-second-line"),
        curve(axes, points, width=2.5),
        text(*at(axes, 0.66, 0.5), "guessing: 0.5"),
        bold(*at(axes, 0.42, 0.12), f"area (AUC) = {area_under(points):.2f}"),
        muted(182, 264, "False positive rate (false alarms)", "middle", 12),
        muted(14, 122, "Recall (spam caught)", "middle", 12, -90),
    ]
    for threshold in MARKED:
        tp, fn, fp, tn = counts(threshold)
        x, y = at(axes, fp / (fp + tn), tp / (tp + fn))
        parts += [dot(x, y, size=5), text(x + 9, y + 15, "0.8" if threshold == 0.8 else f"threshold {threshold}")]
    return figure(272, *parts)


def pr_curve() -> str:
    """Draws precision against recall, with three thresholds marked and the share of spam as the base line."""
    axes = Axes(54, 12, 316, 222)
    share = len(SPAM) / (len(SPAM) + len(NOT_SPAM))
    parts = [
        ticks(axes, (0, 0.25, 0.5, 0.75, 1), (0, 0.25, 0.5, 0.75, 1)),
        frame(axes),
        line(*at(axes, 0, share), *at(axes, 1, share), "fg-second-line"),
        text(at(axes, 0.03, 0)[0], at(axes, 0, share)[1] + 15, f"calling everything spam: {share:g}"),
        curve(axes, pr_points(), width=2.5),
        muted(185, 254, "Recall: share of all spam that is caught", "middle", 12),
        muted(13, 117, "Precision: share of alarms that are right", "middle", 11, -90),
    ]
    for threshold, dx, dy, anchor in zip(MARKED, (-6, -10, -7), (20, 4, 18), ("end", "end", "end"), strict=True):
        tp, fn, fp, _ = counts(threshold)
        x, y = at(axes, tp / (tp + fn), tp / (tp + fp))
        parts += [dot(x, y, size=5), text(x + dx, y + dy, f"threshold {threshold}", anchor)]
    return figure(262, *parts)


def confidence_and_threshold() -> str:
    """Draws the scores of both classes on one scale, and what three thresholds catch."""
    axes = Axes(20, 40, 308, 108)
    parts = [
        text(0, 14, "Each mark is one message, placed by its score"),
        text(0, 36, "spam (8)"),
        text(0, 82, "not spam (12)"),
        line(axes.left, 112, axes.right, 112, "fg-axis"),
    ]
    parts += [dot(at(axes, score, 0)[0], 50) for score in SPAM]
    parts += [dot(at(axes, score, 0)[0], 97, 2) for score in NOT_SPAM]
    for tick in (0, 0.2, 0.5, 0.8, 1):
        x = at(axes, tick, 0)[0]
        parts += [line(x, 112, x, 117, "fg-axis"), muted(x, 129, f"{tick:g}", "middle")]
    x = at(axes, THRESHOLD, 0)[0]
    parts += [
        line(x, 26, x, 112, "fg-third-line", 2),
        text(x + 6, 36, "at 0.5 or more: alarm"),
        bold(44, 166, "threshold", "middle"),
        rows_of_text(130, 158, ("spam", "caught"), "middle"),
        rows_of_text(210, 158, ("false", "alarms"), "middle"),
        rows_of_text(286, 158, ("precision", "/ recall"), "middle"),
        line(0, 182, 328, 182, "fg-axis"),
    ]
    for row, (threshold, name) in enumerate(zip(MARKED, ("strict", "middle", "lenient"), strict=True)):
        tp, fn, fp, _ = counts(threshold)
        y = 203 + row * 22
        parts += [
            text(44, y, f"{threshold} {name}", "middle"),
            text(130, y, f"{tp} of {tp + fn}", "middle"),
            text(210, y, f"{fp}", "middle"),
            text(286, y, f"{tp / (tp + fp):.2f} / {tp / (tp + fn):.2f}", "middle"),
            line(0, y + 7, 328, y + 7, "fg-grid", 1),
        ]
    return figure(258, *parts)
