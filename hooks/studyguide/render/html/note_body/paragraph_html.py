"""Blocks of words as markup: paragraphs, definitions, labels, and lines that embed another note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from studyguide.model.note import REDACTED_KINDS, BlockKind, Piece
from studyguide.parse.blocks import MutableBlock
from studyguide.render.html.inline.scope import InlineSyntax
from studyguide.render.html.note_body.line_anchors import line_anchors, line_id, line_number
from studyguide.render.html.note_body.note_view import NoteView, piece_text
from studyguide.render.html.note_body.words_html import has_card, words_html
from studyguide.render.html.text_direction import direction_attribute

DEFINITION = re.compile(r"[ \t]{0,3}[:~][ \t]+")
EMBED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]|!\[[^\[\]\n]*\]\(([^\s()<>]+)\)")


def paragraph_html(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return a paragraph, a list of definitions, or the note that a paragraph embeds."""
    if not pieces:
        return ""
    if view.scope.syntax is InlineSyntax.MARKDOWN and len(pieces) > 1 and _has_definitions(pieces, view):
        return _definitions_html(pieces, view)
    first = pieces[0][0]
    if embedded := embedded_note_html(pieces, view):
        return f"<div{line_id(view, first)}>{line_number(view, first)}{embedded}</div>"
    words = words_html(pieces, view)
    css = ' class="sg-qa"' if has_card(pieces, view) else ""
    return f"<p{css}{line_id(view, first)}{direction_attribute(words)}>{line_number(view, first)}{words}</p>"


def label_html(block: MutableBlock, view: NoteView) -> str:
    """Return a title that begins no section: below other blocks, or of something that is no entry."""
    css = "sg-label" if block.kind is BlockKind.LABEL else "sg-subhead"
    css = f"{css} sg-qa" if has_card(block.pieces, view) else css
    words = words_html(block.pieces, view)
    place = f"{line_id(view, block.first)}{direction_attribute(words)}"
    label = f'<p class="{css}"{place}>{line_number(view, block.first)}{words}</p>'
    return label + line_anchors(view, block.first + 1, block.last)


def embedded_note_html(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return the note that a line embeds if it holds nothing else; '' if it embeds none."""
    match = EMBED.fullmatch(piece_text(pieces[0], view).strip()) if len(pieces) == 1 else None
    if not match or any(zone.kind in REDACTED_KINDS for zone in view.zones.get(pieces[0][0] + 1, ())):
        return ""
    return view.embed(unquote(match[1] or match[2]).rstrip("\\").strip())


def _has_definitions(pieces: Sequence[Piece], view: NoteView) -> bool:
    """Return whether lines of `: text` follow a line that is none."""
    first, *below = (DEFINITION.match(piece_text(piece, view)) for piece in pieces)
    return not first and any(below)


def _definitions_html(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return a list of terms and the lines of `: text` below them."""
    starts = [DEFINITION.match(piece_text(piece, view)) for piece in pieces]
    parts: list[tuple[str, list[Piece]]] = []
    for at, (piece, start) in enumerate(zip(pieces, starts, strict=True)):
        if start:
            parts.append(("dd", [(piece[0], piece[1] + start.end(), piece[2])]))
        elif parts and parts[-1][0] == "dd" and not any(starts[at + 1 :]):
            parts[-1][1].append(piece)  # No definition follows, so this is no term: the last definition goes on.
        else:
            parts.append(("dt", [piece]))
    inner = "".join(
        f"<{tag}{line_id(view, rows[0][0])}>{line_number(view, rows[0][0])}{words_html(rows, view)}</{tag}>"
        for tag, rows in parts
    )
    return f"<dl>{inner}</dl>"
