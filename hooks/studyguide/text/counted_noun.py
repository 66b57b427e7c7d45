"""A number with its noun, as messages show it."""

from __future__ import annotations


def counted_noun(number: int, noun: str) -> str:
    """Returns `1 file` or `2 files`. The noun takes a plain `s`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
