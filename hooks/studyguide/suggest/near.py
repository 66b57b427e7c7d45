"""Words that differ by a slip of the pen: one letter, or two in long words.

Words are found by what is left of them when letters are taken away, on both sides, so that a look-up costs the same
however many words are known. The distance counts a letter added, left out, replaced, or two neighbours swapped
(optimal string alignment).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

SHORTEST = 5
"""Letters below which two words that differ are two words, by themselves."""
SHORT = 4
"""The same where all other words of two names agree."""
LONG = 9
"""Letters from which on two slips are one word still."""
LONGEST = 20
_ENDINGS = "s es e ed d ing ings er ers or ors r rs ly y al n ion ions ive able ance ence ment ness ity ist ists ism"
ENDINGS = frozenset(_ENDINGS.split())
"""What one word adds to another without being misspelt."""

Index = Mapping[str, Sequence[str]]
"""What is left of a known word -> the words it may be."""


def index_of(words: Iterable[str], shortest: int = SHORTEST) -> Index:
    """Return what `nearest` looks words up in. Words are folded; those of less than `shortest` letters are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted({w for w in words if shortest <= len(w) <= LONGEST and w.isalpha()}):
        for rest in _rests(word):
            found[rest].append(word)
    return found


def nearest(word: str, index: Index) -> tuple[str, ...]:
    """Return the known words that `word` is a slip of, the nearest first. A word is no slip of itself."""
    if len(word) > LONGEST or not word.isalpha():
        return ()
    near = {known for rest in _rests(word) if rest in index for known in index[rest]}
    told = sorted((distance(word, known), known) for known in near if known != word)
    reach = 2 if len(word) >= LONG else 1
    return tuple(
        known for steps, known in told if steps <= (reach if len(known) >= LONG else 1) and _is_slip(word, known)
    )


def distance(one: str, other: str) -> int:
    """Return how many slips lead from one word to the other."""
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


def _rests(word: str) -> Iterator[str]:
    """Yield the word and what is left of it without one letter, or two of a long one."""
    once = {word[:i] + word[i + 1 :] for i in range(len(word))}
    yield word
    yield from once
    if len(word) >= LONG:
        yield from {rest[:i] + rest[i + 1 :] for rest in once for i in range(len(rest))} - once


def _is_slip(word: str, known: str) -> bool:
    """Whether the difference may be a slip: no ending or beginning put to a word; in short words not at either end."""
    longer, shorter = sorted((word, known), key=len, reverse=True)
    stem = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if longer[stem:] in ENDINGS and (shorter[stem:] in ENDINGS or not shorter[stem:]):
        return False
    if longer.endswith(shorter):
        return False
    return len(shorter) >= LONG or (word[0] == known[0] and (word[-1] == known[-1] or len(shorter) > SHORTEST + 1))
