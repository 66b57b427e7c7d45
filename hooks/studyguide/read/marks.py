"""Lines that open an entry: titles of every style, ranked so that they can be nested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from studyguide.read.bylines import MARKED, speaker_line, split_byline
from studyguide.read.dates import dates_in
from studyguide.records import Block, BlockKind, EntryKind, Speaker

WATCH = re.compile(
    r"(?:(?:my|the|more|other|still|must|want|things?|stuff|talks?|sessions?|videos?|articles?|papers?|books?|links?|courses?|topics?)\s+){0,3}"
    r"(?:to[ -]?(?:watch|read|do|see|view|attend|study|learn|try|explore|listen(?: to)?|check(?: out)?|look at|visit)|(?:watch|read|reading|wish)[ -]?(?:list|later)"
    r"|watch|read|backlog)(?:\s+(?:list|next|later|list for .{1,40}|at .{1,40}))?",
    re.IGNORECASE,
)
LINKS = re.compile(
    r"(?:(?:useful|related|more|other|external|good|additional|further|helpful|interesting)\s+)?(?:links?|urls?|references?|resources?|sources?|reading|bookmarks)"
    r"|see also|further reading|references? (?:and|&) links",
    re.IGNORECASE,
)
CODE = re.compile(r"[A-Z]{2,4}-?\d{3}(?:-[A-Z]{1,2}\d{0,2})?(?=[\s:\])–—|-]|$)")
"""A session code as conferences print them, such as `AIM204-R1`."""
CLOSING = re.compile(
    r"(overall|in conclusion|to conclude|in summary|to sum up|summing up|all in all|in closing|conclusions?|tl;?dr)\s*[,:]", re.IGNORECASE
)
LONG_ITEM = 80
"""Characters above which an item is a statement and no title."""


class Style(Enum):
    FRONT_MATTER = auto()
    HEADING = auto()
    LABEL = auto()
    HEADLINE = auto()
    GROUP = auto()
    ITEM = auto()
    CLOSING = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One line that opens an entry."""

    line: int
    """1-based."""
    style: Style
    rank: int
    """The smaller, the further out; an entry ends where one of its rank or further out begins."""
    kind: EntryKind
    title: str
    date: str | None = None
    byline: tuple[Speaker, ...] = ()
    last: int | None = None
    """1-based last line, where the construct itself knows it."""
    encloses: bool = True
    """Whether later marks of a higher rank can be inside."""


