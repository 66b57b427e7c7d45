"""Finds the lines in which places of a text are."""

from __future__ import annotations

from collections.abc import Iterable


def line_numbers(text: str, places: Iterable[int]) -> tuple[int, ...]:
    """Returns the 0-based numbers of the lines that contain one of the places, each once, in order."""
    numbers: dict[int, None] = {}
    number = before = 0
    for place in sorted(places):
        number += text.count("\n", before, place)
        numbers[number], before = None, place
    return tuple(numbers)
