"""Finds the lines of a note that a link means with what follows its `#`: a heading, a block or a line."""

from __future__ import annotations

import re
from collections.abc import Callable

from studyguide.model.note import Block, BlockKind, Note
from studyguide.text.folded_name import folded_name
from studyguide.text.ordinals import without_ordinal
from studyguide.text.slug import slug

BLOCK_ANCHOR = re.compile(r"(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$")
LINE_FRAGMENT = re.compile(r"L(\d{1,9})")
MARKUP_MARKS = re.compile(r"[*_`~=#\[\]]+|\]\([^()]*\)")


def fragment_lines(note: Note, fragment: str) -> tuple[int, int] | None:
    """Returns the first and last 1-based line of the heading, block or line that a fragment names; None if there is no
    such part."""
    if fragment.startswith("^"):
        return _anchored_block(note, fragment[1:].strip())
    if (line := LINE_FRAGMENT.fullmatch(fragment)) and 0 < int(line[1]) <= len(note.lines):
        return int(line[1]), int(line[1])
    wanted = fragment.rsplit("#", 1)[-1]
    headings = [
        (block.span.first, block.level or 6, block.text)
        for block in note.blocks
        if block.kind in {BlockKind.HEADING, BlockKind.HEADLINE}
    ]
    same: tuple[Callable[[str], str], ...] = (folded_name, _without_markup, slug, _without_number)
    for form in same:
        name = form(wanted)
        for at, (first, level, text) in enumerate(headings if name else ()):
            if form(text) == name:
                ends = (row[0] - 1 for row in headings[at + 1 :] if row[1] <= level)
                return first, next(ends, len(note.lines))
    return None


def _without_number(text: str) -> str:
    return slug(without_ordinal(text.strip()))


def _without_markup(text: str) -> str:
    return folded_name(MARKUP_MARKS.sub(" ", text))


def _anchored_block(note: Note, name: str) -> tuple[int, int] | None:
    """Returns the lines of the block with an id: the block that the id ends, or that is above an id on its own line."""
    for number, line in enumerate(note.lines, 1):
        if "^" in line and (match := BLOCK_ANCHOR.search(line)) and match[1].casefold() == name.casefold():
            inner, before = _innermost_block(note, number)
            has_own_line = not line[: match.start()].strip()
            block = before if has_own_line and before is not None else inner
            return (block.span.first, block.span.last) if block else (number, number)
    return None


def _innermost_block(note: Note, line: int) -> tuple[Block | None, Block | None]:
    """Returns the innermost block around a line, and the last block before that which is not blank."""
    blocks, before = note.blocks, None
    while True:
        inner = None
        for block in blocks:
            if block.span.first <= line <= block.span.last:
                inner = block
                break
            if block.kind is not BlockKind.BLANK:
                before = block
        if inner is None or not inner.children:
            break
        if inner.kind is BlockKind.ITEM and inner.span.first == line:
            break
        blocks = inner.children
    return inner, before
