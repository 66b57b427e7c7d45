"""Reads the clippings of an e-book reader: a book, then highlights and notes with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.model.note import BlockKind, TextForm
from studyguide.parse.blocks import MutableBlock

CLIPPING_RULE = re.compile(r"={10}\s*$")
PLACE_LINE = re.compile(r"- [^|\n]{2,200}(?:\|[^|\n]{1,200}){1,3}$")
MAX_CLIPPING = 400
"""Number of lines within which the rule below a clipping is expected."""


def is_clippings(lines: Sequence[str]) -> bool:
    """Returns whether a file consists of clippings: a book, a line with the place and the day, a text, a rule."""
    if len(lines) < 4 or not PLACE_LINE.match(lines[1].strip()):
        return False
    return any(CLIPPING_RULE.match(line) for line in lines[2:MAX_CLIPPING])


def clipping_blocks(lines: Sequence[str]) -> list[MutableBlock]:
    """Returns a heading where another book begins, the place of each clipping as metadata, and its text."""
    blocks: list[MutableBlock] = []
    before = ""
    for first, rule in _clippings(lines):
        book = lines[first].strip("\ufeff ")
        start = lines[first].index(book)
        if book != before:
            piece = (first, start, start + len(book))
            blocks.append(MutableBlock(BlockKind.HEADING, first, first, 1, "book", (piece,)))
            before = book
        else:
            blocks.append(MutableBlock(BlockKind.PARAGRAPH, first, first, marker=TextForm.METADATA))
        at = first + 1
        if at < rule and PLACE_LINE.match(lines[at].strip()):
            blocks.append(MutableBlock(BlockKind.PARAGRAPH, at, at, marker=TextForm.METADATA))
            at += 1
        blocks += _clipping_texts(lines, at, rule)
        if rule < len(lines):
            blocks.append(MutableBlock(BlockKind.RULE, rule, rule))
    return blocks


def _clippings(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the first line of each clipping and the line of the rule that ends it, 0-based."""
    first = -1
    for number, line in enumerate(lines):
        if CLIPPING_RULE.match(line):
            if first >= 0:
                yield first, number
            first = -1
        elif first < 0 and line.strip("\ufeff \t"):
            first = number
    if first >= 0:
        yield first, len(lines)


def _clipping_texts(lines: Sequence[str], first: int, end: int) -> Iterator[MutableBlock]:
    """Yields the paragraphs of lines `first` to `end` (exclusive), divided at blank lines."""
    pieces: list[tuple[int, int, int]] = []
    for number in range(first, end + 1):
        text = lines[number].strip() if number < end else ""
        if text:
            start = lines[number].index(text)
            pieces.append((number, start, start + len(text)))
        elif pieces:
            yield MutableBlock(BlockKind.PARAGRAPH, pieces[0][0], pieces[-1][0], pieces=tuple(pieces))
            pieces = []
