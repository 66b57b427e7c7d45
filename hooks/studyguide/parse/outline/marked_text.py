"""Writes text with its marks as sentences need them: titles in quotes, and signs around names that stand out."""

from __future__ import annotations

import re
from html import unescape

from studyguide.parse.outline.names import PERSON_NAME, is_listed, without_edges
from studyguide.parse.outline.profiles import PROFILE
from studyguide.text.lazy_pattern import lazy_pattern

NAME_OPENS, NAME_CLOSES = "\ue000", "\ue001"
"""Signs around a name that is linked or emphasized."""
LONGEST_MARKED = 2000
PICTURE_MARK = lazy_pattern(r"!\[[^\[\]]*\]\([^()\s]*\)")
PERSON_LINK = lazy_pattern(rf"\[([^\[\]]{{2,60}})\]\(\s?{PROFILE}\s?\)", re.IGNORECASE)
ANY_LINK = lazy_pattern(r"\[([^\[\]]{1,200})\](?:\([^()\s]{0,500}(?:\s+\"[^\"]*\")?\s*\)|\[[^\[\]]{0,60}\])?")
NAMED_REST_LINK = lazy_pattern(r"`([^`<>]{1,200}?)\s*(?:<[^<>]*>)?`__?")
TAG_AT_ALL = lazy_pattern(r"</?[a-zA-Z][^<>]{0,500}>")
EMPHASIZED_PART = lazy_pattern(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.{1,200}?)(?<=\S)\1(?![\w*_])")
OTHER_QUOTES = lazy_pattern(
    r"\"\s?(?P<straight>[^“”„«»\"]{1,200}?)\s?\"|„(?P<low>[^“”„\"]{1,200})[“”]|«\s?(?P<angle>[^«»]{1,200}?)\s?»|”(?P<high>[^“”]{1,200})”"
)
"""Quotes of other kinds than those that a marked text has."""
DOUBLED_QUOTES = lazy_pattern(r"\"(“[^“”\"]*”)\"")
NAME = lazy_pattern(rf"(?:{PERSON_NAME.pattern})(?:\s(?:氏|さん))?")
INSIDE_CLAUSE = lazy_pattern(r"\s(?:par|by|von|por|av|door|da|a|ha|hat|och|has)\s")
"""Small words by which a link is a part of its sentence rather than a title."""
MARKED_PART = lazy_pattern(f"{NAME_OPENS}([^{NAME_OPENS}{NAME_CLOSES}]*){NAME_CLOSES}")
SIGNS = lazy_pattern(rf"[{NAME_OPENS}{NAME_CLOSES}]")
INNER_QUOTES = lazy_pattern(r"[“”]")


def text_with_signs(text: str) -> str:
    """Returns a text in one line without its marks: links, emphasis and quotes are in quotes of one kind, or between
    signs if they are names."""
    text = " ".join(unescape(PICTURE_MARK.sub(" ", text[:LONGEST_MARKED])).split())
    text = TAG_AT_ALL.sub(" ", text) if "<" in text and "`" not in text else text
    if "`" in text:
        text = NAMED_REST_LINK.sub(_marked, text).replace("``", "`")
    if "[" in text:
        text = ANY_LINK.sub(_marked, PERSON_LINK.sub(_marked_name, text) if "://" in text else text)
    text = EMPHASIZED_PART.sub(lambda match: _of_words(match[2]), text) if "*" in text or "_" in text else text
    if '"' in text or not text.isascii():
        text = OTHER_QUOTES.sub(lambda match: _of_words(match[match.lastindex or 0]), DOUBLED_QUOTES.sub(r"\1", text))
    return " ".join(text.split())


def without_signs_of_names(text: str) -> str:
    """Returns a marked text without the signs around names."""
    return SIGNS.sub("", text)


def text_with_titles(text: str) -> str:
    """Returns a text in one line without its marks, in which links, emphasis and quotes are in quotes of one kind,
    but for names that are in the lists and single words."""
    return MARKED_PART.sub(
        lambda part: f"“{part[1]}”" if " " in part[1] and not is_listed(part[1]) else part[1], text_with_signs(text)
    )


def _marked(match: re.Match[str]) -> str:
    return _of_words(match[1])


def _marked_name(link: re.Match[str]) -> str:
    """Returns the words of a link to somebody's profile, which are a name even if they are one word."""
    plain = without_edges(link[1], " *_")
    return (
        f"{NAME_OPENS}{plain}{NAME_CLOSES}" if plain[:1] == "@" or plain.isalnum() or NAME.fullmatch(plain) else link[0]
    )


def _of_words(words: str) -> str:
    plain = without_edges(INNER_QUOTES.sub("", SIGNS.sub("", words)), " *_")
    if NAME.fullmatch(plain) or plain[:1] == "@":
        return f"{NAME_OPENS}{plain}{NAME_CLOSES}"
    if NAME_OPENS in words or (INSIDE_CLAUSE.search(plain) and NAME.search(plain)):
        return words
    return f"“{plain}”"
