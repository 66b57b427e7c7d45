"""Splits a line into words, folded so that spellings that differ only in case, accents or a plural s compare equal.

A word is a run of letters and digits of one script. A Chinese, Japanese or Korean character is a word by itself, so a
Latin name next to one has its boundary. An identifier with an underscore is one word, which no name inside it equals;
a name may be all of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+(?:[\u0300-\u036f]+[^\W{CJK}]*)*")
"""Combining accents belong to the letter before them."""
ASCII_WORD = re.compile("[A-Za-z0-9_]+")
"""What `WORD` finds in a text of ASCII alone, in three fifths of the time."""
UNSPACED_OR_COMBINING = re.compile(f"[{CJK}\u0300-\u036f]")
LETTERS_AND_DIGITS = re.compile(r"\w+")
"""What `WORD` finds in a text without any of these, in two fifths of the time."""

JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word begins inside a name such as `LangChain`."""
HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\uff07"

NOT_PLURAL = frozenset(
    WORD.findall(
        "alias always analysis atlas basis bias canvas chaos cosmos gas has his is its lens means news perhaps plus"
        " pros series species this thus towards us was whereas yes"
    )
)
"""Everyday words that end in s and are not plurals, in addition to those that end in ss, us or is."""


BRITISH = re.compile(r"(?:is|ys)(?=(?:e[sdr]?|ers|ing|ations?)$)|ll(?=(?:ed|ing|ers?)$)|our(?=s?$)")
"""Endings that American English writes differently: `organise`, `analyse`, `labelled`, `colour`."""
SHAPED = frozenset("sednrg")
"""Last letters of the words that have more than one form."""
AMERICAN_SPELLINGS = {"is": "iz", "ys": "yz", "ll": "l", "our": "or"}


def fold(word: str) -> str:
    """Folds case, width and accents of one word. Folding twice changes nothing."""
    return word.lower() if word.isascii() else _folded(word)


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not "\u0300" <= c <= "\u036f")
    folded = unicodedata.normalize("NFKC", bare.casefold())
    return folded if folded == word else fold(folded)


def variants(word: str, shouted: str = "") -> tuple[str, ...]:
    """Returns a folded word and, if it looks like a regular plural, its singular forms.

    `shouted` is the word as written: `VMs` and `GeLUs` are plurals, `aws` is none.
    """
    if not word.endswith("s") or word in NOT_PLURAL or not word[:-1].isalnum():
        return (word,)
    if len(word) > 2 and shouted[-2:-1].isupper() and shouted[-1] == "s":
        return (word, word[:-1])
    if len(word) < 4:
        return (word,)
    if word.endswith(("ss", "us", "is")):
        return (word,)
    if word.endswith("ies") and len(word) > 4:
        return (word, word[:-3] + "y", word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "ses")):
        return (word, word[:-1], word[:-2])
    return (word, word[:-1])


def inflections(word: str, shouted: str) -> tuple[str, ...]:
    """Returns the forms of a folded word as it is written in a note; a British ending also appears in its American
    form."""
    forms = (word,) if word[-1] != "s" else variants(word, shouted)
    if len(word) > 5 and ("is" in word or "ll" in word or "our" in word or "ys" in word) and BRITISH.search(word):
        forms = (*forms, *(BRITISH.sub(_american, form) for form in forms))
    return forms


def _american(ending: re.Match[str]) -> str:
    return AMERICAN_SPELLINGS[ending[0]]


def singular(word: str) -> str:
    """Returns the shortest of a folded word's forms."""
    return variants(word)[-1] if word[-1:] == "s" else word


def words_of(text: str) -> list[str]:
    """Returns the folded words of a text, for comparing texts as a whole."""
    if text.isascii():
        return ASCII_WORD.findall(text.lower())
    return list(map(fold, word_pattern(text).findall(text)))


def word_pattern(text: str) -> re.Pattern[str]:
    """Returns the quickest pattern that finds in a text what `WORD` finds in it."""
    if text.isascii():
        return ASCII_WORD
    return WORD if UNSPACED_OR_COMBINING.search(text) else LETTERS_AND_DIGITS


def gap(text: str) -> str | None:
    """Returns what is between two neighboring words: '' nothing, ' ' a space, '-' a hyphen, or the one sign.

    None if they do not belong together. A hyphen with space around it is a dash; a dash between words without space
    is a hyphen.
    """
    if text in ("", " ", "-"):
        return text
    bare = text.strip()
    if not bare:
        return " "
    if len(bare) > 1:
        return None
    if bare in HYPHENS:
        return "-" if bare == text else None
    if bare in APOSTROPHES:
        return "'" if bare == text else None
    return None if bare in ",;.:!?" and bare != text else bare
