"""Finds out whether a name is a whole element of a list within a line, such as `rye` in `flour: wheat, rye, oats`."""

from __future__ import annotations

from studyguide.text.words import WORD, fold

REACH = 16
"""Number of code points beside a name in which its separators are looked for."""
MARKUP_BEFORE, MARKUP_AFTER = " \t*_\"'“‘`[", " \t*_\"'”’`]"
SEPARATORS = frozenset(",/&+;")
CONJUNCTIONS = frozenset({"and", "or", "plus", "vs", "versus"})
BORDERS_BEFORE = frozenset(":(|>→=•-–—")
BORDERS_AFTER = frozenset(").|→(-–—:")


def is_element(text: str, start: int, end: int) -> bool:
    """Returns whether the columns `start` to `end` are a whole element of a list of at least two in `text`."""
    before = text[max(0, start - REACH) : start].rstrip(MARKUP_BEFORE)
    after = text[end : end + REACH].lstrip(MARKUP_AFTER)
    left, right = _separates(before[-1:]), _separates(after[:1])
    left = left or _is_conjunction(before, -1)
    right = right or _is_conjunction(after, 0)
    begins = left or (not before and start <= REACH) or before[-1:] in BORDERS_BEFORE or _is_number(before)
    ends = right or not after or after[:1] in BORDERS_AFTER
    return (left or right) and begins and ends


def _separates(sign: str) -> bool:
    return sign in SEPARATORS


def _is_conjunction(text: str, at: int) -> bool:
    words = WORD.findall(text)
    if not words or fold(words[at]) not in CONJUNCTIONS:
        return False
    return text.endswith(words[at]) if at else text.startswith(words[at])


def _is_number(before: str) -> bool:
    """Returns whether only the number of an item is before the name."""
    return before.strip().rstrip(".)").isdecimal()
