"""Draws the attention weights of one word, computed from small vectors."""

from __future__ import annotations

import math

from svg import bold, figure, line, muted, rect, rows_of_text, text

QUERY = (1.6, 1.2)
"""Vector of the word `it` when it asks; invented, two numbers instead of hundreds."""
KEYS = (
    ("The", (0.1, -0.2)),
    ("cup", (2.1, 1.3)),
    ("broke", (0.9, 0.4)),
    ("because", (-0.3, 0.2)),
    ("it", (0.8, 0.9)),
    ("was", (0.0, 0.1)),
    ("thin", (1.2, 0.6)),
)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"attention": attention()}


def scores() -> list[float]:
    """Returns the scaled dot product of the query with each key."""
    return [sum(q * k for q, k in zip(QUERY, key, strict=True)) / math.sqrt(2) for _, key in KEYS]


def softmax(values: list[float]) -> list[float]:
    """Returns positive weights that add up to 1."""
    powers = [math.exp(value - max(values)) for value in values]
    return [power / sum(powers) for power in powers]


def attention() -> str:
    """Draws for every word its key, its score and its weight as a bar."""
    weights = softmax(scores())
    parts = [
        text(0, 14, "\u201cThe cup broke because it was thin.\u201d", size=13),
        bold(0, 38, "Which words matter for the meaning of \u201cit\u201d?"),
        text(0, 56, f"query of \u201cit\u201d: ({QUERY[0]}, {QUERY[1]})"),
        muted(0, 80, "word"),
        muted(62, 80, "key"),
        muted(166, 80, "score", "end"),
        muted(178, 80, "weight (softmax)"),
        line(0, 86, 328, 86, "fg-axis", 1),
    ]
    for row, ((word, key), score, weight) in enumerate(zip(KEYS, scores(), weights, strict=True)):
        y = 104 + row * 24
        parts += [
            (bold if weight == max(weights) else text)(0, y, word),
            muted(62, y, f"({key[0]}, {key[1]})".replace("-", "\u2212")),
            text(166, y, f"{score:.2f}".replace("-", "\u2212"), "end"),
            rect(178, y - 12, max(1, 150 * weight), 16, "fg-accent", 1, 0),
            text(178 + 150 * weight + 5, y, f"{weight:.0%}"),
        ]
    best = sorted(zip(weights, (word for word, _ in KEYS), strict=True), reverse=True)[:3]
    mix = " + ".join(f"{weight:.2f} {word}" for weight, word in best)
    parts += [
        line(0, 260, 328, 260, "fg-axis", 1),
        text(0, 280, f"new \u201cit\u201d = {mix} + \u2026"),
        rows_of_text(
            0,
            302,
            (
                "score = query \u00b7 key / \u221a2; softmax makes weights that sum",
                "to 1. A weighted mix of the words\u2019 values replaces \u201cit\u201d.",
            ),
            size=11,
        ),
    ]
    return figure(326, *parts)
