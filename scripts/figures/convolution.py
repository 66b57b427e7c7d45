"""Draws one filter of a convolutional layer moving over an image of six by six pixels."""

from __future__ import annotations

from svg import arrow, bold, figure, muted, rect, rows_of_text, text

IMAGE = tuple(tuple(9 if row >= 2 and column >= 3 else 0 for column in range(6)) for row in range(6))
FILTER = ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1))
SHOWN = (2, 1)
"""Row and column of the window that is worked out."""


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"convolution": convolution()}


def window_sum(row: int, column: int) -> int:
    """Returns the sum of the products of the filter and the pixels below it."""
    return sum(FILTER[r][c] * IMAGE[row + r][column + c] for r in range(3) for c in range(3))


def grid(x: float, y: float, size: float, values: tuple[tuple[int, ...], ...], marked: set[tuple[int, int]]) -> str:
    """Draws a grid of numbers; the marked cells are shaded and bold."""
    parts = []
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            here = (r, c) in marked
            left, top = x + c * size, y + r * size
            parts.append(rect(left, top, size, size, "fg-accent" if here else "fg-axis", 1, 0))
            written = str(value).replace("-", "\u2212")
            parts.append((bold if here else text)(left + size / 2, top + size / 2 + 4, written, "middle", 11))
    return "\n".join(parts)


def convolution() -> str:
    """Draws the image, the filter and the result, with one window worked out."""
    output = tuple(tuple(window_sum(r, c) for c in range(4)) for r in range(4))
    row, column = SHOWN
    window = {(row + r, column + c) for r in range(3) for c in range(3)}
    products = [
        " + ".join(f"{FILTER[r][c]}\u00b7{IMAGE[row + r][column + c]}".replace("-", "\u2212") for c in range(3))
        for r in range(3)
    ]
    parts = [
        bold(63, 14, "Image 6\u00d76", "middle"),
        grid(0, 24, 21, IMAGE, window),
        bold(176, 38, "Filter", "middle"),
        grid(143, 48, 22, FILTER, set()),
        text(134, 86, "\u00d7", "middle", 14),
        text(216, 86, "=", "middle", 14),
        bold(276, 14, "Result 4\u00d74", "middle"),
        grid(228, 36, 24, output, {SHOWN}),
        muted(176, 132, "learned", "middle"),
        arrow(272, 164, 312, 164),
        muted(0, 168, "The shaded window moves one pixel at a time:"),
        bold(0, 196, "The shaded window, worked out"),
    ]
    parts += [
        text(0, 216 + r * 18, f"row {r + 1}:  {line} = {IMAGE[row + r][column + 2] - IMAGE[row + r][column]}")
        for r, line in enumerate(products)
    ]
    parts += [
        bold(0, 274, f"sum: {window_sum(row, column)}, the shaded cell of the result"),
        rows_of_text(
            0,
            298,
            (
                "The same nine weights serve every place. Large",
                "numbers mark a vertical edge: dark left, bright right.",
            ),
            size=11,
        ),
    ]
    return figure(322, *parts)
