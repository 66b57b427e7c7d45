"""Decides whether a single place names people without any other title of its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.byline_block import is_of_program
from studyguide.parse.outline.byline_slot import BylineSlot
from studyguide.parse.outline.everyday_names import ALL_BUT_CERTAIN, OFTEN
from studyguide.parse.outline.heading_bylines import WITH_SIGN
from studyguide.parse.outline.names import HANDLE, NoteWords, is_job
from studyguide.parse.outline.recorded_speakers import RECORDING
from studyguide.parse.outline.retold import is_retold

IN_TITLE_FORMS = frozenset({"before", "behind", "by", "brackets", "comma", "only", "line"})
LINKED_AS_WELL = frozenset({"row", "only"})
"""Forms in which people are linked whom a text only mentions."""
OF_OTHERS = re.compile(
    r"(?:special )?(?:thank|credit|acknowledg|contribut|author|contact|organi[sz]|sponsor|link|resource|reference|who )"
    r"|people|(?:further )?reading|danke|dank|gracias|merci|contacto|enlaces|liens",
    re.IGNORECASE,
)
"""The beginning of titles of lists of people who gave no talk."""
LONGEST_LINKED_TITLE = 400
SIGNED_LINES = 6
"""Number of lines below a title in which its speaker's handle may be alone."""


class BylineContext(Struct, frozen=True):
    """Holds what a note says that helps to decide who is named."""

    blocks: Sequence[Block]
    titles: Sequence[int]
    """The indexes of the titles among `blocks`."""
    lines: Sequence[str]
    words: NoteWords
    lines_with: Callable[[str], int]
    """Counts the lines in which a word is written with a capital."""
    is_about_talks: bool


def is_sure_alone(slot: BylineSlot, context: BylineContext) -> bool:
    """Returns whether a single place names people without any other title of its form."""
    form, blocks = slot.form[0].partition(" ")[0], context.blocks
    is_first = slot.title == context.titles[0]
    if (context.is_about_talks or form == "comma") and is_linked(slot, context.words):
        thanks = OF_OTHERS.match(blocks[slot.title].text)
        return not thanks and form not in LINKED_AS_WELL and (form != "item" or _is_only_link(slot, context))
    if context.is_about_talks and form in IN_TITLE_FORMS and is_retold(slot.people, blocks, slot.title):
        return True
    last_names = [person.name.split()[-1] for person in slot.people]
    if any(context.lines_with(name) > OFTEN for name in last_names):
        return False  # What is spoken of again and again is rather a subject than a speaker.
    if form == "occasion":
        return slot.strength == ALL_BUT_CERTAIN and context.is_about_talks
    by_program = slot.strength >= 1 and form in {"behind", "only"} and is_of_program(blocks, slot.title)
    if by_program and slot.form[0] != "behind :":
        return form == "behind" or _is_above_title(blocks, slot.title)
    if form == "by":
        return slot.strength == 2 or is_first or (slot.introduced and " with " in blocks[slot.title].text)
    if form == "behind" and slot.introduced:
        return True
    match form:
        case "contact":
            return True
        case "intro":
            placed = slot.has_roles or all((person.role or "").startswith("at ") for person in slot.people)
            return slot.strength == ALL_BUT_CERTAIN and placed and _are_named_once(slot, context.lines_with)
        case "quote":
            return slot.strength >= 1
        case "bold" | "emphasis":
            return slot.strength == 2 or (slot.strength >= 1 and slot.has_roles)
        case "lone":
            return slot.strength == 2 and is_first
        case "line" if context.is_about_talks and all(HANDLE.fullmatch(person.name) for person in slot.people):
            return True
        case "heading" if slot.form[0].endswith(WITH_SIGN):
            return False
        case "heading":
            alone = _is_only_child(blocks, slot.title, slot.own)
            sure = alone or slot.introduced
            if alone and is_first and slot.strength >= 1 and _is_skipping(blocks, slot, context):
                return True
            return (slot.strength == 2 and sure) or (slot.strength >= 1 and (slot.has_roles or slot.introduced))
        case "line" if slot.strength == 2:
            return True
        case "row" if slot.has_roles and is_first and slot.strength >= 1 and _is_signed(slot, context):
            return True
        case "row" | "line":
            return slot.strength >= 1 and slot.has_roles and (not is_first or any(map(_has_company, slot.people)))
        case "brackets":
            return slot.strength == 2 and is_first
        case "behind":
            return is_first and (slot.strength == 2 or slot.has_roles)
        case "before" if slot.strength == ALL_BUT_CERTAIN and context.is_about_talks and _is_recorded(slot, context):
            return True
        case "before":
            sure = (
                slot.introduced
                or (is_first and slot.strength == 2)
                or (slot.strength >= 1 and is_of_program(blocks, slot.title))
            )
            return sure and ":" not in blocks[slot.title].text
    return False


