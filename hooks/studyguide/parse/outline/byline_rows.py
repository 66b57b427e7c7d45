"""Reads the rows below a title that may be bylines, without the marks around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.dates import ANY_DIGIT
from studyguide.parse.outline.name_rows import inner_items, without_short_code
from studyguide.parse.outline.names import PERSON_NAME, without_edges
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers, speaker_marker
from studyguide.parse.outline.speakers import speaker_line
from studyguide.parse.outline.table_cells import fields_of_table
from studyguide.parse.outline.titles import date_line, undated
from studyguide.text.small_letters import small_letters

FIRST_ROWS = 5
EDGES = " \t>-–—*_|~"
ADDRESS_BEHIND = re.compile(r"(?<=\w)\W{0,3}[:,(–—-]\s*<?(?:https?://|www\.)[^\s>)]+[>)]?$", re.IGNORECASE)
ONLY_LINKS = re.compile(r"(?:(?:slides?|video|recording|link|code|abstract|website|youtube)(?:\W++|$))+", re.IGNORECASE)
"""A row that is nothing but what links are called."""
LINKS_AHEAD = re.compile(r"^(?:(?:slides?|video|recording|youtube|link)\s?[|/,·-]\s?)+", re.IGNORECASE)
"""What links before a name are called."""
INTRODUCTION = re.compile(
    r"^(?i:w/|with|feat(?:uring|\.)?|ft\.?|mit|avec|con|com|met|de|di|da)\s?(?<=[\s/])(?=[^\W\d_a-z]\S{0,40}\s\S)"
)
"""A word before names that does not say by itself that they are names."""
SPEAKER_AHEAD = re.compile(
    rf"(?i:speakers?|presenters?|ponente|referent(?:in)?|sprecher(?:in)?|intervenante?|relatore|palestrante|spreker)"
    rf" ({PERSON_NAME.pattern})"
)
"""A word for whoever speaks, without a colon behind it."""
DETAIL_ROW = re.compile(
    r"(?:format|duration|durée|dauer|length|level|niveau|room|raum|saal|salle|sala|track|stage|hall|location|venue|where"
    r"|when|time|date|type|category|tags?|language|lang(?:ue)?|sprache)\b[^.!?]{1,60}|[^.!?]{0,40}(?<!\w)\d{1,2}[:h]\d\d"
    r"(?:\s?[-–—]\s?\d{1,2}[:h]\d\d)?(?:\s?[ap]m)?[^.!?]{0,30}"
    r"|(?:[\w-]+ ){0,3}\d{1,3}\s?-?(?:min(?:ute[ns]?|uti|utos)?|h|hrs?|hours?|heures?|stunden?)\b[^.!?]{0,20}",
    re.IGNORECASE,
)
"""A row of the format, the length, the time or the room of a talk."""
MOST_DETAIL_WORDS = 9
TIME_BEFORE = re.compile(r"^\d{1,2}[:.h]\d\d(?:\s?[-–—]\s?\d{1,2}[:.h]\d\d)?(?:\s?[-–—|:,])?\s+(?=[^\W\d_a-z])")
PLACE_AND_TIME = re.compile(r"\s[-–—|]\s(?:(?i:room|track|stage|hall|sala|salle|raum|saal)\s|\d{1,2}[:.h]\d\d).{0,60}$")
"""The time and the room of a talk, beside its speaker."""
SIGNS_AHEAD = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d]+[\s:*_]*+")
"""Emoji before the words of a row."""
PERSON_SIGN = re.compile("[\U0001f3a4\U0001f399\U0001f5e3\U0001f464\U0001f465\U0001f468\U0001f469\U0001f9d1]")
"""Emoji of a microphone or of people, which say whose talk it is."""
STOP_BEHIND_HANDLE = re.compile(r"(?<!\S)(@\w{2,40})[.!]$")
"""A full stop behind somebody's handle, which is no part of it."""
NAMED_FIELD = re.compile(r"^:([^\W\d_][\w ]{0,30}):(?:\s+|$)")
"""The name of a field of reStructuredText, such as `:Speaker:`."""


