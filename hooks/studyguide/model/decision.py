"""Decision tables: a question, the options as rows and what decides as columns. The schema of docs/decisions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Day, Id, PartialDate, Text, matching
from studyguide.model.note import TermId
from studyguide.model.work import Work

CellConfidence = Literal["high", "medium", "unconfirmed"]
ObjectiveRef = Annotated[
    str, matching(r"[a-z0-9]+(-[a-z0-9]+)*/\S+", "an objective is `exam/number`, such as `abc-101/1.1.3`")
]
"""An exam's id and an objective's number, such as `abc-101/1.1.3`."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Column:
    """Describes one attribute that decides."""

    id: Id
    """Short key by which rows name the column."""
    name: Text
    """Heading of the column."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Cell:
    """Holds what is known of one option in one column. Plain text is short for `{is: text}`."""

    is_: Annotated[Text, Field(alias="is")]
    """The value, as short as possible."""
    source: Id | None = None
    """Key of the source. Left out: the default source of the table."""
    as_of: PartialDate | None = None
    """When the value was true, if it differs from the date of the source."""
    confidence: CellConfidence = "high"
    """How well the value is known: `unconfirmed` if no text that says so was seen."""


def _cell_of_text(value: object) -> object:
    return {"is": value} if isinstance(value, str) else value


CellValue = Annotated[Cell, BeforeValidator(_cell_of_text, json_schema_input_type=str | Cell)]


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class DecisionRow:
    """Describes one option. Give `term`, `name` or both."""

    cells: dict[Id, CellValue]
    """The value of each column by the column's id."""
    term: Id | None = None
    """The term that is the option."""
    name: Text | None = None
    """Name of the option, only where it is no term."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Cue:
    """Pairs a phrase of an exam question with the option that it points to."""

    cue: Text
    """Words that a question uses."""
    answer: Id
    """The term that fits."""
    why: Text | None = None
    """Why it fits, in one sentence."""


Target = Annotated[int, Field(ge=1)] | Id


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class GuideQuestion:
    """Asks one yes-or-no question on the way to an option."""

    ask: Text
    """The question."""
    yes: Annotated[Target, Field(union_mode="left_to_right")]
    """The next question's number (the first is 1), or the id of the term to choose."""
    no: Annotated[Target, Field(union_mode="left_to_right")]
    """The next question's number (the first is 1), or the id of the term to choose."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Decision:
    """Describes one decision: one file of `docs/decisions`."""

    id: Id
    """Stable id, part of the page's address. Equals the name of the file."""
    question: Text
    """What a reader has to decide, as a question."""
    title: Text
    """Short title for menus."""
    group: Text
    """What the decision belongs to; pages are grouped by it."""
    about: Text
    """One or two sentences on what the choice depends on."""
    checked: Day
    """The day somebody last read the table against its sources."""
    sources: dict[Id, Work]
    """Works by key."""
    source: Id
    """Key of the source of all cells that name none."""
    columns: tuple[Column, ...]
    """What decides, the most important first."""
    rows: tuple[DecisionRow, ...]
    """The options."""
    exams: tuple[ObjectiveRef, ...] = ()
    """Objectives that the table serves, such as `abc-101/1.1.3`."""
    cues: tuple[Cue, ...] = ()
    """Typical phrases of questions and what they point to."""
    traps: tuple[Text, ...] = ()
    """Usual mistakes, a sentence each."""
    guide: tuple[GuideQuestion, ...] = ()
    """Questions that lead to an option, beginning with the first."""


def options_of(decision: Decision) -> tuple[TermId, ...]:
    """Return the terms that are options, in the order of the rows."""
    return tuple(row.term for row in decision.rows if row.term is not None)


def cells_of(decision: Decision) -> tuple[Cell, ...]:
    """Return all cells of a table, row by row."""
    return tuple(cell for row in decision.rows for cell in row.cells.values())


def unconfirmed_share(decision: Decision) -> float:
    """Return the share of cells that are unconfirmed, from 0 to 1."""
    cells = cells_of(decision)
    return sum(cell.confidence == "unconfirmed" for cell in cells) / len(cells) if cells else 0.0
