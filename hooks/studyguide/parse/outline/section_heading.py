"""Describes one line that opens an entry."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from studyguide.model.note import EntryKind, Speaker


class Style(Enum):
    TITLE = auto()
    """Names the whole note and opens no entry."""
    FRONT_MATTER = auto()
    HEADING = auto()
    LABEL = auto()
    HEADLINE = auto()
    NUMBERED = auto()
    SUBLABEL = auto()
    GROUP = auto()
    ITEM = auto()
    CLOSING = auto()


class SectionHeading(Struct, frozen=True):
    """Describes one line that opens an entry."""

    line: int
    """1-based."""
    style: Style
    rank: int
    """The smaller, the further out; an entry ends where a heading of its rank or further out begins."""
    kind: EntryKind
    title: str
    date: str | None = None
    byline: tuple[Speaker, ...] = ()
    last: int | None = None
    """1-based last line, if the construct itself defines it."""
    encloses: bool = True
    """Whether later headings of a higher rank can be inside."""
    code: str | None = None
    """The code of a session."""
    only_date: bool = False
    """Whether the title is only a date."""
