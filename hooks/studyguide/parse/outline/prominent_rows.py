"""Writes the rows below a title without their marks, and reads whom those name that have a label for speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.marked_text import TAG_AT_ALL
from studyguide.parse.outline.names import HANDLE
from studyguide.parse.outline.prominent_names import named_groups
from studyguide.parse.outline.speakers import speaker_line
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.small_letters import small_letters

LONGEST_WRITTEN_ROW = 600
MOST_LABEL_WORDS = 4
LONGEST_LABEL = 32
WRITTEN_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LABEL, BlockKind.HTML, BlockKind.LIST, BlockKind.HEADING}
)
SPEAKER_WORD = lazy_pattern(
    r"speaker|presenter|presented|panell?ist|instructor|lecturer|palestrante|ponente|orador|relator[ei]?\b|relatrice"
    r"|conférenci|intervenant|orateur|oratrice|animée? par|présentée? par|referent|sprecher|vortragend|dozent|spreker"
    r"|talare|föreläsare|foredragsholder|oplægsholder|prelegent|докладчик|спикер|登壇|講演者|講師|発表者|スピーカー"
    r"|讲者|讲师|講者|主讲|演讲者|嘉宾|발표자|연사"
)
"""In small letters, a word for whoever speaks, in any wording of a label."""
FIELD_OF_TALK = lazy_pattern(r"[@:](?P<label>[^\W\d_]{2,20}):?(?:\s+(?P<value>\S.*))?")
"""A field as in `@speaker A. Name`, and as `:Speaker:` in reStructuredText."""
LABEL_END = lazy_pattern(r"[:：|]+|\s[-–—]\s")
LINK_IN_ROW = lazy_pattern(r"!?\[([^\[\]]{0,200})\](?:\([^()\s]{0,500}\)|\[[^\[\]]{0,60}\])")
LINK_TURNED = lazy_pattern(r"\(([^()]{2,60})\)\[[^\[\]\s]{0,500}\]")
"""A link with its brackets the wrong way round."""
ADDRESS_IN_ROW = lazy_pattern(r"<?(?:https?://|www\.)[^\s<>]+>?")
EMPHASIS_IN_ROW = lazy_pattern(r"\*{1,3}|__|`|(?<!\w)_(?=\w)|(?<=[^\W_])_(?!\w)")
EDGES_OF_ROW = " \t>#*+-–—•|~=·"


def written_rows(blocks: Iterable[Block], lines: Sequence[str]) -> Iterator[str]:
    """Yields the rows of some blocks without their marks, addresses and what is blank; `lines` are the note's own."""
    for block in blocks:
        for line in lines[block.span.first - 1 : block.span.last] if block.kind in WRITTEN_KINDS else ():
            if row := plain_row(line):
                yield row


def plain_row(line: str) -> str:
    """Returns a line without the marks of lists, quotes, headings, links and emphasis, tags and addresses."""
    row = line[:LONGEST_WRITTEN_ROW]
    row = unescape(TAG_AT_ALL.sub(" ", row)) if "<" in row or "&" in row else row
    if "[" in row:
        row = LINK_TURNED.sub(r"\1", LINK_IN_ROW.sub(r"\1", row))
    row = ADDRESS_IN_ROW.sub("", row) if "://" in row or "www." in row else row
    return " ".join(EMPHASIS_IN_ROW.sub("", row).split()).strip(EDGES_OF_ROW)


def labeled_people(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people of the first row with a label that has a word for speakers, whatever else it says."""
    for at, row in enumerate(rows):
        value = _labeled(row)
        if value == "" and at + 1 < len(rows):
            value = rows[at + 1]
        if value and (people := _opening_speakers(value)):
            return people
    return ()


def _labeled(row: str) -> str | None:
    """Returns what a row has behind a label for speakers, which may be nothing; None without such a label."""
    if row[:1] in {"@", ":"} and (field := FIELD_OF_TALK.fullmatch(row)):
        label, value = field["label"], field["value"] or ""
        is_of_talk = row[0] == "@" and label.lower() in {"author", "by"}
        return value if is_of_talk or SPEAKER_WORD.search(small_letters(label)) else None
    end = LABEL_END.search(row[: LONGEST_LABEL + 1])
    label = row[: end.start()] if end else ""
    is_label = label and len(label.split()) <= MOST_LABEL_WORDS and SPEAKER_WORD.search(small_letters(label))
    return row[end.end() :].strip() if end and is_label else None


def _opening_speakers(value: str) -> tuple[Speaker, ...]:
    """Returns the people with whom the value of a label begins, however long what it says of them is."""
    groups = named_groups(value)
    opening = groups[0].people if groups and groups[0].start == 0 else ()
    return (speaker_line(f"Speaker: {value}") or opening) if opening or HANDLE.match(value) else ()
