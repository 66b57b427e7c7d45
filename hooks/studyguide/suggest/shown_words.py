"""Reads a line as its words once, although several searches for definitions ask for it one after another."""

from __future__ import annotations

from functools import lru_cache

from studyguide.text.plain_line import plain_line
from studyguide.text.words import words_of

LINES_OF_A_NOTE = 512
"""Number of results that are kept: as many as a long note has lines."""


@lru_cache(maxsize=LINES_OF_A_NOTE)
def shown_words(line: str) -> str:
    """Returns the words of a line as readers see them, with single spaces."""
    return plain_line(line)


@lru_cache(maxsize=LINES_OF_A_NOTE)
def folded_words(text: str) -> tuple[str, ...]:
    """Returns the folded words of a text."""
    return tuple(words_of(text))
