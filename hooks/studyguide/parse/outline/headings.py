"""Finds the lines that open an entry: titles of every style, ranked so that they can be nested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from studyguide.model.note import TITLE_KINDS, Block, BlockKind, EntryKind, Speaker
from studyguide.parse.label_words import reads_as_label
from studyguide.parse.outline.announced_talks import ListedTalk
from studyguide.parse.outline.byline_block import is_byline_of
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.handed_up import hand_up, with_named_parts, with_subtitles
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.note_talks import note_talks
from studyguide.parse.outline.outlined_items import (
    LONG_ITEM,
    is_outline,
    is_whole_note,
    items_with_titles,
    outline_titles,
)
from studyguide.parse.outline.section_heading import SectionHeading, Style
from studyguide.parse.outline.speaker_forms import titled
from studyguide.parse.outline.title_days import date_of_title_above
from studyguide.parse.outline.titles import CODED, COOKIE, TALK, kind_of, watch_title

CLOSING_WORDS = re.compile(
    r"(overall|in conclusion|to conclude|in summary|to sum up|summing up|all in all|in closing|conclusions?)\s*[,:]",
    re.IGNORECASE,
)
CLOCK_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:\s|$|-|–)")
PLACE = re.compile(r"\d,?\s+(?:in|at|@)\s+[^\W\d_a-z][\w.-]*(?:,? [^\W\d_a-z][\w.-]*){0,4}$")
"""When and where something was, which titles nothing."""
MAX_COLON = 5
"""Number of words up to which a label with a colon may be a title."""
CODE_RANK, NUMBERED_RANK, STYLE_RANK = 0, 10, 20
LABEL_RANK, SUBLABEL_RANK, ITEM_RANK, TALK_RANK, LIST_RANK = 40, 45, 80, 85, 90


def section_headings(blocks: Sequence[Block], note: NameEvidence) -> list[SectionHeading]:
    """Returns the headings of a note's top-level blocks in order.

    Headings rank by their level. Numbered titles come below them, then underlined labels, dated headlines and dates, in
    the order in which a note first uses them, then labels without a mark and labels with a colon.
    """
    order: list[Style] = []
    headings: list[SectionHeading] = []
    titles = title_styles(blocks)
    bylines, announced, tabled, items = note_talks(blocks, titles, note)
    own = {byline.own for byline in bylines.values()}
    plain = not any(block.kind is BlockKind.HEADING for block in blocks)
    for index, block in enumerate(blocks):
        if index in own:
            continue
        style = titles.get(index)
        if block.marker == "book" and block.kind is BlockKind.HEADING:
            headings.append(_book(block))
        elif style is not None:
            rank = _rank_of_title(order, style, block)
            mark = _titled(block, style, rank, bylines[index])
            if block.kind is BlockKind.LABEL and block.marker == ":" and watch_title(block.text):
                mark = replace(mark, rank=LIST_RANK, last=_end_of_lists(blocks, index), encloses=False)
            if style is not Style.GROUP or not (headings and headings[-1].kind is EntryKind.WATCHLIST):
                headings.append(mark)
        elif block.kind is BlockKind.FRONT_MATTER:
            mark = SectionHeading(block.span.first, Style.FRONT_MATTER, 0, EntryKind.FRONT_MATTER, "front matter")
            headings.append(replace(mark, last=block.span.last, encloses=False))
        elif block.kind is BlockKind.LIST and headings and _continues_headline(headings[-1]):
            headings.extend(_item_headings(block))
        elif index in tabled:
            headings.extend(_listed_talk(talk, TALK_RANK) for talk in tabled[index])
        elif index in announced.listed:
            headings.extend(_listed_talk(talk, ITEM_RANK) for talk in announced.listed[index])
        elif items.get(index):
            talks_here = (_listed_talk(talk, TALK_RANK) for talk in items[index])
            ends = block.kind is BlockKind.LIST
            headings.extend(talk if ends else replace(talk, last=None) for talk in talks_here)
        elif block.kind is BlockKind.LIST and is_outline(block):
            headings.extend(outline_titles(block, every=plain))
        elif block.kind is BlockKind.LIST and is_whole_note(blocks, index):
            headings.extend(items_with_titles(block))
        elif index in announced.quoted:
            title, people = announced.quoted[index]
            talk = SectionHeading(block.span.first, Style.LABEL, LABEL_RANK, EntryKind.SESSION, title, None, people)
            headings.append(talk)
        elif block.kind is BlockKind.PARAGRAPH and closes(blocks, index):
            closing = CLOSING_WORDS.match(block.text)
            title = closing[1] if closing else ""
            headings.append(SectionHeading(block.span.first, Style.CLOSING, 2, EntryKind.SECTION, title))
        if headings and headings[-1].byline and headings[-1].line == block.span.first:
            hand_up(headings, block.text)
    return _in_watch_lists(with_named_parts(with_subtitles(headings)))


def _in_watch_lists(headings: Iterable[SectionHeading]) -> list[SectionHeading]:
    """Returns the headings with the items of watch lists as such: nobody has seen these talks yet."""
    marks: list[SectionHeading] = []
    is_watch_list = False
    for mark in headings:
        is_item = mark.style is Style.ITEM
        is_watch_list = is_watch_list if is_item else mark.kind is EntryKind.WATCHLIST
        marks.append(replace(mark, kind=EntryKind.WATCHLIST) if is_item and is_watch_list else mark)
    return marks


def _listed_talk(talk: ListedTalk, rank: int) -> SectionHeading:
    first, last = talk.span.first, talk.span.last
    people = talk.people
    return SectionHeading(
        first, Style.ITEM, rank, EntryKind.SESSION, talk.title, None, people, last=last, encloses=False
    )


def _book(block: Block) -> SectionHeading:
    """Returns the heading of a book in clippings: its title, with the authors in brackets behind it."""
    title, opening, rest = block.text.rpartition(" (")
    authors = rest.removesuffix(")").strip() if opening and rest.endswith(")") else ""
    people = tuple(Speaker(name.strip()) for name in authors.split(";") if name.strip())
    words = title.strip() if people else block.text
    return SectionHeading(block.span.first, Style.HEADING, 1, EntryKind.SECTION, words, None, people)


def title_styles(blocks: Sequence[Block]) -> dict[int, Style]:
    """Returns the style of each top-level block that is a title, by its index.

    Bold lines and labels with a colon are titles if half of them in the note read as titles.
    """
    bold, colon = _bold_titles(blocks), _colon_titles(blocks)
    styles: dict[int, Style] = {}
    for index, block in enumerate(blocks):
        match block.kind:
            case BlockKind.HEADING if not _is_byline_of(blocks, index):
                styles[index] = Style.TITLE if block.marker == "#+title:" else Style.HEADING
            case BlockKind.LABEL if block.marker in {"-", "=", "talk"} or index in bold:
                styles[index] = Style.LABEL
            case BlockKind.LABEL if watch_title(block.text):
                styles[index] = Style.LABEL
            case BlockKind.LABEL if block.marker == "1.":
                styles[index] = Style.NUMBERED
            case BlockKind.LABEL if block.marker == "label" or index in colon:
                styles[index] = Style.SUBLABEL
            case BlockKind.HEADLINE if not PLACE.search(block.text) and not date_of_title_above(blocks, index):
                styles[index] = Style.HEADLINE
            case BlockKind.GROUP if not _is_of_timetable(blocks, index) and not date_of_title_above(blocks, index):
                styles[index] = Style.GROUP
            case BlockKind.PARAGRAPH if not styles and CODED.match(block.text) and "\n" not in block.text:
                styles[index] = Style.HEADING
    return styles


def _bold_titles(blocks: Sequence[Block]) -> frozenset[int]:
    """Returns the bold lines that are titles: in a note without headings all; else those that read as titles, are not
    repeated and have something below them, if they are half of all bold lines."""
    labels = [i for i, block in enumerate(blocks) if block.kind is BlockKind.LABEL and block.marker == "**"]
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        return frozenset(labels)
    repeats = Counter(blocks[index].text for index in labels)
    talks = {index for index in labels if TALK.match(blocks[index].text) or CODED.match(blocks[index].text)}
    fit = {index for index in labels if repeats[blocks[index].text] == 1 and _reads_as_title(blocks, index)}
    return frozenset(fit | talks if 2 * len(fit) >= len(labels) else talks)


def _reads_as_title(blocks: Sequence[Block], index: int) -> bool:
    text = blocks[index].text
    below = next((block for block in blocks[index + 1 : index + 3] if block.kind is not BlockKind.BLANK), None)
    has_body = below is not None and below.kind not in {BlockKind.HEADING, BlockKind.RULE}
    return (
        has_body and (below is None or below.marker != "**") and reads_as_label(text) and not text.endswith((":", "："))
    )


def _colon_titles(blocks: Sequence[Block]) -> frozenset[int]:
    """Returns the labels with a colon that read as titles, if they are half of such labels and at least two."""
    labels = [i for i, block in enumerate(blocks) if block.kind is BlockKind.LABEL and block.marker in {":", "**"}]
    labels = [i for i in labels if blocks[i].text.rstrip().endswith((":", "："))]
    repeats = Counter(blocks[index].text for index in labels)
    single = [i for i in labels if repeats[blocks[i].text] == 1 and len(blocks[i].text.split()) <= MAX_COLON]
    fit = [i for i in single if reads_as_label(f"the {blocks[i].text.rstrip(' :：')}")]  # A command is no title here.
    return frozenset(fit if len(fit) > 1 and 2 * len(fit) >= len(labels) else ())


def _is_of_timetable(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a date is above a time, as in the entry of a conference's program, and titles nothing."""
    below = next((block for block in blocks[index + 1 : index + 3] if block.kind is not BlockKind.BLANK), None)
    return below is not None and below.kind is BlockKind.PARAGRAPH and CLOCK_TIME.match(below.text) is not None


