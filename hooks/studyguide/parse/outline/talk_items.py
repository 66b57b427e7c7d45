"""Finds the items of lists that are talks: they name their speakers in one form, as titles do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from studyguide.model.note import HEADING_KINDS, Block, BlockKind, Span, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk, announced_talks, listed_talks
from studyguide.parse.outline.byline_block import is_about_speakers
from studyguide.parse.outline.byline_rows import ONLY_LINKS
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.dates import date_at_start
from studyguide.parse.outline.everyday_names import HEAD_LINES, OF_TALKS, is_about_talks
from studyguide.parse.outline.item_lines import (
    LONGEST_ITEM,
    are_half,
    is_episode,
    names_inside,
    names_speaker_inside,
    title_line,
    written_text,
)
from studyguide.parse.outline.list_titles import LISTS_TALKS, OTHER_LISTS
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import is_job
from studyguide.parse.outline.speaker_forms import bylines_of
from studyguide.parse.outline.speaker_marker import may_name_people
from studyguide.parse.outline.speakers import KEYNOTE, BylineCandidate
from studyguide.parse.outline.talk_tables import titles_in_table
from studyguide.parse.outline.titles import watch_title
from studyguide.parse.outline.told_talks import told_talk

NO_HEADING = 7
"""The level of titles that are no headings."""
SLIDES_OR_RECORDING = re.compile(
    r"\b(?:slides?\d?|slide ?deck|video|recording)\b|//(?:[\w-]{1,20}\.)?(?:youtube\.com|youtu\.be|vimeo\.com"
    r"|slideshare\.net|speakerdeck\.com|media\.ccc\.de)/",
    re.IGNORECASE,
)
"""Slides or the recording of a talk."""
TITLE_IN_TEXT = re.compile(r"\s{0,3}(?:[\"“«„]|\*\*|__|\*\[|\[(?![ xX]\])|\*[^*\s])")
"""How a line begins that has a title in quotes, bold or as a link."""
ADDRESS_BELOW = re.compile(r"<?https?://\S{3,300}")
LONGEST_TALK_TITLE = 160
MOST_ITEMS = 200
MOST_BELOW = 2
HALF, THREE_QUARTERS = 2, 3
"""How many quarters of a list's items must be talks, below titles that announce talks and below others."""
MANY = 3
"""Number of talks from which a list is one of talks below any title."""
LISTING_KINDS = frozenset({BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.TABLE})
PROVED_ALONE = frozenset({"by", "occasion", "comma"})
"""Forms in which a single item may name people."""
OPENS_TITLE = re.compile(r"[\"“”«„‘'¿¡「]|[^\w\s]?(?:[^\W_a-z]|\d)")


class _List(Struct, frozen=True):
    """Describes a list that may be one of talks."""

    top: int
    """The index of the outermost list that contains it."""
    items: tuple[Block, ...]
    least: int
    """How many quarters of its items must be talks."""


def talk_items(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], note: NameEvidence
) -> dict[int, list[ListedTalk]]:
    """Returns the talks among the items of lists, by the indexes of the outermost lists among `blocks`.

    Half of the items of a list must name people in forms that the lists of the note agree on; below a title that does
    not announce talks, three quarters must. `titles` are the indexes of titles, `bylines` who is named with each.
    """
    lists = list(_lists(blocks, titles, bylines, note))
    if not lists:
        return {}
    sequence = [Block(BlockKind.BLANK, Span(0, 0))]
    rows: list[list[int]] = []
    forms: Counter[str] = Counter()
    told: dict[int, ListedTalk] = {}
    for one in lists:
        rows.append([])
        for item in one.items:
            rows[-1].append(len(sequence))
            text, candidates = title_line(item, note.lines)
            forms.update({_proving_form(candidate) for candidate in candidates} or ["alone"] * names_inside(item))
            if (
                not candidates
                and item.kind is BlockKind.ITEM
                and (talk := told_talk(written_text(item, note.lines), item.span, note))
            ):
                told[len(sequence)] = talk
                forms["alone"] += 1
            sequence.append(Block(BlockKind.LABEL, item.span, text, marker="talk"))
            sequence.extend(child for child in islice(item.children[1:], MOST_BELOW) if child.kind is BlockKind.LIST)
    if max(forms.values(), default=0) < SEVERAL and not any(len(one.items) >= MANY for one in lists):
        return {}  # The words of the whole note are looked at only if two items may name people in one form.
    evidence = note.of_listed_talks()
    named = bylines_of(sequence, [0, *(at for row in rows for at in row)], evidence, announced_talks(sequence))
    talks = []
    for one, row in zip(lists, rows, strict=True):
        read = [_talk(sequence[at], named[at]) or told.get(at) for at in row]
        talks.append(_talks(read, one.least))
    if sum(map(len, talks)) < (SEVERAL if any(one.least == HALF for one in lists) else MANY):
        return {}
    by_list: dict[int, list[ListedTalk]] = defaultdict(list)
    for one, listed in zip(lists, talks, strict=True):
        by_list[one.top] += listed
    return by_list


