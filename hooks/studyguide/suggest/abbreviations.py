"""Collects the abbreviations of notes with what they abbreviate."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.link.expansions import expansions
from studyguide.suggest.model import NoteLine, Seen, Sign
from studyguide.text.words import fold


def abbreviated(row: NoteLine) -> Iterator[Seen]:
    """Yields every name that has its abbreviation next to it in a row."""
    language = row.language

    def is_small(word: str) -> bool:
        folded = fold(word)
        return folded in language.function or folded in language.inside

    for short, name in expansions(row.line, is_small):
        yield Seen(row.note, row.line.number, name, Sign.ABBREVIATED, short)
