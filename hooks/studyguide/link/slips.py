"""Finds the words of a note that are slips of words of names, if the note is in English."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from studyguide.link.candidates import TokenizedLine, written
from studyguide.link.typos import SHORTEST_TYPO, KnownWords, read_as
from studyguide.model.note import Note
from studyguide.text.english_words import reads_as_english

ENGLISH = "en"
LANGUAGE_LINES = 200
"""Number of lines that decide the language of a note."""
LANGUAGE_WORDS = 30
"""Number of words below which a note is too short to find its language."""

Slips = Callable[[TokenizedLine], Mapping[int, str]]
"""Returns the words of a line that are slips, by their index, each as the word that is meant."""


def slips_in(note: Note, lines: Sequence[TokenizedLine], known: KnownWords) -> Slips:
    """Returns the function that finds the slips of a line; it finds none in a note in another language, whose words
    may be one letter away from English names."""
    if note.language and note.language.partition("-")[0].lower() != ENGLISH:
        return lambda _: {}
    is_english = cache(lambda: _is_english(lines))

    def slips_of(line: TokenizedLine) -> Mapping[int, str]:
        long = ((at, word) for at, word in enumerate(line.folds) if len(word) >= SHORTEST_TYPO)
        slips = ((at, read_as(word, known)) for at, word in long if written(line, at).isascii())
        meant = {at: target for at, target in slips if target}
        return meant if meant and is_english() else {}

    return slips_of


def _is_english(lines: Iterable[TokenizedLine]) -> bool:
    words = [word for line in itertools.islice(lines, LANGUAGE_LINES) for word in line.folds if word.isalpha()]
    return len(words) < LANGUAGE_WORDS or reads_as_english(words)