def _rank_of_title(order: list[Style], style: Style, block: Block) -> int:
    match style:
        case Style.TITLE:
            return 0
        case Style.HEADING:
            return block.level if block.kind is BlockKind.HEADING else CODE_RANK
        case Style.NUMBERED:
            return NUMBERED_RANK + min(block.level, 9)
        case Style.SUBLABEL:
            return LABEL_RANK if block.marker == "label" else SUBLABEL_RANK
        case Style.LABEL if block.kind is BlockKind.LABEL and block.marker == ":":
            return LIST_RANK
    return _style_rank(order, style)


def closes(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a paragraph is the last of the note and summarizes all of it."""
    after = all(block.kind is BlockKind.BLANK for block in blocks[index + 1 : index + 3]) and index + 3 >= len(blocks)
    return after and CLOSING_WORDS.match(blocks[index].text) is not None


def _titled(block: Block, style: Style, rank: int, byline: TitleByline) -> SectionHeading:
    text, is_list = block.text, False
    if block.marker.startswith("*") and style is Style.HEADING and (cookie := COOKIE.search(text)):
        text, is_list = text[: cookie.start()], True
    title = titled(text, byline)
    kind = EntryKind.WATCHLIST if is_list else kind_of(title)
    if style is Style.GROUP and title.date:
        kind = EntryKind.SESSION
    return SectionHeading(
        block.span.first,
        style,
        rank,
        kind,
        title.words,
        title.date or byline.date,
        title.byline,
        code=title.code,
        only_date=title.only_date or style is Style.GROUP,
    )


def _is_byline_of(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a heading is the byline of the title directly above it, which is of a higher level."""
    near = reversed(blocks[max(0, index - 2) : index])
    above = next((block for block in near if block.kind is not BlockKind.BLANK), None)
    if above is None or above.kind not in TITLE_KINDS:
        return False
    return is_byline_of(above, blocks[index])


def _style_rank(order: list[Style], style: Style) -> int:
    if style not in order:
        order.append(style)
    return STYLE_RANK + order.index(style)


def _end_of_lists(blocks: Sequence[Block], index: int) -> int:
    last = blocks[index].span.last
    for block in blocks[index + 1 :]:
        if block.kind in {BlockKind.LIST, BlockKind.GROUP}:
            last = block.span.last
        elif block.kind is not BlockKind.BLANK:
            break
    return last


def _continues_headline(last: SectionHeading) -> bool:
    """Returns whether the items of a list belong to a dated headline, as those above them do."""
    return last.style is Style.HEADLINE or (last.style is Style.ITEM and last.rank == ITEM_RANK)


def _item_headings(block: Block) -> Iterable[SectionHeading]:
    """Yields the outermost items under a dated headline: they are the sections of the talk."""
    for item in block.children:
        title = " ".join(item.text.split()).rstrip(":")
        if item.kind is BlockKind.ITEM and title and len(title) <= LONG_ITEM:
            first, last = item.span.first, item.span.last
            yield SectionHeading(first, Style.ITEM, ITEM_RANK, EntryKind.SECTION, title, last=last, encloses=False)
