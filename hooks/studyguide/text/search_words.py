"""Splits texts into the words of the search, and reduces words to what they share with their other forms.

`render/assets/search_words.js` does the same in the browser; tests/cases/search_words holds both to one table.
"""

from __future__ import annotations

import re
import unicodedata

from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.words import fold

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts that are written without spaces, or whose words take endings without a boundary: Thai, Lao,
Burmese, Khmer, Chinese, Japanese, Korean."""
RUN = lazy_pattern(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
ASCII_RUN = re.compile("[a-z0-9]+")
IS_UNSPACED = lazy_pattern(f"[{UNSPACED}]")
MIN_PLURAL = 4
"""Letters of the shortest word that is read as a plural."""
MIN_STEM = 3
"""Letters of the shortest stem."""
NO_PLURAL = ("ss", "us", "is")
LONG_PLURAL = ("sses", "shes", "ches", "xes", "zzes")
STRESSED = re.compile(r"(?:is|ys)(?=e[sdr]?$|ers$|ing$|ations?$)")
COLOUR = re.compile(r"our(?=s?$|ed$|ing$)")
STEM_ENDING = re.compile(
    r"(?:ations?|ions?|ings?|ments?|ness|ives?|ables?|ers?|ors?|ies|ied|ed|es|s|e|y|ly|al|ally|ity|ities)$"
)
DOUBLED = re.compile(r"([bdglmnprt])\1$")


def search_words(text: str) -> list[str]:
    """Returns the words under which a text is found, in its order.

    A run of a script without spaces gives each pair of neighboring characters and its last character.
    """
    words: list[str] = []
    for run in _runs(text):
        if not run.isascii() and IS_UNSPACED.match(run):
            words += [*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]
        else:
            words.append(singular_form(run) if run[-1] == "s" else run)
    return words


def folded_text(text: str) -> str:
    """Folds case, width and accents of a text, and leaves out all marks above and below letters."""
    if text.isascii():
        return text.lower()
    return " ".join(word.lower() if word.isascii() else _bare_letters(fold(word)) for word in text.split(" "))


def _bare_letters(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.category(c).startswith("M"))


def joined_name(text: str) -> str:
    """Returns the letters and digits of a name, folded, without what is between them."""
    return "".join(_runs(text))


def singular_form(word: str) -> str:
    """Returns a folded word without the ending of a regular plural. A short word or one with a digit stays as it is."""
    if len(word) < MIN_PLURAL or word[-1] != "s" or not word.isalpha() or word.endswith(NO_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > MIN_PLURAL else word[:-1]
    return word[:-2] if word.endswith(LONG_PLURAL) else word[:-1]


def word_stem(word: str) -> str:
    """Returns what a folded word shares with its other forms, in British spelling or American."""
    if not word.isalpha():
        return word
    american = COLOUR.sub("or", STRESSED.sub(lambda ending: f"{ending[0][0]}z", word))
    short = STEM_ENDING.sub("", american)
    return word if len(short) < MIN_STEM else DOUBLED.sub(r"\1", short)


def _runs(text: str) -> list[str]:
    """Returns runs of letters and digits. Korean is put together again, which folding takes apart."""
    folded = folded_text(text)
    return ASCII_RUN.findall(folded) if folded.isascii() else RUN.findall(unicodedata.normalize("NFC", folded))