def _lists(
    blocks: Sequence[Block], titles: Container[int], bylines: Mapping[int, TitleByline], note: NameEvidence
) -> Iterator[_List]:
    """Yields every list, and every paragraph, that may be one of talks."""
    lines = note.lines
    head = [line for line in lines[:HEAD_LINES] if not line.lstrip().startswith(("-", "*", "+"))]
    of_talks = note.begins_with_talks and is_about_talks((note.path, *head))
    above: list[tuple[int, int]] = []
    is_of_talk = False
    first = next((at for at, block in enumerate(blocks) if at in titles or block.kind in HEADING_KINDS), None)
    for index, block in enumerate(blocks):
        if index in titles or block.kind in HEADING_KINDS:
            level = block.level if block.kind is BlockKind.HEADING else NO_HEADING
            while above and above[-1][0] >= level:
                above.pop()
            above.append((level, index))
            is_of_talk = any(at in bylines and bylines[at].people for _, at in above)
            continue
        if is_of_talk or block.kind not in LISTING_KINDS:
            continue  # What is below a talk is what was said in it.
        inner = list(_likely_lists(block, lines, of_talks))
        title = blocks[above[-1][1]].text if inner and above else ""
        if not inner or watch_title(title):
            continue
        near = line_above(blocks, index)
        is_of_note = not above or above[-1][1] == first
        for announcing, items in inner:
            announced = f"{title}\n{near}\n{announcing}"
            episodes = are_half(is_episode, items)
            shows = episodes or OF_TALKS.search(announced) is not None or _are_recorded(items, lines)
            shows = shows or are_half(names_speaker_inside, items)
            of_others = OTHER_LISTS.search(announced) and not episodes and not OF_TALKS.fullmatch(title.strip())
            if not (of_talks or shows) or of_others:
                continue
            if any(map(is_about_speakers, (title, near, announcing))):
                continue
            known = shows or is_of_note or block.kind is BlockKind.PARAGRAPH
            known = known or date_at_start(announcing or title) is not None or bool(LISTS_TALKS.search(announced))
            yield _List(index, items, HALF if known else THREE_QUARTERS)


def _likely_lists(block: Block, lines: Sequence[str], of_talks: bool) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yields the items of a list in which half of them have the form of names, or those of such lists inside its items,
    each with the text of the item that they are in; a paragraph that begins as titles in a text do is an item as well.
    `lines` are the note's own."""
    if block.kind is BlockKind.PARAGRAPH and of_talks and _may_be_talk(block, lines):
        yield "", (block,)
    if block.kind is BlockKind.TABLE:
        yield from titles_in_table(block, lines)
    if block.kind is not BlockKind.LIST:
        return
    if items := _likely_items(block):
        yield "", items
        return
    for item in block.children[:MOST_ITEMS] if any(item.children[1:] for item in block.children) else ():
        inner = (_likely_items(child) for child in item.children[1:] if child.kind is BlockKind.LIST)
        yield from ((item.text[:LONGEST_ITEM], items) for items in inner if items and not may_name_people(item.text))


def _likely_items(block: Block) -> tuple[Block, ...]:
    """Returns the items of a list if half of them have the form of names in their first lines."""
    items = tuple(item for item in block.children[: 2 * MOST_ITEMS] if item.kind is BlockKind.ITEM)
    few = 0 < len(items) <= MOST_ITEMS
    return items if few and are_half(_may_name_speaker, items) and not listed_talks(block) else ()


def _may_name_speaker(item: Block) -> bool:
    text = item.text or next((one.text for child in item.children[:1] for one in child.children), "")
    return may_name_people(" ".join(text[:LONGEST_ITEM].split("\n")[:2])) or names_inside(item)


def _may_be_talk(block: Block, lines: Sequence[str]) -> bool:
    """Returns whether a paragraph is a quoted, bold or linked title with names, or one above the address of a
    recording."""
    row, _, behind = block.text.partition("\n")
    opens = TITLE_IN_TEXT.match(lines[block.span.first - 1]) or ADDRESS_BELOW.fullmatch(behind)
    return opens is not None and len(row) <= LONGEST_TALK_TITLE and may_name_people(row)


def _are_recorded(items: Sequence[Block], lines: Sequence[str]) -> bool:
    """Returns whether half of the items have slides or a recording in their first lines."""

    def is_recorded(item: Block) -> bool:
        return SLIDES_OR_RECORDING.search(lines[item.span.first - 1][:LONGEST_ITEM]) is not None

    return are_half(is_recorded, items)


def line_above(blocks: Sequence[Block], index: int) -> str:
    """Returns the end of a paragraph directly above a block, which may announce it."""
    near = reversed(blocks[max(0, index - 2) : index])
    before = next((block for block in near if block.kind is not BlockKind.BLANK), None)
    return before.text[-LONGEST_ITEM:] if before is not None and before.kind is BlockKind.PARAGRAPH else ""


def _proving_form(candidate: BylineCandidate) -> str:
    """Returns the form of names that others of the same form must prove, or one word for all that prove themselves."""
    return "alone" if candidate.certain or candidate.marked or candidate.form in PROVED_ALONE else candidate.form


def _talks(items: Sequence[ListedTalk | None], least: int) -> tuple[ListedTalk, ...]:
    """Returns the talks of a list if they are `least` quarters of its items."""
    talks = [talk for talk in items if talk]
    repeats = Counter(person.name for talk in talks for person in talk.people)
    named = [talk for talk in talks if all(repeats[person.name] == 1 for person in talk.people)]
    if 4 * len(named) >= least * len(items):
        return tuple(talks)
    return tuple(talk for talk in talks if KEYNOTE.fullmatch(talk.title))


def _talk(block: Block, byline: TitleByline) -> ListedTalk | None:
    """Returns the talk that an item is, if it names people next to the words of a title."""
    people: tuple[Speaker, ...] = byline.people
    words = (byline.words if byline.words is not None else block.text).strip(' \t:,-–—|"“”«»')
    if not people or not words or words == people[0].name or ONLY_LINKS.fullmatch(words):
        return None
    leads = block.text.startswith(people[0].name)
    if leads and (not OPENS_TITLE.match(words) or words.endswith(".") or is_job(words)):
        return None  # What somebody said or is, rather than a title.
    return ListedTalk(block.span, words, people)
