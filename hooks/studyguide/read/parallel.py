"""Two numbered lists with the same numbers, one of titles and one of what was noted on each: joined by number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.read.marks import ITEM_RANK, Mark, Style
from studyguide.read.titles import title_of
from studyguide.records import Block, BlockKind, EntryKind

TALKS = re.compile(r"\b(?:sessions?|talks?|keynotes?|webinars?|presentations?|workshops?)\b", re.IGNORECASE)
NUMBER = re.compile(r"(\d{1,9})[.)]")
LONGER = 1.5
"""How many times as long as the titles the notes on them are, at the least."""


def joined(marks: Sequence[Mark], blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks with one more for every item of a second list whose titles a list in an earlier section gives.

    The section of titles holds nothing but its list; both lists have the same numbers, two or more.
    """
    found: list[Mark] = []
    titles: dict[int, Block] = {}
    about = ""
    for mark, inside in zip(marks, _insides(marks, blocks), strict=True):
        found.append(mark)
        items = _numbered(inside)
        if len(items) >= 2 and items.keys() == titles.keys() and _longer(items, titles):
            kind = EntryKind.SESSION if TALKS.search(about) else EntryKind.SECTION
            for number, item in items.items():
                title = title_of(titles[number].text)
                found.append(
                    Mark(
                        item.span.first,
                        Style.ITEM,
                        ITEM_RANK,
                        kind,
                        title.words,
                        title.date,
                        title.byline,
                        encloses=False,
                    )
                )
            titles = {}
        elif len(items) >= 2 and all(block.kind in {BlockKind.LIST, BlockKind.BLANK} for block in inside):
            titles, about = items, mark.title
    return found


def _insides(marks: Sequence[Mark], blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks between each mark's own line and the next mark."""
    found: list[list[Block]] = [[] for _ in marks]
    index = -1
    for block in blocks:
        while index + 1 < len(marks) and marks[index + 1].line <= block.span.first:
            index += 1
        if index >= 0 and block.span.first > marks[index].line:
            found[index].append(block)
    return found


def _numbered(blocks: Sequence[Block]) -> dict[int, Block]:
    """Return the numbered items of a section by their numbers; empty if a number comes twice."""
    found: dict[int, Block] = {}
    for block in blocks:
        for item in block.children if block.kind is BlockKind.LIST else ():
            number = NUMBER.match(item.marker)
            if number is None:
                continue
            if int(number[1]) in found:
                return {}
            found[int(number[1])] = item
    return found


def _longer(items: dict[int, Block], titles: dict[int, Block]) -> bool:
    return sum(len(item.text) for item in items.values()) >= LONGER * sum(len(title.text) for title in titles.values())
