"""The plain Markdown of a page while it is written: its lines, and the lists, quotations and tables that are open.

All lines are added here, so that indents, markers of items and empty lines between blocks are right in one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from studyguide.render.data.escaped_markdown import TICKS, inline_code, joined_words, paragraph_lines

LINE_OF_ITEM = re.compile(r"[> ]*(?:- |\d+\. |  )")
SHORTEST_FENCE = 3


class OpenTag(Struct):
    """Holds an element that changes what is inside it."""

    name: str
    start: int = 0
    """Number of pieces of text that were there when it began."""
    value: str = ""
    """The address of a link; `item` for a list of definitions that has begun an item."""


class MutableTwin(Struct):
    """Holds the Markdown written so far, and where in it the reading is."""

    lines: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """The pieces of the current paragraph."""
    indents: list[str] = field(default_factory=list)
    """What begins each line, for every list item and quotation around it."""
    marker: str = ""
    """The marker of an item of which nothing is written yet."""
    level: int = 0
    """Number of the indents that are around that item."""
    outside: int | None = None
    """Number of the indents that are around a quotation of which nothing is written yet."""
    is_tight: bool = True
    """Whether the next block follows without an empty line."""
    numbers: list[int | None] = field(default_factory=list)
    """The next number of each list around, None for bullets."""
    open: list[OpenTag] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """The rows of the current table."""
    cell: int | None = None
    """Where the current cell begins in `text`; None outside of tables."""


def end_paragraph(twin: MutableTwin, heading: str = "") -> None:
    """Add the current paragraph, as a heading if it has the signs of one. In a cell of a table it goes on."""
    if not twin.text:
        return
    if twin.cell is not None:
        twin.text.append(" ")
        return
    words = joined_words("".join(twin.text))
    twin.text.clear()
    if words:
        add_block(twin, f"{heading} {words}".split("\n") if heading else paragraph_lines(words))


def add_block(twin: MutableTwin, rows: Sequence[str]) -> None:
    """Add a block of lines, behind the marker of its item if nothing of that is written yet."""
    indent = "".join(twin.indents)
    if twin.marker:
        outer, inner = "".join(twin.indents[: twin.level]), "".join(twin.indents[twin.level + 1 :])
        if not twin.is_tight:
            twin.lines.append("".join(twin.indents[: twin.level][: twin.outside]).rstrip())
        twin.lines.append(f"{outer}{twin.marker}{inner}{rows[0]}".rstrip())
        rows, twin.marker = rows[1:], ""
    elif twin.lines:
        twin.lines.append("".join(twin.indents[: twin.outside]).rstrip())
    twin.lines += [f"{indent}{row}".rstrip() for row in rows]
    twin.is_tight, twin.outside = False, None


def add_code(twin: MutableTwin, code: str) -> None:
    """Add lines of code between fences longer than any in them; in a cell of a table, code in a line."""
    fence = "`" * max([SHORTEST_FENCE, *(len(ticks) + 1 for ticks in TICKS.findall(code))])
    if twin.cell is not None:
        twin.text.append(inline_code(" ".join(code.split())))
    else:
        add_block(twin, [fence, *code.strip("\n").split("\n"), fence])


def begin_item(twin: MutableTwin, marker: str) -> None:
    """Begin an item of a list; its marker is written with its first block."""
    twin.is_tight = twin.is_tight if twin.marker else not twin.lines or _is_below_item(twin)
    if twin.marker:  # The item around it has no words of its own.
        add_block(twin, [""])
        twin.is_tight = True
    twin.level, twin.marker = len(twin.indents), marker
    twin.indents.append(" " * len(marker))


def end_cell(twin: MutableTwin, start: int) -> None:
    """End the cell that begins at piece `start` of the text."""
    words = joined_words("".join(twin.text[start:])).replace("\\\n", " ").replace("|", r"\|")
    del twin.text[start:]
    twin.cell = None
    if twin.rows:
        twin.rows[-1].append(words)


def end_table(twin: MutableTwin) -> None:
    """Add the rows of the current table; the first is its head."""
    rows = [row for row in twin.rows if row]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    if lines:
        add_block(twin, [lines[0], f"|{' --- |' * width}", *lines[1:]])
    twin.rows = []


def _is_below_item(twin: MutableTwin) -> bool:
    """Return whether the last line belongs to an item of a list around or beside the next one."""
    return bool(LINE_OF_ITEM.match(twin.lines[-1]))
