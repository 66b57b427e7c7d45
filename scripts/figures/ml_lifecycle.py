"""Draws the phases of the machine learning lifecycle as a ring, with services for each phase."""

from __future__ import annotations

from svg import arrow, arrow_through, bold, box, figure, muted, rows_of_text, text


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"ml-lifecycle": ml_lifecycle()}


def ml_lifecycle() -> str:
    """Draws six phases, the way around and the ways back."""
    phases = (
        (0, 0, ["1. Business goal", "value, how measured"], "fg-surface"),
        (176, 0, ["2. Frame the problem", "inputs, label, metric"], "fg-surface"),
        (176, 92, ["3. Data", "collect, clean, features", "S3, Glue, Feature Store"], "fg-second"),
        (176, 206, ["4. Model", "train, tune, evaluate", "Training, Experiments"], "fg-accent"),
        (0, 206, ["5. Deploy", "endpoint or batch", "Registry, Endpoints"], "fg-accent"),
        (0, 92, ["6. Monitor", "quality, drift, bias", "Model Monitor, Clarify"], "fg-second"),
    )
    parts = [box(x, 2 + y, 152, 44 if y == 0 else 62, rows, style) for x, y, rows, style in phases]
    parts += [
        arrow(153, 24, 174, 24),
        arrow(264, 47, 264, 92),
        arrow(264, 157, 264, 206),
        arrow(175, 239, 154, 239),
        arrow(64, 207, 64, 158),
        arrow(64, 93, 64, 48),
        arrow_through(((153, 125), (174, 125)), "fg-third-line"),
        arrow(226, 207, 226, 158, "fg-third-line"),
        muted(70, 74, "goal still met?"),
        muted(220, 186, "weak: more data", "end"),
        muted(164, 88, "retrain", "middle"),
        text(164, 296, "Dotted: ways back. They are the rule, not the exception.", "middle", 11),
        bold(0, 322, "Around all phases"),
        rows_of_text(0, 340, ("pipelines (automation), lineage and versions,", "security, cost, responsible use")),
    ]
    return figure(364, *parts)
