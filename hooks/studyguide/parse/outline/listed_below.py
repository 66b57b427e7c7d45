"""Reads people whose names are in the lists of names from what is below the title of a talk: the heading right below
it, the rows of its first blocks, or the beginning of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from studyguide.model.note import HEADING_KINDS, Block, BlockKind, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL
from studyguide.parse.outline.byline_block import PART_OF_EVENT
from studyguide.parse.outline.byline_rows import byline_rows, is_detail
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.heading_bylines import filled_from, level_of
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS, OTHER_LISTS, is_of_others
from studyguide.parse.outline.listed_people import Opening, opening_people
from studyguide.parse.outline.names import PERSON_NAME, is_listed, names_job
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers
from studyguide.parse.outline.title_days import is_only_day
from studyguide.text.english_words import is_english_word

BLOCKS_BELOW, BLOCKS_OF_SPEAKERS = 2, 60
ROWS_BELOW = 8
JOB_LENGTH = 60
MOST_SPEAKERS = 5
"""More people below a title are rather the authors of a paper."""
PANEL = re.compile(r"\bpanel\b", re.IGNORECASE)
LONGEST_BYLINE = 220
OF_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE})
KINDS_WITH_ROWS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LABEL})
ENDS_OF_ROW = re.compile(r"[\s.:;*_)\]]*(?:[\"“‘][^\"”’]{1,30}[\"”’]|<[^<>]{1,80}>)?$")
"""What may be behind people in a row of their own: how they are called as well, or their address."""
ONE_MORE = re.compile(r"\s(?:&|and|und|et|y|e|og|och|en)\s(?P<name>[^\W\d_a-z][^\W\d_]{2,20})[\s.*_]*$")
"""A name of one word behind other people, at the end of a row."""
ONE_WITH_JOB = re.compile(r"(?P<name>@\w{2,40}|[^\W\d_a-z][^\W\d_]{2,20})(?:,|\s[-–—|(])\s?(?P<role>[^.:;]{3,60})\)?$")
"""A handle or a name of one word, and what somebody is."""
BETWEEN_DETAILS = re.compile(r"\s[|·•]\s|,\s")
MOST_SUBTITLE_WORDS = 12
MARKS_OF_TITLES = frozenset('*_"“„«>')
BEFORE_ROLE = re.compile(r"\s?(?:,|[-–—|/(@]|:\s*[^\W\d_a-z])")
"""What is between a name and what somebody is."""
SIGN_BEHIND = re.compile(r"\s[-–—|/]\s|:\s")
SENTENCE_GOES_ON = re.compile(
    r",\s(?:who|som|qui|que|der|die|che|quien)\s"
    r"|(?:['’]s)?\s(?!is an? (?:library|tool|framework|book|language))(?!(?:and|or|vs|och|og|und|et|y|e|en|i|x)\s)"
    r"[^\W\d_A-Z]{2,}\b"
)
"""What follows names with which a sentence about a talk begins."""


def heading_below(blocks: Sequence[Block], index: int) -> TitleByline | None:
    """Returns the people of the heading or the line right below a title, if it and no other one beside it is nothing
    but people."""
    title, level = blocks[index].text, level_of(blocks[index])
    at = next(filled_from(blocks, index + 1), index)
    if at == index or not _is_part(blocks[at], level):
        return None
    if _is_of_several(title) or is_only_day(title) or PART_OF_EVENT.fullmatch(title.strip()):
        return None
    people = people_of_rows([blocks[at].text])
    inside = takewhile(lambda block: block.kind is not BlockKind.HEADING or block.level > level, blocks[at + 1 :])
    beside = [block for block in inside if block.kind is blocks[at].kind and block.level == blocks[at].level]
    alone = not any(people_of_rows([heading.text]) for heading in beside)
    alone = alone and not (beside and _has_title(blocks[at].text))
    return TitleByline(None, people, None, at) if people and alone else None


def _has_title(text: str) -> bool:
    """Returns whether a heading that begins with people goes on with a sign and several words, which are no job."""
    opening = opening_people(text)
    sign = SIGN_BEHIND.match(opening.rest) if opening else None
    words = opening.rest[sign.end() :] if opening and sign else ""
    return len(words.split()) > 1 and not names_job(words)


def _is_part(block: Block, level: int) -> bool:
    """Returns whether a block is a title below a heading of a level."""
    return block.kind is BlockKind.LABEL if level_of(block) == 0 < level else block.level > level > 0


def rows_below(blocks: Sequence[Block], index: int, lines: Sequence[str]) -> TitleByline | None:
    """Returns the people of the first rows below a title that are nothing but people with what they are, perhaps behind
    a subtitle; `lines` are the note's own."""
    if _is_of_several(blocks[index].text):
        return None
    people: tuple[Speaker, ...] = ()
    for seen, at in enumerate(islice(filled_from(blocks, index + 1), MOST_SPEAKERS), 1):
        block = blocks[at]
        if block.kind in {BlockKind.GROUP, BlockKind.HEADLINE} and not people:
            continue  # When it was.
        if block.marker == "talk":
            break  # The next talk of a list.
        if block.kind is BlockKind.LIST and not people:
            after = next(filled_from(blocks, at + 1), at)
            people = _people_of_list(blocks[index].text, block, after > at and blocks[after].kind not in HEADING_KINDS)
            break
        rows = list(byline_rows(block, ROWS_BELOW)) if block.kind in KINDS_WITH_ROWS else []
        here = people_of_rows(rows)
        if not here and len(rows) > 1 and lines[block.span.first - 1].lstrip()[:1] not in MARKS_OF_TITLES:
            here = row_of_people(rows[1:2]) if len(rows[0].split()) <= MOST_SUBTITLE_WORDS else ()
        if not here and (people or block.kind not in OF_TEXT or seen == BLOCKS_BELOW):
            break
        people += tuple(person for person in here if person not in people)
    return TitleByline(None, people) if 0 < len(people) <= MOST_SPEAKERS else None


