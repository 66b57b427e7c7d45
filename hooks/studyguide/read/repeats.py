"""Items that say the same as an earlier one: word for word, or nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

_SMALL = """
a an and are as at be by for from how in into is it its of on or our s that the their this to using via what with your
"""
SMALL_WORDS = frozenset(_SMALL.split())
ALIKE = 0.6
"""Share of all their words that two items must have in common."""
SHARED = 2
"""How many words that must be at the least; two items of the same words in the same order always repeat."""
LOOK_BACK = 50
"""How many earlier items with a word in common are compared with an item."""


def earlier_of(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the first earlier one that it repeats.

    Exact is equal up to case, spaces and punctuation. Near is at least 0.6 of all words in common, small words
    aside, where two words are in common if they differ by one letter at most.
    """
    exact: dict[str, int] = {}
    by_word: dict[str, list[int]] = defaultdict(list)
    words_of: list[frozenset[str]] = []
    found: list[int | None] = []
    for index, text in enumerate(texts):
        plain = " ".join(re.findall(r"\w+", text.lower()))
        words = frozenset(word for word in plain.split() if word not in SMALL_WORDS)
        words_of.append(words)
        if plain in exact or not plain:
            found.append(exact.get(plain))
            continue
        exact[plain] = index
        seen = sorted({other for word in words for other in by_word[word][-LOOK_BACK:]})
        near = (other for other in seen[:LOOK_BACK] if _alike(words, words_of[other]))
        found.append(next(near, None))
        for word in words:
            by_word[word].append(index)
    return found


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    shared = words & others
    left, right = words - shared, sorted(others - shared)
    pairs = len(shared)
    for word in sorted(left):
        if match := next((other for other in right if _one_letter_off(word, other)), None):
            right.remove(match)
            pairs += 1
    return pairs >= SHARED and pairs >= ALIKE * (len(words) + len(others) - pairs)


def _one_letter_off(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 1 or len(word) > 40:
        return False
    head = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    short, long = sorted((word[head:], other[head:]), key=len)
    return short[1:] == long[1:] if len(short) == len(long) else short == long[1:]
