"""Defines lessons: the teaching part of an important term's page. `LessonMatter` is the schema of a lesson's front
matter."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Day, Id, Text
from studyguide.model.note import TermId
from studyguide.model.work import Work

LESSON_HEADINGS = (
    "The problem",
    "How it works",
    "Worked example",
    "When to use it",
    "Limits and cost",
    "In the exam",
    "Think about it",
    "Read on",
)
"""The sections of every lesson, in this order."""
UNSOURCED_HEADINGS = frozenset({"Think about it", "Read on"})
"""Sections whose text needs no source marks."""
OWN = "own"
"""Source key of our own reasoning and invented examples; it needs no entry in the front matter."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class LessonMatter:
    """Holds the front matter of a lesson."""

    term: Id
    """The term that the lesson teaches. Equals the name of the file."""
    outcome: Text
    """What a reader can do afterwards: one sentence that starts with a verb."""
    checked: Day
    """The day somebody last read the lesson against its sources."""
    sources: Mapping[Id, Work]
    """Works by the key that source marks such as `[^key]` name. Each is used at least once."""


class LessonSection(Struct, frozen=True):
    """Holds one section of a lesson."""

    heading: str
    """One of `LESSON_HEADINGS`."""
    markdown: str
    """The text below the heading, without blank lines around it."""
    line: int
    """1-based line of the file on which `markdown` begins."""
    lines: tuple[str, ...]
    """Each piece of its text, such as a paragraph or a cell, as one line."""


class Lesson(Struct, frozen=True):
    """Holds one file of `docs/lessons`."""

    term: TermId
    outcome: str
    checked: str
    sources: Mapping[TermId, Work]
    """Without `own`."""
    sections: tuple[LessonSection, ...]
    """One for each of `LESSON_HEADINGS`, in this order."""
    figures: tuple[str, ...]
    """Ids of the figures that the lesson shows, in its order."""
    file: str
    """Path relative to the project."""
