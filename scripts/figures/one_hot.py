"""Draws one column of categories as integer labels and as one-hot columns."""

from __future__ import annotations

import math

from svg import arrow, bold, figure, line, muted, rect, rows_of_text, text

VALUES = ("red", "green", "blue", "green")


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"one-hot": one_hot()}


def one_hot() -> str:
    """Draws the column on the left and both encodings beside it, with the distances each implies."""
    kinds = sorted(set(VALUES))
    parts = [
        bold(38, 14, "Column", "middle"),
        bold(130, 14, "Label", "middle"),
        bold(247, 14, "One-hot", "middle"),
        rect(0, 22, 76, 24),
        text(38, 38, "color", "middle"),
        rect(98, 22, 64, 24),
        text(130, 38, "color", "middle"),
    ]
    for c, kind in enumerate(kinds):
        parts += [rect(174 + c * 50, 22, 50, 24), text(199 + c * 50, 38, kind, "middle")]
    for r, value in enumerate(VALUES):
        y = 46 + r * 24
        parts += [
            rect(0, y, 76, 24, "fg-axis"),
            text(38, y + 16, value, "middle"),
            arrow(79, y + 12, 95, y + 12, "fg-axis", 1.2),
            rect(98, y, 64, 24, "fg-axis"),
            text(130, y + 16, str(kinds.index(value)), "middle"),
        ]
        for c, kind in enumerate(kinds):
            style = "fg-accent" if kind == value else "fg-axis"
            x = 174 + c * 50
            parts.append(rect(x, y, 50, 24, style))
            parts.append((bold if kind == value else muted)(x + 25, y + 16, str(int(kind == value)), "middle", 12))
    parts += [
        muted(0, 168, "What a linear model or a distance then believes:", size=12),
        bold(0, 192, "Label: an order that does not exist"),
        line(16, 214, 180, 214),
    ]
    for i, kind in enumerate(kinds):
        parts += [
            line(16 + 82 * i, 209, 16 + 82 * i, 219, width=2),
            text(16 + 82 * i, 234, f"{kind} {i}", "middle" if i else "start"),
        ]
    parts += [
        rows_of_text(212, 212, ("red is twice as far", "from blue as green"), size=11),
        bold(0, 264, "One-hot: all equally far apart"),
    ]
    corners = ((20, 336), (112, 336), (66, 284))
    for i, (x, y) in enumerate(corners):
        nx, ny = corners[(i + 1) % 3]
        parts.append(line(x, y, nx, ny))
    parts += [
        text(20, 352, "blue", "middle"),
        text(112, 352, "green", "middle"),
        text(78, 288, "red"),
        rows_of_text(
            150,
            306,
            (f"every distance is {math.sqrt(2):.2f};", "one column for each value,", "so many values: many columns"),
            size=11,
        ),
    ]
    return figure(358, *parts)