def byline_rows(block: Block, most: int = FIRST_ROWS) -> Iterator[str]:
    """Yields the first rows of a block that may be bylines, without the marks around them; `most` limits the items of a
    list."""
    if block.kind is BlockKind.LIST:
        items = block.children[:most]
        if sum(PERSON_SIGN.match(item.text) is not None for item in items) > 1:
            return  # Each of several items with the sign of a person is a talk.
        for item in items:
            if item.kind is BlockKind.ITEM and "\n" not in item.text and len(item.text) < 200:
                named = names_speakers(item.text) or NAMED_FIELD.fullmatch(item.text)
                inner = inner_items(item) if named else []
                field = _without_marks(item.text)
                yield f"{field.rstrip(' :：')}: {'; '.join(inner[:FIRST_ROWS])}" if inner else field
        return
    if block.kind is BlockKind.TABLE:
        yield from islice(fields_of_table(block), most)
        return
    is_inside = bool(block.children)
    while block.children:
        block = block.children[0]
        if block.kind is BlockKind.LIST:
            yield from byline_rows(block, most)
            return
    if block.kind is BlockKind.HEADING and not is_inside and not (is_byline(block.text) or date_line(block.text)):
        return
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL, BlockKind.HEADING}:
        yield from (_without_marks(row) for row in block.text.split("\n")[:FIRST_ROWS])


def _without_marks(row: str) -> str:
    """Returns a row without the quote marks, dashes, emphasis and brackets around all of it, and without an address
    behind its words."""
    row = row.replace("&nbsp;", " ") if "&nbsp;" in row else row
    if row[:1] > "\u2600" and (sign := SIGNS_AHEAD.match(row)):
        words = row[sign.end() :].strip()
        names_people = PERSON_SIGN.search(sign[0]) and " " in words  # One word is rather what a recording is called.
        names_people = names_people and not speaker_marker(words)
        row = f"{'Speaker: ' if names_people else ''}{words.lstrip(EDGES)}"
    row = NAMED_FIELD.sub(r"\1: ", row) if row[:1] == ":" else row
    row = without_short_code(row) if row.endswith(":") else row
    row = without_edges(row, EDGES)
    row = f"Speaker: {named[1]}" if (named := SPEAKER_AHEAD.fullmatch(row)) else row
    row = ADDRESS_BEHIND.sub("", row) if "://" in row or "www." in small_letters(row) else row
    row = STOP_BEHIND_HANDLE.sub(r"\1", row) if "@" in row else row
    return row[1:-1] if row[:1] in "([" and row[-1:] in ")]" else row


def is_detail(row: str) -> bool:
    """Returns whether a row says only when and where a talk was, how long it was, or of what kind."""
    few = len(row.split()) <= MOST_DETAIL_WORDS
    return few and (DETAIL_ROW.fullmatch(row) is not None or date_line(row) is not None) and not shaped_people(row)


def without_introduction(row: str) -> str:
    """Returns a row without the word before its names, as in `with A. Name`, and without the date or time beside
    them."""
    row = INTRODUCTION.sub("", LINKS_AHEAD.sub("", row, count=1), count=1)
    if ANY_DIGIT.search(row):
        row = TIME_BEFORE.sub("", undated(row)[0], count=1)
    return PLACE_AND_TIME.sub("", row, count=1)


def is_byline(text: str) -> bool:
    """Returns whether a title is only a marked byline, such as `Speaker: A. Name`."""
    return speaker_marker(text) is not None and bool(speaker_line(text))


def has_field_mark(text: str) -> bool:
    """Returns whether a text begins with a mark of speakers and a colon, such as `Speaker:`."""
    mark = speaker_marker(text)
    return mark is not None and mark[0].rstrip().endswith((":", "："))
