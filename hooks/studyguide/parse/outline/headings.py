"""Lines that open an entry: titles of every style, ranked so that they can be nested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, EntryKind, Speaker
from studyguide.parse.outline.byline_block import byline_below, is_byline, names_speakers
from studyguide.parse.outline.titles import CODE, kind_of, title_of, watch_title

CLOSING_WORDS = re.compile(
    r"(overall|in conclusion|to conclude|in summary|to sum up|summing up|all in all|in closing|conclusions?)\s*[,:]",
    re.IGNORECASE,
)
SPEAKERS_WINDOW = 10
"""Marks between a talk's title and the heading that lists its speakers."""
LONG_ITEM = 80
"""Characters above which an item is a statement and no title."""
OUTLINE_RANK, ITEM_RANK, LIST_RANK = 60, 80, 90


class Style(Enum):
    TITLE = auto()
    """Names the whole note and opens no entry."""
    FRONT_MATTER = auto()
    HEADING = auto()
    LABEL = auto()
    HEADLINE = auto()
    GROUP = auto()
    ITEM = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """One line that opens an entry."""

    line: int
    """1-based."""
    style: Style
    rank: int
    """The smaller, the further out; an entry ends where one of its rank or further out begins."""
    kind: EntryKind
    title: str
    date: str | None = None
    byline: tuple[Speaker, ...] = ()
    last: int | None = None
    """1-based last line, where the construct itself knows it."""
    encloses: bool = True
    """Whether later marks of a higher rank can be inside."""


def section_headings(blocks: Sequence[Block]) -> list[SectionHeading]:
    """Return the marks of a note's top-level blocks in order.

    Headings rank by their level. Underlined labels, dated headlines and dates come below all headings, in the order
    in which a note first uses them.
    """
    order: list[Style] = []
    headings: list[SectionHeading] = []
    plain = not any(block.kind is BlockKind.HEADING for block in blocks)
    for index, block in enumerate(blocks):
        match block.kind:
            case BlockKind.FRONT_MATTER:
                mark = SectionHeading(block.span.first, Style.FRONT_MATTER, 0, EntryKind.FRONT_MATTER, "front matter")
                headings.append(replace(mark, last=block.span.last, encloses=False))
            case BlockKind.HEADING if _is_byline_of(blocks, index):
                pass
            case BlockKind.HEADING if block.marker == "#+title:":
                headings.append(_titled(blocks, index, Style.TITLE, 0))
            case BlockKind.HEADING:
                headings.append(_titled(blocks, index, Style.HEADING, block.level))
            case BlockKind.LABEL if block.marker in {"-", "="}:
                headings.append(_titled(blocks, index, Style.LABEL, _style_rank(order, Style.LABEL)))
            case BlockKind.LABEL if watch_title(block.text):
                mark = _titled(blocks, index, Style.LABEL, LIST_RANK)
                headings.append(replace(mark, last=_end_of_lists(blocks, index), encloses=False))
            case BlockKind.LABEL if block.marker == "**" and (plain or _is_talk(block)):
                headings.append(_titled(blocks, index, Style.LABEL, _style_rank(order, Style.LABEL)))
            case BlockKind.HEADLINE:
                headings.append(_titled(blocks, index, Style.HEADLINE, _style_rank(order, Style.HEADLINE)))
            case BlockKind.GROUP if not (headings and headings[-1].kind is EntryKind.WATCHLIST):
                headings.append(_titled(blocks, index, Style.GROUP, _style_rank(order, Style.GROUP)))
            case BlockKind.LIST if headings and headings[-1].style in {Style.HEADLINE, Style.ITEM}:
                headings.extend(_item_headings(block))
            case BlockKind.LIST if plain and _is_outline(block):
                headings.extend(_outline(block))
            case BlockKind.PARAGRAPH if not headings and CODE.match(block.text) and "\n" not in block.text:
                headings.append(_titled(blocks, index, Style.HEADING, 1))
            case BlockKind.PARAGRAPH if closes(blocks, index):
                closing = CLOSING_WORDS.match(block.text)
                title = closing[1] if closing else ""
                headings.append(SectionHeading(block.span.first, Style.CLOSING, 2, EntryKind.SECTION, title))
        if headings and headings[-1].byline and headings[-1].line == block.span.first and names_speakers(block.text):
            _hand_up(headings)
    return headings


