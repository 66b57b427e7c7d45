"""Draws the four inference options as answers to three questions, with the limits that decide."""

from __future__ import annotations

from svg import arrow_through, bold, figure, muted, rect, rows_of_text, text

OPTIONS = (
    ("Real-time", ("25 MB, 60 s", "always on; GPU")),
    ("Serverless", ("4 MB, 60 s", "to zero; no GPU")),
    ("Asynchronous", ("1 GB, 60 min", "queue; to zero; GPU")),
    ("Batch transform", ("a whole data set", "no endpoint; GPU")),
)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"inference-options": inference_options()}


def question(x: float, y: float, w: float, h: float, rows: tuple[str, ...]) -> str:
    """Draws a question in a box."""
    return "\n".join((rect(x, y, w, h), rows_of_text(x + w / 2, y + h / 2 + 12 - 7.5 * len(rows), rows, "middle")))


def inference_options() -> str:
    """Draws the questions above the options, left for answers at once and right for later."""
    parts = [
        question(44, 2, 240, 40, ("Must the answer come", "while the caller waits?")),
        arrow_through(((110, 43), (110, 56), (78, 56), (78, 76))),
        arrow_through(((218, 43), (218, 56), (250, 56), (250, 76))),
        text(70, 66, "yes", "end"),
        text(258, 66, "no"),
        question(0, 78, 156, 56, ("Traffic steady, or", "GPU needed, or no", "cold start allowed?")),
        question(172, 78, 156, 56, ("Single requests,", "each with its own", "result?")),
    ]
    for i, (name, rows) in enumerate(OPTIONS):
        start, left = (78, 250)[i // 2], i // 2 * 172
        y = 166 + i % 2 * 90
        edge = left + (10 if i % 2 else start - left)
        points = ((start, 135), (start, y - 2)) if i % 2 == 0 else ((left + 10, 135), (left + 10, y - 2))
        parts += [
            arrow_through(points),
            text(edge + 7, 154 if i % 2 == 0 else y - 8, "no" if i % 2 else "yes"),
            rect(
                left + (20 if i % 2 == 0 else 0),
                y,
                136 if i % 2 == 0 else 156,
                66,
                "fg-accent" if i < 2 else "fg-second",
            ),
            bold(left + (30 if i % 2 == 0 else 10), y + 19, name),
            rows_of_text(left + (30 if i % 2 == 0 else 10), y + 38, rows, size=11),
        ]
    parts += [
        muted(0, 344, "Largest payload and longest time, as of 2026-11."),
        muted(0, 360, "To zero: can shrink to no instance while idle."),
    ]
    return figure(366, *parts)
