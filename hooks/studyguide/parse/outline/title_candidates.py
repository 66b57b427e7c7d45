"""Divides a title into its words and people in forms that other lines have for other reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.parse.outline.names import PERSON_NAME
from studyguide.parse.outline.speakers import BylineCandidate, byline_candidates, shaped_people
from studyguide.text.ordinals import without_ordinal

BEHIND_TITLE = re.compile(
    r"(?:\s++(?:[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f★☆]++|(?:[-–—|/,+]\s)?[\[(]?(?:slides?|(?:slide ?)?deck"
    r"|videos?|recording|youtube|folien|diapositivas|vídeos?|vidéos?)[\])]?(?=\s|$)))+\s*$",
    re.IGNORECASE,
)
"""Signs of a rating, and links to slides or a recording, behind a title and its speaker."""
LONGEST_END = 60
FROM = re.compile(r"(?P<word>[\w’'-]+)\sfrom\s(?=[^\W\d_a-z]\S*\s[^\W\d_a-z])(?!.*\sfrom\s)")
_COMING = """
migrating migrate migration moving move switching switch upgrading learned learning learnt lessons lesson stories story
away back coming come comes news notes greetings data apart far free insights escape escaping tales views view
"""
COMING = frozenset(_COMING.split())
"""Words behind which `from` says where somebody or something comes from, rather than who gave a talk."""
BEFORE_OCCASION = re.compile(
    rf"(?P<name>{PERSON_NAME.pattern})(?:['’]s)? (?P<title>(?:(?:[Oo]pening|[Cc]losing) )?(?:[Kk]ey ?[Nn]ote|[Tt]alk))"
)
"""A name and what somebody gave."""


def title_candidates(text: str) -> Iterator[BylineCandidate]:
    """Yields every way to divide a title into words and people, the most usual form first."""
    text = without_signs(text)
    yield from byline_candidates(text)
    origin = FROM.search(text) if " from " in text else None
    if origin and origin["word"].lower() not in COMING and (people := shaped_people(text[origin.end() :])):
        yield BylineCandidate("from", text[: origin.end("word")], people)
    bare = without_ordinal(text)
    if bare != text:
        yield from (one for one in byline_candidates(bare) if one.form == "before")
    if (occasion := BEFORE_OCCASION.fullmatch(bare)) and (people := shaped_people(occasion["name"])):
        yield BylineCandidate("occasion", occasion["title"], people)


def without_signs(text: str) -> str:
    """Returns a title without signs and links behind it."""
    end = BEHIND_TITLE.search(text, max(0, len(text) - LONGEST_END))
    return text[: end.start()] if end and end.start() else text
