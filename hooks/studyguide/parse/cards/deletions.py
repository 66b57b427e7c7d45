"""Finds the parts of a sentence that a cloze card leaves out: `{{c1::words}}`, `==words==`, `{words}`, `[words]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyguide.parse.cards.card_lines import CardLine

NUMBERED_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:[^{}:\n]|:(?!:))+)(?:::([^{}:\n]+))?\}\}")
HIGHLIGHTED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]+)(?<=[^\s=])==(?![=\w])")
BRACED_TWICE = re.compile(r"(?<!\{)\{\{(?=[^\s{}])([^{}\n]+)(?<=\S)\}\}(?!\})")
BRACED = re.compile(r"(?<![\w{$#%@\\])\{(?=[^\W_])([^{}\n]+)(?<=\S)\}(?![\w}])")
CLOZE_WORDS = re.compile(r"(?<![\[\]!\\])\[(?=[^\s\[\]^])([^\[\]\n]+)\](?![\[\](:])")
SIGNS_OF_CODE = re.compile(r"[:;,=<>|$\"'()/\\]")
"""What braces contain in code, sets and settings."""


class Deletion(Struct, frozen=True):
    """Marks a part that is left out."""

    line: CardLine
    start: int
    """Column of its opening delimiter."""
    end: int
    """Behind its closing delimiter."""
    inner_start: int
    inner_end: int
    group: int
    """Parts of one group are left out together; 0 for a group of its own."""
    hint: str = ""


def numbered_deletions(line: CardLine) -> Iterator[Deletion]:
    """Yields `{{c1::words}}` and `{{c1::words::hint}}`, which are nothing else in any note."""
    for match in NUMBERED_CLOZE.finditer(line.text, line.start, line.end) if "{{c" in line.text else ():
        yield Deletion(line, *match.span(), *match.span(2), int(match[1]), (match[3] or "").strip())


def marked_deletions(line: CardLine) -> Iterator[Deletion]:
    """Yields `==words==`, `{{words}}` and `{words}`, which are deletions only where the author uses them so."""
    taken: list[tuple[int, int]] = []
    patterns = (HIGHLIGHTED, BRACED_TWICE, BRACED) if "{" in line.text else (HIGHLIGHTED,) if "==" in line.text else ()
    for pattern in patterns:
        for match in pattern.finditer(line.text, line.start, line.end):
            is_words = pattern is HIGHLIGHTED or not SIGNS_OF_CODE.search(match[1])
            if is_words and all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield Deletion(line, *match.span(), *match.span(1), 0)


def bracketed_deletions(line: CardLine) -> Iterator[Deletion]:
    """Yields `[words]` of a line that begins with `C:`; a link is none."""
    for match in CLOZE_WORDS.finditer(line.text, line.start, line.end):
        yield Deletion(line, *match.span(), *match.span(1), 0)


def grouped(deletions: Sequence[Deletion]) -> list[list[Deletion]]:
    """Returns the deletions that are asked together, in the order of their first ones."""
    groups: dict[tuple[int, int], list[Deletion]] = {}
    for at, deletion in enumerate(deletions):
        key = (deletion.group, 0) if deletion.group else (0, at)
        groups.setdefault(key, []).append(deletion)
    return list(groups.values())
