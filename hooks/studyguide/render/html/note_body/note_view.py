"""A note with all that its page shows beside its lines, from which its blocks are rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from studyguide.model.note import Note, Piece, Zone
from studyguide.model.texts import Texts
from studyguide.parse.blocks import MutableBlock
from studyguide.render.html.card_roles import LineRole
from studyguide.render.html.inline.scope import InlineScope, Row
from studyguide.render.html.markup import Link


class NoteView(Struct, frozen=True):
    """Holds a note and all that is shown with it. Keys that are lines count from 1."""

    note: Note
    texts: Texts
    scope: InlineScope
    zones: Mapping[int, Sequence[Zone]] = field(default_factory=dict)
    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    """The links on terms, by line."""
    editors_notes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The markup of the editor's notes on each line."""
    entry_depths: Mapping[int, int] = field(default_factory=dict)
    """The depth of the entry that begins at a line."""
    skipped_lines: frozenset[int] = frozenset()
    """Lines that are not shown."""
    item_depth: int = 0
    """How many items the blocks at hand are inside of."""
    anchor_prefix: str = "L"
    """What an anchor begins with; '' for no anchors."""
    embed: Callable[[str], str] = lambda _target: ""
    """Returns the markup of another note, or of a part of one, that a line of its own embeds; '' if it cannot be."""
    keeps_lines: bool = False
    """Whether the lines of a paragraph are lines on the page, unless they were wrapped."""
    card_roles: Mapping[int, LineRole] = field(default_factory=dict)
    """The part of a card that each line of it is."""


def without_anchors(view: NoteView) -> NoteView:
    """Return the view for words that are shown without the anchors of their lines."""
    return replace(view, anchor_prefix="")


def piece_text(piece: Piece, view: NoteView) -> str:
    """Return the words of a piece as they were written."""
    number, start, end = piece
    return view.note.lines[number][start:end]


def piece_row(piece: Piece, view: NoteView) -> Row:
    """Return the words of a piece with the links and zones of their line."""
    number, start, end = piece
    return view.note.lines[number], start, end, view.links.get(number + 1, ()), view.zones.get(number + 1, ())


def block_lines(block: MutableBlock) -> range:
    """Return the 1-based lines of a block."""
    return range(block.first + 1, block.last + 2)
