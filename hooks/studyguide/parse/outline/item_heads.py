"""Writes the beginning of an item without its marks, as titles are written: the text of its link, or its first row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from studyguide.parse.outline.byline_rows import SIGNS_AHEAD
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.speaker_marker import may_name_people
from studyguide.parse.outline.speakers import BY_BEFORE_NAME

LONGEST_BESIDE = 60
LONGEST_ROW = 700
"""A number of characters with which a row may have two long addresses."""
HEAD_LINK = re.compile(
    r"(?<!!)\[([^\[\]]{1,200})\](?:\(\s?<?[^()\s]{0,500}(?:\s+\"[^\"]*\")?>?\s?\)|\[[^\[\]]{0,60}\])"
)
BRACKETED_LINK = re.compile(
    r"(?<!!)\[\([^\[\]]{1,40}\)\](?:\([^()\s]{0,500}\))|[(\[]\s?\[[^\[\]\s]{1,12}\]\([^()\s]{0,500}\)\s?[)\]]"
)
"""A link in brackets, to a page about the words before it."""
TO_MEDIA = re.compile(
    r"(?:(?:video|slides?|transcript|recording|audio|notes|code|repo(?:sitory)?|deck|pdf|link|blog ?post|article"
    r"|website|folien|diapositivas|vídeo|vidéo|youtube|hn|:\w{2,30}:)\s?)+",
    re.IGNORECASE,
)
"""What a link is called that is about the talk named before it."""
EMPHASIS_MARKS = re.compile(r"[*_]{2,3}|`")
BEHIND_HEAD = re.compile(
    r"(?:[(\[] ?(?:(?:19|20)\d\d|\d{1,3} ?min(?:utes)?|[-–—|,/]?) ?[)\]]|\[target=\w{1,10}\]|\s[-–—|,;/·•.])$"
)
"""A year or nothing in brackets, and a sign before a link that is left out."""
MOST_BEHIND = 8
BEFORE_HEAD = re.compile(
    r"(?:\d{1,2}[.)]\s*)?(?:vortrag|talk|session|key ?note|charla|ponencia|conférence|palestra)"
    r"\s?(?:\d{1,2}\s?)?[:：]\s*",
    re.IGNORECASE,
)
"""What an item is, before its title."""


def item_heads(written: str) -> Iterator[str]:
    """Yields what may be the title of an item with the names beside it, the likeliest first: the text of a link that
    has both, the first row, and the first row with the next one. `written` is the item with its marks."""
    text = unescape(written[: 2 * LONGEST_ROW]).replace("\xa0", " ")
    row, _, below = text.partition("\n")
    if below and (row.count("[") > row.count("]") or row.count("(") > row.count(")")):
        row = f"{row} {below.splitlines()[0].strip()}"
    link = HEAD_LINK.search(row)
    head = _plain(link[1]) if link and not may_name_people(_plain(row[link.end() :])[:LONGEST_BESIDE]) else ""
    if separators_in(head) or BY_BEFORE_NAME.search(head):
        yield head
    yield _plain(row)


def _plain(row: str) -> str:
    """Returns a row without its marks, links about it, and what it is."""
    row = HEAD_LINK.sub(_link_words, BRACKETED_LINK.sub("", row[:LONGEST_ROW])) if "](" in row or "][" in row else row
    signs = SIGNS_AHEAD.match(row) if row[:1] > "\u2600" else None
    row = row[signs.end() :] if signs else row
    row = BEFORE_HEAD.sub("", " ".join(EMPHASIS_MARKS.sub("", row).split()), count=1).lstrip(" ;")
    row = row.rstrip(" ;.,")
    for _ in range(MOST_BEHIND):
        row = BEHIND_HEAD.sub("", row).rstrip(" ;.,")
    return row


def _link_words(link: re.Match[str]) -> str:
    return "" if TO_MEDIA.fullmatch(link[1].strip()) else link[1]
