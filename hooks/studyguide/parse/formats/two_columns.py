"""Reads the rows of a table of two columns, a term and its meaning, as flashcard programs and spreadsheets write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct, field

from studyguide.model.note import BlockKind, Piece, TextForm
from studyguide.parse.blocks import MutableBlock

SEPARATORS_OF_ENDING = {"csv": ",;\t", "tsv": "\t", "txt": "\t"}
"""The characters that can divide the columns, by the ending of the file's name; without an ending as for `txt`."""
SEPARATOR_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
"""The names that a header line of a flashcard export may use."""
HEADER = re.compile(r"#([a-z]+(?: [a-z]+)?):(.{0,200})$")
SPECIAL_COLUMN = re.compile(r"(?:guid|notetype|deck|tags) column$")
MIN_ROWS = 2
CHECKED_ROWS = 200
"""Number of rows that decide what a file is; each passage of a note asks again."""
MAX_ROW_LINES = 200
"""Number of lines after which a quotation mark counts as never closed."""
CELL_LETTER = re.compile(r"[^\W\d_]")


class _Row(Struct):
    """Holds one row: its lines, 0-based, and the columns of the words of each cell."""

    first: int
    last: int
    cells: list[list[Piece]] = field(default_factory=list)


class ExportHeader(Struct, frozen=True):
    """Holds what the header lines of a flashcard export say."""

    lines: int = 0
    separator: str = ""
    special: frozenset[int] = frozenset()
    """0-based columns that are neither term nor meaning, such as tags."""
    has_html: bool = False


def export_header(lines: Sequence[str]) -> ExportHeader:
    """Returns the header of a flashcard export such as `#separator:tab`; one without lines if there is none."""
    if not lines or not lines[0].startswith(("#separator:", "#html:")):
        return ExportHeader()
    count, separator, has_html, special = 0, "\t", False, set[int]()
    for line in lines[:20]:
        match = HEADER.match(line)
        if match is None:
            break
        key, value = match[1], match[2].strip()
        if key == "separator":
            separator = SEPARATOR_NAMES.get(value.lower(), value[:1] or separator)
        elif key == "html":
            has_html = value.lower() == "true"
        elif SPECIAL_COLUMN.match(key) and value.isdecimal():
            special.add(int(value) - 1)
        count += 1
    return ExportHeader(count, separator, frozenset(special), has_html)


def is_two_columns(path: str, lines: Sequence[str]) -> bool:
    """Returns whether a file is a table of two columns, by its name and its first rows."""
    if export_header(lines).lines:
        return True
    return _separator(path, lines) != ""


def column_blocks(path: str, lines: Sequence[str]) -> list[MutableBlock]:
    """Returns a paragraph for each row, whose words are those of the term and its meaning."""
    header = export_header(lines)
    separator = header.separator or _separator(path, lines)
    blocks = []
    if header.lines:
        blocks.append(MutableBlock(BlockKind.PARAGRAPH, 0, header.lines - 1, marker=TextForm.METADATA))
    for row in _column_rows(lines, header.lines, separator) if separator else ():
        words = [cell for number, cell in enumerate(row.cells) if number not in header.special][:2]
        pieces = tuple(piece for cell in words for piece in cell)
        size = len(words[0]) if words else 0
        blocks.append(MutableBlock(BlockKind.PARAGRAPH, row.first, row.last, size, TextForm.ROW, pieces))
    return blocks


def _separator(path: str, lines: Sequence[str]) -> str:
    """Returns the character that divides each of the first rows into two cells with words; '' if there is none."""
    name = path.rsplit("/", 1)[-1].lower()
    ending = name.rsplit(".", 1)[1] if "." in name else "txt"
    for separator in SEPARATORS_OF_ENDING.get(ending, ""):
        number = 0
        for number, row in enumerate(islice(_column_rows(lines, 0, separator), CHECKED_ROWS), 1):
            if len(row.cells) != 2 or not all(_cell_has_words(cell) for cell in row.cells):
                break
            if separator == "\t" and lines[row.first][:1].isspace():
                break
            if number == 1 and not any(CELL_LETTER.search(lines[n], a, b) for n, a, b in row.cells[0]):
                break
        else:
            if number >= MIN_ROWS:
                return separator
    return ""


def _cell_has_words(cell: Sequence[Piece]) -> bool:
    return any(start < end for _, start, end in cell)


def _column_rows(lines: Sequence[str], first: int, separator: str) -> Iterator[_Row]:
    """Yields the rows from line `first` on, blank lines left out. A cell in quotation marks can have line breaks."""
    number = first
    while number < len(lines):
        if lines[number].strip():
            row = _column_row(lines, number, separator)
            yield row
            number = row.last
        number += 1


def _column_row(lines: Sequence[str], first: int, separator: str) -> _Row:
    row = _Row(first, first)
    at = 0
    while True:
        line = lines[row.last]
        start = at + len(line[at:]) - len(line[at:].lstrip(" "))
        cell = _quoted_cell(lines, row.last, start) if line[start : start + 1] == '"' else None
        if cell is None:
            end = line.find(separator, at)
            end = len(line) if end < 0 else end
            text = line[at:end]
            begin = at + len(text) - len(text.lstrip())
            cell = [(row.last, begin, max(begin, at + len(text.rstrip())))]
        else:
            row.last = cell[-1][0]
            line = lines[row.last]
            end = cell[-1][2] + 1
            end += len(line[end:]) - len(line[end:].lstrip(" "))
            if end < len(line) and line[end] != separator:
                end = len(line) if (later := line.find(separator, end)) < 0 else later
        row.cells.append(cell)
        if end >= len(line):
            return row
        at = end + 1


def _quoted_cell(lines: Sequence[str], first: int, start: int) -> list[Piece] | None:
    """Returns the words of a cell that begins with a quotation mark; None if none closes it."""
    pieces: list[Piece] = []
    at = start + 1
    for number in range(first, min(first + MAX_ROW_LINES, len(lines))):
        line = lines[number]
        end = line.find('"', at)
        while end >= 0 and line[end + 1 : end + 2] == '"':
            end = line.find('"', end + 2)
        pieces.append((number, at, end if end >= 0 else len(line)))
        if end >= 0:
            return pieces
        at = 0
    return None
