"""Block tokens to blocks whose leaves tile the lines of a note exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from studyguide.read.dialect_leaf import Piece
from studyguide.records import Block, BlockKind, Span

CONTAINERS = {
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
}
LEAVES = {"heading_open": BlockKind.HEADING, "fence": BlockKind.CODE, "hr": BlockKind.RULE}
MARKER = re.compile(r"[-*+>]|\d{1,9}[.)]|\[[ xX]\]")
CHECKBOX = re.compile(r"\[[ xX]\](?=\s|$)")


@dataclass(slots=True)
class Draft:
    """A block before its words are known. Lines are 0-based, `last` inclusive."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    marker: str = ""
    children: list[Draft] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    """Where a leaf's words stand, line by line."""


def drafts_of(tokens: Sequence[Token], lines: Sequence[str], commented: frozenset[int]) -> list[Draft]:
    """Return the blocks of a note; `lines` is its view, `commented` the 0-based lines that hold nothing but comments.

    Every line is in exactly one leaf: what no rule took is blank, a comment or a paragraph. An item always has a
    child, and where it has words of its own they are its first child, a paragraph.
    """
    roots: list[Draft] = []
    open_: list[Draft] = []
    items = 0
    for token in tokens:
        home = open_[-1].children if open_ else roots
        if kind := CONTAINERS.get(token.type):
            first, end = token.map or [0, 1]
            block = Draft(kind, first, max(first, end - 1))
            if kind is BlockKind.ITEM:
                items += 1
                block.level, block.marker = items, token.info + token.markup
            home.append(block)
            open_.append(block)
        elif token.type in {"bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"}:
            items -= open_.pop().kind is BlockKind.ITEM
        elif token.type == "leaf":
            first, end = token.map or [0, 1]
            leaf = token.meta
            home.append(Draft(leaf["kind"], first, end - 1, leaf["level"], leaf["marker"], pieces=leaf["pieces"]))
        elif kind := LEAVES.get(token.type):
            home.append(_their_leaf(kind, token, lines))
        elif token.type == "inline" and home and home[-1].kind is BlockKind.HEADING:
            home[-1].pieces = _pieces_of_heading(home[-1].first, token.content, lines)
    filler = _Filler(lines, commented)
    _tile(roots, 0, len(lines) - 1, filler, inside=None)
    return roots


def frozen(drafts: Iterable[Draft], words: dict[int, str]) -> tuple[Block, ...]:
    """Return the drafts as records; `words` maps a leaf's 0-based first line to its text."""
    found = []
    for draft in drafts:
        children = frozen(draft.children, words)
        text = words.get(draft.first, "") if not children else ""
        if draft.kind is BlockKind.ITEM and children and children[0].kind is BlockKind.PARAGRAPH:
            text = children[0].text
        found.append(
            Block(draft.kind, Span(draft.first + 1, draft.last + 1), text, children, draft.level, draft.marker)
        )
    return tuple(found)


def leaves_of(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """Yield the leaves in order of their lines."""
    stack = list(drafts)[::-1]
    while stack:
        draft = stack.pop()
        if draft.children:
            stack.extend(draft.children[::-1])
        else:
            yield draft


@dataclass(frozen=True, slots=True)
class _Filler:
    lines: Sequence[str]
    commented: frozenset[int]

    def between(self, first: int, last: int) -> list[Draft]:
        """Make leaves for lines that no rule took."""
        found: list[Draft] = []
        for line in range(first, last + 1):
            text = self.lines[line]
            kind = BlockKind.PARAGRAPH
            if not text.strip():
                kind = BlockKind.COMMENT if line in self.commented else BlockKind.BLANK
            if found and found[-1].kind is kind and kind is not BlockKind.PARAGRAPH:
                found[-1].last = line
            else:
                found.append(Draft(kind, line, line))
            if kind is BlockKind.PARAGRAPH:
                start = _after_markers(text)
                found[-1].pieces.append((line, start, len(text)))
        return found


def _tile(blocks: list[Draft], first: int, last: int, filler: _Filler, inside: BlockKind | None) -> int:
    """Fill the gaps between `blocks` in place so that they cover `first` to `last`; return the last line covered.

    A container ends with its last child, so that blank lines behind it belong to what is around it.
    """
    found: list[Draft] = []
    at = first
    for block in blocks:
        if block.first > at:
            found.extend(filler.between(at, block.first - 1))
        if block.kind in {BlockKind.LIST, BlockKind.ITEM, BlockKind.QUOTE}:
            block.first = max(block.first, at)
            block.last = _tile(block.children, block.first, -1, filler, block.kind)
            if block.kind is BlockKind.ITEM:
                block.marker += _checkbox(block, filler.lines)
        found.append(block)
        at = block.last + 1
    if not blocks and inside is not None:
        found.extend(filler.between(first, first))
        at = first + 1
    if last >= at:
        found.extend(filler.between(at, last))
        at = last + 1
    blocks[:] = found
    return at - 1


def _checkbox(item: Draft, lines: Sequence[str]) -> str:
    """Take `[ ]` from the start of an item's words and return it."""
    lead = item.children[0]
    if lead.kind is BlockKind.PARAGRAPH and lead.pieces:
        line, start, end = lead.pieces[0]
        if box := CHECKBOX.match(lines[line], start, end):
            lead.pieces[0] = (line, min(box.end() + 1, end), end)
            return " " + box[0]
    return ""


def _their_leaf(kind: BlockKind, token: Token, lines: Sequence[str]) -> Draft:
    first, end = token.map or [0, 1]
    if kind is BlockKind.HEADING:
        return Draft(kind, first, end - 1, level=int(token.tag[1:]), marker=token.markup)
    pieces: list[Piece] = []
    if kind is BlockKind.CODE:
        closed = end - first > 1 and lines[end - 1].strip(" \t>").startswith(token.markup)
        body = range(first + 1, end - 1 if closed else end)
        pieces = [(n, 0, len(lines[n])) for n in body]
    return Draft(kind, first, end - 1, marker=token.info.strip(), pieces=pieces)


def _pieces_of_heading(line: int, content: str, lines: Sequence[str]) -> list[Piece]:
    start = lines[line].rfind(content) if content else -1
    return [(line, start, start + len(content))] if start >= 0 else []


def _after_markers(text: str) -> int:
    at = len(text) - len(text.lstrip())
    while match := MARKER.match(text, at):
        at = match.end()
        at += len(text[at:]) - len(text[at:].lstrip())
    return at
