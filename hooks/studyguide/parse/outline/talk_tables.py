"""Finds the rows of tables that are talks: a column names their speakers and another one their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studyguide.model.note import Block, BlockKind, Span
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import may_name_people, names_speakers

CELL_GAP = "  "
"""What divides the cells of a row in the text of a table."""
WIDE_GAP = re.compile(r"\s{2,}")
"""The same in a table whose author has aligned its columns."""
TITLE_COLUMN = re.compile(
    r"(?:(?:talk|session|presentation|lecture) )?(?:titles?|topics?|subjects?|themes?)|talks?|sessions?|presentations?"
    r"|lectures?|papers?|título|tema|charla|ponencia|titre|sujet|conférence|titel|thema|vortrag|titolo|argomento|intervento"
    r"|palestra|onderwerp|タイトル|テーマ|発表|题目|主题|標題|标题",
    re.IGNORECASE,
)
"""The heads of columns of titles."""
MOST_ROWS = 300
LONGEST_CELL = 200


def tabled_talks(block: Block, lines: Sequence[str]) -> tuple[ListedTalk, ...]:
    """Returns the talks of a table that has a column of speakers and one of titles, if half of its rows name people and
    two of them do. `lines` are the note's own."""
    rows = table_cells(block)
    if not SEVERAL < len(rows) <= MOST_ROWS or len(rows) != block.span.last - block.span.first:
        return ()
    heads = _cells_by_column(rows[0], lines[block.span.first - 1])
    speaker = next((at for at, cell in enumerate(heads) if _is_of_speakers(cell)), None)
    title = next((at for at, cell in enumerate(heads) if TITLE_COLUMN.fullmatch(cell)), None)
    if speaker is None or title is None:
        return ()
    talks = []
    for line, row in enumerate(rows[1:], block.span.first + 2):
        row = (_cells_by_column(row, lines[line - 1]) + [""] * len(heads))[: len(heads)]
        if not row[title] or len(row[speaker]) > LONGEST_CELL:
            continue
        if people := shaped_people(row[speaker], single=row[speaker].startswith("@"), several=True):
            talks.append(ListedTalk(Span(line, line), row[title], people))
    return tuple(talks) if len(talks) >= SEVERAL and 2 * len(talks) >= len(rows) - 1 else ()


def titles_in_table(block: Block, lines: Sequence[str]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yields the head of the column of titles in a table without a column of speakers, and its cells as items with
    their marks; one of them has the form of a name at least. `lines` are the note's own."""
    first, last = block.span.first, block.span.last
    heads = _written_cells(lines[first - 1])
    title = next((at for at, cell in enumerate(heads) if TITLE_COLUMN.fullmatch(cell)), None)
    if title is None or any(map(_is_of_speakers, heads)) or not first + SEVERAL < last <= first + MOST_ROWS:
        return
    rows = ((line, _written_cells(lines[line - 1])) for line in range(first + 2, last + 1))
    cells = [Block(BlockKind.ITEM, Span(line, line), row[title]) for line, row in rows if len(row) > title]
    if any(may_name_people(cell.text[:LONGEST_CELL]) for cell in cells):
        yield heads[title], tuple(cells)


def _cells_by_column(cells: Sequence[str], line: str) -> list[str]:
    """Returns the cells of a row in their columns; the text of a table has no empty ones, but its line does."""
    filled = list(filter(None, cells))
    written = _written_cells(line)
    if len(filled) != sum(cell != "" for cell in written):
        return filled
    rest = iter(filled)
    return [cell and next(rest) for cell in written]


def _written_cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]


def _is_of_speakers(head: str) -> bool:
    """Returns whether a column's head says that it has speakers; machines are hosts as well."""
    return names_speakers(head) and not head.lower().startswith("host")


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


def table_cells(block: Block) -> list[list[str]]:
    """Returns the rows of a table with the words of their cells, or nothing for another block."""
    if block.kind is not BlockKind.TABLE:
        return []
    rows = block.text.split("\n")
    if WIDE_GAP.split(rows[0].strip()) != rows[0].split(CELL_GAP):
        return [[cell.strip() for cell in WIDE_GAP.split(row.strip())] for row in rows]  # Its columns are aligned.
    return [[cell.strip() for cell in row.split(CELL_GAP)] for row in rows]
