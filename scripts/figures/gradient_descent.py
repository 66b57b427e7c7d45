"""Draws eight steps of gradient descent on the loss w squared with three learning rates."""

from __future__ import annotations

from svg import Axes, at, bold, curve, dot, figure, frame, line, muted, polyline, text

START = 2.0
STEPS = 8


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"gradient-descent-rates": gradient_descent_rates()}


def path(rate: float) -> list[float]:
    """Returns the weight before the first step and after each; the gradient of w squared is 2w."""
    weights = [START]
    for _ in range(STEPS):
        weights.append(weights[-1] - rate * 2 * weights[-1])
    return weights


def gradient_descent_rates() -> str:
    """Draws three panels: too small, fitting and too large."""
    parts = []
    for row, (rate, name, words) in enumerate(
        (
            (0.02, "Too small", "hardly moves"),
            (0.3, "Fits", "reaches the bottom"),
            (1.05, "Too large", "jumps over and climbs"),
        )
    ):
        top = 6 + row * 112
        axes = Axes(4, top, 176, top + 92, -4.6, 4.6, -1, 20)
        weights = path(rate)
        points = [at(axes, w, w * w) for w in weights]
        parts += [
            frame(axes),
            curve(axes, [(i / 10, i * i / 100) for i in range(-44, 45)], "fg-axis", 1.5),
            polyline(points, "fg-accent-line", 1.5),
            *(dot(x, y, size=3.5) for x, y in points[1:]),
            dot(*points[0], kind=2, size=4),
            bold(188, top + 16, f"{name}: rate {rate}", size=11.5),
            text(188, top + 34, words, size=11),
            text(188, top + 58, f"w after {STEPS} steps:"),
            text(
                188,
                top + 75,
                f"{START:g} \u2192 {weights[-1]:.3f}"
                if abs(weights[-1]) < 1
                else f"{START:g} \u2192 {weights[-1]:.2f}",
            ),
        ]
    parts += [
        line(4, 330, 328, 330, "fg-grid", 1),
        dot(10, 344, 2),
        text(20, 348, "start"),
        dot(70, 344, size=3.5),
        text(80, 348, "steps"),
        muted(130, 348, "across: weight w; up: loss w\u00b2"),
    ]
    return figure(354, *parts)
