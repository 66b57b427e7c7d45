"""Draws how models of different freedom fit noisy points: polynomials fitted by least squares to a known curve."""

from __future__ import annotations

import math
from collections.abc import Sequence

from svg import Axes, Point, at, bold, curve, dot, figure, frame, line, muted, normal, text, ticks, uniform

NOISE = 0.28


def figures() -> dict[str, str]:
    """Returns the three figures."""
    return {
        "under-and-overfitting": under_and_overfitting(),
        "learning-curves": learning_curves(),
        "bias-and-variance": bias_and_variance(),
    }


def truth(x: float) -> float:
    """Returns the curve that the points come from."""
    return math.sin(math.pi * x)


def sample(seed: int, n: int) -> list[Point]:
    """Returns `n` noisy points of the curve, at even distances from -1 to 1 with a small shift each."""
    numbers = uniform(seed)
    xs = [-1 + 2 * (i + 0.2 + 0.6 * next(numbers)) / n for i in range(n)]
    return [(x, truth(x) + normal(numbers, 0, NOISE)) for x in xs]


def fit(points: Sequence[Point], degree: int) -> list[float]:
    """Returns the coefficients, in Legendre polynomials, of the least squares fit."""
    rows = [legendre(x, degree) for x, _ in points]
    size = degree + 1
    matrix = [
        [sum(row[i] * row[j] for row in rows) + (1e-9 if i == j else 0) for j in range(size)]
        + [sum(row[i] * y for row, (_, y) in zip(rows, points, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(matrix[r][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        for r in range(size):
            if r != i:
                factor = matrix[r][i] / matrix[i][i]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[i], strict=True)]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]


def legendre(x: float, degree: int) -> list[float]:
    """Returns the values at `x` of the Legendre polynomials up to a degree."""
    values = [1.0, x]
    for n in range(1, degree):
        values.append(((2 * n + 1) * x * values[n] - n * values[n - 1]) / (n + 1))
    return values[: degree + 1]


def value(coefficients: Sequence[float], x: float) -> float:
    """Returns the value of a fitted polynomial."""
    return sum(c * p for c, p in zip(coefficients, legendre(x, len(coefficients) - 1), strict=True))


def error(coefficients: Sequence[float], points: Sequence[Point]) -> float:
    """Returns the root of the mean squared error."""
    return math.sqrt(sum((value(coefficients, x) - y) ** 2 for x, y in points) / len(points))


def fitted_line(axes: Axes, coefficients: Sequence[float], style: str, width: float = 2) -> str:
    """Draws a fitted polynomial, cut off where it leaves the axes."""
    xs = [-0.98 + 1.96 * i / 80 for i in range(81)]
    ys = [min(max(value(coefficients, x), axes.y_min), axes.y_max) for x in xs]
    return curve(axes, list(zip(xs, ys, strict=True)), style, width)


def under_and_overfitting() -> str:
    """Draws the same twelve points with a polynomial of degree 1, 3 and 9, and the errors of each."""
    train, test = sample(18, 12), sample(800, 200)
    parts = []
    for row, (degree, name, words) in enumerate(
        (
            (1, "Underfitting", "degree 1: too simple"),
            (3, "Good fit", "degree 3"),
            (9, "Overfitting", "degree 9: chases noise"),
        )
    ):
        top = 6 + row * 112
        axes = Axes(4, top, 176, top + 96, -1, 1, -1.8, 1.8)
        model = fit(train, degree)
        parts += [
            frame(axes),
            fitted_line(axes, model, "fg-accent-line", 2.2),
            *(dot(*at(axes, x, y), kind=2, size=3) for x, y in train),
            bold(190, top + 18, name, size=13),
            text(190, top + 36, words, size=11),
            text(190, top + 58, f"training error {error(model, train):.2f}"),
            text(190, top + 75, f"error on new data {error(model, test):.2f}", size=11),
        ]
    return figure(340, *parts)


def learning_curves() -> str:
    """Draws training and validation error against the number of training examples, averaged over sixty samples."""
    sizes = (12, 16, 20, 26, 32, 40, 50, 65, 80, 100)
    test = sample(500, 200)
    parts = []
    for row, (degree, name) in enumerate(
        ((1, "Too simple (degree 1): more data does not help"), (9, "Flexible (degree 9): more data helps"))
    ):
        top = 28 + row * 166
        axes = Axes(30, top, 316, top + 104, 8, 100, 0, 1)
        train_errors, test_errors = [], []
        for n in sizes:
            samples = [sample(1000 + 37 * i + n, n) for i in range(60)]
            models = [fit(points, degree) for points in samples]
            train_errors.append((n, sum(map(error, models, samples)) / 60))
            test_errors.append((n, min(1, sum(error(m, test) for m in models) / 60)))
        below = 15
        above = -8
        parts += [
            bold(0, top - 12, name, size=12),
            ticks(axes, (20, 40, 60, 80, 100), (0, 0.25, 0.5, 0.75, 1)),
            frame(axes),
            curve(axes, test_errors, "fg-second-line", 2.5),
            curve(axes, train_errors, "fg-accent-line", 2.5),
            text(314, at(axes, 0, test_errors[-3][1])[1] + above, "validation error", "end"),
            text(314, at(axes, 0, train_errors[-3][1])[1] + below, "training error", "end"),
            muted(179, top + 133, "Number of training examples", "middle"),
        ]
    return figure(330, *parts)


def bias_and_variance() -> str:
    """Draws the fits of two models to eight different samples of the same curve."""
    parts = []
    for row, (degree, name, words) in enumerate(
        (
            (1, "High bias, low variance", "Degree 1: the fits agree, and all miss the curve."),
            (9, "Low bias, high variance", "Degree 9: right on average, each fit is different."),
        )
    ):
        top = 40 + row * 178
        axes = Axes(4, top, 324, top + 126, -1, 1, -1.9, 1.9)
        models = [fit(sample(90 + i, 14), degree) for i in range(8)]
        xs = [-0.98 + 1.96 * i / 80 for i in range(81)]
        parts += [
            bold(0, top - 22, name, size=13),
            muted(0, top - 6, words),
            frame(axes),
            *(fitted_line(axes, model, "fg-accent-line", 1) for model in models),
            curve(axes, [(x, truth(x)) for x in xs], "fg-line", 3.2),
        ]
    parts += [
        line(0, 362, 22, 362, width=3.2),
        text(28, 366, "the true curve"),
        line(0, 380, 22, 380, "fg-accent-line", 1),
        text(28, 384, "8 fits, each to 14 other noisy points"),
    ]
    return figure(390, *parts)
