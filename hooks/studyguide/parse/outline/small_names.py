"""Reads names in small letters, where other titles of a note, or the note itself, show that names are there."""

from __future__ import annotations

import re

from studyguide.model.note import Speaker
from studyguide.parse.outline.speakers import BylineCandidate
from studyguide.text.english_words import is_english_word

SMALL_BY = re.compile(r"\sby (?P<first>[^\W\d_][\w’'-]{2,20}) (?P<last>[^\W\d_A-Z][\w’'-]{2,20})$")
"""The end of a title: `by` and two words, the second of them in small letters."""


def small_byline(text: str) -> BylineCandidate | None:
    """Returns the byline of a title that ends in `by` and a name in small letters: its first word is no English word,
    and only behind a capital the second may be one."""
    match = SMALL_BY.search(text)
    if match is None or not text[: match.start()].strip() or is_english_word(match["first"]):
        return None
    if match["first"].islower() and is_english_word(match["last"]):
        return None
    name = f"{match['first']} {match['last']}"
    return BylineCandidate("by", text[: match.start()].rstrip(), (Speaker(name),))
