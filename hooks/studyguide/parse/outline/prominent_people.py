"""Reads the speakers of talks for which no other rule has found anybody: full names that the lists of names prove, in
prominent places.

One measure decides: how telling the place is, how sure the name is, and whether other titles of the note name people.
It asks for no form that a note must have several times.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.byline_block import PART_OF_EVENT, is_about_speakers
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.heading_bylines import level_of
from studyguide.parse.outline.list_titles import ENDS_IN_TALKS, GROUP_OF_TALKS, OTHER_LISTS, is_of_others
from studyguide.parse.outline.listed_below import heading_below, people_of_rows
from studyguide.parse.outline.listed_people import OF_SOMEBODY_ELSE
from studyguide.parse.outline.listed_titles import words_without
from studyguide.parse.outline.marked_text import text_with_titles
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.prominent_names import NamedGroup, Sureness, named_groups, sureness_of
from studyguide.parse.outline.prominent_places import ENOUGH, ITS_TALK, SpeakerPlace, place_in_sentence, place_in_title
from studyguide.parse.outline.prominent_rows import labeled_people, written_rows
from studyguide.parse.outline.section_heading import Style
from studyguide.parse.outline.speakers import KEYNOTE
from studyguide.parse.outline.title_places import NOT_A_HEADING
from studyguide.parse.outline.titles import undated
from studyguide.parse.outline.told_speakers import SENTENCE_BREAK
from studyguide.text.english_words import is_english_word
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import is_certain_given_name, is_given_name
from studyguide.text.slug import slug


class SpeakerEvidence(Struct, frozen=True):
    """Holds people who may be the speakers of a title."""

    strength: int
    people: tuple[Speaker, ...]
    words: str | None = None
    """The title without them, if they are in it."""
    own: int | None = None
    """The index of a heading that is nothing but them."""


LABELED_ROWS, ROWS_RIGHT_BELOW, FIRST_SENTENCES = 40, 3, 2
LONGEST_FIRST_SENTENCE = 600
MOST_BLOCKS = 40
MOST_SPEAKERS_OF_TALK = 6
MOST_LINES_WITH_NAME = 6
"""Whoever is named in more lines of a note is rather what it is about."""
TIME_OF_TALK = lazy_pattern(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)")
HANDLE_ROW = lazy_pattern(r"(@\w{2,40})(?=$|,|\s[-–—|(])")
TITLE_BEFORE_NAME = lazy_pattern(r"(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr|Dra|Ing)\.?\s$")
OF_FILE = 2
"""How much it tells that a file is called like somebody."""
GIVEN_NAMES_AT_END = lazy_pattern(
    r"(?:\s(?:by|from|with|von|mit|par|avec|por|con|com|met|av)|,|\s[-–—|])\s(?P<first>[^\W\d_a-z][^\W\d_A-Z]{1,20})"
    r"\s(?:&|and|und|et|y|e|og|och|en)\s(?P<second>[^\W\d_a-z][^\W\d_A-Z]{1,20})$"
)
"""Two given names at the end of a title."""


def prominent_people(
    blocks: Sequence[Block],
    titles: Mapping[int, Style],
    bylines: Mapping[int, TitleByline],
    taken: Collection[int],
    note: NameEvidence,
) -> dict[int, TitleByline]:
    """Returns the speakers of titles without any, by their indexes. `bylines` has who is named with every title,
    `taken` the indexes of blocks that have talks of their own."""
    if not note.is_about_talks:
        return {}
    days = _days_of_titles(blocks, titles, bylines)
    evidence = {
        index: list(_evidence(blocks, titles.keys() - days, index, note))
        for index in _open_titles(blocks, bylines, taken)
        if index not in days
    }
    levels = {_level(blocks[at]) for at, byline in bylines.items() if byline.people}
    levels |= {_level(blocks[at]) for at, some in evidence.items() if any(one.strength >= ENOUGH for one in some)}
    best = {at: max(some, key=lambda one: one.strength) for at, some in evidence.items() if some}
    return {
        at: bylines[at]._replace(words=one.words, people=one.people, own=one.own)
        for at, one in best.items()
        if one.strength + (_level(blocks[at]) in levels) >= ENOUGH
    }


def _days_of_titles(
    blocks: Sequence[Block], titles: Mapping[int, Style], bylines: Mapping[int, TitleByline]
) -> set[int]:
    """Returns the titles that are the day and the time of the talk whose heading is right above them."""
    days: set[int] = set()
    for above, index in pairwise(sorted(bylines)):
        is_day = titles[index] in {Style.GROUP, Style.HEADLINE} and TIME_OF_TALK.search(blocks[index].text)
        is_right_below = blocks[index].span.first == blocks[above].span.last + 1
        if is_day and is_right_below and titles[above] is Style.HEADING:
            days.add(index)
    return days


def _open_titles(blocks: Sequence[Block], bylines: Mapping[int, TitleByline], taken: Collection[int]) -> Iterator[int]:
    """Yields the titles that may be of a talk whose speaker is not known: none of a group, and none above or below
    others that name people. The first one may be that of the whole note, if nobody else is named."""
    indexes = sorted(bylines)
    is_anybody_known = bool(taken) or any(byline.people for byline in bylines.values())
    above: list[tuple[int, bool]] = []
    for number, index in enumerate(indexes):
        level = _level(blocks[index])
        while above and above[-1][0] >= level:
            above.pop()
        is_named = bylines[index].people != ()
        is_said = any(is_talk for _, is_talk in above)
        above.append((level, is_named and number > 0))
        if is_named or is_said or (number == 0 and is_anybody_known):
            continue
        end = next((at for at in indexes[number + 1 :] if _level(blocks[at]) <= level), len(blocks))
        has_talks = any(index < at < end for at in taken) or any(
            bylines[at].people for at in indexes[number + 1 :] if at < end
        )
        if not has_talks and not _is_of_no_talk(blocks[index].text):
            yield index


def _level(block: Block) -> int:
    return level_of(block) or NOT_A_HEADING


def _is_of_no_talk(title: str) -> bool:
    title = title.strip("*_: ")
    is_group = GROUP_OF_TALKS.fullmatch(title) is not None and not KEYNOTE.fullmatch(title)
    is_group = is_group or PART_OF_EVENT.fullmatch(title) is not None or undated(title)[2]
    is_group = is_group or ENDS_IN_TALKS.search(title) is not None
    return is_group or is_of_others(title) or OTHER_LISTS.match(title) is not None or is_about_speakers(title)


def _evidence(
    blocks: Sequence[Block], titles: Collection[int], index: int, note: NameEvidence
) -> Iterator[SpeakerEvidence]:
    """Yields who may have given the talk of a title."""
    yield from _in_title(undated(blocks[index].text)[0], note)
    inside = list(_inside(blocks, titles, index))
    rows = list(islice(written_rows(inside, note.lines), LABELED_ROWS))
    if people := labeled_people(rows):
        yield SpeakerEvidence(SpeakerPlace.LABEL + _sureness(people), people)
    if heading := heading_below(blocks, index):
        yield SpeakerEvidence(SpeakerPlace.ROW + _sureness(heading.people), heading.people, None, heading.own)
    if rows and (handle := HANDLE_ROW.match(rows[0])):
        yield SpeakerEvidence(SpeakerPlace.ROW + Sureness.GIVEN_NAME, (Speaker(handle[1]),))
    below = (people_of_rows(rows[at : at + MOST_SPEAKERS_OF_TALK]) for at in range(ROWS_RIGHT_BELOW))
    if 0 < len(people := next(filter(None, below), ())) < MOST_SPEAKERS_OF_TALK:
        yield SpeakerEvidence(SpeakerPlace.ROW + _sureness(people), people)
    yield from _in_sentences(inside, note)


def _sureness(people: Sequence[Speaker]) -> Sureness:
    """Returns how sure the first one of some people is; whoever has one name is not."""
    return sureness_of(people[0].name) if " " in people[0].name else Sureness.HALF


def _inside(blocks: Sequence[Block], titles: Collection[int], index: int) -> Iterator[Block]:
    """Yields the blocks below a title up to the next one."""
    for at in range(index + 1, min(index + 1 + MOST_BLOCKS, len(blocks))):
        if at in titles:
            return
        if blocks[at].kind is not BlockKind.BLANK:
            yield blocks[at]


def _in_title(title: str, note: NameEvidence) -> Iterator[SpeakerEvidence]:
    if OF_SOMEBODY_ELSE.search(title):
        return
    for group in named_groups(title):
        place = place_in_title(title, group)
        if place is None:
            continue
        of_talk = ITS_TALK.match(title, group.end)
        words = title[of_talk.end() :] if of_talk else _rest_of_title(title, group)
        yield SpeakerEvidence(place + group.sureness + _is_in_path(group, note.path), group.people, words or None)
    pair = GIVEN_NAMES_AT_END.search(title)
    names = pair.groups() if pair else ()
    if pair and all(is_given_name(name.lower()) or not is_english_word(name) for name in names):
        certain = sum(is_certain_given_name(name.lower()) for name in names)
        words = words_without(title, pair.start(), len(title))
        yield SpeakerEvidence(SpeakerPlace.BESIDE_TALK + certain, tuple(map(Speaker, names)), words)


def _rest_of_title(title: str, group: NamedGroup) -> str | None:
    before = TITLE_BEFORE_NAME.search(title, 0, group.start)
    return words_without(title, before.start() if before else group.start, group.end)


def _is_in_path(group: NamedGroup, path: str) -> int:
    """Returns how much it tells that the name of the file has the name of somebody."""
    words = re.findall(r"[^\W\d_]+", slug(path.rpartition("/")[2]))
    return OF_FILE if set(re.findall(r"[^\W\d_]+", slug(group.people[0].name))) <= set(words) else 0


def _in_sentences(inside: Sequence[Block], note: NameEvidence) -> Iterator[SpeakerEvidence]:
    """Yields who may be the speaker in the first sentences of the first text."""
    texts = (
        block
        for block in inside[:ROWS_RIGHT_BELOW]
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.HTML, BlockKind.LABEL}
    )
    block = next(texts, None)
    if block is None:
        return
    text = text_with_titles("\n".join(note.lines[block.span.first - 1 : block.span.last]))
    for number, sentence in enumerate(SENTENCE_BREAK.split(text)[:FIRST_SENTENCES]):
        for group in named_groups(sentence[:LONGEST_FIRST_SENTENCE]):
            place = place_in_sentence(sentence, group)
            if place is SpeakerPlace.SUBJECT and (
                number or note.lines_with(group.people[0].name.split()[-1]) > MOST_LINES_WITH_NAME
            ):
                continue
            if place and len(group.people) <= MOST_SPEAKERS_OF_TALK:
                yield SpeakerEvidence(place + group.sureness, group.people)
