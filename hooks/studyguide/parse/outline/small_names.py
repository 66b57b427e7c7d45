"""Reads names in small letters, where other titles of a note, or the note itself, show that names are there."""

from __future__ import annotations

import re

from studyguide.model.note import Speaker
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.speakers import BylineCandidate, byline_candidates
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


def title_in_small_letters(text: str, form: str) -> BylineCandidate | None:
    """Returns the byline of a title with a name in small letters, such as `rye, slowly - ada crumb`, if no part of the
    name is an English word; the form names people in other titles."""
    signs = separators_in(text)
    if not signs or not text[signs[-1].end() :].islower():
        return None
    capitals = next((one for one in byline_candidates(text.title()) if one.form == form), None)
    if capitals is None or len(capitals.people) > 1 or capitals.people[0].role:
        return None
    name = capitals.people[0].name
    if any(map(is_english_word, name.split())) or not text.endswith(name.lower()):
        return None
    return capitals._replace(title=text[: len(capitals.title)], people=(Speaker(name.lower()),))
