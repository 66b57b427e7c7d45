"""Draws one text cut in three ways: fixed size, fixed size with overlap, and by sentence."""

from __future__ import annotations

from svg import bold, figure, muted, rect, text

TEXT = (
    "Refunds take five days. They go back to the card that paid. "
    "Gift cards are not refunded. Ask us if the card has expired."
)
SIZE, OVERLAP = 9, 3


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"chunking": chunking()}


def fixed(size: int, overlap: int) -> list[list[str]]:
    """Returns chunks of a number of words that share some words with the chunk before."""
    words = TEXT.split()
    starts = range(0, max(1, len(words) - overlap), size - overlap)
    return [words[start : start + size] for start in starts]


def sentences() -> list[list[str]]:
    """Returns one chunk for each sentence."""
    return [f"{sentence.strip('. ')}.".split() for sentence in TEXT.split(". ")]


def chunking() -> str:
    """Draws the chunks of each way as boxes with their words."""
    ways = (
        ("Fixed size", f"{SIZE} words: cuts sentences apart", fixed(SIZE, 0), 0),
        ("With overlap", f"{SIZE} words, {OVERLAP} shared: costs more space", fixed(SIZE, OVERLAP), OVERLAP),
        ("By sentence", "whole thoughts, uneven sizes", sentences(), 0),
    )
    parts: list[str] = []
    y = 13.0
    for name, words, chunks, overlap in ways:
        parts += [bold(0, y, name), muted(328, y, words, "end")]
        y += 8
        for i, chunk in enumerate(chunks):
            shared = " ".join(chunk[:overlap]) if i else ""
            rest = " ".join(chunk[overlap:] if i and overlap else chunk)
            parts += [
                rect(0, y, 328, 20, "fg-accent" if i % 2 else "fg-surface"),
                text(6, y + 14, f"[{shared}] {rest}" if shared else rest, size=11),
            ]
            y += 23
        y += 22
    parts.append(muted(0, y - 4, "[in brackets: repeated from the chunk before]"))
    return figure(y + 2, *parts)
