"""Defines the nouns of suggesting: a line's words, a place that looks like a name, and the suggestion itself."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from studyguide.link.candidates import TokenizedLine
from studyguide.model.note import NotePath, TermId
from studyguide.suggest.language_words import LanguageWords


class Sign(StrEnum):
    """Says what makes a run of words look like a name, in words that follow a comma."""

    DEFINED = "defined in a line"
    TITLE = "the title of a note"
    CAPITALS = "with capitals within a line"
    HEADING = "a heading"
    LINK = "the title of a link"
    MARKED = "in bold"
    BRACKETS = "in brackets"
    """Those of Chinese and Japanese."""
    ABBREVIATED = "explained by its letters"
    BESIDE = "beside a known term"


class NoteLine(NamedTuple):
    """Holds one line of a note that readers see."""

    note: NotePath
    line: TokenizedLine
    """Its words outside code, addresses, paths and redactions."""
    known: tuple[tuple[int, int, TermId], ...]
    """First and last word of each place that matches a spelling of the glossary."""
    title: str
    """Its title without speakers if it is a heading or label, else ''."""
    language: LanguageWords
    """The words of the note's language."""


class Seen(Struct, frozen=True):
    """Describes a run of words that looks like a name."""

    note: NotePath
    line: int
    """1-based."""
    text: str
    """As written, spaces in one way."""
    sign: Sign
    short: str = ""
    """The abbreviation next to it."""
    beside: str = ""
    """The words of the known term next to it, and how often: `3 of 4 times`."""


class DefiningLine(Struct, frozen=True):
    """Describes a line of the notes that says what a name means."""

    note: NotePath
    line: int
    """1-based: where the text begins."""
    name: str
    """As written there."""
    text: str
    """What it says of the name, in the words of the line; a sentence that is wrapped is joined."""
    pattern: str
    """How it was recognized, such as `bold lead-in`."""
    rank: int
    """How sure the pattern is; 0 is the surest."""
    is_lead_in: bool = False
    """Whether the name is a lead-in, which may be the label of a field instead."""
    is_code: bool = False
    """Whether the name is marked as code, which is no prose in which places of names are counted."""


class Proposal(StrEnum):
    TERM = "term"
    """Something the glossary does not have."""
    ALIAS = "alias"
    """An abbreviation of a known term, or the name of a known abbreviation."""
    MISSPELLING = "misspelling"
    """Nearly a known term."""
    DUPLICATE = "duplicate"
    """Two terms of the glossary whose names are nearly the same."""


class Suggestion(Struct, frozen=True):
    """Describes one thing that a person may want to write into the glossary."""

    proposal: Proposal
    name: str
    """The proposed name, as the notes most often write it."""
    places: tuple[tuple[NotePath, int], ...]
    """Note and 1-based line of every place, in order."""
    why: str
    """How often it occurs where, and what makes it look like a name."""
    score: float
    """For ranking within one kind of proposal: the higher, the surer."""
    of: TermId | None = None
    """The known term it is a spelling of."""
    abbreviations: tuple[str, ...] = ()
    spellings: tuple[tuple[str, int], ...] = ()
    """Other ways the notes write it, with how often."""
    definition: DefiningLine | None = None
    """The line that defines it, if there is one."""
