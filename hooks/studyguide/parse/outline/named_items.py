"""Finds the items of lists, and the paragraphs, that are talks because they name somebody in the lists of names.

Items need not be most of their list: a list of recordings names some speakers and leaves out others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from studyguide.model.note import Block, BlockKind, Span, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk
from studyguide.parse.outline.byline_block import is_about_speakers
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.everyday_names import OF_TALKS
from studyguide.parse.outline.item_heads import item_heads
from studyguide.parse.outline.item_lines import LONGEST_ITEM, are_half, is_of_contents, written_text
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS, LISTS_TALKS, OTHER_LISTS
from studyguide.parse.outline.listed_below import row_of_people
from studyguide.parse.outline.listed_people import opening_people
from studyguide.parse.outline.listed_titles import listed_byline, lists_titles
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import names_job
from studyguide.parse.outline.recorded_speakers import RECORDING
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import MARK_END, may_name_people
from studyguide.parse.outline.speakers import speaker_line
from studyguide.parse.outline.talk_items import OPENS_TITLE
from studyguide.parse.outline.title_candidates import TIME_AHEAD
from studyguide.parse.outline.title_places import places
from studyguide.parse.outline.titles import watch_title
from studyguide.text.basic_words import ENDS_NO_LABEL

LONGEST_NAMED_TITLE = 140
ONE_IN = 4
"""A list of talks names somebody in one of so many items."""
BOLD_TITLE = re.compile(
    r"(?:\d{1,2}[:.]\d\d ?(?:[ap]m?)?[ \t]*+\n)?[ \t]*+(?:\*\*|__|[\"“„])([^*_\"“„”]{3,200})(?:\*\*|__|[\"”]):?"
    r"[ \\]*+\n"
)
"""Rows that are nothing but a bold or quoted title, perhaps below a time."""
MOST_TITLE_ROWS = 3
ENDS_OF_NAMES = re.compile(r"[\s*_\]]*+(?:\([^()\s]*+\)[\s*_]*+)?(?:$|[,(–—|-])")
"""What may be behind people below a title."""
LINK_THEN_NAMES = re.compile(
    r"[^\w\[*]*+(?:\[(?P<title>[^\[\]]{3,200})\]\([^()\s]*+\)|\*\*(?P<bold>[^*]{3,200})\*\*)[-–—:,(*_\s]*+(?P<rest>[^\n]+)"
)
"""A title with a link or in bold, and what is behind it."""
TITLE_OF_RECORDING = re.compile(r"[^\w\[]*+\[(?P<title>[^\[\]]{3,200})\]\([^()\s]*+\)")
"""A title with a link at the beginning of an item."""
TO_SEE = re.compile(r"\b(?:watch|view|see|talk|video|session|listen)", re.IGNORECASE)
"""Words of lists of what to watch, rather than to read or to do."""
AFTER_PEOPLE = re.compile(r"\s*+(?:[:：]|$|(?<=\s)[-–—|]\s)")
"""What divides the people at the beginning of a text from what they said."""


def named_items(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], note: NameEvidence
) -> dict[int, list[ListedTalk]]:
    """Returns the talks among the items of lists, and the paragraphs that are talks, by the indexes of their blocks; in
    a note that is not about talks only those of lists of recordings."""
    talks: dict[int, list[ListedTalk]] = {}
    first = min(bylines, default=None)
    of_parts = {at: byline for at, byline in bylines.items() if at != first}
    is_first_named = first is not None and bylines[first].people != ()
    for place in places(blocks, titles, of_parts):
        block = place.block
        may_be_talk = block.kind is BlockKind.PARAGRAPH and not (place.is_of_talk or is_first_named)
        if may_be_talk and note.is_about_talks and (talk := _talk_of_paragraph(block, note)):
            talks[place.at] = [talk]
        if block.kind is not BlockKind.LIST:
            continue
        lists = [items for items in _item_lists(block) if note.is_about_talks or _are_recordings(items, note.lines)]
        title = blocks[place.title_at].text if place.title_at is not None else ""
        if not lists or is_list_of_others(title):
            continue
        is_said = place.is_of_talk or (is_first_named and not lists_titles(block))
        if is_said and not GROUP_OF_TALKS.fullmatch(title.strip()):
            continue
        for items in lists:
            if items and items[0] is not block.children[0] and _people_of_first_item(items):
                continue  # They gave the talk of the item that contains the list.
            listed = [talk for item in items if (talk := _named_talk(item, note))]
            if listed and _are_talks(listed, items, title, note):
                lines = {talk.span.first for talk in listed}
                others = [item for item in items if item.span.first not in lines]
                recorded = [
                    talk for item in others if (talk := _recorded_talk(item, note) or _like_others(item, listed))
                ]
                talks.setdefault(place.at, []).extend((*listed, *recorded))
    return talks


def with_named_items(
    items: Mapping[int, Sequence[ListedTalk]], named: Mapping[int, Sequence[ListedTalk]]
) -> dict[int, list[ListedTalk]]:
    """Returns the talks of lists with those of the same lists that were found later, in order of their lines."""
    by_line = {at: {talk.span.first: talk for talk in named.get(at, ())} for at in {*items, *named}}
    for at, talks in items.items():
        by_line[at] |= {talk.span.first: talk for talk in talks}
    return {at: [talks[line] for line in sorted(talks)] for at, talks in by_line.items()}


def without_contents(
    items: Mapping[int, Sequence[ListedTalk]], bylines: Mapping[int, TitleByline], lines: Sequence[str]
) -> dict[int, list[ListedTalk]]:
    """Returns the talks of lists without the items of a table of contents whose people other titles name."""
    known = {person.name for byline in bylines.values() for person in byline.people}

    def is_own(talk: ListedTalk) -> bool:
        return is_of_contents(lines[talk.span.first - 1]) and known >= {person.name for person in talk.people}

    return {at: [talk for talk in talks if not is_own(talk)] for at, talks in items.items()}


def _item_lists(block: Block) -> Iterator[tuple[Block, ...]]:
    """Yields the items of a list, and those of the lists inside its items."""
    items = tuple(item for item in block.children if item.kind is BlockKind.ITEM)
    yield items
    for item in items:
        yield from (tuple(inner.children) for inner in _inner_lists(item))


def _inner_lists(item: Block) -> Iterator[Block]:
    return (child for child in item.children[1:] if child.kind is BlockKind.LIST)


def _people_of_first_item(items: Sequence[Block]) -> tuple[Speaker, ...]:
    """Returns the people of the first of some items, if it is nothing but these."""
    first = items[0].text if items else ""
    if not may_name_people(first) and not MARK_END.search(first):
        return ()
    return speaker_line(first) or row_of_people([first])


def _are_talks(talks: Sequence[ListedTalk], items: Sequence[Block], title: str, note: NameEvidence) -> bool:
    """Returns whether items that name somebody are talks: their title announces talks, or they name different people
    and are recorded or many."""
    if not note.is_about_talks:
        return len(talks) >= SEVERAL
    announced = GROUP_OF_TALKS.fullmatch(title.strip()) is not None
    shows = announced or _are_recordings(items, note.lines) or LISTS_TALKS.search(title) or OF_TALKS.search(title)
    if shows:
        return announced or ONE_IN * len(talks) >= len(items)
    return len(talks) >= SEVERAL and 2 * len(talks) >= len(items) and not any(map(_is_statement, talks, items))


def _are_recordings(items: Sequence[Block], lines: Sequence[str]) -> bool:
    """Returns whether half of the items are linked to a recording in their first lines."""

    def is_recording(item: Block) -> bool:
        return RECORDING.search(lines[item.span.first - 1][:LONGEST_ITEM]) is not None

    return are_half(is_recording, items)


def _talk_of_paragraph(block: Block, note: NameEvidence) -> ListedTalk | None:
    """Returns the talk of a paragraph that begins with a bold or quoted title and has people in the row below."""
    rows = note.lines[block.span.first - 1 : block.span.last]
    title = BOLD_TITLE.match("\n".join(rows[:MOST_TITLE_ROWS]))
    if title is None:
        return None
    below = "\n".join(rows)[title.end() :].lstrip(" *_[\n")
    opening = opening_people(below.partition("\n")[0])
    if opening is None or not ENDS_OF_NAMES.match(opening.rest):
        return None
    first = block.span.first + title[0][: title.start(1)].count("\n")
    return ListedTalk(Span(first, block.span.last), " ".join(title[1].split()), opening.people)


def _is_statement(talk: ListedTalk, item: Block) -> bool:
    """Returns whether an item begins with somebody and goes on with what was said, rather than with a title."""
    leads = item.text.startswith(talk.people[0].name)
    is_quoted = item.text[:LONGEST_ITEM].count('"') > 1
    return leads and (not OPENS_TITLE.match(talk.title) or (item.text.rstrip().endswith(".") and not is_quoted))


def _named_talk(item: Block, note: NameEvidence) -> ListedTalk | None:
    """Returns the talk of an item that names people of the lists behind its link, in its title, or at its beginning."""
    texts = (item.text, *(child.text for inner in _inner_lists(item) for child in inner.children[:1]))
    if item.kind is not BlockKind.ITEM or not any(may_name_people(text[:LONGEST_ITEM]) for text in texts):
        return None
    written = written_text(item, note.lines)
    link = LINK_THEN_NAMES.match(written)
    opening = opening_people(link["rest"]) if link else None
    if link and opening and not opening.rest.strip(" .)*_"):
        return ListedTalk(item.span, (link["title"] or link["bold"]).strip("*_ "), opening.people)
    for head in item_heads(written):
        text = TIME_AHEAD.sub("", head[:LONGEST_ITEM], count=1)
        byline = listed_byline(text) or _led(text)
        if byline and not (byline.words and names_job(byline.words) and text.startswith(byline.people[0].name)):
            title = byline.words if byline.words and len(byline.words) <= LONGEST_NAMED_TITLE else None
            names = ", ".join(person.name for person in byline.people)
            return ListedTalk(item.span, title or names, byline.people)
    first, *below = item.text.split("\n")
    goes_on = not first or first.split()[-1].lower() in ENDS_NO_LABEL
    if below and not goes_on and len(first) <= LONGEST_NAMED_TITLE and (people := row_of_people(below[:1])):
        return ListedTalk(item.span, first.strip(), people)
    people = next((_people_of_first_item(inner.children) for inner in _inner_lists(item)), ())
    return (
        ListedTalk(item.span, " ".join(item.text.split()), people)
        if people and not row_of_people([item.text])
        else None
    )


def _recorded_talk(item: Block, note: NameEvidence) -> ListedTalk | None:
    """Returns the talk of an item that begins with a link to a recording and names nobody."""
    link = TITLE_OF_RECORDING.match(written_text(item, note.lines)) if item.kind is BlockKind.ITEM else None
    if link is None or not RECORDING.search(link[0]):
        return None
    return ListedTalk(item.span, link["title"].strip("*_ "), ())


def _like_others(item: Block, talks: Sequence[ListedTalk]) -> ListedTalk | None:
    """Returns the talk of an item that has the form of a name inside it, where others of its list have people."""
    first = next((inner.children[0].text for inner in _inner_lists(item) if inner.children), "")
    is_inside = any(talk.span.first < talk.span.last and talk.people[0].name not in talk.title for talk in talks)
    people = shaped_people(first) if is_inside and len(talks) >= SEVERAL else ()
    return ListedTalk(item.span, " ".join(item.text.split()), people) if people and not people[0].role else None


def _led(text: str) -> TitleByline | None:
    """Returns the people with whom an item begins, if a sign divides them from what they spoke about."""
    opening = opening_people(text)
    sign = AFTER_PEOPLE.match(opening.rest) if opening else None
    return TitleByline(opening.rest[sign.end() :].strip() or None, opening.people) if opening and sign else None


def is_list_of_others(title: str) -> bool:
    """Returns whether the list below a title names people who gave no talk there, or is one of what is to be done."""
    of_others = OTHER_LISTS.search(title) is not None and not OF_TALKS.search(title)
    to_do = watch_title(title) and not TO_SEE.search(title)
    return of_others or is_about_speakers(title) or to_do
