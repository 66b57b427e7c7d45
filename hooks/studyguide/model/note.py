"""Defines every noun of a guide that comes from notes: what was parsed, how it is related and what is published.

The nouns of the glossary are in `model.glossary`. Nothing here does work; stages are functions that take these records
and return new ones. Records whose fields are unpacked are named tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, NewType

from msgspec import Struct, field

from studyguide.model.note_card import NoteCard
from studyguide.text.latex_macros import Macro

NotePath = NewType("NotePath", str)
"""A note's path below `seeds/`, always '/'-separated, as the author named it. Never a path of the machine."""

PagePath = NewType("PagePath", str)
"""A page's source path below `docs/`, always '/'-separated, ending in `.md`. Not an address."""

Address = NewType("Address", str)
"""A page's address below the site's root: '' for home, else ending in '/', such as `concepts/recall/`."""

TermId = NewType("TermId", str)
"""A term's stable id, in kebab case. Never shown as a name, never derived from wording."""


class Span(NamedTuple):
    """Describes a run of whole lines of one note."""

    first: int
    """1-based."""
    last: int
    """1-based, inclusive; never smaller than `first`."""


class BlockKind(StrEnum):
    """Classifies runs of lines. Containers have children; every other kind is a leaf."""

    BLANK = "blank"
    FRONT_MATTER = "front-matter"
    HEADING = "heading"
    LABEL = "label"
    """A line underlined with dashes or ending in a colon that names what follows."""
    HEADLINE = "headline"
    """A dated headline, `20201218 - title`, not written as a Markdown heading."""
    GROUP = "group"
    """A date inside a list, such as `dec 08`, that groups the items below it."""
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    CODE = "code"
    QUOTE = "quote"
    TABLE = "table"
    RULE = "rule"
    HTML = "html"
    COMMENT = "comment"
    """Text that its author marked as not for readers. Never published."""


class TextForm(StrEnum):
    """Is the marker of a paragraph that is no prose of Markdown. What is not among its words is shown as metadata."""

    CUES = "cues"
    """Cues of subtitles, joined; their numbers and times are metadata."""
    ROW = "row"
    """A term and its meaning, a row of a table of two columns; other columns are metadata."""
    HTML = "html"
    """Text of a file of HTML; tags and what a browser does not show are not among its words, and are not shown."""
    METADATA = "metadata"
    """Nothing but metadata, such as the place of a clipping."""


TITLE_KINDS = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADLINE})
"""Lines that are a title of what follows."""
HEADING_KINDS = TITLE_KINDS | {BlockKind.GROUP}
"""Lines that name what follows: titles, and dates that group items."""


Piece = tuple[int, int, int]
"""Words of one line: 0-based line, start column, end column."""


class Block(NamedTuple):
    """Holds one construct of a note. The leaves of a note's blocks, in order, cover its lines exactly."""

    kind: BlockKind
    span: Span
    text: str = ""
    """The words without their markers, for leaves; the lead text of an item; '' for other containers."""
    children: tuple[Block, ...] = ()
    level: int = 0
    """Of a heading: 1 to 6. Of an item: its nesting from 1. Of a row: how many lines its term has. Otherwise 0."""
    marker: str = ""
    """Of an item: its bullet or number as written, checkbox included. Of code: its language. Of a paragraph: its
    `TextForm`, if it has one."""
    pieces: tuple[Piece, ...] = ()
    """The columns of a leaf's words, line by line."""


class ZoneKind(StrEnum):
    """Classifies parts of a line that are not prose."""

    CODE = "code"
    URL = "url"
    PATH = "path"
    """A path, file name, identifier or host name."""
    MARKUP = "markup"
    """Markers such as `**`, `](` or an HTML tag: shown on the verbatim page, but not part of the words."""
    COMMENT = "comment"
    EMAIL = "email"
    PHONE = "phone"
    KEY = "key"
    """An access key, token, account id or private key."""
    PERSON = "person"
    """The name of one of the note's speakers by itself."""
    BYLINE = "byline"
    """A byline, or a whole line that shows people. Shown on the note's own pages and in `outline`, and nowhere else."""
    WITHHELD = "withheld"
    """Withheld by the author in `seeds/notes.yml`."""


REDACTED_KINDS = frozenset({ZoneKind.COMMENT, ZoneKind.EMAIL, ZoneKind.PHONE, ZoneKind.KEY, ZoneKind.WITHHELD})
"""Zones that are never published: a label replaces them."""

REDACTION_LABELS = {
    ZoneKind.COMMENT: "comment, not for readers",
    ZoneKind.EMAIL: "e-mail address removed",
    ZoneKind.PHONE: "phone number removed",
    ZoneKind.KEY: "key removed",
    ZoneKind.WITHHELD: "kept out by the author",
}
"""The label that replaces a zone, by the kind of the zone; it is shown in square brackets."""


class Zone(NamedTuple):
    """Marks a part of one line in which no term is searched for. If its kind is in `REDACTED_KINDS`, no reader sees
    it."""

    line: int
    """1-based."""
    start: int
    """0-based column in code points."""
    end: int
    """0-based, exclusive."""
    kind: ZoneKind


class Speaker(Struct, frozen=True):
    """Describes who gave a talk, as printed in the note. Shown on the note's own page and nowhere else."""

    name: str
    role: str | None = None


class EntryKind(StrEnum):
    SESSION = "session"
    SECTION = "section"
    WATCHLIST = "watchlist"
    FRONT_MATTER = "front-matter"
    LINKS = "links"


