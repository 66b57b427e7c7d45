"""Finds definitions in tables of terms and meanings, and in the rows of files with two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from studyguide.model.note import Block
from studyguide.suggest.definition_shape import is_property_list
from studyguide.suggest.definition_text import (
    LINK_ONLY,
    MAX_QUOTED_WORDS,
    MIN_DEFINITION_WORDS,
    NoteText,
    WrappedText,
    definition_of,
)
from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.model import DefiningLine
from studyguide.suggest.names import name_of_title
from studyguide.text.plain_line import plain_line
from studyguide.text.words import singular, words_of

MIN_LONG_ROWS = 0.7
"""The share of rows whose second column has a definition's length, in a table that does not call it so."""
BETWEEN_CELLS = re.compile(r"(?<!\\)\|(?![^\[\]|]*(?:\|[^\[\]|]*){0,3}\]\])")
"""A border between cells, which is not within the brackets of a link."""


def of_table(note: NoteText, leaf: Block) -> Iterator[DefiningLine]:
    """Yields the rows of a table of two columns or more whose first is one of names."""
    rows = [(n, _plain_cells(note.lines[n - 1])) for n in range(leaf.span.first, leaf.span.last + 1)]
    if len(rows) < 3 or len(rows[0][1]) < 2:
        return
    body = [(number, cells) for number, cells in rows[2:] if number in note.shown]
    column = _column_of_meanings([words_of(cell) for cell in rows[0][1]], [cells for _, cells in body], note.language)
    for number, cells in body:
        if 0 < column < len(cells) and not is_property_list(cells[column], note.language):
            name = name_of_title(cells[0], note.language, note.people)
            yield from definition_of(note, name, WrappedText(number, [cells[column]]), cells[column], ("table", 1))


def _column_of_meanings(heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]], language: LanguageWords) -> int:
    """Returns which column of a table says what the names in the first one mean, or 0 if none does."""
    if heads[0] and heads[0][-1] in language.table:
        return next((at for at, head in enumerate(heads) if at and head and head[-1] in language.meanings), 1)
    named = next((at for at, head in enumerate(heads) if at and head and head[-1] in language.meanings), 0)
    column = named or (1 if len(heads) == 2 else 0)
    if not column or (len(heads) == 2 and heads[0] and heads[1] and heads[0][-1] == heads[1][-1]):
        return 0  # such as `Old hives | New hives`, which are compared
    if any(head and singular(head[-1]) in language.aspects for head in (heads[0], heads[column])):
        return 0  # such as `Feature | Description`, which describes one thing
    texts = [cells[column] for cells in body if len(cells) > column]
    long_enough = sum(len(words_of(text)) >= MIN_DEFINITION_WORDS for text in texts)
    return column if long_enough >= max(2, len(body) * (MIN_LONG_ROWS / 2 if named else MIN_LONG_ROWS)) else 0


def of_row(note: NoteText, leaf: Block) -> Iterator[DefiningLine]:
    """Yields the meaning of a term in a table of two columns, however short. The row of the columns' names is none."""
    if leaf.span.first not in note.shown or leaf.level != 1:
        return
    first, *rest = (" ".join(unescape(line).split()) for line in leaf.text.split("\n"))
    words, heads = words_of(first), words_of(" ".join(rest))
    is_head = bool(words) and words[-1] in note.language.table and len(heads) <= 2
    text = " ".join(rest)
    name = name_of_title(first, note.language, note.people)
    if not name or is_head or LINK_ONLY.match(text) or sum(map(str.isalpha, text)) < len(text) / 2:
        return
    if text and len(words_of(text)) <= MAX_QUOTED_WORDS:
        yield DefiningLine(note.path, leaf.span.first, name, text, "two columns", 0)


def _plain_cells(line: str) -> list[str]:
    return [plain_line(cell.strip()) for cell in BETWEEN_CELLS.split(line.strip().strip("|"))]
