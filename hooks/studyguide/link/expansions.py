"""Finds abbreviations next to what they abbreviate: `Long Name (LN)`, `LN (long name)`, `LN: long name`, `LN = ...`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple

from studyguide.link.candidates import TokenizedLine
from studyguide.text.basic_words import SMALL_WORDS

BEHIND = re.compile(r"[(（]\s*([^\W\d_a-z][\w&-]{0,8}[^\W\d_a-z]s?)\s*[)）]")
"""An abbreviation in brackets: it begins and ends with a capital."""
BEFORE = re.compile(
    r"([^\W\d_a-z](?<![\w-].)[\w&-]{0,8}[^\W\d_a-z])s?"
    r"(?:\s*(?:\(|（|=|:|\s[-–—]\s)\s*|\s+(?:stands for|short for|means)\s+)"
)
LETTER = re.compile(r"[^\W_]")
SEPARATE = re.compile(r"[\s/'’-]+")
SHORTEST_LINE = 5
"""Number of characters below which a line cannot have both."""
FIRST_COLUMN, END_COLUMN = itemgetter(0), itemgetter(1)


class Expansion(NamedTuple):
    """Describes an abbreviation and the words next to it that it abbreviates."""

    short: str
    """Without a plural s."""
    name: str
    """As written, spaces in one way."""


def is_small_english(word: str) -> bool:
    """Returns whether an abbreviation of an English name may skip a word."""
    return word.lower() in SMALL_WORDS


def expansions(line: TokenizedLine, is_small: Callable[[str], bool] = is_small_english) -> Iterator[Expansion]:
    """Yields every abbreviation of a line that has its expansion next to it.

    `is_small` returns whether an abbreviation may skip a word of the name.
    """
    text = line.text
    if len(text) < SHORTEST_LINE:
        return
    for match in BEHIND.finditer(text) if "(" in text or "（" in text else ():
        if name := _name_before(line, match[1].removesuffix("s"), match.start(), is_small):
            yield Expansion(match[1].removesuffix("s"), name)
    for match in BEFORE.finditer(text):
        if name := _name_after(line, match[1], match.end(), is_small):
            yield Expansion(match[1], name)


def abbreviates(short: str, name: str, is_small: Callable[[str], bool] = is_small_english) -> bool:
    """Returns whether the letters of an abbreviation are the initials of the name's words; small words may be
    skipped."""
    parts = [part for part in SEPARATE.split(name) if part]
    if len(parts) < 2 or re.search(r"[^\w\s'’/&-]", name) or is_small(parts[0]) or is_small(parts[-1]):
        return False
    letters = "".join(LETTER.findall(short)).casefold()
    every = "".join(part[0] for part in parts if part[0].isalnum()).casefold()
    big = "".join(part[0] for part in parts if part[0].isalnum() and not is_small(part)).casefold()
    return len(letters) > 1 and letters in (every, big)


def _name_before(line: TokenizedLine, short: str, until: int, is_small: Callable[[str], bool]) -> str:
    """Returns the shortest run of words right before `until` whose initials are the abbreviation."""
    spans, text = line.spans, line.text
    last = bisect_right(spans, until, key=END_COLUMN) - 1
    if last < 0 or text[spans[last][1] : until].strip(" \"'”*_"):
        return ""
    for first in range(last, max(-1, last - 2 * len(short) - 2), -1):
        if first != last and first + 1 in line.breaks:
            return ""
        name = text[spans[first][0] : spans[last][1]]
        if abbreviates(short, name, is_small):
            return " ".join(name.split())
    return ""


def _name_after(line: TokenizedLine, short: str, since: int, is_small: Callable[[str], bool]) -> str:
    spans, text = line.spans, line.text
    first = bisect_left(spans, since, key=FIRST_COLUMN)
    if first == len(spans) or text[since : spans[first][0]].strip(" \"'“*_"):
        return ""
    for last in range(first, min(len(spans), first + 2 * len(short) + 2)):
        if last != first and last in line.breaks:
            return ""
        name = text[spans[first][0] : spans[last][1]]
        if abbreviates(short, name, is_small):
            return " ".join(name.split())
    return ""
