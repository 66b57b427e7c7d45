"""Finds the items of lists that are talks although they name nobody: a list that is announced as one of talks, or that
has a link to each, in a note about talks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Mapping, Sequence

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.announced_talks import ListedTalk
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.everyday_names import is_about_talks
from studyguide.parse.outline.item_heads import TO_MEDIA
from studyguide.parse.outline.item_lines import head_of_item, is_of_contents, written_text
from studyguide.parse.outline.list_titles import LISTS_TALKS
from studyguide.parse.outline.listed_titles import LEAST_TITLE_WORDS
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.named_items import is_list_of_others
from studyguide.parse.outline.talk_items import LONGEST_TALK_TITLE, line_above
from studyguide.parse.outline.title_places import places
from studyguide.parse.outline.titles import watch_title

TALKS_OF_LIST = re.compile(
    r"\b(?:talks|key ?notes|presentations|webinars|lectures|videos|recordings|charlas|ponencias|vorträge"
    r"|conférences|palestras|föredrag|lezingen)\b|登壇|セッション一覧",
    re.IGNORECASE,
)
"""Words for several talks."""
SESSIONS_OF_LIST = re.compile(r"\bsessions\b", re.IGNORECASE)
"""A word for them in notes whose path or title is that of an event; others have sessions of users."""
LEAST_ITEMS = 3
LEAST_LINK_WORDS = 2
TITLE_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{4,}")
"""A word that a title in capitals begins with one."""
LINKED_ITEM = re.compile(r"[*_\"“`]{0,3}\[([^\[\]]{3,200})\]\([^()\s]{1,500}(?:\s+\"[^\"]*\")?\)[*_\"”`]{0,3}[.\s]*")
MARKED_ITEM = re.compile(r"(?:\*\*|__)[^*_]{3,160}(?:\*\*|__)|[\"“«„][^\"“”«»„]{3,160}[\"”»“]")
"""An item that is nothing but a title in bold or in quotes."""


def titled_items(
    blocks: Sequence[Block],
    titles: Container[int],
    bylines: Mapping[int, TitleByline],
    taken: Collection[int],
    note: NameEvidence,
) -> dict[int, list[ListedTalk]]:
    """Returns the talks of lists that name nobody, by the indexes of the lists; `bylines` has who is named with every
    title, `taken` the indexes of blocks whose talks are known. What is below a talk is what was said in it."""
    if not note.is_about_talks:
        return {}
    first = min(bylines, default=None)
    if first is not None and bylines[first].people:
        return {}
    name = blocks[first].text if first is not None else ""
    announces = [TALKS_OF_LIST, *([SESSIONS_OF_LIST] if is_about_talks((note.path, name)) else [])]
    talks: dict[int, list[ListedTalk]] = {}
    for place in places(blocks, titles, bylines):
        if place.block.kind is not BlockKind.LIST or place.at in taken or place.is_of_talk:
            continue
        title = blocks[place.title_at].text.strip() if place.title_at is not None else ""
        if watch_title(title) or is_list_of_others(title):
            continue
        text = f"{title}\n{line_above(blocks, place.at)}"
        is_announced = any(words.search(text) for words in announces)
        may_be_linked = note.begins_with_talks and (place.title_at in {None, first} or LISTS_TALKS.search(title))
        if is_announced or may_be_linked:
            listed = _talks_of_list(place.block, _is_plain_title if is_announced else _is_linked, note.lines)
            talks |= {place.at: listed} if listed else {}
    return talks


def _talks_of_list(block: Block, test: Callable[[str], bool], lines: Sequence[str]) -> list[ListedTalk]:
    """Returns the items of a list that may be titles, if three quarters of it pass a test."""
    items = [item for item in block.children if item.kind is BlockKind.ITEM]
    own = [item for item in items if not is_of_contents(lines[item.span.first - 1])]
    texts = {item.span: written_text(item, lines).strip() for item in own}
    fit = sum(map(test, texts.values()))
    if fit < LEAST_ITEMS or 4 * fit < 3 * len(items):
        return []
    titled = [item for item in own if head_of_item(item) and _may_be_title(texts[item.span])]
    return [ListedTalk(item.span, " ".join(head_of_item(item).split()).strip('"“”„«» '), ()) for item in titled]


def _is_linked(text: str) -> bool:
    """Returns whether an item is nothing but the title of something with a link to it."""
    link = LINKED_ITEM.fullmatch(text)
    return link is not None and len(link[1].split()) >= LEAST_LINK_WORDS and not TO_MEDIA.fullmatch(link[1])


def _is_plain_title(text: str) -> bool:
    """Returns whether an item is nothing but a title: linked, in bold, in quotes, or with capitals as titles have."""
    if not _may_be_title(text):
        return False
    long = TITLE_WORD.findall(text)
    is_long = len(long) > 1 and len(text.split()) >= LEAST_TITLE_WORDS
    has_capitals = is_long and 3 * sum(word[0].isupper() for word in long) >= 2 * len(long)
    return has_capitals or _is_linked(text) or MARKED_ITEM.fullmatch(text) is not None


def _may_be_title(text: str) -> bool:
    """Returns whether an item beside titles may be one as well."""
    if _is_linked(text) or MARKED_ITEM.fullmatch(text):
        return True
    is_short = len(text) <= LONGEST_TALK_TITLE and "\n" not in text and len(text.split()) >= LEAST_LINK_WORDS
    return is_short and not text.endswith((".", ",", ";", ":"))