def people_of_section(blocks: Sequence[Block], index: int) -> tuple[Speaker, ...]:
    """Returns the people of the bold lines below a title such as `Speakers` that are nothing but names."""
    level = level_of(blocks[index])
    inside = takewhile(lambda block: block.kind is not BlockKind.HEADING or block.level > level, blocks[index + 1 :])
    labels = (block.text for block in islice(inside, BLOCKS_OF_SPEAKERS) if block.kind is BlockKind.LABEL)
    return tuple(person for text in labels for person in row_of_people([text]))


def sentence_below(blocks: Sequence[Block], index: int) -> TitleByline | None:
    """Returns the people with whom the text below a title begins, if it goes on about what they did."""
    block = blocks[next(filled_from(blocks, index + 1), index)]
    is_text = block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.LABEL and block.text.endswith(":"))
    if not is_text or _is_of_several(blocks[index].text):
        return None
    opening = opening_people(block.text)
    if opening is None or not (opening.is_introduced or SENTENCE_GOES_ON.match(opening.rest)):
        return None
    return TitleByline(None, opening.people)


def row_of_people(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people of the first of some rows, if it is nothing but their names."""
    opening = opening_people(rows[0]) if rows else None
    return opening.people if opening and ENDS_OF_ROW.fullmatch(opening.rest) else ()


def _is_of_several(title: str) -> bool:
    """Returns whether a title is one of several talks, or of people who gave none."""
    title = title.strip()
    of_talks = GROUP_OF_TALKS.fullmatch(title) is not None or names_speakers(title)
    of_others = is_of_others(title) or OTHER_LISTS.match(title) is not None
    return of_talks or (of_others and not PANEL.search(title))


def _people_of_list(title: str, block: Block, goes_on: bool) -> tuple[Speaker, ...]:
    """Returns the people of a panel, or those of the first items of a list that are nothing but names, if none of the
    others is; `goes_on` says that the list is not all that is below its title."""
    names = [shaped_people(item.text) for item in block.children[: MOST_SPEAKERS + 1]]
    if goes_on and SEVERAL <= len(names) <= MOST_SPEAKERS and all(len(one) == 1 and not one[0].role for one in names):
        are_listed = any(is_listed(one[0].name) for one in names) and len(set(names)) == len(names)
        return tuple(one[0] for one in names) if are_listed else ()
    if not block.children or opening_people(block.children[0].text) is None:
        return ()
    openings = [opening_people(item.text) for item in block.children]
    first = list(takewhile(lambda opening: opening and ENDS_OF_ROW.fullmatch(opening.rest), openings))
    people = tuple(person for opening in first if opening for person in opening.people)
    if len(openings) == 1 or (PANEL.search(title) and len(first) >= SEVERAL):
        return people
    others = block.children[len(first) :]
    name_others = any(openings[len(first) :]) or any(PERSON_NAME.fullmatch(item.text) for item in others)
    return people if (others or goes_on) and not name_others else ()


def people_of_rows(rows: Sequence[str]) -> tuple[Speaker, ...]:
    """Returns the people of the first rows that are nothing but people with what they are."""
    if rows and rows[0] != (name := _with_capitals(rows[0])):
        return (Speaker(rows[0]),) if row_of_people([name]) else ()
    people: list[Speaker] = []
    for row in map(_without_details, rows):
        opening = opening_people(row)
        one_more = ONE_MORE.fullmatch(opening.rest) if opening else None
        if opening is None or not (one_more or _is_byline(row, opening)):
            break
        people += (person for person in opening.people if person not in people)
        people += [Speaker(one_more["name"])] if one_more else []
    return tuple(people) or (_with_job(rows[0]) if rows else ())


def _without_details(row: str) -> str:
    """Returns a row without its parts that say only when and where a talk was, and how long."""
    parts = BETWEEN_DETAILS.split(row)
    kept = [part for part in parts if not is_detail(part)]
    return ", ".join(kept) if 0 < len(kept) < len(parts) else row


def _with_job(row: str) -> tuple[Speaker, ...]:
    """Returns somebody whose name is one word or a handle, before a job."""
    one = ONE_WITH_JOB.fullmatch(row)
    if one is None or not names_job(one["role"]) or is_english_word(one["name"]) or names_job(one["name"]):
        return ()
    return (Speaker(one["name"], one["role"]),)


def _with_capitals(row: str) -> str:
    """Returns a row of two words with capitals, which some people leave out in names; another row as it is."""
    words = row.split()
    is_small = len(words) == SEVERAL and row.replace(" ", "").isalpha() and words[1].islower()
    return " ".join(word.capitalize() for word in words) if is_small else row


def _is_byline(row: str, opening: Opening) -> bool:
    if ENDS_OF_ROW.fullmatch(opening.rest):
        return True
    is_sentence = len(row) > LONGEST_BYLINE or opening.rest.rstrip().endswith(".")
    has_job = names_job(opening.rest[:JOB_LENGTH])
    return BEFORE_ROLE.match(opening.rest) is not None and (has_job or not is_sentence)
