"""Draws the ways to adapt a model as a ladder, the cheapest at the bottom."""

from __future__ import annotations

from svg import arrow, bold, figure, line, muted, rect, text

RUNGS = (
    ("Prompt engineering", "nothing but words"),
    ("Few-shot examples", "a few examples per prompt"),
    ("RAG", "own documents; facts stay fresh"),
    ("Fine-tuning (LoRA or full)", "labeled pairs of prompt and answer"),
    ("Continued pre-training", "much unlabeled text of a field"),
    ("Pre-training from scratch", "huge data, highest cost"),
)
FIRST_THAT_TRAINS = 3


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"fine-tuning-ladder": fine_tuning_ladder()}


def fine_tuning_ladder() -> str:
    """Draws the rungs from the bottom up, and the line above which weights change."""
    parts = [
        arrow(12, 330, 12, 28, width=2.5),
        text(18, 14, "more data, time and cost", size=12),
        bold(18, 352, "Start here; climb only when tests say so"),
    ]
    for i, (name, needs) in enumerate(RUNGS):
        y = 290 - i * 44 - (40 if i >= FIRST_THAT_TRAINS else 0)
        width = 216 + i * 17
        style = "fg-accent" if i >= FIRST_THAT_TRAINS else "fg-surface"
        parts += [rect(24, y, width, 38, style), bold(32, y + 17, f"{i + 1}. {name}"), text(32, y + 32, needs, size=11)]
    parts += [
        line(24, 179, 328, 179, "fg-third-line", 2),
        muted(328, 173, "above: weights change", "end"),
        muted(328, 193, "below: weights stay", "end"),
    ]
    return figure(358, *parts)
