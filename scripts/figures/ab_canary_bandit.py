"""Draws the share of traffic of a new model over time in three ways of release; the bandit is simulated."""

from __future__ import annotations

import math
from collections.abc import Iterator

from svg import Axes, at, bold, figure, frame, muted, polygon, polyline, text, ticks, uniform

OLD, NEW = 0.10, 0.15
"""How often the old and the new model succeed, unknown to the bandit."""
DAYS, REQUESTS, RUNS = 20, 60, 40


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"ab-canary-bandit": ab_canary_bandit()}


def beta(numbers: Iterator[float], a: int, b: int) -> float:
    """Returns a number of the beta distribution with whole parameters."""
    first = -sum(math.log(1 - next(numbers)) for _ in range(a))
    second = -sum(math.log(1 - next(numbers)) for _ in range(b))
    return first / (first + second)


def thompson() -> list[float]:
    """Returns the mean share of the new model on each day; the bandit learns the results of a day at its end."""
    shares = [0.0] * DAYS
    for run in range(RUNS):
        numbers = uniform(run + 1)
        good, bad = [0, 0], [0, 0]
        for day in range(DAYS):
            wins = sum(
                beta(numbers, good[1] + 1, bad[1] + 1) > beta(numbers, good[0] + 1, bad[0] + 1)
                for _ in range(REQUESTS // 4)
            )
            share = wins / (REQUESTS // 4)
            shares[day] += share / RUNS
            for model, count, rate in ((1, round(REQUESTS * share), NEW), (0, REQUESTS - round(REQUESTS * share), OLD)):
                hits = sum(next(numbers) < rate for _ in range(count))
                good[model] += hits
                bad[model] += count - hits
    return shares


def ab_canary_bandit() -> str:
    """Draws the three shares as areas, one below the other."""
    test = [0.5] * 14 + [1.0] * 6
    canary = [0.1] * 4 + [1.0] * 16
    ways = (
        ("A/B test: which one earns more?", test, "fixed halves, then decide", "fg-accent", 8),
        ("Canary: does it break?", canary, "10% first, alarms, then all", "fg-accent", 6),
        ("Bandit: earn while learning", thompson(), "more to what works", "fg-accent", 10),
    )
    parts = []
    for row, (name, shares, words, style, _) in enumerate(ways):
        top = 26 + row * 108
        axes = Axes(40, top, 322, top + 62, 0, DAYS, 0, 100)
        steps = [(day + d, 100 * share) for day, share in enumerate(shares) for d in (0, 1)]
        points = [at(axes, x, y) for x, y in steps]
        parts += [
            bold(0, top - 10, name),
            muted(322, top - 10, words, "end") if row else "",
            ticks(axes, (), (0, 50, 100)),
            polygon([at(axes, 0, 0), *points, at(axes, DAYS, 0)], style, 0),
            polyline(points, "fg-accent-line"),
            frame(axes),
        ]
        if row == 0:
            parts.append(muted(46, top + 48, "half each, until the numbers decide"))
    parts += [
        *(muted(40 + 282 * day / DAYS, 318, str(day), "middle") for day in (0, 5, 10, 15)),
        muted(322, 318, "day 20", "end"),
        text(0, 342, "Up: share of requests to the new model (%)", size=12),
        muted(0, 360, f"Bandit: Thompson sampling, mean of {RUNS} simulated runs;"),
        muted(0, 375, f"success {NEW:.0%} (new) and {OLD:.0%} (old), {REQUESTS} requests a day."),
    ]
    return figure(382, *parts)
