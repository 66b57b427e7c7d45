"""Recognizes the ordinal before a title, such as `3.2` or `Chapter 4:`."""

from __future__ import annotations

import re

from studyguide.text.small_letters import small_letters

PARTS_OF_COURSES = (
    r"(?:chapter|section|part|lecture|lesson|week|unit|module|exercise|session|day|appendix|kapitel|abschnitt|teil"
    r"|vorlesung|woche|übung|tag|capítulo|sección|tema|clase|lección|semana|unidad|día|chapitre|partie|leçon|cours|séance"
    r"|semaine|jour|capitolo|lezione|aula|hoofdstuk|les)"
)
ANY_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,7})"
NUMBERED_PART = re.compile(rf"{PARTS_OF_COURSES}\s{ANY_NUMBER}(?=$|[\s:.)–—-])")
"""Such as `chapter 4`, in small letters."""
LONGEST_PART_NAME = 60
"""A number of characters that no match of it has."""
NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})(\.|\))?[ \t]+(?=[^\W\d_])")
ORDINAL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,4}[.):]?|\d{1,3}[.):]|#\d{1,3}[.):]?|[A-Za-z][.)]|(?=[IVX]{2})[IVX]{2,6}[.)]"
    rf"|{PARTS_OF_COURSES}\s{ANY_NUMBER}\s*[:.)–—-])\s+(?=\S)",
    re.IGNORECASE,
)


def numbered_depth(line: str) -> int | None:
    """Returns of how many numbers the ordinal at the start of a line consists, or None if it has none.

    `Chapter 4` has one, `3.2 Exercise` has two. A number without a dot behind or inside it is an amount.
    """
    if NUMBERED_PART.match(small_letters(line[:LONGEST_PART_NAME])):
        return 1
    match = NUMBERED.match(line)
    if match is None or not ("." in match[1] or match[2]):
        return None
    return match[1].count(".") + 1


def without_ordinal(title: str) -> str:
    """Returns a title without the ordinal before it."""
    return title[match.end() :] if (match := ORDINAL.match(title)) else title
