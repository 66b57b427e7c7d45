"""Splits the lines of a paragraph into statements: note takers often end a line where a sentence ends, without a
full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from studyguide.suggest.language_words import is_cjk

HARD_BREAK = re.compile(r"(?: {2}|\\|<br ?/?>)$", re.IGNORECASE)
NARROW = 60
"""Number of characters up to which a paragraph of two lines is taken to be two statements and no wrapped text."""
ROOM = 25
"""Number of characters that are left at the end of a line if it is meant, even before a small letter."""
BEFORE_MORE = (",", ";", "-", "–", "(", "、")
"""What the end of a line has that goes on in the next one."""
CJK_SHARE = 0.85
"""The share of the longest line that a line of Japanese or Chinese has at most if its end is meant."""


class LineEnd(Enum):
    MEANT = auto()
    """The author ended the line, because the next word would have fitted."""
    WRAPPED = auto()
    UNKNOWN = auto()
    """The line is full, but the next one begins like a sentence."""


def statement_starts(raw: Sequence[str], plain: Sequence[str]) -> list[int]:
    """Returns the indexes of the lines that begin a statement, 0 first. `plain` are the lines without markup."""
    if len(raw) < 2:  # as most paragraphs and items
        return [0]
    longest = max(len(line.rstrip()) for line in raw)
    width = max(longest, NARROW) if len(raw) == 2 else longest
    ends = [_end_of_line(raw[at], plain[at], plain[at + 1], width) for at in range(len(raw) - 1)]
    short = LineEnd.MEANT in ends and LineEnd.WRAPPED not in ends
    return [
        0,
        *(at + 1 for at, end in enumerate(ends) if end is LineEnd.MEANT or (short and end is LineEnd.UNKNOWN)),
    ]


def statement_ends(starts: Sequence[int], count: int) -> list[int]:
    """Returns for each of `count` lines the index behind the last line of its statement."""
    return [end for start, end in pairwise([*starts, count]) for _ in range(start, end)]


def _end_of_line(raw: str, plain: str, following: str, width: int) -> LineEnd:
    if HARD_BREAK.search(raw):
        return LineEnd.MEANT
    first = following[:1]
    if not first or plain.endswith(BEFORE_MORE):
        return LineEnd.WRAPPED
    if is_cjk(first):
        return LineEnd.MEANT if len(raw.rstrip()) <= width * CJK_SHARE else LineEnd.UNKNOWN
    room = width - len(raw.rstrip()) - 1 - len(following.split(maxsplit=1)[0])
    if not first.isupper():
        return LineEnd.MEANT if room >= ROOM and width > NARROW else LineEnd.WRAPPED
    return LineEnd.MEANT if room >= 0 else LineEnd.UNKNOWN
