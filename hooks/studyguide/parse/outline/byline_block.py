"""Finds what is directly below a title and names its speakers or its date."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice

from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.announced_talks import SHORT_ROW
from studyguide.parse.outline.byline_rows import (
    FIRST_ROWS,
    ONLY_LINKS,
    byline_rows,
    has_field_mark,
    is_byline,
    is_detail,
    without_introduction,
)
from studyguide.parse.outline.byline_slot import ShapedBlock
from studyguide.parse.outline.heading_bylines import level_of, shaped_heading
from studyguide.parse.outline.linked_subjects import subject_below
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS
from studyguide.parse.outline.listed_titles import lists_titles
from studyguide.parse.outline.name_rows import (
    HANDLE_FIELD,
    is_emphasized,
    is_fact,
    rows_of_one,
)
from studyguide.parse.outline.names import HANDLE, PERSON_NAME, is_job
from studyguide.parse.outline.shaped_people import MAX_NAMES, is_honored, shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers, speaker_marker
from studyguide.parse.outline.speakers import TALK_BY, speaker_line
from studyguide.parse.outline.title_days import date_of_title_above, is_only_day
from studyguide.parse.outline.titles import date_line
from studyguide.parse.outline.told_speakers import SPOKE
from studyguide.text.english_words import is_english_word

FIRST_BLOCKS = 3
"""Number of blocks below a title that may contain its byline, including the abstract."""
TEACHER = re.compile(
    r"instructor|lecturer|teacher|profess?or|taught|docente|dozent|imparte|enseignant|insegnante|讲师|講師",
    re.IGNORECASE,
)
"""A word for somebody who gives a course, not a talk."""
LENGTH = re.compile(r"(?:duration:?\s*)?[~≈]?\d{1,3}\s?-?(?:min(?:ute)?s?|h|hrs?|hours?)\.?", re.IGNORECASE)
"""The duration of a talk."""
ADDRESS_ROW = re.compile(
    r"(?:https?://|www\.)\S+|@\w+(?:\s*(?:&|and|,|/)\s*@\w+)*|(?=\S*\w{2}\.[a-z]{2})[\w/-]+(?:\.[\w/-]+)+",
    re.IGNORECASE,
)
"""A row that is nothing but the address or the handle of somebody or something."""
ADDRESS_ONLY = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
SETTINGS_BLOCK = re.compile(r"@\w+(?:\([^()\n]*\))?\s*\{[^{}]*\}|(?:\{%[^{}]*%\}\s*)+")
"""A block of settings: `@Metadata { ... }` of DocC, `{% include toc.md %}` of Jekyll."""
ONLY_PICTURES = re.compile(r"(?:\[?!\[[^\[\]]*\]\([^()]*\)(?:\]\([^()\s]*\))?\s*)+")
FIELD_OF_PERSON = re.compile(r"(?!(?i:title|topic)\b)[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?\s?[:：]\s*+(?=[^\W\d_a-z])")
"""A word before a colon that other talks of the note have as well."""
TALK_ADDRESS = re.compile(
    r"@\w.*|(?:https?://|www\.)\S*[/?](?:sessions?|talks?|speakers?|schedule|events?|program)\b\S*", re.IGNORECASE
)
"""A handle, or the address of a talk in a conference's program."""
DETAILS_TITLE = re.compile(
    r"(?:(?:talk|session|event|presentation) )?(?:details?|info(?:rmation)?|metadata)|about(?: the| this)?"
    r" (?:talk|session|speakers?)|who(?: am i)?",
    re.IGNORECASE,
)
"""Titles of what is known of a talk."""
PART_OF_EVENT = re.compile(
    r"(?:(?:day|tag|jour|día|dia|giorno|dag|dzień|track|part)[\s-](?:\d{1,2}|one|two|three|four|five|i{1,3}|iv|v)"
    r"|\w{3,12}day(?:,? \w{3,9} \d{1,2})?|(?:morning|afternoon|evening)|第?[一二三四五\d]\s?(?:日目|天|日))\W*",
    re.IGNORECASE,
)
"""Titles of days and other parts of an event."""
CONTACT = re.compile(
    r"(?:\s[-–—|,]\s|,\s)(?:linked ?in|twitter|github|mastodon|bluesky|website|homepage|blog|profile|bio)$",
    re.IGNORECASE,
)
"""What a link to somebody is called, in the place of a role."""
VERSION_TITLE = re.compile(r"\d\.\d|^v?\d+$")
"""The title of a part of a list of changes, below which is who made them."""
SEVERAL_NAMES = 3
"""Number of names from which a line of any length that is nothing but these is as a short one."""
SHORT_LINE = 6
"""Number of words up to which a line by itself may be nothing but names."""
MOST_NAME_WORDS = 3


