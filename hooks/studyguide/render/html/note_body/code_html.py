"""Blocks whose lines are shown as they are: code, formulas on lines of their own, front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.model.note import REDACTED_KINDS, Piece
from studyguide.model.texts import html_of
from studyguide.parse.blocks import MutableBlock
from studyguide.render.html.code import CodeLine, code_lines
from studyguide.render.html.markup import redaction_labels
from studyguide.render.html.note_body.line_anchors import line_anchors, line_id, line_number
from studyguide.render.html.note_body.note_view import NoteView, piece_text
from studyguide.render.html.note_body.words_html import words_html
from studyguide.render.html.note_formula import note_formula

DIAGRAMS = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "vega", "vega-lite", "wavedrom", "ditaa"})
FORMULA_LANGUAGES = frozenset({"latex", "math"})
"""`latex` is also what a formula between `$$` is called; a fence of that name is code, one called `math` a formula."""
FORMULA_OPENING = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(\$\$|\\\[|\\begin)")
FORMULA_SIGNS = (("$$", "$$"), ("\\[", "\\]"))
QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+")
MAX_UNSCROLLED = 50
"""Columns. Code with a longer line may not fit a narrow screen, so it can be scrolled with the keyboard too."""


def code_html(block: MutableBlock, view: NoteView) -> str:
    """Return a block of code, the formula that it is, or the words of a line of Org's settings."""
    place, number = line_id(view, block.first), line_number(view, block.first)
    if block.marker in FORMULA_LANGUAGES and (formula := _formula_html(block, view)):
        anchors = line_anchors(view, block.first + 1, block.last)
        return f'<div class="sg-formula" tabindex="0"{place}>{number}{formula}</div>{anchors}'
    if block.marker == "org" and len(block.pieces) == 1:
        return f'<p class="sg-quiet"{place}>{number}{words_html(block.pieces, view)}</p>'
    pieces, language = _code_of(block, view)
    lines = [piece[0] for piece in pieces]
    inner = _numbered_lines(lines, _highlighted(pieces, language, view), view)
    silent = "".join(line_anchors(view, n, n) for n in range(block.first, block.last + 1) if n not in set(lines))
    wide = ' tabindex="0"' if any(len(view.note.lines[n]) > MAX_UNSCROLLED for n in lines) else ""
    code = f'<div class="highlight"><pre><code{wide}>{inner}</code></pre></div>'
    return f"{silent}<div>{number}{_diagram_caption(language, view)}{code}</div>"


def front_matter_html(block: MutableBlock, view: NoteView) -> str:
    """Return the lines of front matter, folded; '' for a view without anchors, which shows only what readers read."""
    if not view.anchor_prefix:
        return ""
    lines = range(block.first, block.last + 1)
    rows: list[CodeLine] = [(view.note.lines[n], view.zones.get(n + 1, ()), 0) for n in lines]
    inner = _numbered_lines(lines, code_lines(redaction_labels(view.texts), rows), view)
    summary = html_of(view.texts, "note.front_matter")
    return f'<details class="sg-more sg-front"><summary>{summary}</summary><pre><code>{inner}</code></pre></details>'


def _code_of(block: MutableBlock, view: NoteView) -> tuple[list[Piece], str]:
    """Return the pieces of a block that are code, without Org's or reStructuredText's own lines, and its language."""
    pieces, language = list(block.pieces), block.marker
    opening = piece_text(pieces[0], view).strip().lower() if pieces else ""
    if opening.startswith("#+begin_"):
        is_ended = piece_text(pieces[-1], view).strip().lower().startswith("#+end_")
        pieces = pieces[1:-1] if is_ended else pieces[1:]
    elif opening.startswith(".. ") and "::" in opening:
        language = opening.split("::", 1)[1].strip() or ("latex" if "math" in opening else "")
        pieces = pieces[1:]
    while pieces and not piece_text(pieces[0], view).strip():
        pieces = pieces[1:]
    return pieces, language


def _highlighted(pieces: list[Piece], language: str, view: NoteView) -> list[str]:
    """Return the markup of each line of code, without the blanks that all lines begin with."""
    starts = [(n, view.note.lines[n], _code_start(view.note.lines[n], start)) for n, start, _ in pieces]
    codes = [text[at:] for _, text, at in starts]
    margin = min((len(code) - len(code.lstrip()) for code in codes if code.strip()), default=0)
    rows = [(text, view.zones.get(n + 1, ()), min(at + margin, len(text))) for n, text, at in starts]
    return code_lines(redaction_labels(view.texts), rows, language)


def _numbered_lines(lines: Sequence[int], rows: Sequence[str], view: NoteView) -> str:
    """Return rows of code in one line of source; each has the id of its line."""
    if not view.anchor_prefix:
        return "&#10;".join(rows)
    return "&#10;".join(f"<span{line_id(view, n)}>{row}</span>" for n, row in zip(lines, rows, strict=True))


def _diagram_caption(language: str, view: NoteView) -> str:
    """Return what is said above the source of a diagram, which is not drawn; '' for other code."""
    name, *_ = [*language.strip(" {}.").lower().split(), ""]
    return f'<p class="sg-quiet">{html_of(view.texts, "note.diagram", language=name)}</p>' if name in DIAGRAMS else ""


def _formula_html(block: MutableBlock, view: NoteView) -> str:
    """Return a formula on lines of its own as MathML; '' if it cannot be read, or if anything in it is masked."""
    lines = range(block.first, block.last + 1)
    if any(zone.kind in REDACTED_KINDS for n in lines for zone in view.zones.get(n + 1, ())):
        return ""
    rows = [view.note.lines[n][_code_start(view.note.lines[n], 0) :] for n in lines]
    if block.marker == "math":
        latex = "\n".join(piece_text(piece, view) for piece in block.pieces)
    elif opening := FORMULA_OPENING.match(rows[0]):
        latex = "\n".join((rows[0][opening.start(1) :], *rows[1:])).strip()
    else:
        return ""
    for before, after in FORMULA_SIGNS:
        if latex.startswith(before) and latex.endswith(after):
            latex = latex[len(before) : -len(after)]
    latex = latex.removeprefix("$$")  # Its end is on the line of the words behind it.
    try:
        return str(note_formula(latex.strip(), "block", view.scope))
    except ValueError:
        return ""


def _code_start(text: str, start: int) -> int:
    """Return the column behind the marks of the quotes that hold a line of code."""
    match = QUOTE_MARKS.match(text, start) if start == 0 and text.lstrip().startswith(">") else None
    return match.end() if match else start
