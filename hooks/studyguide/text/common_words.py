"""Tells common English words from other words, by a list that the package ships."""

from __future__ import annotations

import gzip
from functools import cache

from studyguide.text.package_data import package_data
from studyguide.text.words import fold, variants

WORD_LIST = "english_words.txt.gz"
"""Some 41,000 words in lower case, American and British, one a line; its license is beside it."""


def is_common_word(word: str) -> bool:
    """Returns whether a word, or its singular, is in the list of common English words; case and accents do not
    matter."""
    words = common_words_of_english()
    folded_word = fold(word)
    return folded_word in words or any(form in words for form in variants(folded_word))


@cache
def common_words_of_english() -> frozenset[str]:
    """Returns all words of the list, folded. It is read once per process: that takes 25 ms, and thousands ask."""
    data = package_data("studyguide.text", WORD_LIST)
    return frozenset(map(fold, gzip.decompress(data).decode("utf-8").split()))
