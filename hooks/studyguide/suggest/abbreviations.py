"""Collects the abbreviations of notes with what they abbreviate."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.link.expansions import expansions
from studyguide.suggest.model import NoteLine, Seen, Sign


def abbreviated(row: NoteLine) -> Iterator[Seen]:
    """Yields every name that has its abbreviation next to it in a row."""
    for short, name in expansions(row.line):
        yield Seen(row.note, row.line.number, name, Sign.ABBREVIATED, short)
