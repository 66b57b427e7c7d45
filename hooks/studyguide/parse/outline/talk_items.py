"""Finds the items of lists that are talks: they name their speakers in one form, as titles do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import NamedTuple

from studyguide.model.note import HEADING_KINDS, Block, BlockKind, Span, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk, listed_talks
from studyguide.parse.outline.byline_block import is_about_speakers
from studyguide.parse.outline.dates import date_at_start
from studyguide.parse.outline.everyday_names import HEAD_LINES, OF_TALKS, is_about_talks
from studyguide.parse.outline.names import is_job
from studyguide.parse.outline.speaker_forms import TitleByline, bylines_of
from studyguide.parse.outline.speaker_marker import may_name_people
from studyguide.parse.outline.title_candidates import TIME_AHEAD, title_candidates
from studyguide.parse.outline.titles import watch_title

OTHER_LISTS = re.compile(
    r"\b(?:books?|reading|papers?|articles?|blogs?|posts?|podcasts?|links?|resources?|references?|bibliograph\w+|tools?"
    r"|librar\w+|projects?|people|follow|thank\w*|credits?|acknowledg\w+|contribut\w+|authors?|contacts?|organi[sz]\w+"
    r"|sponsors?|attendees|participants|members|teams?|staff|committee|hiring|quotes?|questions?|q ?& ?a|panel"
    r"|discussion|interviews?|movies|films|music|songs|games|licen[sc]e|history|citations?|maintainers?|users?|testimonials?"
    r"|libros|lecturas|art[ií]culos|enlaces|recursos|referencias|herramientas|gracias|livres|liens|ressources"
    r"|merci|outils|bücher|quellen|literatur|werkzeuge|danke|libri|letture|risorse|grazie|livros|leituras|boeken)\b",
    re.IGNORECASE,
)
"""Titles of lists that name people who gave no talk."""
LISTS_TALKS = re.compile(
    r"\b(?:days?|tracks?|schedule|agenda|program(?:me|m)?|videos?|recordings?|workshops?|presentations?|webinars?|slides"
    r"|tutorials|favou?rites?|highlights|tag|jour|día|giorno|dag|interventi|morning|afternoon|\w+day)\b",
    re.IGNORECASE,
)
"""Other titles that lists of talks have, in notes about talks."""
FIRST_CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?](?=\s)")
NO_HEADING = 7
"""The level of titles that are no headings."""
SLIDES_OR_RECORDING = re.compile(
    r"\b(?:slides?\d?|slide ?deck|video|recording)\b|//(?:[\w-]{1,20}\.)?(?:youtube\.com|youtu\.be|vimeo\.com"
    r"|slideshare\.net|speakerdeck\.com|media\.ccc\.de)/",
    re.IGNORECASE,
)
"""Slides or the recording of a talk."""
LONGEST_ITEM = 300
MOST_ITEMS = 200
MOST_BELOW = 2
HALF, THREE_QUARTERS = 2, 3
"""How many quarters of a list's items must be talks, below titles that announce talks and below others."""
MANY = 3
"""Number of talks from which a list is one of talks below any title."""
OPENS_TITLE = re.compile(r"[\"“”«„‘'¿¡「]|[^\w\s]?(?:[^\W_a-z]|\d)")


class _List(NamedTuple):
    """Describes a list that may be one of talks."""

    top: int
    """The index of the outermost list that contains it."""
    items: tuple[Block, ...]
    least: int
    """How many quarters of its items must be talks."""


def talk_items(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], lines: Sequence[str], path: str
) -> dict[int, list[ListedTalk]]:
    """Returns the talks among the items of lists, by the indexes of the outermost lists among `blocks`.

    Half of the items of a list must name people in forms that the lists of the note agree on; below a title that does
    not announce talks, three quarters must. `titles` are the indexes of titles, `bylines` who is named with each.
    """
    lists = list(_lists(blocks, titles, bylines, lines, path))
    if not lists:
        return {}
    sequence = [Block(BlockKind.BLANK, Span(0, 0))]
    rows: list[list[int]] = []
    for one in lists:
        rows.append([])
        for item in one.items:
            rows[-1].append(len(sequence))
            sequence.append(Block(BlockKind.LABEL, item.span, _title_line(item.text), marker="talk"))
            sequence.extend(child for child in islice(item.children[1:], MOST_BELOW) if child.kind is BlockKind.LIST)
    named = bylines_of(sequence, [0, *(at for row in rows for at in row)], lines, path)
    talks = [_talks([(sequence[at], named[at]) for at in row], one.least) for one, row in zip(lists, rows, strict=True)]
    if max(map(len, talks)) < SEVERAL:
        return {}
    by_list: dict[int, list[ListedTalk]] = defaultdict(list)
    for one, listed in zip(lists, talks, strict=True):
        by_list[one.top] += listed
    return by_list


