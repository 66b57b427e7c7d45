"""Finds talks that no title announces but a quote, a paragraph, or the items of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import Block, BlockKind, Span, Speaker
from studyguide.parse.outline.names import is_affiliation
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import speaker_marker
from studyguide.parse.outline.speakers import speaker_line

QUOTED_ROWS = 12
MAX_QUOTED_TITLE = 160
SHORT_ROW = 80
"""Number of columns up to which a row below a title may be nothing but people."""
MAX_ITEM = 200
SEVERAL = 2
"""Number of talks from which a form announces talks in a note."""


class ListedTalk(Struct, frozen=True):
    """Describes the item of a list that names who speaks, above what was said."""

    span: Span
    title: str
    people: tuple[Speaker, ...]


class AnnouncedTalks(Struct, frozen=True):
    """Holds what announces talks in a note, by the indexes of its blocks."""

    quoted: Mapping[int, tuple[str, tuple[Speaker, ...]]] = {}
    """Quotes and paragraphs, with the title and the speakers of each."""
    listed: Mapping[int, tuple[ListedTalk, ...]] = {}
    """Lists, with their talks."""


def announced_talks(blocks: Sequence[Block]) -> AnnouncedTalks:
    """Returns what announces talks in a note."""
    listed = {index: talks for index, block in enumerate(blocks) if (talks := listed_talks(block))}
    return AnnouncedTalks(_quoted_talks(blocks), listed)


def _quoted_talks(blocks: Sequence[Block]) -> dict[int, tuple[str, tuple[Speaker, ...]]]:
    """Returns the quotes that announce talks, by their indexes, if a note has two or more; then paragraphs of the same
    form announce talks as well."""
    quotes = {index: talk for index, block in enumerate(blocks) if (talk := _quoted_talk(block))}
    if len(quotes) < SEVERAL:
        return {}
    rows = {
        index: block for index, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH and "\n" in block.text
    }
    return quotes | {index: talk for index, block in rows.items() if (talk := _talk_of_rows(block.text))}


def listed_talks(block: Block) -> tuple[ListedTalk, ...]:
    """Returns the items of a list that are speakers with their jobs or companies above lists of what they said, if they
    are at least half of the list and two of them are certain."""
    if block.kind is not BlockKind.LIST or len(block.children) < SEVERAL:
        return ()
    items = [item for item in block.children if item.kind is BlockKind.ITEM]
    opened = [item for item in items if any(child.kind is BlockKind.LIST for child in item.children[1:])]
    if len(opened) < SEVERAL or 2 * len(opened) < len(items):
        return ()
    texts = {item.span: " ".join(item.text.split()) for item in opened}
    texts = {span: text for span, text in texts.items() if len(text) <= MAX_ITEM and not speaker_marker(text)}
    certain = {span: people for span, text in texts.items() if (people := speaker_line(text))}
    if len(certain) < SEVERAL:
        return ()
    named = {span: certain.get(span) or shaped_people(text) for span, text in texts.items()}
    talks = [
        ListedTalk(span, texts[span], people)
        for span, people in named.items()
        if any(is_affiliation(person.role) for person in people)
    ]
    return tuple(talks) if 2 * len(talks) >= len(items) else ()


def _quoted_talk(block: Block) -> tuple[str, tuple[Speaker, ...]] | None:
    """Returns the title and the speakers of a quote that announces a talk."""
    if block.kind is not BlockKind.QUOTE or not block.children or block.children[0].kind is not BlockKind.PARAGRAPH:
        return None
    return _talk_of_rows(block.children[0].text)


def _talk_of_rows(text: str) -> tuple[str, tuple[Speaker, ...]] | None:
    """Returns the title and the speakers of a talk: its first line, and lines that are certainly people."""
    title, *rows = text.split("\n")[:QUOTED_ROWS]
    people = [person for row in rows if len(row) <= SHORT_ROW for person in speaker_line(row.strip())]
    if not people or speaker_line(title) or len(title) > MAX_QUOTED_TITLE or title.rstrip().endswith((".", ",", ";")):
        return None
    return title.strip(), tuple(people)
