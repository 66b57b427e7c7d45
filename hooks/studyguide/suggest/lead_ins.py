"""Finds lead-ins: the words before a colon, dash or equals sign, or in bold, at the start of a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, NotePath
from studyguide.suggest.definition_text import NoteText
from studyguide.suggest.shown_words import LINES_OF_A_NOTE, shown_words
from studyguide.text.plain_line import LEADING_MARKERS

MAX_LEAD_IN = 60
"""Number of characters in which a lead-in or the subject of a definition ends."""
SEPARATOR = re.compile(r"(?P<colon>:{1,2}(?=\s)|：|:(?=[\u3040-\u9fff]))|\s(?P<dash>[-–—=]|:=|::|->|→)\s")
BOLD_LEAD_IN = re.compile(r"(\*\*|__)(?=\S)(?P<name>[^*_\n]{2,60})\1(?P<rest>.{0,2000})")
LEAD_IN_MARK = re.compile(r":|：|[-–—=]?>|→|[-–—=]")
"""The sign between a lead-in in bold and its text."""
IN_ROUND_BRACKETS = re.compile(r"\([^()]{0,100}\)")


class LeadInText(Struct, frozen=True):
    """Holds a lead-in, the text after it and what separates them; all are '' for a line without lead-in."""

    name: str
    text: str
    sign: str
    """`bold`, `colon`, `dash`, `arrow` or `::`."""


class LeadIn(Struct, frozen=True):
    """Describes words before a colon, dash or in bold at the start of a line, and the heading above them."""

    name: str
    heading: tuple[NotePath, int]


@lru_cache(maxsize=LINES_OF_A_NOTE)
def lead_in_of(line: str, plain: str) -> LeadInText:
    """Returns the lead-in of a line; `plain` is the line without markup."""
    start = LEADING_MARKERS.match(line)
    if bold := BOLD_LEAD_IN.match(line, start.end() if start else 0):
        name, rest = shown_words(bold["name"]), bold["rest"].lstrip()
        bracket = IN_ROUND_BRACKETS.match(rest)
        rest = rest[bracket.end() :].lstrip() if bracket else rest
        mark = LEAD_IN_MARK.match(rest)
        if mark or bold["name"].rstrip()[-1:] in ":：.":
            text = shown_words(rest[mark.end() if mark else 0 :].lstrip(":-"))
            return LeadInText(name.rstrip(":：. "), text, "arrow" if mark and mark[0][-1] in ">→" else "bold")
    if separator := SEPARATOR.search(plain, 0, MAX_LEAD_IN):
        sign = "colon" if separator["colon"] else "dash"
        sign = {"::": "::", "->": "arrow", "→": "arrow"}.get(separator[0].strip(), sign)
        return LeadInText(plain[: separator.start()].strip(), plain[separator.end() :].strip(), sign)
    return LeadInText("", "", "")


def lead_ins(note: NoteText) -> Iterator[LeadIn]:
    """Yields the lead-ins of all lines, whether they define something or not."""
    headings = [0, *(leaf.span.first for leaf, _ in leaf_blocks(note.blocks) if leaf.kind in TITLE_KINDS)]
    for number in sorted(note.shown):
        if number + 1 in note.shown and note.lines[number].lstrip().startswith((": ", ":\t")):
            above = headings[bisect_right(headings, number) - 1]
            yield LeadIn(shown_words(note.lines[number - 1]), (note.path, above))
        line = note.lines[number - 1]
        if ":" not in line and "：" not in line and "**" not in line and "__" not in line and " - " not in line:
            continue
        text = shown_words(line)
        end = text.rstrip().endswith((":", "："))
        name = text.rstrip(" :：") if end and len(text) <= MAX_LEAD_IN else lead_in_of(line, text).name
        if name:
            above = headings[bisect_right(headings, number) - 1]
            yield LeadIn(name, (note.path, above))


def leaf_blocks(blocks: Iterable[Block]) -> list[tuple[Block, bool]]:
    """Returns the blocks without children, blank ones left out, and whether each begins a list item."""
    leaves: list[tuple[Block, bool]] = []
    for block in blocks:
        _add_leaves(block, leaves, is_item=False)
    return leaves


def _add_leaves(block: Block, leaves: list[tuple[Block, bool]], *, is_item: bool) -> None:
    if not block.children:
        if block.kind is not BlockKind.BLANK:
            leaves.append((block, is_item or block.kind is BlockKind.ITEM))
        return
    begins_item = block.kind is BlockKind.ITEM
    for child in block.children:
        _add_leaves(child, leaves, is_item=begins_item)
        begins_item = False
