"""Reads the list of common English words, which tells an everyday word from a name or a misspelling.

`english_words.txt` has the lower-case words of SCOWL up to size 50, with their inflections and without proper names;
`english_words.license.txt` has its copyright notices.
"""

from __future__ import annotations

from pathlib import Path

ENGLISH_WORDS = frozenset(Path(__file__).with_suffix(".txt").read_text("ascii").split())


def is_english_word(word: str) -> bool:
    """Returns whether a word, in any case and with or without a possessive ending, is a common English one."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    return word in ENGLISH_WORDS