class Entry(Struct, frozen=True):
    """Describes one talk, class section, dated note or list within a note."""

    kind: EntryKind
    title: str
    """Without date, byline and marker. Never contains a speaker."""
    span: Span
    """Covers its children; trailing blank lines trimmed."""
    depth: int
    """Logical nesting from 1, not the raw marker's depth."""
    date: str | None = None
    """ISO 8601, only where the note gives it with certainty."""
    byline: tuple[Speaker, ...] = ()
    code: str | None = None
    """The code of a session, such as `ABC204-R1`, in capitals."""


class WatchItem(Struct, frozen=True):
    """Describes one thing that the writer wanted to watch, read or do."""

    text: str
    line: int
    group: str | None = None
    """The raw group above it, such as `dec 08`."""
    date: str | None = None
    """ISO 8601 of its group."""
    date_inferred: bool = False
    """True if other lines of the note prove the year, which is not written next to the date."""
    repeats: int | None = None
    """Line of the earlier item that this one repeats."""


class NoteMetadata(Struct, frozen=True):
    """Holds what a file cannot say about itself: one entry of `seeds/notes.yml`. Every field may be absent."""

    title: str | None = None
    event: str | None = None
    year: int | None = None
    """The year of dates written without one, where the note proves it."""
    author: str | None = None
    encoding: str | None = None
    slug: str | None = None
    publish: bool = True
    """False keeps the whole note out of the guide."""
    withhold: tuple[Span, ...] = ()
    """Lines that are not published."""
    allow: tuple[str, ...] = ()
    """Addresses or numbers that may be shown although they look private."""
    watched: tuple[str, ...] = ()
    """Items of its watch list that the writer has watched, in the words of their lines."""


class Note(Struct, frozen=True):
    """Holds one parsed seed. `lines` is the text exactly as in the file, without line ends."""

    path: NotePath
    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] = ()
    watchlist: tuple[WatchItem, ...] = ()
    zones: tuple[Zone, ...] = ()
    facts: NoteMetadata = NoteMetadata()
    encoding: str = "utf-8"
    date: str | None = None
    """ISO 8601, where its front matter, its one title or the file's name gives it."""
    people: tuple[Zone, ...] = ()
    """Zones that name people, sorted, in addition to `zones`: whole lines (from the first column to the last) or
    parts."""
    aliases: tuple[str, ...] = ()
    """Other names that its front matter gives it."""
    tags: tuple[str, ...] = ()
    """Tags of its front matter, without `#`."""
    language: str = ""
    """The language that its front matter names, such as `he`; '' if it names none."""
    cards: tuple[NoteCard, ...] = ()
    """The cards that its author wrote in it."""
    macros: Mapping[str, Macro] = field(default_factory=dict)
    """The LaTeX commands that it defines for its formulas, by name."""


class Mention(NamedTuple):
    """Describes a place in a note that names a term."""

    note: NotePath
    line: int
    start: int
    """0-based column in code points of the note's own line."""
    end: int
    surface: str
    """The text as written: `note.lines[line - 1][start:end]`."""
    term: TermId
    alias: str
    """The spelling of the glossary that matched."""
    why: str
    """Why it was accepted, in words that a reader understands."""
    read_as: str = ""
    """The spelling of which the surface is a slip; '' if it is none."""


class Rejection(Struct, frozen=True):
    """Describes a place that looks like a term and was not linked."""

    note: NotePath
    line: int
    start: int
    end: int
    surface: str
    refused: tuple[TermId, ...]
    """The terms that it might have named."""
    why: str


class Passage(NamedTuple):
    """Holds the block that mentions a term, with its sub-items and the headings above it."""

    note: NotePath
    span: Span
    heading_path: tuple[str, ...]
    """Headings and parent items above the block, outermost first, without speakers."""
    date: str | None
    mentions: tuple[Mention, ...]
    """The mentions of this term inside the span."""
    explains: bool = False
    """Whether it says what the term is, and does not only name it."""
    words: int = 0
    """How many of its words are in no term's name, no code and no address."""
    is_bare: bool = False
    """Whether it has no word but the term's own name."""


class Page(Struct, frozen=True):
    """Holds one complete page of the site, which any generator that reads Markdown can build."""

    path: PagePath
    title: str
    markdown: str
    """`#` headings with `{#id}` and blocks of finished HTML between them, nothing else."""
    description: str = ""
    """One plain sentence for search engines and link previews."""
    source: str = ""
    """The file it was made from, relative to the project and percent-encoded, with `#L12` where it is one entry of it;
    '' if it has none that a reader may open."""
    parent: PagePath | None = None
    """The list page it belongs to, for breadcrumbs and the open section of the sidebar."""


def people_lines(note: Note) -> frozenset[int]:
    """Returns the lines that show people and are never quoted. A heading is not one of them: it is quoted by its
    title."""
    titles = {entry.span.first for entry in note.entries if entry.kind is not EntryKind.FRONT_MATTER}
    bylines = (zone for zone in note.people if zone.kind is ZoneKind.BYLINE)
    return frozenset(
        zone.line
        for zone in bylines
        if zone.line not in titles or zone.end - zone.start == len(note.lines[zone.line - 1])
    )


def zones_by_line(zones: Iterable[Zone]) -> dict[int, list[Zone]]:
    """Returns the zones of each 1-based line that has any."""
    by_line: dict[int, list[Zone]] = {}
    for zone in zones:
        by_line.setdefault(zone.line, []).append(zone)
    return by_line
