"""The words of a block as inline markup: line by line, with the breaks that their writer meant, and cards as cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from unicodedata import category, east_asian_width, name

from studyguide.model.note import Piece
from studyguide.render.html.card_roles import CardRole, LineRole
from studyguide.render.html.inline.inline_html import inline_html
from studyguide.render.html.inline.scope import InlineSyntax, RowStarts
from studyguide.render.html.note_body.line_anchors import line_anchors
from studyguide.render.html.note_body.note_view import NoteView, piece_row, piece_text, without_anchors

ENUMERATED = re.compile(r"(?:[a-zA-Z]|[ivxIVX]{1,4})[.)][ \t]|[A-Z]:(?:[ \t]|$)")
INSIDE_TEXT = tuple(".,;:!?-–—(/&+=")
"""What a row ends in that is a sentence or goes on in the next row."""
MIN_WRAP = 50
"""Columns: who wraps lines by hand or by machine does it no earlier."""
MAX_WRAP = 120
"""Columns: no editor wraps later, so that a paragraph with a longer line was not wrapped at all."""
WRAPPED_SHARE = 0.75
"""Share of the longest line's width from which on a line may be one that was wrapped."""


def words_html(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return the words of some lines as inline markup, not yet sanitized."""
    return _card_words_html(pieces, view) if has_card(pieces, view) else _plain_words_html(pieces, view)


def has_card(pieces: Sequence[Piece], view: NoteView) -> bool:
    """Return whether any of the lines is a part of a card."""
    return bool(view.card_roles) and any(number + 1 in view.card_roles for number, _, _ in pieces)


def _plain_words_html(pieces: Sequence[Piece], view: NoteView) -> str:
    rows = [piece_row(piece, view) for piece in pieces]
    lines = tuple(piece[0] + 1 for piece in pieces) if view.anchor_prefix else ()
    starts = RowStarts(lines, *_joints(pieces, view)) if len(pieces) > 1 else RowStarts(lines)
    return inline_html(rows, view.scope, starts)


def _card_words_html(pieces: Sequence[Piece], view: NoteView) -> str:
    """Return the words of lines with cards in them: question and answer each on lines of their own."""
    parts: list[str] = []
    for (role, _), run in groupby(pieces, key=lambda piece: _role_of(piece, view)):
        rows = list(run)
        if role is CardRole.SEPARATOR:
            parts.append("".join(line_anchors(view, n, n) for n, _, _ in rows) if parts else "")
            continue
        anchor = line_anchors(view, rows[0][0], rows[0][0]) if parts else ""
        if role is CardRole.PAIR:
            words = _pair_html(view.card_roles[rows[0][0] + 1], view)
        else:
            words = _plain_words_html(rows, view)
            words = f'<span class="sg-qa-{role}">{words}</span>' if role else words
        parts.append(f"{'<br>' if any(parts) else ''}{anchor}{words}")
    return "".join(parts)


def _role_of(piece: Piece, view: NoteView) -> tuple[CardRole | None, int]:
    """Return what a line is in which card; each pair is a run of its own."""
    role = view.card_roles.get(piece[0] + 1)
    if role is None:
        return None, 0
    return role.role, piece[0] if role.role is CardRole.PAIR else role.card


def _pair_html(role: LineRole, view: NoteView) -> str:
    if role.left is None or role.right is None:
        return ""
    bare = without_anchors(view)
    left, right = (_plain_words_html([(p.line - 1, p.start, p.end)], bare) for p in (role.left, role.right))
    sign = "↔" if role.is_both_ways else "→"
    return f'<span class="sg-qa-q">{left}</span> {sign} <span class="sg-qa-a">{right}</span>'


def _joints(pieces: Sequence[Piece], view: NoteView) -> tuple[frozenset[int], frozenset[int]]:
    """Return the 0-based rows that begin on a new line, and those that follow the one before without a blank."""
    texts = [piece_text(piece, view).strip() for piece in pieces]
    joined = (at for at, (above, row) in enumerate(pairwise(texts), 1) if above and row)
    unspaced = (at for at in joined if _is_unspaced(texts[at - 1][-1]) and _is_unspaced(texts[at][0]))
    return _line_breaks(texts, view), frozenset(unspaced)


def _is_unspaced(character: str) -> bool:
    """Return whether no blank is between this character and another such one: both are letters or punctuation of
    Chinese or Japanese (CSS Text, "Segment Break Transformation Rules")."""
    is_wide = east_asian_width(character) in {"W", "F", "H"} and category(character)[0] in "LP"
    return is_wide and "HANGUL" not in name(character, "")


def _line_breaks(texts: Sequence[str], view: NoteView) -> frozenset[int]:
    """Return the 0-based rows whose beginning their writer meant to be one.

    In Markdown those are items that are none, such as `b) two` or `A: answer`, and lists without marks. In other text
    it is each row below a short one: nobody wrapped the line there. In notes with links in double brackets it is each
    row of a paragraph that was not wrapped: the editors that know such links show each line as one.
    """
    enumerated = frozenset(at for at, text in enumerate(texts) if at and ENUMERATED.match(text))
    width = max(MIN_WRAP, *map(len, texts))
    if _is_bare_list(texts) or (view.keeps_lines and not _was_wrapped(texts, width)):
        return frozenset(range(1, len(texts)))
    if view.scope.syntax is not InlineSyntax.PLAIN and not view.keeps_lines:
        return enumerated
    below_short = (at for at in range(1, len(texts)) if len(texts[at - 1]) < WRAPPED_SHARE * width)
    return enumerated | frozenset(below_short)


def _is_bare_list(rows: Sequence[str]) -> bool:
    """Return whether rows are a list without marks: each begins with a capital letter or a digit, none ends like a part
    of a text, and all are shorter than anybody wraps."""
    firsts = (next(filter(str.isalnum, row), "") for row in rows)
    return (
        max(map(len, rows)) < MIN_WRAP
        and not any(row.endswith(INSIDE_TEXT) for row in rows[:-1])
        and all(first.isupper() or first.isdigit() for first in firsts)
    )


def _was_wrapped(rows: Sequence[str], width: int) -> bool:
    """Return whether each row but the last ends where the next word would have been too much for the longest row."""
    return width <= MAX_WRAP and all(
        len(row) + 1 + len(next_row.split(maxsplit=1)[0]) > width
        for row, next_row in pairwise(rows)
        if row and next_row
    )
