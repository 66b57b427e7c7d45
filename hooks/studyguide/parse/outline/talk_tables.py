"""Finds the rows of tables that are talks: a column names their speakers and another one their titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from studyguide.model.note import Block, BlockKind, Span
from studyguide.parse.outline.announced_talks import SEVERAL, ListedTalk
from studyguide.parse.outline.listed_below import row_of_people
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import may_name_people, names_speakers
from studyguide.parse.outline.table_cells import table_cells
from studyguide.text.person_names import is_given_name, is_last_name

TITLE_COLUMN = re.compile(
    r"(?:(?:talk|session|presentation|lecture) )?(?:titles?|topics?|subjects?|themes?)|talks?|sessions?|presentations?"
    r"|lectures?|papers?|título|tema|charla|ponencia|titre|sujet|conférence|titel|thema|vortrag|titolo|argomento|intervento"
    r"|palestra|onderwerp|タイトル|テーマ|発表|题目|主题|標題|标题",
    re.IGNORECASE,
)
"""The heads of columns of titles."""
MAY_BE_OF_SPEAKERS = re.compile(r"(?:authors?|author\(s\)|names?|people|persons?|nombre|autore?s?|nom|)", re.IGNORECASE)
"""The heads of columns that may have speakers in notes about talks."""
MOST_ROWS = 300
LONGEST_CELL = 200


def tabled_talks(block: Block, note: NameEvidence) -> tuple[ListedTalk, ...]:
    """Returns the talks of a table that has a column of speakers and one of titles, if half of its rows name people and
    two of them do. In a note about talks the cells say which column is which if no head does."""
    rows = table_cells(block)
    first = block.span.first
    if rows and not any(_written_cells(note.lines[first - 1])):
        rows.insert(0, [])  # The text of a table has no row of empty heads.
    if not SEVERAL < len(rows) <= MOST_ROWS or len(rows) != block.span.last - first:
        return ()
    heads = _cells_by_column(rows[0], note.lines[first - 1])
    cells = [
        (line, (_cells_by_column(row, note.lines[line - 1]) + [""] * len(heads))[: len(heads)])
        for line, row in enumerate(rows[1:], first + 2)
    ]
    speaker, title = _column_of_speakers(heads, cells, note), _column_of_titles(heads)
    if speaker is not None and title is None and note.is_about_talks:
        title = _longest_column(cells, speaker)
    if speaker is None or title is None or title == speaker:
        return ()
    if row_of_people([heads[speaker]]):
        cells.insert(0, (first, heads))  # The table has no heads.
    single = note.is_about_talks and _are_half(_is_single_name, [row[speaker] for _, row in cells])
    talks = []
    for line, row in cells:
        names = row[speaker]
        people = shaped_people(names, single=single or names.startswith("@"), several=True)
        if row[title] and people and len(names) <= LONGEST_CELL:
            talks.append(ListedTalk(Span(line, line), row[title], people))
    return tuple(talks) if len(talks) >= SEVERAL and 2 * len(talks) >= len(rows) - 1 else ()


def _column_of_speakers(heads: Sequence[str], rows: Sequence[tuple[int, list[str]]], note: NameEvidence) -> int | None:
    """Returns the column whose head says that it has speakers; in a note about talks, without one, that of authors or
    without a word for something else, half of whose cells are people in the lists of names."""
    named = next((at for at, head in enumerate(heads) if _is_of_speakers(head)), None)
    if named is not None or not note.is_about_talks:
        return named
    may = [at for at, head in enumerate(heads) if MAY_BE_OF_SPEAKERS.fullmatch(head) or row_of_people([head])]
    return next((at for at in may if _are_half(_is_person, [row[at] for _, row in rows])), None)


def _column_of_titles(heads: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(heads) if TITLE_COLUMN.fullmatch(cell)), None)


def _longest_column(rows: Sequence[tuple[int, list[str]]], speaker: int) -> int | None:
    """Returns the other column that has the most words, if they are two or more in the mean."""
    others = [at for at in range(len(rows[0][1])) if at != speaker]
    words = {at: sum(len(row[at].split()) for _, row in rows) for at in others}
    longest = max(others, key=lambda at: words[at], default=None)
    return longest if longest is not None and words[longest] >= SEVERAL * len(rows) else None


def _are_half(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= SEVERAL and 2 * sum(map(test, filled)) >= len(filled)


def _is_person(cell: str) -> bool:
    return bool(row_of_people([cell]))


def _is_single_name(cell: str) -> bool:
    word = cell.lower()
    return cell[:1].isupper() and (is_last_name(word) or is_given_name(word))


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
