"""A table of pipes and dashes as markup: every cell that was written, also one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.model.note import REDACTED_KINDS
from studyguide.render.html.inline.inline_html import cell_html
from studyguide.render.html.inline.scope import InlineScope, Row
from studyguide.render.html.text_direction import direction_attribute

LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
ALIGNED = {(True, True): ' class="sg-center"', (False, True): ' class="sg-right"'}


def table_html(rows: Sequence[Row], rule: str, scope: InlineScope, attributes: Sequence[str] = ()) -> str:
    """Return the inside of a `<table>`: the first row is its head, `rule` the line below that with the alignment.

    `attributes` are those of each row.
    """
    marks = map(str.strip, rule.strip(" \t|>").split("|"))
    aligned = [ALIGNED.get((mark.startswith(":"), mark.endswith(":")), "") for mark in marks]
    cells = [[cell_html(cell, scope) for cell in _cells(row)] for row in rows]
    columns = max(map(len, cells), default=0)
    parts: list[str] = []
    for at, row in enumerate(cells):
        padded = enumerate((*row, *("" for _ in range(columns - len(row)))))
        inner = "".join(_cell(at, html, aligned[n] if n < len(aligned) else "") for n, html in padded)
        line = f"<tr{attributes[at] if attributes else ''}>{inner}</tr>"
        parts.append(f"<thead>{line}</thead><tbody>" if at == 0 else line)
    return f"{''.join(parts)}</tbody>" if parts else ""


def _cell(row: int, html: str, aligned: str) -> str:
    tag = "th" if row == 0 and html else "td"
    return f"<{tag}{aligned}{direction_attribute(html)}>{html}</{tag}>"


def _cells(row: Row) -> Iterator[Row]:
    """Yield the cells of a row. A pipe divides them unless it is escaped, masked, or part of a `[[link|label]]`."""
    text, start, end, links, zones = row
    closed = [(m.start(), m.end()) for m in LINK.finditer(text, start, end)] if "[[" in text else []
    closed += [(zone.start, zone.end) for zone in zones if zone.kind in REDACTED_KINDS]
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    start += text[start : start + 1] == "|"
    at = start
    for column in range(start, end):
        if text[column] != "|" or any(low <= column < high for low, high in closed):
            continue
        if text[column - 1] == "\\" and not text[:column].endswith("\\\\"):
            continue
        yield text, at, column, links, zones
        at = column + 1
    if text[at:end].strip() or at == start:
        yield text, at, end, links, zones
