"""Finds the items of lists that are talks of which no other rule knows: they name somebody in the lists of names beside
a quoted title or the word for a talk, or in the place in which other talks of their list do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from studyguide.model.note import Block, BlockKind, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.everyday_names import ALL_BUT_CERTAIN
from studyguide.parse.outline.item_heads import item_heads
from studyguide.parse.outline.item_lines import written_text
from studyguide.parse.outline.list_titles import GROUP_OF_TALKS
from studyguide.parse.outline.marked_text import text_with_titles
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.named_items import is_list_of_others
from studyguide.parse.outline.names import PERSON_NAME, name_strength
from studyguide.parse.outline.prominent_names import named_groups
from studyguide.parse.outline.prominent_places import ENOUGH, ITS_TALK, SpeakerPlace, place_in_sentence
from studyguide.parse.outline.speaker_marker import may_name_people
from studyguide.parse.outline.telling_words import BY_WORD, GIVEN
from studyguide.parse.outline.title_places import places
from studyguide.parse.outline.told_speakers import LONGEST_SENTENCE, SENTENCE_BREAK, TITLE_TOLD
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import is_certain_given_name

LONGEST_ITEM_TITLE = 140
TALK_IN_BRACKETS = lazy_pattern(
    rf"(?:the |a )?{GIVEN}\s(?:was|is|on|about|called|titled)\s(?P<title>[^()]{{3,140}})\s\($"
)
"""A talk whose speaker is in brackets behind its title."""
NAME_THEN_SIGN = lazy_pattern(r"\s?[:|]\s|\s[-–—]\s")
SIGN_THEN_NAME = lazy_pattern(rf"(?:\s[-–—|:]|[,:]|\s{BY_WORD})\s$")


def prominent_items(
    blocks: Sequence[Block],
    titles: Container[int],
    bylines: Mapping[int, TitleByline],
    items: Mapping[int, Sequence[ListedTalk]],
    note: NameEvidence,
) -> dict[int, list[ListedTalk]]:
    """Returns further talks among the items of lists, by the indexes of the outermost lists; `bylines` has who is named
    with every title, `items` the talks that are known."""
    if not note.is_about_talks:
        return {}
    first = min(bylines, default=None)
    is_first_named = first is not None and bylines[first].people != ()
    of_parts = {at: byline for at, byline in bylines.items() if at != first}
    talks: dict[int, list[ListedTalk]] = {}
    for place in places(blocks, titles, of_parts):
        title = blocks[place.title_at].text.strip() if place.title_at is not None else ""
        is_said = (place.is_of_talk or is_first_named) and not GROUP_OF_TALKS.fullmatch(title)
        if place.block.kind is not BlockKind.LIST or is_said or is_list_of_others(title):
            continue
        known = {talk.span.first: talk for talk in items.get(place.at, ()) if talk.people}
        rest = [item for item in _items_inside(place.block) if item.span.first not in known]
        told = {item.span.first: talk for item in rest if (talk := _told_talk(item, note))}
        others = [item for item in rest if item.span.first not in told]
        further = [*told.values(), *_in_same_place(others, known, place.block, note)]
        if further:
            talks[place.at] = further
    return talks


def _items_inside(block: Block) -> Iterator[Block]:
    """Yields the items of a list and of the lists inside them."""
    for item in block.children:
        if item.kind is BlockKind.ITEM:
            yield item
            for child in item.children:
                if child.kind is BlockKind.LIST:
                    yield from _items_inside(child)


def _told_talk(item: Block, note: NameEvidence) -> ListedTalk | None:
    """Returns the talk of an item whose first sentence says whose it is."""
    if not may_name_people(item.text[:LONGEST_SENTENCE]):
        return None
    text = text_with_titles(written_text(item, note.lines))
    sentence = SENTENCE_BREAK.split(text)[0][:LONGEST_SENTENCE]
    for group in named_groups(sentence):
        place = place_in_sentence(sentence, group)
        in_brackets = TALK_IN_BRACKETS.fullmatch(sentence, 0, group.start)
        if in_brackets:
            place = SpeakerPlace.BESIDE_TALK
        if place is None or place is SpeakerPlace.SUBJECT or place + group.sureness < ENOUGH:
            continue
        its_talk = ITS_TALK.match(sentence, group.end)
        quoted = TITLE_TOLD.search(sentence)
        if its_talk and group.start == 0:
            title = sentence[its_talk.end() :]
        elif in_brackets:
            title = in_brackets["title"]
        elif quoted and place >= SpeakerPlace.ROW:
            title = quoted[1]
        else:
            continue
        return ListedTalk(item.span, title[:LONGEST_ITEM_TITLE].strip(" ,:;.") or group.people[0].name, group.people)
    return None


def _in_same_place(
    items: Sequence[Block], known: Mapping[int, ListedTalk], block: Block, note: NameEvidence
) -> Iterator[ListedTalk]:
    """Yields the talks of items that name somebody where several known talks of their list do: before the first sign or
    behind the last one."""
    heads = (
        {item.span.first: _head_of_item(item, note) for item in _items_inside(block)} if len(known) >= SEVERAL else {}
    )
    signs = Counter(_sign(heads[line], talk.people[0].name) for line, talk in known.items() if line in heads)
    common = [sign for sign, count in signs.items() if sign and count >= SEVERAL]
    for item in items if common else ():
        head = heads[item.span.first]
        for is_first, sign in common:
            before, between, behind = head.partition(sign) if is_first else head.rpartition(sign)
            name, title = (before, behind) if is_first else (behind, before)
            if between and title.strip() and _may_be_name_beside_others(name.strip(" .,)"), note):
                yield ListedTalk(item.span, title.strip(' "“”'), (Speaker(name.strip(" .,)")),))
                break


def _head_of_item(item: Block, note: NameEvidence) -> str:
    return next(item_heads(written_text(item, note.lines)), "")


def _sign(head: str, name: str) -> tuple[bool, str] | None:
    """Returns the sign or the small word that divides a name at the beginning or the end from the rest, and whether the
    name is first."""
    if head.startswith(name) and (sign := NAME_THEN_SIGN.match(head, len(name))):
        return True, sign[0]
    if head.rstrip(" )").endswith(name) and (sign := SIGN_THEN_NAME.search(head, 0, head.rindex(name))):
        return False, sign[0]
    return None


def _may_be_name_beside_others(name: str, note: NameEvidence) -> bool:
    if not PERSON_NAME.fullmatch(name):
        return False
    strength = name_strength(name, note.words)
    return strength == ALL_BUT_CERTAIN or (strength >= 0 and is_certain_given_name(name.partition(" ")[0].lower()))
