"""Converts block tokens to blocks whose leaves cover the lines of a note exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from markdown_it.token import Token
from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Piece, Span

CONTAINERS = {
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
}
CLOSING_TOKENS = {"bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"}
HOLDING = frozenset(CONTAINERS.values())
BLOCK_MARKERS = re.compile(r"[-*+>]|\d{1,9}[.)]|\[[ xX]\]")
CHECKBOX = re.compile(r"\[[ xX]\](?=\s|$)")


def mutable_blocks(
    tokens: Sequence[Token | MutableBlock], lines: Sequence[str], commented: frozenset[int]
) -> list[MutableBlock]:
    """Returns the blocks of a note; `lines` are its normalized lines, `commented` the 0-based lines with nothing but
    comments.

    Every line is in exactly one leaf: what no rule took is blank, a comment or a paragraph. An item always has a
    child, and where it has words of its own they are its first child, a paragraph.
    """
    roots: list[MutableBlock] = []
    homes = [roots]
    """The children of the open containers, outermost first."""
    items = 0
    for token in tokens:
        if isinstance(token, MutableBlock):
            homes[-1].append(token)
        elif kind := CONTAINERS.get(token.type):
            first, end = token.map or [0, 1]
            children: list[MutableBlock] = []
            block = MutableBlock(kind, first, max(first, end - 1), children=children)
            if kind is BlockKind.ITEM:
                items += 1
                block.level, block.marker = items, token.info + token.markup
            homes[-1].append(block)
            homes.append(children)
        elif token.type in CLOSING_TOKENS:
            homes.pop()
            items -= token.type == "list_item_close"
        elif token.type == "fence":
            homes[-1].append(_fenced(token, lines))
    return _tiled(roots, 0, len(lines) - 1, _Filler(lines, commented))


def freeze(mutable_blocks: Iterable[MutableBlock], words: dict[int, str]) -> tuple[Block, ...]:
    """Returns the mutable blocks as records; `words` maps a leaf's 0-based first line to its text."""
    blocks = []
    for draft in mutable_blocks:
        children = freeze(draft.children, words) if draft.children else ()
        span = _span(draft)
        text = "" if children else words.get(draft.first, "")
        if children and draft.kind is BlockKind.ITEM:
            span = children[0].span if children[0].span == span else span
            text = children[0].text if children[0].kind is BlockKind.PARAGRAPH else ""
        pieces = () if children else tuple(draft.pieces)
        blocks.append(Block(draft.kind, span, text, children, draft.level, draft.marker, pieces))
    return tuple(blocks)


def thaw(blocks: Iterable[Block]) -> list[MutableBlock]:
    """Returns the mutable blocks from which `freeze` has made these records."""
    return [
        MutableBlock(kind, span.first - 1, span.last - 1, level, marker, pieces, thaw(children) if children else ())
        for kind, span, _, children, level, marker, pieces in blocks
    ]


def _span(draft: MutableBlock) -> Span:
    """Returns a span. A large note has a million of them, most of one line: one number serves for both ends."""
    first = draft.first + 1
    return Span(first, first if draft.last == draft.first else draft.last + 1)


def leaves_of(mutable_blocks: Iterable[MutableBlock]) -> Iterable[MutableBlock]:
    """Yields the leaves in order of their lines."""
    stack = list(mutable_blocks)[::-1]
    while stack:
        draft = stack.pop()
        if draft.children:
            stack.extend(draft.children[::-1])
        else:
            yield draft


class _Filler(Struct, frozen=True):
    lines: Sequence[str]
    commented: frozenset[int]

    def between(self, first: int, last: int) -> list[MutableBlock]:
        """Returns leaves for lines that no rule took."""
        fillers: list[MutableBlock] = []
        for line in range(first, last + 1):
            text = self.lines[line]
            kind = BlockKind.PARAGRAPH
            if not text.strip():
                kind = BlockKind.COMMENT if line in self.commented else BlockKind.BLANK
            if kind is BlockKind.PARAGRAPH:
                fillers.append(MutableBlock(kind, line, line, pieces=((line, _after_markers(text), len(text)),)))
            elif fillers and fillers[-1].kind is kind:
                fillers[-1].last = line
            else:
                fillers.append(MutableBlock(kind, line, line))
        return fillers


def _tiled(blocks: Sequence[MutableBlock], first: int, last: int, filler: _Filler) -> list[MutableBlock]:
    """Returns `blocks` with leaves in the gaps between them, so that they cover `first` to `last`.

    A container ends with its last child, so that blank lines behind it belong to what is around it.
    """
    tiles: list[MutableBlock] = []
    at = first
    for block in blocks:
        if block.first > at:
            tiles += filler.between(at, block.first - 1)
        if block.kind in HOLDING:
            block.first = max(block.first, at)
            block.children = _tiled(block.children, block.first, -1, filler) or filler.between(block.first, block.first)
            block.last = block.children[-1].last
            if block.kind is BlockKind.ITEM:
                block.marker += _checkbox(block, filler.lines)
        tiles.append(block)
        at = block.last + 1
    if last >= at:
        tiles += filler.between(at, last)
    return tiles


def _checkbox(item: MutableBlock, lines: Sequence[str]) -> str:
    """Removes `[ ]` from the start of an item's words and returns it."""
    lead = item.children[0]
    if lead.kind is BlockKind.PARAGRAPH and lead.pieces:
        line, start, end = lead.pieces[0]
        if box := CHECKBOX.match(lines[line], start, end):
            lead.pieces = ((line, min(box.end() + 1, end), end), *lead.pieces[1:])
            return " " + box[0]
    return ""


def _fenced(token: Token, lines: Sequence[str]) -> MutableBlock:
    first, end = token.map or [0, 1]
    closed = end - first > 1 and lines[end - 1].strip(" \t>").startswith(token.markup)
    body = range(first + 1, end - 1 if closed else end)
    pieces = tuple((n, 0, len(lines[n])) for n in body)
    return MutableBlock(BlockKind.CODE, first, end - 1, marker=token.info.strip(), pieces=pieces)


def _after_markers(text: str) -> int:
    at = len(text) - len(text.lstrip())
    while match := BLOCK_MARKERS.match(text, at):
        at = match.end()
        at += len(text[at:]) - len(text[at:].lstrip())
    return at


class MutableBlock(Struct):
    """Holds a block under construction. Lines are 0-based, `last` is inclusive. Markdown's parser passes a leaf on like
    its own tokens."""

    type: ClassVar[str] = "leaf"
    """An attribute that the parser reads from all tokens."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    marker: str = ""
    pieces: Sequence[Piece] = ()
    """The columns of a leaf's words, line by line."""
    children: Sequence[MutableBlock] = ()
