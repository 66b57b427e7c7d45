"""Paragraphs with metadata as markup: cues of subtitles, rows of two columns, places of clippings.

Every character of a line is shown, the words as words and everything else in small type. Left out are only the tags of
cues and what divides columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from studyguide.model.note import REDACTED_KINDS, Piece, TextForm
from studyguide.parse.blocks import MutableBlock
from studyguide.parse.formats.html_text import HTML_FILE_TAG
from studyguide.parse.formats.subtitles import CUE_TAG, VOICE
from studyguide.parse.grammar.rules_text import BLOCK_TAG
from studyguide.render.html.inline.inline_html import inline_html
from studyguide.render.html.markup import redaction_labels
from studyguide.render.html.note_body.line_anchors import line_anchors, line_id, line_number
from studyguide.render.html.note_body.note_view import NoteView, piece_row

CELL_DIVIDERS = re.compile(r"^[\s\",;|]+|[\s\",;|]+$")
"""What is at the ends of the text between two cells."""
TEXT_FORMS = frozenset(TextForm)


def text_form_html(block: MutableBlock, view: NoteView) -> str:
    """Return a paragraph whose marker is a `TextForm`."""
    if block.marker == TextForm.ROW:
        return _row_html(block, view)
    number = line_number(view, block.first)
    if block.marker == TextForm.HTML:
        return f'<p{line_id(view, block.first)} dir="auto">{number}{_html_words(block, view)}</p>'
    parts = [_anchored_line(line, block.pieces, view, block.first) for line in _block_range(block)]
    css = ' class="sg-meta"' if block.marker == TextForm.METADATA else ""
    return f'<p{css}{line_id(view, block.first)} dir="auto">{number}{" ".join(filter(None, parts))}</p>'


def _html_words(block: MutableBlock, view: NoteView) -> str:
    """Return the words between the tags, with a line break where a tag of a block is."""
    parts: list[str] = []
    for line in _block_range(block):
        text, at = view.note.lines[line], 0
        parts.append("" if line == block.first else f"{line_anchors(view, line, line)} ")
        for piece in (piece for piece in block.pieces if piece[0] == line):
            _, first, after = piece
            if any(BLOCK_TAG.match(tag[0]) for tag in HTML_FILE_TAG.finditer(text, at, first)) and any(
                map(str.strip, parts)
            ):
                parts.append("<br>")
            elif at and _has_space(text[at - 1] + HTML_FILE_TAG.sub("", text[at:first]) + text[first]):
                parts.append(" ")
            parts.append(inline_html([piece_row(piece, view)], view.scope))
            at = after
    return "".join(parts).strip()


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))


def _row_html(block: MutableBlock, view: NoteView) -> str:
    """Return a term and its meaning. `level` says how many pieces are the term's."""
    term, meaning = block.pieces[: block.level], block.pieces[block.level :]
    last = term[-1][0] if term else block.first
    in_term = [line for line in _block_range(block) if line <= last]
    divided = meaning[0][1] if meaning and meaning[0][0] == last else None
    head = " ".join(
        _anchored_line(line, term, view, block.first, 0, divided if line == last else None) for line in in_term
    )
    below = [line for line in _block_range(block) if line > last]
    body = [_anchored_line(last, meaning, view, last, divided)] if divided is not None else []
    body += [_anchored_line(line, meaning, view, block.first) for line in below]
    words = " ".join(filter(None, body))
    definition = f'<dd dir="auto">{words}</dd>' if words else ""
    place = f'{line_id(view, block.first)} dir="auto"'
    return f'<dl class="sg-row"><dt{place}>{line_number(view, block.first)}{head}</dt>{definition}</dl>'


def _block_range(block: MutableBlock) -> range:
    return range(block.first, block.last + 1)


def _anchored_line(
    line: int, pieces: Sequence[Piece], view: NoteView, placed: int, start: int = 0, end: int | None = None
) -> str:
    """Return one line with its anchor, or its columns from `start` to `end`: words and, between them, metadata.

    `placed` is the line that has its id on an element around it.
    """
    anchor = "" if line == placed else line_anchors(view, line, line)
    return anchor + _line_with_metadata(line, pieces, view, start, end)


def _line_with_metadata(line: int, pieces: Sequence[Piece], view: NoteView, start: int, end: int | None) -> str:
    text = view.note.lines[line]
    at, last = start, len(text) if end is None else end
    parts: list[str] = []
    for piece in (piece for piece in pieces if piece[0] == line and at <= piece[1]):
        _, first, after = piece
        between = _metadata(line, at, first, view)
        is_divided = between or _has_space(CUE_TAG.sub("", text[max(at - 1, 0) : first + 1]))
        parts += [between, " "] if is_divided and parts else [f"{between} "] if between else []
        parts.append(inline_html([piece_row(piece, view)], view.scope))
        at = after
    parts += [" ", between] if (between := _metadata(line, at, last, view)) else []
    return "".join(parts).strip()


def _metadata(line: int, start: int, end: int, view: NoteView) -> str:
    parts = "".join(_visible(line, start, end, view))
    shown = " ".join(CELL_DIVIDERS.sub("", parts).split())
    return f'<small class="sg-meta">{escape(shown)}</small>' if shown else ""


def _visible(line: int, start: int, end: int, view: NoteView) -> Iterator[str]:
    """Yield the text of some columns: labels for redactions, names for tags of voices, no other tags."""
    text, at, labels = view.note.lines[line], start, redaction_labels(view.texts)
    for zone in sorted(view.zones.get(line + 1, ())):
        if zone.kind in REDACTED_KINDS and zone.end > at and zone.start < end:
            yield _without_cue_tags(text[at : max(at, zone.start)])
            yield f" [{labels[zone.kind]}] "
            at = min(end, zone.end)
    yield _without_cue_tags(text[at:end])


def _without_cue_tags(text: str) -> str:
    return CUE_TAG.sub("", VOICE.sub(r" \1: ", text))
