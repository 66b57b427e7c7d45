"""Finds all talks of a note: who is named with its titles, and the talks that no title announces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studyguide.model.note import Block
from studyguide.parse.outline.announced_talks import AnnouncedTalks, ListedTalk, announced_talks
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.named_items import named_items, with_named_items, without_contents
from studyguide.parse.outline.prominent_items import prominent_items
from studyguide.parse.outline.prominent_people import prominent_people
from studyguide.parse.outline.recorded_speakers import recorded_lists
from studyguide.parse.outline.section_heading import Style
from studyguide.parse.outline.speaker_forms import bylines_of
from studyguide.parse.outline.talk_items import talk_items
from studyguide.parse.outline.talk_tables import tabled_talks
from studyguide.parse.outline.titled_items import titled_items
from studyguide.parse.outline.told_talks import told_talks


class NoteTalks(NamedTuple):
    """Holds the talks of a note by the indexes of their blocks."""

    bylines: Mapping[int, TitleByline]
    """Who is named with each title."""
    announced: AnnouncedTalks = AnnouncedTalks()
    tabled: Mapping[int, Sequence[ListedTalk]] = {}
    """The rows of tables."""
    items: Mapping[int, Sequence[ListedTalk]] = {}
    """The items of lists, and paragraphs."""


def note_talks(blocks: Sequence[Block], titles: Mapping[int, Style], note: NameEvidence) -> NoteTalks:
    """Returns the talks of a note; `titles` has the styles of its titles by their indexes among `blocks`."""
    if not note.may_have_bylines:
        return NoteTalks(dict.fromkeys(titles, TitleByline()))
    announced = announced_talks(blocks)
    tabled = {index: talks for index, block in enumerate(blocks) if (talks := tabled_talks(block, note))}
    bylines = bylines_of(blocks, list(titles), note, announced)
    told = told_talks(blocks, titles, bylines, note)
    bylines = bylines | told.by_title
    items = talk_items(blocks, titles, bylines, note)
    items |= {index: [talk] for index, talk in told.by_block.items() if index not in items}
    items = with_named_items(items, named_items(blocks, titles, bylines, note))
    items = without_contents(items, bylines, note.lines)
    items |= recorded_lists(blocks, titles, note.lines)
    bylines |= prominent_people(blocks, titles, bylines, [at for at, talks in items.items() if talks], note)
    items = with_named_items(prominent_items(blocks, titles, bylines, items, note), items)
    taken = {*tabled, *announced.listed, *(at for at, talks in items.items() if talks)}
    items |= titled_items(blocks, titles, bylines, taken, note)
    return NoteTalks(bylines, announced, tabled, items)
