"""Draws how byte pair encoding learns tokens from counted words, and cuts a word that it never saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from svg import bold, figure, line, muted, rect, text

COUNTS = {"train": 6, "trains": 3, "training": 4, "rain": 5, "raining": 3, "testing": 3}
MERGES = 6
UNSEEN = "strains"


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"tokenization": tokenization()}


def merged(pieces: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """Returns the pieces with every occurrence of the pair joined."""
    result: list[str] = []
    for piece in pieces:
        if result and (result[-1], piece) == pair:
            result[-1] += piece
        else:
            result.append(piece)
    return result


def learn() -> list[tuple[tuple[str, str], int]]:
    """Returns the merges in order, each with how often its pair occurred."""
    words = {word: list(word) for word in COUNTS}
    merges = []
    for _ in range(MERGES):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, pieces in words.items():
            for pair in pairwise(pieces):
                pairs[pair] += COUNTS[word]
        pair, times = min(pairs.items(), key=lambda item: (-item[1], item[0]))
        merges.append((pair, times))
        words = {word: merged(pieces, pair) for word, pieces in words.items()}
    return merges


def pieces_row(x: float, y: float, pieces: Sequence[str]) -> str:
    """Draws the pieces of a word as boxes."""
    parts = []
    for piece in pieces:
        width = 12 + 8.5 * len(piece)
        style = "fg-accent" if len(piece) > 1 else "fg-surface"
        parts += [rect(x, y - 15, width, 21, style), text(x + width / 2, y, piece, "middle")]
        x += width + 3
    return "\n".join(parts)


def tokenization() -> str:
    """Draws the counted words, the merges one after another on one word, and the unseen word."""
    merges = learn()
    parts = [
        bold(0, 14, "1. Count words, cut them into letters"),
        text(0, 33, ", ".join(f"{word} {n}" for word, n in list(COUNTS.items())[:4])),
        text(0, 49, ", ".join(f"{word} {n}" for word, n in list(COUNTS.items())[4:])),
        bold(0, 76, "2. Join the most frequent pair, again and again"),
        pieces_row(96, 98, "training"),
        muted(0, 98, "letters", size=12),
    ]
    pieces = list("training")
    for i, (pair, times) in enumerate(merges):
        pieces = merged(pieces, pair)
        y = 124 + i * 26
        parts += [text(0, y, f"{pair[0]}+{pair[1]}"), muted(88, y, f"{times}\u00d7", "end"), pieces_row(96, y, pieces)]
    cut: list[str] = list(UNSEEN)
    for pair, _ in merges:
        cut = merged(cut, pair)
    y = 124 + MERGES * 26
    parts += [
        line(0, y - 14, 328, y - 14, "fg-grid", 1),
        bold(0, y + 6, "3. A new word is cut with the same merges"),
        text(0, y + 32, UNSEEN),
        pieces_row(96, y + 32, cut),
        muted(0, y + 58, f"{len(UNSEEN)} letters, {len(cut)} tokens. No word is unknown."),
    ]
    return figure(y + 64, *parts)
