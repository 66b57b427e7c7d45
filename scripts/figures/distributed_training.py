"""Draws data parallelism and model parallelism on three GPUs."""

from __future__ import annotations

from svg import arrow, arrow_through, bold, box, figure, line, muted, rect, text


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"distributed-training": distributed_training()}


def distributed_training() -> str:
    """Draws both ways, one below the other."""
    parts = [bold(0, 13, "Data parallelism: the model fits on one GPU", size=12)]
    for i in range(3):
        x = i * 114
        parts += [
            box(x, 24, 100, 26, [f"batch part {i + 1}"], "fg-second"),
            arrow(x + 50, 51, x + 50, 64),
            rect(x, 66, 100, 48, "fg-surface"),
            bold(x + 50, 83, f"GPU {i + 1}", "middle"),
            rect(x + 8, 90, 84, 19, "fg-accent"),
            text(x + 50, 104, "whole model", "middle", 11),
            arrow(x + 44, 115, x + 44, 130),
            arrow(x + 56, 130, x + 56, 115),
        ]
    parts += [
        rect(0, 132, 328, 26),
        text(164, 149, "all-reduce: average the gradients", "middle"),
        muted(0, 176, "More GPUs: more rows at once. All copies stay equal."),
        line(0, 190, 328, 190, "fg-grid", 1),
        bold(0, 211, "Model parallelism: too large for one GPU", size=12),
        box(0, 230, 52, 48, ["batch"], "fg-second"),
    ]
    for i in range(3):
        x = 72 + i * 90
        parts += [
            rect(x, 222, 76, 64, "fg-surface"),
            bold(x + 38, 239, f"GPU {i + 1}", "middle"),
            rect(x + 5, 247, 66, 32, "fg-accent"),
            text(x + 38, 260, "layers", "middle", 11),
            text(x + 38, 273, f"{1 + 8 * i}\u2013{8 + 8 * i}", "middle", 11),
            arrow(x - 15 if i else 53, 254, x - 2, 254),
        ]
    parts += [
        arrow_through(((290, 288), (290, 304), (110, 304), (110, 290)), "fg-second-line"),
        muted(200, 319, "gradients go back", "middle"),
        muted(0, 342, "Parts of a batch follow each other, so GPUs wait less"),
        muted(0, 357, "(pipeline parallelism)."),
    ]
    return figure(364, *parts)