def is_linked(slot: BylineSlot, words: NoteWords) -> bool:
    """Returns whether the author links every name of a place to somebody's profile."""
    return bool(slot.people) and all(person.name in words.linked for person in slot.people)


def _is_only_link(slot: BylineSlot, context: BylineContext) -> bool:
    """Returns whether no other item of the list below a title is a name that is linked to a profile."""
    near = context.blocks[slot.title + 1 : slot.title + 4]
    items = next((block.children for block in near if block.kind is BlockKind.LIST), ())
    return sum(item.text in context.words.linked for item in items) == 1


def _is_recorded(slot: BylineSlot, context: BylineContext) -> bool:
    """Returns whether a title is linked to a recording."""
    return RECORDING.search(context.lines[context.blocks[slot.title].span.first - 1][:LONGEST_LINKED_TITLE]) is not None


def _is_above_title(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a heading of a lower level is directly below a heading, which may be nothing but its speaker."""
    below = next((block for block in blocks[index + 1 : index + 3] if block.kind is not BlockKind.BLANK), None)
    return below is not None and below.kind is BlockKind.HEADING and below.level > blocks[index].level


def _is_skipping(blocks: Sequence[Block], slot: BylineSlot, context: BylineContext) -> bool:
    """Returns whether the heading below the only title of its level leaves out a level and has words that no other line
    has."""
    level = blocks[slot.title].level
    skips = slot.own is not None and blocks[slot.own].level > level + 1
    skips = skips and sum(blocks[at].level == level for at in context.titles) == 1
    return skips and all(context.lines_with(word) <= 1 for person in slot.people for word in person.name.split())


def _are_named_once(slot: BylineSlot, lines_with: Callable[[str], int]) -> bool:
    """Returns whether no other line has the last name of anybody: what a note writes again is rather a subject."""
    return all(lines_with(person.name.split()[-1]) <= 1 for person in slot.people)


def _is_signed(slot: BylineSlot, context: BylineContext) -> bool:
    """Returns whether several people with companies are below the title of a note, or one above their own handle."""
    names = ["".join(person.name.lower().split()) for person in slot.people]
    first = context.lines[: context.blocks[slot.title].span.last + SIGNED_LINES]
    return len(names) > 1 or any(line.strip().lower() == f"@{name}" for line in first for name in names)


def _has_company(person: Speaker) -> bool:
    """Returns whether a role has a company behind it, as in `Sr. Miller, Oat House`."""
    return is_job(person.role) and "," in (person.role or "") and "e-mail" not in (person.role or "")


def _is_only_child(blocks: Sequence[Block], title: int, heading: int | None) -> bool:
    """Returns whether a heading is the only one of its level below a title."""
    if heading is None:
        return False
    level, outer = blocks[heading].level, blocks[title].level
    for block in blocks[heading + 1 :]:
        if block.kind is BlockKind.HEADING:
            if block.level <= outer:
                return True
            if block.level == level:
                return False
    return True
