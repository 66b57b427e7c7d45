"""Reads the text of a file of HTML where it is: words are what a browser shows, tags and scripts are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from studyguide.model.note import BlockKind, Piece, TextForm
from studyguide.parse.blocks import MutableBlock
from studyguide.parse.comments import FILLER
from studyguide.parse.grammar.rules_text import BLOCK_TAG, HTML_HEADING

HTML_FILE_TAG = re.compile(rf"</?([A-Za-z][A-Za-z0-9-]*+)(?:[\s/][^<>]*+)?>|<[!?][^<>]*+>|{FILLER}++")
UNSHOWN_ELEMENTS = frozenset({"script", "style", "template", "title"})
"""Elements whose text is on no page of a browser."""


def html_blocks(lines: Sequence[str]) -> list[MutableBlock]:
    """Returns headings that have a line of their own, and paragraphs of the other lines. A paragraph ends at a blank
    line and before a line that begins with the tag of a block."""
    words: dict[int, list[Piece]] = {}
    for piece in _html_pieces(lines):
        words.setdefault(piece[0], []).append(piece)
    blocks: list[MutableBlock] = []
    is_open = False
    for number, line in enumerate(lines):
        if not line.strip(f" \t{FILLER}"):
            is_open = False
            continue
        pieces = words.get(number, [])
        heading = HTML_HEADING.match(line.strip())
        if heading and pieces:
            whole = (number, pieces[0][1], pieces[-1][2])
            blocks.append(MutableBlock(BlockKind.HEADING, number, number, int(heading[1]), "html", (whole,)))
            is_open = False
        elif is_open and not BLOCK_TAG.match(line.lstrip()):
            blocks[-1].last = number
            blocks[-1].pieces = (*blocks[-1].pieces, *pieces)
        else:
            blocks.append(MutableBlock(BlockKind.PARAGRAPH, number, number, 0, TextForm.HTML, tuple(pieces)))
            is_open = True
    return blocks


def _html_pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Yields the columns of the text between tags, line by line."""
    text = "\n".join(lines)
    lowered = text.lower()
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    while at < len(text):
        tag = HTML_FILE_TAG.search(text, at)
        yield from _pieces_by_line(text, (at, tag.start() if tag else len(text)), starts)
        if tag is None:
            return
        at = tag.end()
        name = (tag[1] or "").lower()
        if name in UNSHOWN_ELEMENTS and tag[0][1] != "/":
            closing = lowered.find(f"</{name}", at)
            at = closing if closing >= 0 else len(text)


def _pieces_by_line(text: str, run: tuple[int, int], starts: Sequence[int]) -> Iterator[Piece]:
    at, end = run
    while at < end:
        line = bisect_right(starts, at) - 1
        stop = min(end, starts[line + 1] - 1)
        if text[at:stop].strip():
            yield line, at - starts[line], stop - starts[line]
        at = max(stop, at) + (stop < end)
