"""Draws invented embeddings with two numbers, and the cosine similarity of a search to each."""

from __future__ import annotations

import math

from svg import Axes, arrow, at, bold, dot, figure, frame, line, muted, rect, text

WORDS = (
    ("dog", 1, (0.80, 0.36)),
    ("cat", 1, (0.62, 0.47)),
    ("horse", 1, (0.90, 0.10)),
    ("invoice", 2, (0.16, 0.86)),
    ("payment", 2, (0.30, 0.78)),
    ("bank", 2, (0.41, 0.92)),
)
SEARCH = ("puppy", (0.56, 0.20))


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"embedding-space": embedding_space()}


def cosine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Returns the cosine of the angle between two vectors."""
    return (a[0] * b[0] + a[1] * b[1]) / (math.hypot(*a) * math.hypot(*b))


def embedding_space() -> str:
    """Draws the words as points, and the search as an arrow with its nearest words below."""
    axes = Axes(8, 8, 300, 218, 0, 1.1, 0, 1.02)
    name, vector = SEARCH
    origin, tip = at(axes, 0, 0), at(axes, *vector)
    farthest = min(WORDS, key=lambda word: cosine(vector, word[2]))
    nearest = max(WORDS, key=lambda word: cosine(vector, word[2]))
    parts = [frame(axes)]
    for word, kind, place in WORDS:
        x, y = at(axes, *place)
        parts += [line(*origin, x, y, "fg-grid" if word not in (nearest[0], farthest[0]) else "fg-second-line", 1.2)]
        parts += [dot(x, y, kind), text(x + 8, y + 4, word)]
    parts += [
        arrow(*origin, *tip, "fg-line", 2),
        dot(*tip, 3, 5),
        bold(tip[0] + 10, tip[1] + 1, f"search: {name}"),
        muted(300, 232, "animals", "end", 12),
        muted(14, 20, "money", "start", 12),
        bold(0, 248, "Cosine similarity to the search"),
    ]
    ordered = sorted(WORDS, key=lambda word: -cosine(vector, word[2]))
    for i, (word, kind, place) in enumerate(ordered):
        x, y = (i // 3) * 168, 268 + (i % 3) * 20
        value = cosine(vector, place)
        parts += [
            dot(x + 6, y - 4, kind),
            text(x + 18, y, word),
            rect(x + 80, y - 11, 46 * value, 13, "fg-accent" if kind == 1 else "fg-second", 1, 0),
            text(x + 131, y, f"{value:.2f}"),
        ]
    parts.append(muted(0, 330, "Small angle: similar. Real ones have hundreds of numbers."))
    return figure(336, *parts)
