"""Defines how a long computation reports its progress. The caller decides whether and how to show it."""

from __future__ import annotations

from collections.abc import Callable

StepReport = Callable[[str], None]
"""Is called with the name of each step when it begins."""
CountReport = Callable[[int, int], None]
"""Is called within a step with the number of items that are done or taken, and of all."""


def no_step(name: str) -> None:
    """Shows nothing."""


def no_count(done: int, total: int) -> None:
    """Shows nothing."""
