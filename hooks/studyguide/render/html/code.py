"""Code as markup: highlighted at build time with classes, one element for each line, redactions labeled."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from studyguide.model.note import REDACTED_KINDS, Zone
from studyguide.render.html.markup import RedactionLabels, redaction
from studyguide.text.control_chars import escape_control_chars

FIRST_CODE_MARK, LAST_CODE_MARK = 0xF0000, 0xFFFFD
MAX_HIGHLIGHTED = 50_000
"""Characters above which code is shown without colors: nobody reads so much of it, and it would weigh."""

CodeLine = tuple[str, Sequence[Zone], int]
"""A line of a note, its zones, and the column at which its code begins."""


def code_lines(labels: RedactionLabels, lines: Sequence[CodeLine], language: str = "") -> list[str]:
    """Return the markup of each line of code."""
    marks: list[str] = []
    texts = [_with_marks(labels, line, marks) for line in lines]
    lexer = _lexer(language) if sum(map(len, texts)) <= MAX_HIGHLIGHTED else None
    if lexer is None:
        rows = [escape(text, quote=False) for text in texts]
    else:
        shown: str = highlight("\n".join(texts), lexer, HtmlFormatter(nowrap=True))
        rows = shown.rstrip("\n").split("\n") if texts else []
        if len(rows) > len(texts):  # The lexer read a line end where the note has none.
            rows = [escape(text, quote=False) for text in texts]
        rows = [row for row, _ in zip_longest(rows, texts, fillvalue="")]
    for number, label in enumerate(marks):
        rows = [row.replace(chr(FIRST_CODE_MARK + number), label) for row in rows]
    return rows


def _with_marks(labels: RedactionLabels, line: CodeLine, marks: list[str]) -> str:
    text, zones, at = line
    out = ""
    for zone in sorted(z for z in zones if z.kind in REDACTED_KINDS):
        if zone.end > at and len(marks) < LAST_CODE_MARK - FIRST_CODE_MARK:
            marks.append(redaction(labels, zone.kind))
            out += _clean_code(text[at : max(zone.start, at)]) + chr(FIRST_CODE_MARK + len(marks) - 1)
            at = zone.end
    return out + _clean_code(text[at:])


def _clean_code(text: str) -> str:
    text = escape_control_chars(text).replace("\t", "    ").replace("\r", " ")
    return text if text.isascii() else "".join("\ufffd" if ord(c) >= FIRST_CODE_MARK else c for c in text)


def _lexer(language: str) -> Lexer | None:
    name = language.strip().strip("{}.").split()[0].split("{")[0].lower() if language.strip(" {}.") else ""
    if not name:
        return None
    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None
