"""Tells common English words from names, terms and misspellings, by a list that is part of the package.

`data/english_words.txt.gz` has the lower-case words of SCOWL up to size 50, with their inflections and without proper
names; `data/english_words.license.txt` has its copyright notices.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from functools import cache

from studyguide.text.package_data import package_data
from studyguide.text.words import fold, variants

WORD_LIST = "english_words.txt.gz"
SHARE_OF_ENGLISH = 0.45
"""Share of English words from which a text is English."""


def is_english_word(word: str) -> bool:
    """Returns whether a word, in any case and with or without a possessive ending, is a common English one."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    return word in english_words()


def is_common_word(word: str) -> bool:
    """Returns whether a word, or a form of it such as its singular, is a common English one; case and accents do not
    matter."""
    words = english_words()
    folded_word = fold(word)
    return folded_word in words or any(form in words for form in variants(folded_word))


def reads_as_english(words: Collection[str]) -> bool:
    """Returns whether a text is English, given its words in small letters."""
    return sum(map(is_english_word, words)) >= SHARE_OF_ENGLISH * len(words)


@cache
def english_words() -> frozenset[str]:
    """Returns all 63,000 words of the list. It is read once per process, when the first word is asked for."""
    return frozenset(gzip.decompress(package_data("studyguide.text", WORD_LIST)).decode("ascii").split())
