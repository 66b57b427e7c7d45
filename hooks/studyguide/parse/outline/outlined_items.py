"""Finds titles among the items of lists: in outlines made by indentation, and in notes that are nothing but a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from studyguide.model.note import Block, BlockKind
from studyguide.parse.label_words import reads_as_label
from studyguide.parse.outline.announced_talks import SEVERAL
from studyguide.parse.outline.byline_rows import NAMED_FIELD
from studyguide.parse.outline.item_lines import head_of_item
from studyguide.parse.outline.note_title import MAX_TITLE_WORDS
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.titles import kind_of, link_title, title_of, watch_title

OUTLINE_RANK = 60
LONG_ITEM = 80
"""Number of characters above which an item is a statement and not a title."""
UNSEEN_KINDS = frozenset({BlockKind.BLANK, BlockKind.COMMENT, BlockKind.FRONT_MATTER, BlockKind.RULE})
LINE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.GROUP, BlockKind.LABEL})
PLAIN_MARKERS = frozenset({"", "label"})
"""Markers of lines without a sign of their own."""


def is_outline(block: Block) -> bool:
    """Returns whether lines of a list have no marks and others below them."""
    return any(item.kind is BlockKind.ITEM and not item.marker and len(item.children) > 1 for item in block.children)


def outline_titles(block: Block, every: bool) -> Iterable[SectionHeading]:
    """Yields the outermost lines of an outline made by indentation that have lines below them: they are titles.

    In a note with headings, these are only the labels with a colon, which may be further in.
    """
    for item in block.children:
        if item.kind is not BlockKind.ITEM or len(item.children) < 2 or len(item.text) > 2 * LONG_ITEM:
            continue
        if NAMED_FIELD.match(item.text):
            continue
        if every or _is_label_item(item):
            yield _item_title(item)
        elif not item.marker:
            for inner in item.children:
                yield from (mark for mark in outline_titles(inner, every) if inner.kind is BlockKind.LIST)


def is_whole_note(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a note is nothing but a list of titles with what is below each; its own title and single lines
    may be above."""
    if any(blocks[at].kind not in UNSEEN_KINDS for at in range(index + 1, len(blocks))):
        return False
    items = _own_items(blocks[index])
    titled = [item for item in items if _is_titled(item)]
    if len(titled) < SEVERAL or 4 * len(titled) < 3 * len(items):
        return False
    above = [block for block in blocks[:index] if block.kind not in UNSEEN_KINDS]
    headings = [block for block in above if block.kind is BlockKind.HEADING]
    others = [block for block in above if block.kind is not BlockKind.HEADING]
    if len(headings) > 1 or any(watch_title(block.text) or link_title(block.text) for block in above):
        return False
    return all(
        block.kind in LINE_KINDS and block.marker in PLAIN_MARKERS and "\n" not in block.text for block in others
    )


def items_with_titles(block: Block) -> Iterable[SectionHeading]:
    """Yields the items of a list that are titles above what is inside them."""
    yield from map(_item_title, filter(_is_titled, _own_items(block)))


def _own_items(block: Block) -> list[Block]:
    """Returns the items of a list without the properties and cards of outliners, which have `::`."""
    return [item for item in block.children if "::" not in item.text]


def _is_titled(item: Block) -> bool:
    """Returns whether the words of an item, which is no task, are a title above a list inside it."""
    text = head_of_item(item)
    inside = len(item.children) > 1 and item.children[1].kind is BlockKind.LIST and "[" not in item.marker
    return inside and "\n" not in text and reads_as_label(text, MAX_TITLE_WORDS)


def _is_label_item(item: Block) -> bool:
    return not item.marker and item.text.endswith((":", "：")) and len(item.children) > 1 and "\n" not in item.text


def _item_title(item: Block) -> SectionHeading:
    title, (first, last) = title_of(head_of_item(item)), item.span
    kind = kind_of(title)
    mark = SectionHeading(first, Style.ITEM, OUTLINE_RANK, kind, title.words, title.date, title.byline, last=last)
    return replace(mark, encloses=False)
