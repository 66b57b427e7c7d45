"""Blocks as their author meant them: lists inside the items that they are indented below, and indented code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from studyguide.model.note import BlockKind
from studyguide.parse.blocks import MutableBlock, leaves_of
from studyguide.render.html.note_body.inline_syntax import has_markdown_ending
from studyguide.render.html.note_body.note_view import NoteView

SILENT_KINDS = frozenset({BlockKind.BLANK, BlockKind.COMMENT})
ITEM_NUMBER = re.compile(r"(\d{1,9})[.)]")
OUTER_QUOTE_MARKS = re.compile(r"[ \t]{0,3}(?:> ?)+")
CODE_INDENT = 4
"""Columns from which on Markdown reads a line below a blank one as code."""


def nested_blocks(blocks: Sequence[MutableBlock], view: NoteView) -> list[MutableBlock]:
    """Put a list that is indented below the last item of another into that item, however few columns that were.

    Markdown asks for three columns below `1. `; people indent by two. What follows at the old indentation goes on.
    """
    nested: list[MutableBlock] = []
    for block in blocks:
        outer = nested[-1] if nested else None
        if block.kind is not BlockKind.LIST or outer is None or outer.kind is not BlockKind.LIST:
            nested.append(block)
            continue
        margin, own = _indent(outer, view), _indent(block, view)
        items = list(outer.children)
        if own > margin and items[-1].kind is BlockKind.ITEM:
            item = items[-1]
            items[-1] = replace(item, last=block.last, children=[*item.children, block])
        elif own == margin and items and _continues_numbers(items, block):
            items += block.children
        else:
            nested.append(block)
            continue
        nested[-1] = replace(outer, last=block.last, children=items)
    return nested


def paragraphs_and_code(block: MutableBlock, view: NoteView) -> list[MutableBlock] | None:
    """Return what a list without markers is in a file that is called Markdown: paragraphs, and indented code below
    blank lines.

    Returns None if the list is an outline: if anything else is in it, or an entry of the note begins in it.
    """
    if view.item_depth or not has_markdown_ending(view.note):
        return None
    if any(line in view.entry_depths for line in range(block.first + 2, block.last + 2)):
        return None
    parts: list[MutableBlock] = []
    for child in block.children:
        if child.kind in SILENT_KINDS:
            parts.append(child)
            continue
        if child.kind is not BlockKind.ITEM or child.marker or not child.children:
            return None
        split = _lead_and_code(child, view)
        if split is None:
            return None
        parts += split
    return parts


def _lead_and_code(item: MutableBlock, view: NoteView) -> list[MutableBlock] | None:
    """Return the paragraph of an item without a marker and the code below it; None if that is no code."""
    lead, *rest = item.children
    below = next((part for part in rest if part.kind not in SILENT_KINDS), None)
    code = lead if _indent(lead, view) >= CODE_INDENT else below
    if code is None:
        return [lead]
    first = code.first
    leaves = [leaf for leaf in leaves_of([item]) if leaf.first >= first and leaf.kind not in SILENT_KINDS]
    if view.note.lines[first - 1].strip() or any(
        leaf.kind is not BlockKind.PARAGRAPH or _indent(leaf, view) < CODE_INDENT for leaf in leaves
    ):
        return None
    before = [lead, *(leaf for leaf in rest if leaf.kind in SILENT_KINDS and leaf.last < first)]
    last = leaves[-1].last
    pieces = [(n, 0, len(view.note.lines[n])) for n in range(first, last + 1)]
    return [
        *(before if first > lead.first else ()),
        MutableBlock(BlockKind.CODE, first, last, pieces=pieces),
        *(leaf for leaf in leaves_of([item]) if leaf.first > last),
    ]


def _indent(block: MutableBlock, view: NoteView) -> int:
    """Return the columns before the first line of a block, behind the marks of the quotes around it."""
    line = view.note.lines[block.first]
    marks = OUTER_QUOTE_MARKS.match(line)
    text = (line[marks.end() :] if marks else line).expandtabs(4)
    return len(text) - len(text.lstrip())


def _continues_numbers(items: Sequence[MutableBlock], block: MutableBlock) -> bool:
    """Return whether a list continues the numbers of another that a list in between had ended."""
    before = next((item for item in reversed(items) if item.kind is BlockKind.ITEM), None)
    after = next((item for item in block.children if item.kind is BlockKind.ITEM), None)
    old, new = ITEM_NUMBER.match(before.marker) if before else None, ITEM_NUMBER.match(after.marker) if after else None
    return bool(old and new and int(new[1]) == int(old[1]) + 1 and old[0][-1] == new[0][-1])
