"""What pages quote of a note, as an input of a step: equal if the same quotations would be made of it.

An edit of a note leaves most of its lines as they were. In a preview, pages that quote only those are not made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyguide.link.line_index import LineIndex
from studyguide.link.note_tags import NoteTag
from studyguide.model.note import Block, Note, Passage
from studyguide.parse.markup_language import detect_markup_language
from studyguide.render.html.note_body.inline_syntax import inline_syntax
from studyguide.render.html.passages import blocks_inside
from studyguide.render.site_context import SiteContext, is_private


class QuotedLines(Struct, frozen=True, eq=False):
    """Compares of two states of a note the blocks that passages quote, and what is shown beside each."""

    note: Note
    line_index: LineIndex
    tags: tuple[NoteTag, ...]
    passages: tuple[Passage, ...]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, QuotedLines) or self.passages != other.passages or self.tags != other.tags:
            return False
        is_same = self.note is other.note and self.line_index is other.line_index
        return is_same or all(
            one == two for one, two in zip(_compared_parts(self), _compared_parts(other), strict=True)
        )

    __hash__ = None  # type: ignore[assignment]


def quoted_lines(ctx: SiteContext, passages: Sequence[Passage]) -> QuotedLines:
    """Returns what passages of one note quote; there is at least one."""
    corpus, path = ctx.corpus, passages[0].note
    return QuotedLines(corpus.notes_by_path[path], corpus.line_index[path], corpus.tags.get(path, ()), tuple(passages))


def _compared_parts(quoted: QuotedLines) -> Iterator[object]:
    """Yields first what holds for the whole note, then what is quoted of each passage: as many values for each state of
    a note."""
    note, index = quoted.note, quoted.line_index
    yield note.path, note.title, is_private(note), note.macros
    yield inline_syntax(note, detect_markup_language(note.path, note.lines))
    for passage in quoted.passages:
        blocks = blocks_inside(note.blocks, passage.span)
        yield blocks
        for line in _block_lines(blocks):  # the head of a table is quoted with each of its rows
            yield note.lines[line - 1], index.zones.get(line), index.mentions.get(line), index.titles.get(line)
            yield line in index.speakers


def _block_lines(blocks: Sequence[Block]) -> range:
    return range(blocks[0].span.first, blocks[-1].span.last + 1) if blocks else range(0)
