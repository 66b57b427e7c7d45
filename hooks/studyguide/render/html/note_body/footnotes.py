"""What a note defines apart from its text: footnotes, and the targets of its links."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from markdown_it.common.utils import normalizeReference
from msgspec import Struct, field

from studyguide.model.note import BlockKind, Note, Piece
from studyguide.model.texts import html_of
from studyguide.parse.blocks import MutableBlock, leaves_of
from studyguide.render.html.note_body.block_html import blocks_html
from studyguide.render.html.note_body.note_view import NoteView, piece_text

REFERENCE = re.compile(r"[ \t]{0,3}\[([^\]\[^][^\]\[]*)\]:[ \t]*<?([^\s<>]++)>?[ \t]*+(?:[\"'(].*[\"')][ \t]*+)?$")
FOOTNOTE_START = re.compile(r"[ \t]{0,3}\[\^([^\]\s^]{1,80})\]:[ \t]*")
FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\]\s^]{1,80})\](?!:)")


class NoteDefinitions(Struct, frozen=True):
    """Collects what a note defines, and the blocks that are left."""

    blocks: list[MutableBlock] = field(default_factory=list)
    footnotes: dict[str, list[MutableBlock]] = field(default_factory=dict)
    """The blocks of each footnote by its label."""
    references: dict[str, dict[str, str]] = field(default_factory=dict)
    """The targets of links by their normalized label, as markdown-it wants them."""


def note_definitions(blocks: Sequence[MutableBlock], view: NoteView) -> NoteDefinitions:
    """Separate footnotes and targets of links from the blocks of a note in Markdown."""
    definitions = NoteDefinitions()
    label = ""  # of the footnote that the next block may continue
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            label = _read_paragraph(block, view, definitions)
        elif label and block.kind is BlockKind.BLANK:
            definitions.blocks.append(block)
        elif label and view.note.lines[block.first].startswith(("  ", "\t")):
            definitions.footnotes[label] += _paragraphs_of(block)
        else:
            label = ""
            definitions.blocks.append(block)
    return definitions


def footnote_numbers(note: Note, labels: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Number footnotes in the order of their first references, those without one last.

    Returns the number of each label, and the 1-based line of its first reference if it has one.
    """
    lines: dict[str, int] = {}
    for number, line in enumerate(note.lines, 1):
        if "[^" in line:
            for match in FOOTNOTE_REFERENCE.finditer(line):
                if match[1] in labels:
                    lines.setdefault(match[1], number)
    ordered = [*lines, *(label for label in labels if label not in lines)]
    return {label: at for at, label in enumerate(ordered, 1)}, lines


def footnotes_html(
    footnotes: Mapping[str, Sequence[MutableBlock]],
    numbers: Mapping[str, int],
    lines: Mapping[str, int],
    view: NoteView,
) -> str:
    """Return the section of footnotes in the order of their numbers; '' if there are none.

    `lines` are those of their first references, to which each leads back.
    """
    if not footnotes:
        return ""
    back_label = html_of(view.texts, "note.footnote_back")
    parts = [f'<section class="sg-footnotes" aria-label="{html_of(view.texts, "note.footnotes")}"><ol>']
    for label, number in numbers.items():
        back = ""
        if label in lines and view.anchor_prefix:
            back = f' <a href="#{view.anchor_prefix}{lines[label]}" aria-label="{back_label}">↩</a>'
        place = f' id="fn-{number}"' if view.anchor_prefix else ""
        parts.append(f"<li{place}>{blocks_html(footnotes[label], view)}{back}</li>")
    return "".join((*parts, "</ol></section>"))


def _read_paragraph(block: MutableBlock, view: NoteView, into: NoteDefinitions) -> str:
    """Separate the lines of a paragraph that define something; return the label of the footnote that it ends with."""
    label = ""
    rest: list[Piece] = []
    for piece in block.pieces:
        text = piece_text(piece, view)
        if match := FOOTNOTE_START.match(text):
            label = match[1]
            words = (piece[0], piece[1] + match.end(), piece[2])
            paragraph = MutableBlock(BlockKind.PARAGRAPH, piece[0], piece[0], pieces=[words])
            into.footnotes.setdefault(label, []).append(paragraph)
        elif label:
            paragraph = into.footnotes[label][-1]
            paragraph.pieces, paragraph.last = [*paragraph.pieces, piece], piece[0]
        elif match := REFERENCE.match(text):
            into.references.setdefault(normalizeReference(match[1]), {"href": match[2], "title": ""})
            into.blocks.append(MutableBlock(BlockKind.COMMENT, piece[0], piece[0]))
        else:
            rest.append(piece)
    if rest:
        into.blocks.append(MutableBlock(block.kind, rest[0][0], rest[-1][0], pieces=rest))
    return label


def _paragraphs_of(block: MutableBlock) -> list[MutableBlock]:
    """Return the paragraphs of an outline without markers: what is indented below a footnote is no list."""
    if block.kind is not BlockKind.LIST or any(item.marker for item in block.children):
        return [block]
    return [leaf for leaf in leaves_of([block]) if leaf.kind is not BlockKind.BLANK]
