"""Watch lists: what the writer meant to watch, read or do, with the day it stands under and what it repeats."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

from studyguide.read.dates import Found, date_at_start, dates_in, year_for
from studyguide.read.repeats import earlier_of
from studyguide.records import Block, BlockKind, Entry, EntryKind, NoteFacts, WatchItem

TITLES = {BlockKind.HEADING, BlockKind.HEADLINE, BlockKind.GROUP, BlockKind.LABEL}


def watchlist_of(blocks: Sequence[Block], entries: Sequence[Entry], facts: NoteFacts) -> tuple[WatchItem, ...]:
    """Return the items of every watch list of a note, in order of their lines."""
    dated = tuple(_full_dates(blocks))
    items: list[WatchItem] = []
    for entry in entries:
        if entry.kind is EntryKind.WATCHLIST:
            inside = [b for b in blocks if entry.span.first < b.span.first and b.span.last <= entry.span.last]
            items.extend(_items(inside, facts, dated))
    items = sorted({item.line: item for item in items}.values(), key=lambda item: item.line)
    earlier = earlier_of([item.text for item in items])
    return tuple(
        replace(item, repeats=None if index is None else items[index].line)
        for item, index in zip(items, earlier, strict=True)
    )


def _items(blocks: Sequence[Block], facts: NoteFacts, dated: Sequence[datetime.date]) -> Iterable[WatchItem]:
    group: tuple[str | None, str | None, bool] = (None, None, False)
    listed = any(block.kind is BlockKind.LIST for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.GROUP:
            group = _group(block.text, date_at_start(block.text), facts, dated)
        elif block.kind is BlockKind.HEADING or (block.kind is BlockKind.LABEL and listed):
            found = dates_in(block.text)
            group = _group(block.text, found[0] if found else None, facts, dated)
        elif block.kind is BlockKind.LIST:
            yield from _of_list(block, group, facts, dated)
        elif block.kind is BlockKind.PARAGRAPH and not listed:
            for offset, row in enumerate(block.text.split("\n")):
                if row.strip():
                    yield WatchItem(row.strip(), block.span.first + offset, *group)


def _of_list(
    block: Block, group: tuple[str | None, str | None, bool], facts: NoteFacts, dated: Sequence[datetime.date]
) -> Iterable[WatchItem]:
    for item in block.children:
        if item.kind is not BlockKind.ITEM:
            continue
        text = " ".join(item.text.split())
        below = [child for child in item.children if child.kind is BlockKind.LIST]
        date = date_at_start(text)
        if below and (text.endswith(":") or (date and date.end >= len(text.rstrip(": ")))):
            for inner in below:
                yield from _of_list(inner, _group(text, date, facts, dated), facts, dated)
        elif text:
            yield WatchItem(text, item.span.first, *group)


def _group(
    text: str, date: Found | None, facts: NoteFacts, dated: Sequence[datetime.date]
) -> tuple[str | None, str | None, bool]:
    raw = text.strip().rstrip(":").strip()
    if date is None:
        return raw, None, False
    if date.year:
        return raw, date.iso, False
    year = year_for(date.month, date.day, dated) or facts.year
    iso = replace(date, year=year).iso if year else None
    return raw, iso, iso is not None


def _full_dates(blocks: Sequence[Block]) -> Iterable[datetime.date]:
    for block in blocks:
        if block.kind in TITLES:
            for found in dates_in(block.text[:300]):
                if found.year:
                    yield datetime.date(found.year, found.month, found.day)
