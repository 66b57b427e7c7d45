"""Recognizes names in Chinese, Japanese and Korean letters, which have neither capitals nor blanks.

A few letters of these scripts may be any word, so that `east_names` decides which are names.
"""

from __future__ import annotations

from studyguide.parse.outline.names import HONORIFIC
from studyguide.text.lazy_pattern import lazy_pattern

HAN, KATAKANA, HANGUL = "\u3400-\u9fff々", "\u30a1-\u30faー", "\uac00-\ud7a3"
EAST_NAME = lazy_pattern(
    rf"(?:[{HAN}]{{2,4}}(?:[ \u3000][{HAN}]{{1,3}})?|[{HAN}][ \u3000][{HAN}]{{1,3}}"
    rf"|[{KATAKANA}]{{2,10}}[・·＝][{KATAKANA}]{{2,12}}|[{HANGUL}]{{2,4}})(?![\w・])"
)
"""Two to four letters, or two words of foreign sounds with a dot between."""
EAST_NAME_AND_ROLE = lazy_pattern(
    rf"(?P<name>[{HAN}]{{2,4}}|[{HANGUL}]{{2,4}})(?: |\s?[,，/／|｜@(（])\s*"
    r"(?P<role>[^\s,，(（)）][^,，(（)）]{0,60})[)）]?"
)
"""A name and what somebody is, behind a word such as `Speaker:`."""
BETWEEN_EAST_NAMES = lazy_pattern(r"(?<!\s)\s*+(?:[、，,;；&＆/／+]|(?<=\s)and(?=\s)|和(?=\s)|と(?=\s))\s*")
MAY_BE_BESIDE = lazy_pattern(
    rf"(?:[-–—|｜/／:：·•(（\[【》]|\b(?:with|by))\s*[{HAN}{KATAKANA}{HANGUL}]|[{HAN}{HANGUL}]\s*[:：|｜]"
)
"""What is between a title and such a name."""


def may_have_east_name(text: str) -> bool:
    """Returns whether a name in these letters may be beside a title."""
    return not text.isascii() and MAY_BE_BESIDE.search(text) is not None


def east_names(text: str) -> list[str]:
    """Returns the names that a text lists, if it has nothing else and all are in these letters."""
    if text[:1] < "\u3040":
        return []
    names = [HONORIFIC.sub("", name) for name in BETWEEN_EAST_NAMES.split(text.strip())]
    return names if all(map(EAST_NAME.fullmatch, names)) else []
