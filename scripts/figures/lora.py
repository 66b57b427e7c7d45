"""Draws the frozen matrix and the two small matrices of low-rank adaptation, with their numbers of weights."""

from __future__ import annotations

from svg import bold, figure, line, muted, rect, rows_of_text, text

SIZE, RANK = 4096, 8


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"lora": lora()}


def lora() -> str:
    """Draws W + B A to a readable scale and counts the weights."""
    full, low = SIZE * SIZE, 2 * SIZE * RANK
    parts = [
        bold(60, 14, "W: frozen", "middle"),
        rect(0, 24, 120, 120, "fg-surface", 1.5, 0),
        text(60, 80, f"{SIZE:,} \u00d7 {SIZE:,}", "middle"),
        muted(60, 97, "never changes", "middle"),
        bold(138, 90, "+", "middle", 20),
        bold(166, 14, "B", "middle"),
        rect(158, 24, 16, 120, "fg-accent", 1.5, 0),
        text(188, 90, "\u00d7", "middle", 18),
        bold(208, 63, "A"),
        rect(202, 74, 120, 16, "fg-accent", 1.5, 0),
        muted(262, 108, f"{RANK} \u00d7 {SIZE:,}", "middle"),
        muted(190, 138, f"{SIZE:,} \u00d7 {RANK}"),
        text(164, 166, "Only B and A (shaded) are trained.", "middle"),
        line(0, 180, 328, 180, "fg-grid", 1),
        bold(0, 202, "Weights to train"),
    ]
    for i, (name, n, share) in enumerate((("all of W", full, 1.0), (f"B and A, rank {RANK}", low, low / full))):
        y = 224 + i * 44
        parts += [
            text(0, y, name),
            text(328, y, f"{n:,}  ({100 * share:.4g}%)" if share == 1 else f"{n:,}  ({100 * share:.2f}%)", "end"),
            rect(0, y + 7, max(1.3, 328 * share), 12, "fg-accent" if i else "fg-surface", 1, 0),
        ]
    parts.append(
        rows_of_text(
            0,
            310,
            (
                "After training, B \u00d7 A can be added into W: then",
                "answers take no longer. Or keep one small pair per task.",
            ),
            size=11,
        )
    )
    return figure(334, *parts)
