"""Finds talks whose speakers a sentence names, at the title above them or at their own paragraph.

Which of both is a habit of the note: if two paragraphs below one title name different people, the paragraphs are
the talks; if not, the titles are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Span, Speaker
from studyguide.parse.outline.announced_talks import ListedTalk
from studyguide.parse.outline.byline_block import PART_OF_EVENT
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS, is_of_others
from studyguide.parse.outline.marked_text import text_with_signs, without_signs_of_names
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import NoteWords, weakest
from studyguide.parse.outline.speakers import KEYNOTE
from studyguide.parse.outline.title_places import places
from studyguide.parse.outline.told_speakers import MAY_TELL, Telling, tellings
from studyguide.text.small_letters import small_letters

FIRST_PARAGRAPHS = 3
"""Number of paragraphs below a title of which one names its speaker."""
MOST_PARAGRAPHS = 300
SENTENCE_WORDS = 6
"""Number of words from which a line above a colon may be a sentence."""
AGREEING_PARTS = 2
LONGEST_TOLD_TITLE = 80
NO_TALK = re.compile(
    r"(?:the )?(?:overall|(?:final |closing |conference |my )?(?:thoughts|notes|remarks|impressions)|highlights?"
    r"|sum+ary|conclusions?|wrap[- ]?up|intro(?:duction)?|overview|about|party|after ?party|lunch|hallway track"
    r"|sponsors|travel|organi[sz]ation|bilan|resumen|resumo|riassunto|fazit)\W*",
    re.IGNORECASE,
)
"""Titles of parts about a whole event."""


class ToldParagraph(Struct, frozen=True):
    """Describes a paragraph of which a sentence says who gave a talk."""

    at: int
    """Its index."""
    title_at: int | None
    """The index of the title above it."""
    number: int
    """Its number below that title, from 0."""
    talk: ListedTalk
    is_certain: bool


class ToldTalks(Struct, frozen=True):
    """Holds the talks whose speakers a sentence names."""

    by_title: dict[int, TitleByline]
    """By the indexes of titles."""
    by_block: dict[int, ListedTalk]
    """By the indexes of paragraphs."""


def told_talks(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], note: NameEvidence
) -> ToldTalks:
    """Returns the talks of a note about talks whose speakers a sentence names; `titles` are the indexes of titles,
    `bylines` who is named with each."""
    if not note.is_about_talks:
        return ToldTalks({}, {})
    told = _agreed(list(_told_paragraphs(blocks, titles, bylines, note)), blocks, titles)
    by_section: dict[int | None, list[ToldParagraph]] = defaultdict(list)
    for one in told:
        by_section[one.title_at].append(one)
    own = any(title is not None and _are_different(section) for title, section in by_section.items())
    by_title: dict[int, TitleByline] = {}
    by_block: dict[int, ListedTalk] = {}
    for title, section in by_section.items():
        only = _only_title_behind(blocks, section[0].at) if title is None else None
        if only is not None and not bylines[only].people:
            by_title[only] = bylines[only]._replace(people=section[0].talk.people)
        elif title is None or own or _is_group(blocks[title].text.strip()) or _is_of_event(blocks, title, bylines):
            by_block |= {one.at: one.talk for one in section}
        elif title in bylines and section[0].number < FIRST_PARAGRAPHS and not _is_no_talk(blocks, title):
            by_title[title] = bylines[title]._replace(people=section[0].talk.people)
    return ToldTalks(by_title, by_block)


def _agreed(told: Sequence[ToldParagraph], blocks: Sequence[Block], titles: Container[int]) -> list[ToldParagraph]:
    """Returns the paragraphs whose people are certain, and with one of these all that say the same of others right
    below their titles; no two of them name the same ones, and no title has a word of their names."""
    certain = [one for one in told if one.is_certain]
    first = [one for one in certain if one.number == 0]
    text = small_letters(" ".join(block.text for at, block in enumerate(blocks) if at in titles)) if first else ""
    words = frozenset(re.findall(r"\w+", text))
    others = [one for one in told if not one.is_certain and not _has_a_word_of(words, one.talk.people)]
    people = [one.talk.people for one in (*first, *others)]
    agree = first and len(people) >= AGREEING_PARTS and len(set(people)) == len(people)
    return sorted((*certain, *others), key=lambda one: one.at) if agree else certain


def _has_a_word_of(words: Container[str], people: Sequence[Speaker]) -> bool:
    return any(word in words for person in people for word in small_letters(person.name).split())


def told_talk(
    text: str, span: Span, note: NameEvidence, counts: Callable[[Telling, NoteWords], bool] | None = None
) -> ListedTalk | None:
    """Returns the talk of a text with its marks, if the first sentence that does so names people; `counts` says which
    people count, by default those who are certain."""
    counts = counts or _are_certain_people
    if not MAY_TELL.search(text):
        return None
    marked = text_with_signs(text)
    people: list[Speaker] = []
    title = ""
    for told in tellings(marked):
        for one in told:
            if counts(one, note.words) and not (people and not one.of_given):
                people += (person for person in one.people if person not in people)
                title = title or one.title
    return ListedTalk(span, title or _first_words(without_signs_of_names(marked)), tuple(people)) if people else None


def _told_paragraphs(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], note: NameEvidence
) -> Iterator[ToldParagraph]:
    numbers: dict[int | None, int] = defaultdict(int)
    for place in places(blocks, titles, bylines):
        block = place.block
        is_text = block.kind is BlockKind.PARAGRAPH or (
            block.kind is BlockKind.LABEL and len(block.text.split()) >= SENTENCE_WORDS
        )
        if not is_text or sum(numbers.values()) > MOST_PARAGRAPHS:
            continue
        if not place.is_of_talk and not (place.title_at is not None and is_of_others(blocks[place.title_at].text)):
            text = "\n".join(note.lines[block.span.first - 1 : block.span.last])
            if talk := told_talk(text, block.span, note):
                yield ToldParagraph(place.at, place.title_at, numbers[place.title_at], talk, True)
            elif numbers[place.title_at] == 0 and (talk := told_talk(text, block.span, note, _is_possible)):
                yield ToldParagraph(place.at, place.title_at, 0, talk, False)
        numbers[place.title_at] += 1


def _are_certain_people(told: Telling, words: NoteWords) -> bool:
    strength = weakest([one.name for one in told.people], words)
    if told.of_given:
        return strength >= (0 if told.marked else 1)
    if told.is_plain:
        return strength >= (1 if told.marked else 2)
    return strength >= (1 if told.marked else 2) and (told.marked or told.opens)


def _is_possible(told: Telling, words: NoteWords) -> bool:
    """Returns whether names of everyday words may be people, if the same is said of others."""
    return (told.is_plain or told.opens) and weakest([one.name for one in told.people], words) >= 0


def _are_different(section: Sequence[ToldParagraph]) -> bool:
    return len({one.talk.people for one in section}) >= AGREEING_PARTS


def _is_group(title: str) -> bool:
    if KEYNOTE.fullmatch(title):
        return False
    return (GROUP_OF_TALKS.fullmatch(title) or PART_OF_EVENT.fullmatch(title)) is not None


def _only_title_behind(blocks: Sequence[Block], at: int) -> int | None:
    """Returns the index of the only heading of the first level if it is the next block behind one."""
    first = [index for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    between = blocks[at + 1 : first[0]] if first else ()
    alone = len(first) == 1 and first[0] > at and all(block.kind is BlockKind.BLANK for block in between)
    return first[0] if alone else None


def _is_of_event(blocks: Sequence[Block], title: int, bylines: Mapping[int, TitleByline]) -> bool:
    """Returns whether a title is that of a note whose other titles name people."""
    return (
        title == min(bylines, default=title)
        and blocks[title].level == 1
        and any(one.people for one in bylines.values())
    )


def _is_no_talk(blocks: Sequence[Block], title: int) -> bool:
    """Returns whether a title is that of a part about the event, rather than the first part of what was said."""
    if NO_TALK.fullmatch(blocks[title].text.strip()) is None:
        return False
    above = next((block for block in reversed(blocks[:title]) if block.kind is not BlockKind.BLANK), None)
    return above is None or above.kind is not BlockKind.HEADING or above.level >= blocks[title].level


def _first_words(text: str) -> str:
    """Returns the first words of a text."""
    text = re.split(r"(?<=\w{3}[.!?])\s", text, maxsplit=1)[0].rstrip(".: ")
    return text if len(text) <= LONGEST_TOLD_TITLE else f"{text[:LONGEST_TOLD_TITLE].rsplit(' ', 1)[0].rstrip(',;:')} …"
