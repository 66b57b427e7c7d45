"""Lines to abbreviations with what they stand for: `Long Name (LN)`, `LN (long name)`, `LN: long name`, `LN = ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.parse.outline.watchlist import SMALL_WORDS
from studyguide.suggest.model import NoteLine, Seen, Sign

BEHIND = re.compile(r"\(\s*([^\W\d_a-z][\w&-]{0,8}[^\W\d_a-z]s?)\s*\)")
"""An abbreviation in brackets: it begins and ends with a capital."""
BEFORE = re.compile(
    r"(?<![\w-])([^\W\d_a-z][\w&-]{0,8}[^\W\d_a-z])s?"
    r"(?:\s*(?:\(|=|:|\s[-–—]\s)\s*|\s+(?:stands for|short for|means)\s+)"
)
LETTER = re.compile(r"[^\W_]")
SEPARATE = re.compile(r"[\s/-]+")


def abbreviated(row: NoteLine) -> Iterator[Seen]:
    """Yield every name that stands beside its abbreviation in a row."""
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
    """Return the shortest run of words right before `until` whose initials are the abbreviation."""
    spans, text = row.line.spans, row.line.text
    if not words or text[spans[words[-1]][1] : until].strip(" \"'”*_"):
        return ""
    for first in reversed(words[-2 * len(short) - 2 :]):
        if first != words[-1] and first + 1 in row.line.breaks:
            return ""
        name = text[spans[first][0] : spans[words[-1]][1]]
        if _stands_for(short, name):
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
        if _stands_for(short, name):
            return " ".join(name.split())
    return ""


def _stands_for(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation are the initials of the name's words; small words may be passed over."""
    parts = [part for part in SEPARATE.split(name) if part]
    if len(parts) < 2 or re.search(r"[^\w\s'’/&-]", name) or parts[0].lower() in SMALL_WORDS:
        return False
    letters = "".join(LETTER.findall(short)).casefold()
    every = "".join(part[0] for part in parts if part[0].isalnum()).casefold()
    big = "".join(p[0] for p in parts if p[0].isalnum() and p.lower() not in SMALL_WORDS).casefold()
    return len(letters) > 1 and letters in (every, big) and parts[-1].lower() not in SMALL_WORDS