def marks_of(blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks of a note's top-level blocks in order.

    Headings rank by their level. Underlined labels, dated headlines and dates come below all headings, in the order
    in which a note first uses them.
    """
    order: list[Style] = []
    found: list[Mark] = []
    for index, block in enumerate(blocks):
        match block.kind:
            case BlockKind.FRONT_MATTER:
                found.append(Mark(block.span.first, Style.FRONT_MATTER, 0, EntryKind.FRONT_MATTER, "front matter", last=block.span.last, encloses=False))
            case BlockKind.HEADING:
                found.append(_titled(block, Style.HEADING, block.level, _speakers_below(blocks, index)))
            case BlockKind.LABEL if block.marker in {"-", "="}:
                found.append(_titled(block, Style.LABEL, _rank(order, Style.LABEL), _speakers_below(blocks, index)))
            case BlockKind.LABEL if watch_title(block.text):
                mark = _titled(block, Style.LABEL, 90, ())
                found.append(_ending(mark, _end_of_lists(blocks, index)))
            case BlockKind.HEADLINE:
                found.append(_titled(block, Style.HEADLINE, _rank(order, Style.HEADLINE), _speakers_below(blocks, index)))
            case BlockKind.GROUP if not _in_watchlist(found, order):
                found.append(_titled(block, Style.GROUP, _rank(order, Style.GROUP), ()))
            case BlockKind.LIST if found and found[-1].style in {Style.HEADLINE, Style.ITEM}:
                found.extend(_items(block))
            case BlockKind.PARAGRAPH if _closes(blocks, index):
                title = CLOSING.match(block.text)[1]  # type: ignore[index]
                found.append(Mark(block.span.first, Style.CLOSING, 2, EntryKind.SECTION, title.strip()))
    return found


def watch_title(text: str) -> bool:
    """Whether a title names things its writer still means to watch, read or do."""
    return WATCH.fullmatch(_plain(text)) is not None and _plain(text).lower() not in {"watch", "read"}


def link_title(text: str) -> bool:
    """Whether a title names a list of links."""
    return LINKS.fullmatch(_plain(text)) is not None


def kind_of_title(title: str, date: str | None, byline: tuple[Speaker, ...]) -> EntryKind:
    """Tell a talk from a section: a talk has a speaker, a session code, or a date beside its title."""
    if watch_title(title):
        return EntryKind.WATCHLIST
    return EntryKind.SESSION if byline or date or CODE.match(title) else EntryKind.SECTION


def _titled(block: Block, style: Style, rank: int, below: tuple[Speaker, ...]) -> Mark:
    text = " ".join(block.text.split())
    text, date, only_date = _without_date(text)
    title, byline = split_byline(text)
    title = title.rstrip(":： \t") if not only_date else text
    byline = byline or below
    kind = EntryKind.SECTION if only_date and not byline and style is Style.HEADING else kind_of_title(title, date, byline)
    return Mark(block.span.first, style, rank, kind, title, date, byline)


def _without_date(text: str) -> tuple[str, str | None, bool]:
    """Return a title without the full date at its start or end, that date, and whether the title is nothing else."""
    dates = dates_in(text) if len(text) < 300 else ()
    if len(dates) != 1:
        return text, None, False
    date = dates[0]
    before, after = text[: date.start].rstrip(), text[date.end :].lstrip()
    if not before.strip("([ ") and not after.strip(")]: "):
        return text.strip(), date.iso, True
    if date.year is None:
        return (re.sub(r"^[-–—:|]\s*", "", after), None, False) if not before and re.match(r"[-–—:|]\s", after) else (text, None, False)
    if not before.strip("([") or before.endswith(("-", "–", "—", "|", ":", ",", "(", "[")) or not after:
        rest = (before.rstrip(" -–—|:,([") + " " + after.lstrip(" -–—|:,)]")).strip()
        return rest, date.iso, False
    return text, date.iso, False


def _speakers_below(blocks: Sequence[Block], index: int) -> tuple[Speaker, ...]:
    """Return the speakers of the first block under a title, if that is a byline: in a line, a quote, brackets, an item."""
    heading = blocks[index]
    for block in blocks[index + 1 : index + 3]:
        if block.kind is BlockKind.BLANK:
            continue
        text = _first_words(block)
        lone_title = heading.kind is BlockKind.HEADING and heading.level == 1
        for row in text.split("\n")[:4]:
            plain = row.strip(" \t>-–—*_|()[]")
            if (not lone_title or MARKED.match(plain)) and "[e-mail" not in row and (people := speaker_line(row)):
                return people
        return ()
    return ()


def _first_words(block: Block) -> str:
    if block.kind is BlockKind.LIST:
        return "\n".join(item.text for item in block.children[:4] if MARKED.match(item.text))
    while block.children:
        block = block.children[0]
    return block.text if block.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL} else ""


def _rank(order: list[Style], style: Style) -> int:
    if style not in order:
        order.append(style)
    return 10 + order.index(style)


def _in_watchlist(found: Sequence[Mark], order: Sequence[Style]) -> bool:
    return bool(found) and found[-1].kind is EntryKind.WATCHLIST


def _ending(mark: Mark, last: int) -> Mark:
    return Mark(mark.line, mark.style, mark.rank, mark.kind, mark.title, mark.date, mark.byline, last, encloses=False)


def _end_of_lists(blocks: Sequence[Block], index: int) -> int:
    last = blocks[index].span.last
    for block in blocks[index + 1 :]:
        if block.kind in {BlockKind.LIST, BlockKind.GROUP}:
            last = block.span.last
        elif block.kind is not BlockKind.BLANK:
            break
    return last


def _items(block: Block) -> Iterable[Mark]:
    """Under a dated headline the outermost items are the sections of the talk."""
    for item in block.children:
        title = " ".join(item.text.split()).rstrip(":")
        if item.kind is BlockKind.ITEM and title and len(title) <= LONG_ITEM:
            kind = EntryKind.SECTION
            yield Mark(item.span.first, Style.ITEM, 80, kind, title, last=item.span.last, encloses=False)


def _closes(blocks: Sequence[Block], index: int) -> bool:
    """Whether a paragraph is the last of the note and sums all of it up."""
    after = all(block.kind is BlockKind.BLANK for block in blocks[index + 1 :])
    return after and CLOSING.match(blocks[index].text) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'’&-]", " ", text).split()).strip("-_ ")
