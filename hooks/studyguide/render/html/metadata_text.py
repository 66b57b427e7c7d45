"""Paragraphs with metadata as markup: cues of subtitles, rows of two columns, places of clippings.

Every character of a line is shown, the words as words and everything else in small type. Left out are only the tags of
cues and what divides columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from studyguide.model.note import REDACTED_KINDS, REDACTION_LABELS, TextForm
from studyguide.parse.blocks import MutableBlock, Piece
from studyguide.parse.formats.html_text import HTML_FILE_TAG
from studyguide.parse.formats.subtitles import CUE_TAG, VOICE
from studyguide.parse.grammar.rules_text import BLOCK_TAG
from studyguide.render.html.inline import inline_html

if TYPE_CHECKING:
    from studyguide.render.html.note_body import NoteView

CELL_DIVIDERS = re.compile(r"^[\s\",;|]+|[\s\",;|]+$")
"""What is at the ends of the text between two cells."""
TEXT_FORMS = frozenset(TextForm)


def form_html(block: MutableBlock, view: NoteView, number: str) -> str:
    """Return a paragraph whose marker is a `TextForm`; `number` is the markup of its line number."""
    if block.marker == TextForm.ROW:
        return _row_html(block, view, number)
    if block.marker == TextForm.HTML:
        return f'<p{_identity(view, block.first)} dir="auto">{number}{_html_words(block, view)}</p>'
    parts = [
        _line_with_metadata(line, block.pieces, view, is_first=line == block.first) for line in _block_range(block)
    ]
    css = ' class="sg-meta"' if block.marker == TextForm.METADATA else ""
    return f'<p{css}{_identity(view, block.first)} dir="auto">{number}{" ".join(filter(None, parts))}</p>'


def _html_words(block: MutableBlock, view: NoteView) -> str:
    """Return the words between the tags, with a line break where a tag of a block is."""
    parts: list[str] = []
    for line in _block_range(block):
        text, at = view.note.lines[line], 0
        parts.append(_anchor(line, view, is_first=line == block.first) + ("" if line == block.first else " "))
        for _, first, after in (piece for piece in block.pieces if piece[0] == line):
            if any(BLOCK_TAG.match(tag[0]) for tag in HTML_FILE_TAG.finditer(text, at, first)) and any(
                map(str.strip, parts)
            ):
                parts.append("<br>")
            elif at and _has_space(text[at - 1] + HTML_FILE_TAG.sub("", text[at:first]) + text[first]):
                parts.append(" ")
            row = (text, first, after, view.links.get(line + 1, ()), view.zones.get(line + 1, ()))
            parts.append(inline_html([row], view.scope))
            at = after
    return "".join(parts).strip()


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))


def _anchor(line: int, view: NoteView, *, is_first: bool) -> str:
    return "" if is_first or not view.prefix else f'<span id="{view.prefix}{line + 1}"></span>'


def _row_html(block: MutableBlock, view: NoteView, number: str) -> str:
    """Return a term and its meaning. `level` says how many pieces are the term's."""
    term, meaning = block.pieces[: block.level], block.pieces[block.level :]
    last = term[-1][0] if term else block.first
    in_term = [line for line in _block_range(block) if line <= last]
    divided = meaning[0][1] if meaning and meaning[0][0] == last else None
    head = " ".join(
        _line_with_metadata(line, term, view, is_first=line == block.first, end=divided if line == last else None)
        for line in in_term
    )
    below = [line for line in _block_range(block) if line > last]
    body = [_line_with_metadata(last, meaning, view, is_first=True, start=divided)] if divided is not None else []
    body += [_line_with_metadata(line, meaning, view, is_first=False) for line in below]
    words = " ".join(filter(None, body))
    definition = f'<dd dir="auto">{words}</dd>' if words else ""
    return f'<dl class="sg-row"><dt{_identity(view, block.first)} dir="auto">{number}{head}</dt>{definition}</dl>'


def _block_range(block: MutableBlock) -> range:
    return range(block.first, block.last + 1)


def _line_with_metadata(
    line: int,
    pieces: Sequence[Piece],
    view: NoteView,
    *,
    is_first: bool,
    start: int | None = None,
    end: int | None = None,
) -> str:
    """Return one line, or its columns from `start` to `end`: words and, between them, metadata."""
    text = view.note.lines[line]
    at, last = start or 0, len(text) if end is None else end
    parts: list[str] = []
    for _, first, after in (piece for piece in pieces if piece[0] == line and at <= piece[1]):
        between = _metadata(line, at, first, view)
        is_divided = between or _has_space(CUE_TAG.sub("", text[max(at - 1, 0) : first + 1]))
        parts += [between, " "] if is_divided and parts else [f"{between} "] if between else []
        row = (text, first, after, view.links.get(line + 1, ()), view.zones.get(line + 1, ()))
        parts.append(inline_html([row], view.scope))
        at = after
    parts += [" ", between] if (between := _metadata(line, at, last, view)) else []
    return _anchor(line, view, is_first=is_first) + "".join(parts).strip()


def _metadata(line: int, start: int, end: int, view: NoteView) -> str:
    parts = "".join(_visible(line, start, end, view))
    shown = " ".join(CELL_DIVIDERS.sub("", parts).split())
    return f'<small class="sg-meta">{escape(shown)}</small>' if shown else ""


def _visible(line: int, start: int, end: int, view: NoteView) -> Iterator[str]:
    """Yield the text of some columns: labels for redactions, names for tags of voices, no other tags."""
    text, at = view.note.lines[line], start
    for zone in sorted(view.zones.get(line + 1, ())):
        if zone.kind in REDACTED_KINDS and zone.end > at and zone.start < end:
            yield _without_cue_tags(text[at : max(at, zone.start)])
            yield f" [{REDACTION_LABELS[zone.kind]}] "
            at = min(end, zone.end)
    yield _without_cue_tags(text[at:end])


def _without_cue_tags(text: str) -> str:
    return CUE_TAG.sub("", VOICE.sub(r" \1: ", text))


def _identity(view: NoteView, line: int) -> str:
    return f' id="{view.prefix}{line + 1}"' if view.prefix else ""
