"""Draws how temperature changes the probabilities of the next word, computed with softmax."""

from __future__ import annotations

import math

from svg import bold, figure, muted, rect, text

SCORES = (("blue", 4.0), ("clear", 3.0), ("gray", 2.5), ("falling", 1.0), ("green", 0.2))
TEMPERATURES = (
    (0.5, "sharper: the favorite wins"),
    (1.0, "as the model learned it"),
    (2.0, "flatter: rare words get a chance"),
)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"temperature": temperature()}


def probabilities(t: float) -> list[float]:
    """Returns the softmax of the scores divided by the temperature."""
    powers = [math.exp(score / t) for _, score in SCORES]
    return [power / sum(powers) for power in powers]


def temperature() -> str:
    """Draws the same five words at three temperatures."""
    parts = [
        text(0, 14, "\u201cThe sky is \u2026\u201d", size=13),
        muted(328, 14, "model\u2019s score in brackets", "end"),
    ]
    for group, (t, words) in enumerate(TEMPERATURES):
        top = 40 + group * 110
        parts += [bold(0, top, f"temperature {t}"), muted(328, top, words, "end")]
        for row, ((word, score), p) in enumerate(zip(SCORES, probabilities(t), strict=True)):
            y = top + 18 + row * 16
            parts += [
                text(86, y, f"{word} ({score:g})", "end"),
                rect(94, y - 10, max(0.5, 190 * p), 11, "fg-accent", 1, 0),
                text(94 + 190 * p + 5, y, f"{100 * p:.1f}%"),
            ]
    return figure(354, *parts)
