"""Draws t-SNE at work: three groups in ten dimensions, placed on a map that starts at random."""

from __future__ import annotations

import math

from svg import Axes, Point, at, bold, dot, figure, muted, normal, rect, rows_of_text, text, uniform

GROUPS, SIZE, DIMENSIONS = 3, 8, 10
PERPLEXITY = 6.0
SHOWN = (0, 30, 300)


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"t-sne-idea": t_sne_idea()}


def data() -> list[list[float]]:
    """Returns the items of the three groups, ten numbers each."""
    numbers = uniform(5)
    middles = [[normal(numbers, 0, 2) for _ in range(DIMENSIONS)] for _ in range(GROUPS)]
    return [[normal(numbers, m, 0.7) for m in middle] for middle in middles for _ in range(SIZE)]


def similarities(items: list[list[float]]) -> list[list[float]]:
    """Returns the joint similarities of all pairs at the perplexity."""
    n = len(items)
    rows = []
    for i in range(n):
        squares = [math.dist(items[i], items[j]) ** 2 for j in range(n)]
        low, high = 1e-4, 1e4
        row: list[float] = []
        for _ in range(60):
            beta = math.sqrt(low * high)
            weights = [0.0 if j == i else math.exp(-beta * squares[j]) for j in range(n)]
            total = sum(weights) or 1e-300
            row = [w / total for w in weights]
            entropy = -sum(p * math.log2(p) for p in row if p > 0)
            low, high = (beta, high) if entropy > math.log2(PERPLEXITY) else (low, beta)
        rows.append(row)
    return [[max((rows[i][j] + rows[j][i]) / (2 * n), 1e-12) for j in range(n)] for i in range(n)]


def maps(p: list[list[float]]) -> dict[int, tuple[list[Point], float]]:
    """Returns the map and its Kullback-Leibler divergence after each number of steps in `SHOWN`."""
    n = len(p)
    numbers = uniform(21)
    ys = [(normal(numbers), normal(numbers)) for _ in range(n)]
    shown = {}
    for step in range(max(SHOWN) + 1):
        kernel = [[0.0 if i == j else 1 / (1 + math.dist(ys[i], ys[j]) ** 2) for j in range(n)] for i in range(n)]
        total = sum(map(sum, kernel))
        if step in SHOWN:
            pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
            shown[step] = (ys, sum(p[i][j] * math.log(p[i][j] * total / kernel[i][j]) for i, j in pairs))
        moved = []
        for i in range(n):
            pull = [4 * (p[i][j] - kernel[i][j] / total) * kernel[i][j] for j in range(n)]
            moved.append(
                (
                    ys[i][0] - 6 * sum(pull[j] * (ys[i][0] - ys[j][0]) for j in range(n)),
                    ys[i][1] - 6 * sum(pull[j] * (ys[i][1] - ys[j][1]) for j in range(n)),
                )
            )
        ys = moved
    return shown


def t_sne_idea() -> str:
    """Draws the map at the start, on the way and at the end."""
    parts = [
        rows_of_text(
            0,
            13,
            ("24 items of 10 numbers each. Pull together what is", "close in 10 dimensions, push the rest apart."),
            size=12,
        ),
    ]
    for i, (step, (points, divergence)) in enumerate(maps(similarities(data())).items()):
        left = i * 112
        xs, ys = [x for x, _ in points], [y for _, y in points]
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        reach = max(max(xs) - min(xs), max(ys) - min(ys)) / 2
        axes = Axes(
            left + 8, 64, left + 96, 152, middle_x - reach, middle_x + reach, middle_y - reach, middle_y + reach
        )
        parts += [
            bold(left, 52, "random start" if step == 0 else f"{step} steps"),
            rect(left, 58, 104, 100, "fg-axis"),
            *(dot(*at(axes, x, y), kind=k // SIZE + 1, size=3) for k, (x, y) in enumerate(points)),
            muted(left, 174, f"mismatch {divergence:.2f}"),
        ]
    parts += [
        muted(0, 198, "Shapes: the true groups. t-SNE does not know them."),
        bold(0, 222, "Read the map with care"),
        text(0, 240, "Trust: points close together are alike."),
        text(0, 257, "Do not trust: group sizes and gaps."),
        text(0, 274, "Another start or perplexity gives another map."),
    ]
    return figure(282, *parts)
