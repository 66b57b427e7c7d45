"""Reads the words of tables: their cells row by row, and the fields of those that have two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.model.note import Block, BlockKind
from studyguide.parse.outline.announced_talks import SEVERAL
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import names_speakers

CELL_GAP = "  "
"""What divides the cells of a row in the text of a table."""
WIDE_GAP = re.compile(r"\s{2,}")
"""The same in a table whose author has aligned its columns."""


def table_cells(block: Block) -> list[list[str]]:
    """Returns the rows of a table with the words of their cells, or nothing for another block."""
    if block.kind is not BlockKind.TABLE:
        return []
    rows = block.text.split("\n")
    if WIDE_GAP.split(rows[0].strip()) != rows[0].split(CELL_GAP):
        return [[cell.strip() for cell in WIDE_GAP.split(row.strip())] for row in rows]  # Its columns are aligned.
    return [[cell.strip() for cell in row.split(CELL_GAP)] for row in rows]


def fields_of_table(block: Block) -> Iterator[str]:
    """Yields the rows of a table of two columns, or the columns of its only row, as fields such as `Speaker: NAME`."""
    rows = table_cells(block)
    if len(rows) == block.span.last - block.span.first == SEVERAL and len(rows[0]) == len(rows[1]):
        fields = list(zip(*rows, strict=True))
    else:
        fields = [(row[0], row[1]) for row in rows if len(row) == SEVERAL]
    for name, cell in fields:
        if cell and (not names_speakers(name) or shaped_people(cell, single=cell.startswith("@"))):
            yield f"{name}: {cell}"