def _hand_up(headings: list[SectionHeading]) -> None:
    """Give the people listed under a heading such as `Speakers` to the talk that the heading is a part of."""
    last = headings[-1]
    for at in range(len(headings) - 2, max(-1, len(headings) - 2 - SPEAKERS_WINDOW), -1):
        above = headings[at]
        if above.rank < last.rank:
            if above.style is Style.HEADING and not above.byline:
                kind = EntryKind.SESSION if above.kind is EntryKind.SECTION else above.kind
                headings[at] = replace(above, kind=kind, byline=last.byline)
                headings[-1] = replace(last, kind=EntryKind.SECTION, byline=())
            return
        if above.kind is EntryKind.SESSION:
            return


def closes(blocks: Sequence[Block], index: int) -> bool:
    """Whether a paragraph is the last of the note and sums all of it up."""
    after = all(block.kind is BlockKind.BLANK for block in blocks[index + 1 : index + 3]) and index + 3 >= len(blocks)
    return after and CLOSING_WORDS.match(blocks[index].text) is not None


def _titled(blocks: Sequence[Block], index: int, style: Style, rank: int) -> SectionHeading:
    block = blocks[index]
    title = title_of(block.text)
    below = byline_below(blocks, index)
    if below.speakers and not title.byline:
        title = title._replace(byline=below.speakers)
    kind = kind_of(title)
    if style is Style.GROUP and title.date:
        kind = EntryKind.SESSION
    return SectionHeading(block.span.first, style, rank, kind, title.words, title.date or below.date, title.byline)


def _is_byline_of(blocks: Sequence[Block], index: int) -> bool:
    """Whether a heading is the byline of the title right above it, which is of a higher level."""
    near = reversed(blocks[max(0, index - 2) : index])
    above = next((block for block in near if block.kind is not BlockKind.BLANK), None)
    if above is None or above.kind not in TITLE_KINDS:
        return False
    if above.kind is BlockKind.HEADING and above.level >= blocks[index].level:
        return False
    return is_byline(blocks[index].text)


def _is_talk(block: Block) -> bool:
    return kind_of(title_of(block.text)) is EntryKind.SESSION


def _style_rank(order: list[Style], style: Style) -> int:
    if style not in order:
        order.append(style)
    return 10 + order.index(style)


def _end_of_lists(blocks: Sequence[Block], index: int) -> int:
    last = blocks[index].span.last
    for block in blocks[index + 1 :]:
        if block.kind in {BlockKind.LIST, BlockKind.GROUP}:
            last = block.span.last
        elif block.kind is not BlockKind.BLANK:
            break
    return last


def _item_headings(block: Block) -> Iterable[SectionHeading]:
    """Under a dated headline the outermost items are the sections of the talk."""
    for item in block.children:
        title = " ".join(item.text.split()).rstrip(":")
        if item.kind is BlockKind.ITEM and title and len(title) <= LONG_ITEM:
            first, last = item.span.first, item.span.last
            yield SectionHeading(first, Style.ITEM, ITEM_RANK, EntryKind.SECTION, title, last=last, encloses=False)


def _is_outline(block: Block) -> bool:
    return any(item.kind is BlockKind.ITEM and not item.marker and len(item.children) > 1 for item in block.children)


def _outline(block: Block) -> Iterable[SectionHeading]:
    """The outermost lines of an outline made by indentation are titles where anything is below them."""
    for item in block.children:
        if item.kind is BlockKind.ITEM and len(item.children) > 1 and len(item.text) <= 2 * LONG_ITEM:
            title = title_of(item.text)
            mark = SectionHeading(
                item.span.first, Style.ITEM, OUTLINE_RANK, kind_of(title), title.words, title.date, title.byline
            )
            yield replace(mark, last=item.span.last, encloses=False)
