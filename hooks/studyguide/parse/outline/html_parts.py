"""Reads lists and summaries that a note has in HTML as if they were written without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.model.note import Block, BlockKind, Span
from studyguide.parse.outline.marked_text import TAG_AT_ALL

ITEM_TAG = re.compile(r"<li\b[^<>]{0,200}>", re.IGNORECASE)
SUMMARY = re.compile(r"<summary\b[^<>]{0,200}>", re.IGNORECASE)


def with_html_parts(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[Block, ...]:
    """Returns the blocks of a note with a list in place of each block of HTML that has items, and a bold line in place
    of each that begins with a summary; `lines` are the note's own."""
    if all(block.kind is not BlockKind.HTML for block in blocks):
        return tuple(blocks)
    return tuple(part for block in blocks for part in _readable_parts(block, lines))


def _readable_parts(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    written = range(block.span.first, block.span.last + 1) if block.kind is BlockKind.HTML else ()
    filled = [line for line in written if TAG_AT_ALL.sub("", lines[line - 1]).strip()]
    rows = block.text.split("\n")
    if not filled or len(rows) != len(filled):
        yield block
        return
    words = dict(zip(filled, rows, strict=True))
    if SUMMARY.search(lines[filled[0] - 1]):
        first, *rest = filled
        yield Block(BlockKind.LABEL, Span(first, first), words[first], marker="**")
        if rest:
            yield Block(BlockKind.PARAGRAPH, Span(rest[0], rest[-1]), "\n".join(rows[1:]))
        return
    starts = [line for line in written if ITEM_TAG.search(lines[line - 1])]
    if not starts:
        yield block
        return
    ends = (end - 1 for end in (*starts[1:], block.span.last + 1))
    spans = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    items = tuple(
        Block(BlockKind.ITEM, span, " ".join(words[line] for line in filled if span.first <= line <= span.last))
        for span in spans
    )
    yield Block(BlockKind.LIST, Span(starts[0], block.span.last), children=items)