class BylineBlock(Struct, frozen=True):
    speakers: tuple[Speaker, ...] = ()
    """Only people who are certain by themselves."""
    date: str | None = None
    """ISO 8601."""
    marked: bool = False
    """Whether a word such as `Speaker:` introduces them."""
    own: int | None = None
    """The index of a bold line that is nothing but this byline."""


def byline_below(blocks: Sequence[Block], index: int, talks: Container[int] = ()) -> BylineBlock:
    """Returns the certain speakers and the date given in the first blocks under the title at `index`.

    A byline is a line, a quote, brackets, an item or a heading of its own; below an abstract, every line of its
    paragraph is one. Under the first title of a note only marked bylines count, because authors sign there as well.
    `talks` are the indexes of quotes and lists that announce talks of their own.
    """
    lone = blocks[index].kind is BlockKind.HEADING and blocks[index].level == 1 and _is_first(blocks, index)
    speakers: tuple[Speaker, ...] = ()
    date: str | None = None
    marked = False
    own: int | None = None
    list_of_speakers = names_speakers(blocks[index].text)
    seen = 0
    for at, block in enumerate(blocks[index + 1 : index + 1 + 2 * FIRST_BLOCKS], index + 1):
        if block.kind is BlockKind.BLANK:
            continue
        seen += 1
        own_byline = seen == 1 and is_byline_of(blocks[index], block)
        if block.kind is BlockKind.HEADING and not own_byline and _is_no_part(block, blocks[index]):
            break
        several = block.kind is BlockKind.LIST and len(block.children) > 1 and not list_of_speakers
        several = several and (_has_several(blocks[index].text) or lists_titles(block))
        if several or block.marker == "talk" or at in talks:
            break  # What follows is the byline of a talk inside this section.
        date = date or date_of_title_above(blocks, at)
        rows = list(byline_rows(block, MAX_NAMES if list_of_speakers else FIRST_ROWS))
        if seen > FIRST_BLOCKS or (block.kind is BlockKind.HEADING and not rows):
            break
        date = date or next(filter(None, map(date_line, rows)), None)
        if not speakers:
            speakers = listed_people(rows) if list_of_speakers else ()
            first = seen == 1 or _has_marker(rows)
            speakers = speakers or (_first_byline(rows, lone) if first else _all_people(rows))
            marked = bool(speakers) and _has_marker(rows)
            own = at if speakers and block.kind is BlockKind.LABEL else None
        elif block.kind is BlockKind.PARAGRAPH and not marked:
            speakers += _all_people(rows)
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.LABEL}:
            break
    return BylineBlock(speakers, date, marked, own)


