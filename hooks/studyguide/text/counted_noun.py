"""A number with its noun, as messages show it."""

from __future__ import annotations


def counted_noun(number: int, noun: str) -> str:
    """Returns `1 file` or `2 files`. The noun takes a plain `s`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def counted_name(number: int, name: str) -> str:
    """Returns `1 question for x` for the name `questions for x`, whose first word is a plain plural, or 2 of it."""
    noun, *rest = name.split(" ", 1)
    return " ".join([counted_noun(number, noun.removesuffix("s")), *rest])
