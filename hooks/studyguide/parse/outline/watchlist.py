"""Parses watch lists: things to watch, read or do, with the date above each and the earlier item it repeats."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from studyguide.model.note import HEADING_KINDS, Block, BlockKind, Entry, EntryKind, NoteMetadata, WatchItem
from studyguide.parse.outline.dates import DateMatch, date_at_start, dates_in, year_for
from studyguide.text.basic_words import SMALL_WORDS


def watchlist_of(blocks: Sequence[Block], entries: Sequence[Entry], facts: NoteMetadata) -> tuple[WatchItem, ...]:
    """Returns the items of every watch list of a note, in order of their lines."""
    lists = [entry for entry in entries if entry.kind is EntryKind.WATCHLIST]
    dated = tuple(_full_dates(blocks)) if lists else ()
    items: list[WatchItem] = []
    for entry in lists:
        inside = [b for b in blocks if entry.span.first < b.span.first and b.span.last <= entry.span.last]
        items.extend(_watch_items(inside, facts, dated))
    items = sorted({item.line: item for item in items}.values(), key=lambda item: item.line)
    earlier = repeated_items([item.text for item in items])
    return tuple(
        replace(item, repeats=None if index is None else items[index].line)
        for item, index in zip(items, earlier, strict=True)
    )


def _watch_items(blocks: Sequence[Block], facts: NoteMetadata, dated: Sequence[datetime.date]) -> Iterable[WatchItem]:
    group: tuple[str | None, str | None, bool] = (None, None, False)
    listed = any(block.kind is BlockKind.LIST for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.GROUP:
            group = _group_date(block.text, date_at_start(block.text), facts, dated)
        elif block.kind is BlockKind.HEADING or (block.kind is BlockKind.LABEL and listed):
            dates = dates_in(block.text)
            group = _group_date(block.text, dates[0] if dates else None, facts, dated)
        elif block.kind is BlockKind.LIST:
            yield from _of_list(block, group, facts, dated)
        elif block.kind is BlockKind.PARAGRAPH and not listed:
            for offset, row in enumerate(block.text.split("\n")):
                if row.strip():
                    yield WatchItem(row.strip(), block.span.first + offset, *group)


def _of_list(
    block: Block, group: tuple[str | None, str | None, bool], facts: NoteMetadata, dated: Sequence[datetime.date]
) -> Iterable[WatchItem]:
    for item in block.children:
        if item.kind is not BlockKind.ITEM:
            continue
        text = " ".join(item.text.split())
        below = [child for child in item.children if child.kind is BlockKind.LIST]
        date = date_at_start(text)
        if below and (text.endswith(":") or (date and date.end >= len(text.rstrip(": ")))):
            for inner in below:
                yield from _of_list(inner, _group_date(text, date, facts, dated), facts, dated)
        elif text:
            yield WatchItem(text, item.span.first, *group)


def _group_date(
    text: str, date: DateMatch | None, facts: NoteMetadata, dated: Sequence[datetime.date]
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
        if block.kind in HEADING_KINDS:
            for match in dates_in(block.text[:300]):
                if match.year:
                    yield datetime.date(match.year, match.month, match.day)


ALIKE = 0.6
"""Share of all their words that two similar items must have in common."""
SHARED = 2
"""The least number of such words; two items of the same words in the same order always repeat each other."""
LOOK_BACK = 50
"""Number of earlier items with a common word that are compared with an item."""


def repeated_items(texts: Sequence[str]) -> list[int | None]:
    """Returns for each text the index of the first earlier one that it repeats.

    Exact is equal up to case, spaces and punctuation. Near is at least 0.6 of all words in common, small words
    aside, where two words are in common if they differ by one letter at most.
    """
    exact: dict[str, int] = {}
    by_word: dict[str, list[int]] = defaultdict(list)
    words_of: list[frozenset[str]] = []
    earlier: list[int | None] = []
    for index, text in enumerate(texts):
        plain = " ".join(re.findall(r"\w+", text.lower()))
        words = frozenset(word for word in plain.split() if word not in SMALL_WORDS)
        words_of.append(words)
        if plain in exact or not plain:
            earlier.append(exact.get(plain))
            continue
        exact[plain] = index
        seen = sorted({other for word in words for other in by_word[word][-LOOK_BACK:]})
        near = (other for other in seen[:LOOK_BACK] if _have_the_same_words(words, words_of[other]))
        earlier.append(next(near, None))
        for word in words:
            by_word[word].append(index)
    return earlier


def _have_the_same_words(words: frozenset[str], others: frozenset[str]) -> bool:
    shared = words & others
    left, right = words - shared, sorted(others - shared)
    pairs = len(shared)
    for word in sorted(left):
        if match := next((other for other in right if _one_letter_off(word, other)), None):
            right.remove(match)
            pairs += 1
    return pairs >= SHARED and pairs >= ALIKE * (len(words) + len(others) - pairs)


def _one_letter_off(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 1 or len(word) > 40:
        return False
    head = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    short, long = sorted((word[head:], other[head:]), key=len)
    return short[1:] == long[1:] if len(short) == len(long) else short == long[1:]