def shaped_below(
    blocks: Sequence[Block], index: int, lines: Sequence[str], listed: Container[int]
) -> ShapedBlock | None:
    """Returns the form of the first block under the title at `index`, with the people that it may name; `lines` are the
    note's own, `listed` the indexes of lists that announce talks of their own."""
    at = next((n for n in range(index + 1, len(blocks)) if not _says_nothing(blocks[n], lines)), None)
    if at is None or at in listed:
        return None
    block = blocks[at]
    if block.kind is BlockKind.HEADING:
        if PART_OF_EVENT.fullmatch(blocks[index].text.strip()) or _has_several(blocks[index].text):
            return None
        return shaped_heading(blocks, index, at)
    if subjects := subject_below(blocks, index, at, lines):
        return ShapedBlock("linked", subjects)
    written = list(byline_rows(block))
    if block.kind is BlockKind.PARAGRAPH:
        handle = HANDLE_FIELD.fullmatch(written[0]) if len(written) == 1 else None
        if VERSION_TITLE.search(blocks[index].text):
            return None
        above = blocks[index - 1] if index else blocks[index]
        is_named_above = above.kind is BlockKind.HEADING and PERSON_NAME.fullmatch(above.text) is not None
        if handle or (HANDLE.fullmatch(written[0]) and not is_named_above):
            name = handle[1] if handle else written[0]
            title = PERSON_NAME.fullmatch(blocks[index].text)
            is_own = title is not None and name[1:].lower().startswith(title[0].split()[0].lower())
            return ShapedBlock("line", (Speaker(title[0] if title and is_own else name),))
        if SPOKE.match(block.text):
            return None
    rows = [row for row in written if not ADDRESS_ROW.fullmatch(row)]
    rows[:1] = map(without_introduction, rows[:1])
    if block.kind is BlockKind.QUOTE:
        return ShapedBlock("quote", _of_rows(rows, every=True))
    if block.kind is BlockKind.LABEL and block.marker == "**":
        return ShapedBlock("bold", shaped_people(rows[0]) if rows else (), at, is_honored(block.text))
    if block.kind is BlockKind.LABEL and block.marker == "label":
        field = FIELD_OF_PERSON.match(rows[0]) if rows else None
        if field and not is_fact(rows[0]):
            return ShapedBlock("field", shaped_people(rows[0][field.end() :]), at)
        return ShapedBlock("line", shaped_people(rows[0]) if rows else (), at)
    if block.kind is BlockKind.LIST and (_has_several(blocks[index].text) or lists_titles(block)):
        return None
    if block.kind is BlockKind.LIST:
        form = "lone item" if len(block.children) == 1 and not block.children[0].children[1:] else "item"
        return ShapedBlock(form, shaped_people(rows[0]) if rows else ())
    if block.kind is BlockKind.PARAGRAPH:
        if len(rows) > 1 and (people := rows_of_one(written)):
            return ShapedBlock("contact", people)
        if rows and is_emphasized(lines[block.span.first - 1]):
            every = all(map(is_emphasized, lines[block.span.first - 1 : block.span.last]))
            return ShapedBlock("emphasis", _of_rows(rows, every=True) if every else shaped_people(rows[0]))
        people = _of_rows(rows, every=False)
        is_line = len(rows) == 1 and (len(rows[0].split()) <= SHORT_LINE or len(people) >= SEVERAL_NAMES)
        return ShapedBlock("line" if is_line else "row", people)
    return None


def _says_nothing(block: Block, lines: Sequence[str]) -> bool:
    """Returns whether a block has no words of its own: blank lines, a directive, a picture or addresses."""
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind in {BlockKind.BLANK, BlockKind.HTML}
    written = "\n".join(lines[block.span.first - 1 : block.span.last]).strip()
    if SETTINGS_BLOCK.fullmatch(written) or ONLY_PICTURES.fullmatch(written):
        return True
    rows = list(byline_rows(block))
    if len(rows) == 1 and is_detail(rows[0]) and not speaker_marker(rows[0]):
        return True
    return all(ADDRESS_ONLY.fullmatch(row) or ONLY_LINKS.fullmatch(row) for row in rows)


def marked_names(blocks: Sequence[Block], index: int) -> tuple[Speaker, ...]:
    """Returns the name in the line directly below a title that has a mark such as `by`, in any spelling; other lines of
    the note prove that the mark is one of speakers."""
    block = next((block for block in blocks[index + 1 : index + 3] if block.kind is not BlockKind.BLANK), None)
    rows = list(byline_rows(block)) if block and block.kind is BlockKind.PARAGRAPH else []
    mark = speaker_marker(rows[0]) if rows else None
    words = rows[0][mark.end() :].split() if mark else []
    plain = 0 < len(words) <= MOST_NAME_WORDS and all(
        word.replace("-", "").isalnum() and not word.isdigit() for word in words
    )
    return (Speaker(" ".join(words)),) if plain else ()