def _lists(
    blocks: Sequence[Block],
    titles: Container[int],
    bylines: Mapping[int, TitleByline],
    lines: Sequence[str],
    path: str,
) -> Iterator[_List]:
    """Yields every list that may be one of talks."""
    likely = {index: inner for index, block in enumerate(blocks) if (inner := list(_likely_lists(block)))}
    if not likely:
        return
    head = [line for line in lines[:HEAD_LINES] if not line.lstrip().startswith(("-", "*", "+"))]
    of_talks = is_about_talks((path, *head))
    above = [index for index, block in enumerate(blocks) if index in titles or block.kind in HEADING_KINDS]
    for index, inner in likely.items():
        near = _line_above(blocks, index)
        path_above = list(_heading_path(blocks, [at for at in above if at < index]))
        title = blocks[path_above[0]].text if path_above else ""
        if any(at in bylines and bylines[at].people for at in path_above) or watch_title(title):
            continue  # What is below a talk is what was said in it.
        is_of_note = not path_above or path_above[0] == above[0]
        for announcing, one in inner:
            items = tuple(item for item in one.children if item.kind is BlockKind.ITEM)
            announced = f"{title}\n{near}\n{announcing}"
            says_talks = OF_TALKS.search(announced) is not None
            is_other = OTHER_LISTS.search(announced) or any(map(is_about_speakers, (title, near, announcing)))
            are_recorded = _are_recorded(items, lines)
            if is_other or not (of_talks or says_talks or are_recorded):
                continue
            known = (
                says_talks
                or is_of_note
                or are_recorded
                or date_at_start(announcing or title)
                or LISTS_TALKS.search(announced)
            )
            yield _List(index, items, HALF if known else THREE_QUARTERS)


def _likely_lists(block: Block) -> Iterator[tuple[str, Block]]:
    """Yields a list in which half of the items have the form of names, or such lists inside its items, each with the
    text of the item that it is in."""
    if block.kind is not BlockKind.LIST:
        return
    if _may_list_talks(block):
        yield "", block
        return
    for item in block.children[:MOST_ITEMS]:
        inner = (child for child in item.children[1:] if child.kind is BlockKind.LIST and _may_list_talks(child))
        yield from ((item.text[:LONGEST_ITEM], child) for child in inner if not may_name_people(item.text))


def _may_list_talks(block: Block) -> bool:
    """Returns whether half of the items of a list have the form of names in their first lines."""
    items = [item for item in block.children[: 2 * MOST_ITEMS] if item.kind is BlockKind.ITEM]
    if not items or len(items) > MOST_ITEMS:
        return False
    named = sum(may_name_people(item.text[:LONGEST_ITEM].partition("\n")[0]) for item in items)
    return 2 * named >= len(items) and not listed_talks(block)


def _are_recorded(items: Sequence[Block], lines: Sequence[str]) -> bool:
    """Returns whether half of the items have slides or a recording in their first lines."""
    shown = sum(SLIDES_OR_RECORDING.search(lines[item.span.first - 1][:LONGEST_ITEM]) is not None for item in items)
    return 2 * shown >= len(items)


def _heading_path(blocks: Sequence[Block], titles: Sequence[int]) -> Iterator[int]:
    """Yields the last of some titles and those that it is below."""
    level = NO_HEADING + 1
    for at in reversed(titles):
        own = blocks[at].level if blocks[at].kind is BlockKind.HEADING else NO_HEADING
        if own < level:
            level = own
            yield at


def _line_above(blocks: Sequence[Block], index: int) -> str:
    """Returns the end of a paragraph directly above a block, which may announce it."""
    near = reversed(blocks[max(0, index - 2) : index])
    before = next((block for block in near if block.kind is not BlockKind.BLANK), None)
    return before.text[-LONGEST_ITEM:] if before is not None and before.kind is BlockKind.PARAGRAPH else ""


def _title_line(text: str) -> str:
    """Returns the part of an item that names a talk and its speaker, without the time before and the words behind."""
    row = unescape(text[:LONGEST_ITEM].partition("\n")[0]).replace("\xa0", " ").strip(" ;")
    row = TIME_AHEAD.sub("", row, count=1)
    clause = FIRST_CLAUSE.search(row)
    if clause and any(title_candidates(row[: clause.start()])):
        return row[: clause.start()]
    if any(title_candidates(row)):
        return row
    head, colon, _ = row.partition(": ")
    while colon and not any(title_candidates(head)):
        more, colon, _ = row[len(head) + 2 :].partition(": ")
        head = f"{head}: {more}"
    return head


def _talks(items: Sequence[tuple[Block, TitleByline]], least: int) -> tuple[ListedTalk, ...]:
    """Returns the talks of a list if they are `least` quarters of its items."""
    talks = [talk for block, byline in items if (talk := _talk(block, byline))]
    repeats = Counter(person.name for talk in talks for person in talk.people)
    named = [talk for talk in talks if all(repeats[person.name] == 1 for person in talk.people)]
    enough = (least == HALF or len(named) >= MANY) and 4 * len(named) >= least * len(items)
    return tuple(talks) if enough else ()


def _talk(block: Block, byline: TitleByline) -> ListedTalk | None:
    """Returns the talk that an item is, if it names people next to the words of a title."""
    people: tuple[Speaker, ...] = byline.people
    words = (byline.words if byline.words is not None else block.text).strip(' \t:,-–—|"“”«»')
    if not people or not words or words == people[0].name:
        return None
    leads = block.text.startswith(people[0].name)
    if leads and (not OPENS_TITLE.match(words) or words.endswith(".") or is_job(words)):
        return None  # What somebody said or is, rather than a title.
    return ListedTalk(block.span, words, people)
