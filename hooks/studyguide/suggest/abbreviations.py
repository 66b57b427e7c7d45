"""Finds abbreviations with what they abbreviate: `Long Name (LN)`, `LN (long name)`, `LN: long name`, `LN = ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.suggest.model import NoteLine, Seen, Sign
from studyguide.text.words import fold

BEHIND = re.compile(r"\(\s*([^\W\d_a-z][\w&-]{0,8}[^\W\d_a-z]s?)\s*\)")
"""An abbreviation in brackets: it begins and ends with a capital."""
BEFORE = re.compile(
    r"(?<![\w-])([^\W\d_a-z][\w&-]{0,8}[^\W\d_a-z])s?"
    r"(?:\s*(?:\(|=|:|\s[-–—]\s)\s*|\s+(?:stands for|short for|means)\s+)"
)
LETTER = re.compile(r"[^\W_]")
SEPARATE = re.compile(r"[\s/'’-]+")


def abbreviated(row: NoteLine) -> Iterator[Seen]:
    """Yields every name that has its abbreviation next to it in a row."""
    text, line = row.line.text, row.line
    if len(text) < 5:
        return
    for match in BEHIND.finditer(text) if "(" in text else ():
        words = [i for i, (_, end) in enumerate(line.spans) if end <= match.start()]
        if name := _ending(row, words, match[1].removesuffix("s"), match.start()):
            yield Seen(row.note, line.number, name, Sign.ABBREVIATED, match[1].removesuffix("s"))
    for match in BEFORE.finditer(text):
        words = [i for i, (start, _) in enumerate(line.spans) if start >= match.end()]
        if name := _starting(row, words, match[1], match.end()):
            yield Seen(row.note, line.number, name, Sign.ABBREVIATED, match[1])


def _ending(row: NoteLine, words: list[int], short: str, until: int) -> str:
    """Returns the shortest run of words right before `until` whose initials are the abbreviation."""
    spans, text = row.line.spans, row.line.text
    if not words or text[spans[words[-1]][1] : until].strip(" \"'”*_"):
        return ""
    for first in reversed(words[-2 * len(short) - 2 :]):
        if first != words[-1] and first + 1 in row.line.breaks:
            return ""
        name = text[spans[first][0] : spans[words[-1]][1]]
        if _stands_for(short, name, row):
            return " ".join(name.split())
    return ""


def _starting(row: NoteLine, words: list[int], short: str, since: int) -> str:
    spans, text = row.line.spans, row.line.text
    if not words or text[since : spans[words[0]][0]].strip(" \"'“*_"):
        return ""
    for last in words[: 2 * len(short) + 2]:
        if last != words[0] and last in row.line.breaks:
            return ""
        name = text[spans[words[0]][0] : spans[last][1]]
        if _stands_for(short, name, row):
            return " ".join(name.split())
    return ""


def _stands_for(short: str, name: str, row: NoteLine) -> bool:
    """Returns whether the letters of an abbreviation are the initials of the name's words; small words may be
    skipped."""
    parts = [part for part in SEPARATE.split(name) if part]
    small = [fold(part) in row.language.function or fold(part) in row.language.inside for part in parts]
    if len(parts) < 2 or re.search(r"[^\w\s'’/&-]", name) or small[0] or small[-1]:
        return False
    letters = fold("".join(LETTER.findall(short)))
    initials = [(fold(part[0]), is_small) for part, is_small in zip(parts, small, strict=True) if part[0].isalnum()]
    every = "".join(initial for initial, _ in initials)
    big = "".join(initial for initial, is_small in initials if not is_small)
    return len(letters) > 1 and letters in (every, big)