def is_of_program(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a handle, or the address of a talk in a conference's program, is directly below the title at
    `index` or the byline below it."""
    below = (block for block in blocks[index + 1 : index + 6] if block.kind is not BlockKind.BLANK)
    for block in islice(below, 2):
        if block.kind is BlockKind.HEADING and block.level <= level_of(blocks[index]):
            return False
        if block.kind is BlockKind.PARAGRAPH and any(TALK_ADDRESS.fullmatch(row) for row in byline_rows(block)):
            return True
    return False


def _of_rows(rows: Sequence[str], every: bool) -> tuple[Speaker, ...]:
    """Returns the people of a paragraph: all rows are people, or the first is and the rest is short. Only the first
    has no introduction any more."""
    first = shaped_people(rows[0]) if rows else ()
    if not first:
        return ()
    rows = [rows[0], *map(without_introduction, rows[1:])]
    people = [first, *map(shaped_people, rows[1:])]
    if any("[e-mail" in row for row in rows):
        return ()  # Whoever gives an address is rather the author.
    if all(people):
        company = not every and len(rows) == 2 and all(map(is_english_word, rows[1].split()))
        return first if company else tuple(person for row in people for person in row)
    if every or any(len(row) > SHORT_ROW for row in rows):
        return ()
    return first


def _is_first(blocks: Sequence[Block], index: int) -> bool:
    return not any(blocks[at].kind is BlockKind.HEADING for at in range(index - 1, -1, -1))


def _is_no_part(heading: Block, title: Block) -> bool:
    """Returns whether a heading below a title is another title rather than a part of what is known of a talk."""
    return heading.level <= level_of(title) or PART_OF_EVENT.fullmatch(title.text.strip()) is not None


def _has_several(title: str) -> bool:
    """Returns whether a title is a day, or a word in the plural such as `Keynotes` or `Speakers`, of several talks."""
    words = title.strip("*_: ")
    if PART_OF_EVENT.fullmatch(words):
        return True
    return words.lower().endswith("s") and (GROUP_OF_TALKS.fullmatch(words) is not None or names_speakers(words))


def is_about_speakers(title: str) -> bool:
    """Returns whether a title is only a word such as `Speakers` or `Details`, whose people give the talk above it."""
    return names_speakers(title) or DETAILS_TITLE.fullmatch(title.strip("*_: ")) is not None


def is_byline_of(title: Block, below: Block) -> bool:
    """Returns whether a heading directly below a title is nothing but the title's marked byline. One of the same level
    is if its mark has a colon; `Keynote Speaker - A. Name` may be a title of its own. A keynote below a day is a
    talk."""
    if below.level < level_of(title) or not is_byline(below.text):
        return False
    if PART_OF_EVENT.fullmatch(title.text.strip()) and not has_field_mark(below.text):
        return False
    if is_only_day(title.text):
        return False
    return below.level > level_of(title) or has_field_mark(below.text)


def _first_byline(rows: Sequence[str], lone: bool) -> tuple[Speaker, ...]:
    timed = [row for row in rows if not LENGTH.fullmatch(row)]
    if len(timed) < len(rows) and timed and all(map(PERSON_NAME.fullmatch, timed)):
        people = [shaped_people(row) for row in timed]
        if all(people):
            return tuple(person for row in people for person in row)
    speakers: list[Speaker] = []
    for row in rows:
        if (lone and (not _has_marker([row]) or TEACHER.match(row))) or "[e-mail" in row:
            continue
        people_here = speaker_line(row)
        if speakers and not people_here:
            break
        speakers.extend(people_here)
    return tuple(speakers)


def _has_marker(rows: Sequence[str]) -> bool:
    return any(speaker_marker(row) or TALK_BY.match(row) for row in rows)


def listed_people(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people below a title such as `Speakers`, if every row names one."""
    people = [shaped_people(CONTACT.sub("", row)) for row in rows]
    return tuple(person for row in people for person in row) if all(people) else ()


def _all_people(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people of a paragraph below an abstract, if every line is one with a role."""
    people_by_row = [shaped_people(row) for row in rows]
    if not rows or not all(len(people) == 1 and is_job(people[0].role) for people in people_by_row):
        return ()
    return tuple(person for people in people_by_row for person in people)
