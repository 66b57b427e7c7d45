"""Compares words by their edit distance, in which swapping two neighboring letters counts as one edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import ascii_lowercase


def distance(one: str, other: str) -> int:
    """Returns the edit distance between two words (Damerau and Levenshtein, no letter edited twice)."""
    before, last = list(range(len(other) + 1)), list[int]()
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            steps = min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                steps = min(steps, last[j - 2] + 1)
            now.append(steps)
        last, before = before, now
    return before[-1]


def without_a_letter(word: str) -> frozenset[str]:
    """Returns the texts that leave out one letter of a word. Words that are one edit apart have such a text, or one of
    the words itself, in common."""
    return frozenset(word[:i] + word[i + 1 :] for i in range(len(word)))


def one_edit_away(word: str, known: Collection[str]) -> Iterator[str]:
    """Yields the known words of ASCII letters that are one edit away. `known` is only asked, never searched."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        edits = [head + letter + tail for letter in ascii_lowercase]
        if tail:
            edits += [head + tail[1:], *(head + letter + tail[1:] for letter in ascii_lowercase)]
        if len(tail) > 1:
            edits.append(head + tail[1] + tail[0] + tail[2:])
        yield from (edit for edit in edits if edit != word and edit in known)
