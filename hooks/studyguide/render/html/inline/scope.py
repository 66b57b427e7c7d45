"""What the words of a note are read with: the syntax of its lines, and where what its author wrote leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from studyguide.model.note import Zone
from studyguide.model.texts import Texts
from studyguide.render.html.markup import Link
from studyguide.render.html.raw_html import PHRASING
from studyguide.text.latex_macros import Macro


class InlineSyntax(StrEnum):
    """Names what the characters of a line mean."""

    MARKDOWN = "markdown"
    ORG = "org"
    REST = "rest"
    ASCIIDOC = "asciidoc"
    PLAIN = "plain"
    """Nothing but web addresses."""
    HTML = "html"
    """Tags and entities only, as inside a block of HTML."""


Row = tuple[str, int, int, Sequence[Link], Sequence[Zone]]
"""A line, the 0-based columns at which the words in it start and end, its links and its zones."""


class RowStarts(Struct, frozen=True):
    """Says what is put where the rows of a block begin, except the first."""

    lines: Sequence[int] = ()
    """The 1-based line of each row, for an anchor there; empty for no anchors."""
    breaks: frozenset[int] = frozenset()
    """0-based rows that begin on a new line although the markup language would join them to the row before."""
    unspaced: frozenset[int] = frozenset()
    """0-based rows that are joined to the row before without a blank."""

    def separator(self, row: int) -> str:
        """Return what is between a row and the one before it."""
        return "<br>" if row in self.breaks else "" if row in self.unspaced else " "


JOINED = RowStarts()
"""Rows that run on, without anchors."""


class AuthorTarget(Struct, frozen=True):
    """Says where an address that an author wrote leads."""

    href: str
    """'' if it leads nowhere."""
    problem: str = ""
    """Why it leads nowhere, in words a reader understands."""


Embed = Callable[[str, str], str]
"""Returns the markup of something embedded, by its target and its label; '' if it can only be linked."""


def no_embed(target: str, label: str) -> str:  # noqa: ARG001
    """Embeds nothing."""
    return ""


class InlineScope(Struct, frozen=True):
    """Holds what the words of a note are read with."""

    texts: Texts
    syntax: InlineSyntax = InlineSyntax.MARKDOWN
    targets: Mapping[str, AuthorTarget] = field(default_factory=dict)
    """By the address as written, without percent-encoding."""
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """The number of each footnote by its label."""
    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Link definitions of the note by their normalized label, as markdown-it wants them."""
    elements: frozenset[str] = PHRASING
    """The elements that the author may write as tags."""
    macros: Mapping[str, Macro] = field(default_factory=dict)
    """The commands that the note defines for its formulas."""
    embed: Embed = no_embed
    tag_href: Callable[[str], str] = lambda _tag: ""
    """Returns where a tag's page is, '' if it has none."""
