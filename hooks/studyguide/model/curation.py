"""What people write beside the glossary, and its schema: editor's notes on lines of the seeds, outlines of exams."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from studyguide.model.fields import CONFIG, Dates, Id, PartialDate, Text, Web, listed
from studyguide.model.glossary import Confidence, Source
from studyguide.model.note import NotePath

Sources = Annotated[tuple[Source, ...], BeforeValidator(listed, json_schema_input_type=Source | tuple[Source, ...])]


@dataclass(frozen=True, slots=True, config=CONFIG)
class Correction:
    """One editor's note, anchored by a quote so that it moves with its line."""

    note: NotePath
    """Path of the note below `seeds/`."""
    quote: Text
    """Letter for letter as in the note, within one line, and found in exactly one place."""
    kind: Literal["wrong", "dated", "unclear"]
    """`dated`: right when it was written, no longer so."""
    says: Text
    """What is true, in one to three sentences."""
    terms: tuple[Id, ...] = ()
    """Terms whose pages show this note whether or not they quote the line."""
    since: Dates = ()
    """When it stopped being so, for what is dated."""
    source: Web | Literal["unconfirmed", "textbook"] = "unconfirmed"
    """An address that was looked up; `textbook` for common knowledge named in `sources`."""
    sources: Sources = ()
    """Works in which it can be checked."""
    confidence: Confidence = "high"
    checked: PartialDate | None = None


@dataclass(frozen=True, slots=True, config=CONFIG)
class Task:
    """One task of an exam's domain, in our own words."""

    id: Text
    """As the outline numbers it, such as `1.2`."""
    says: Text
    terms: tuple[Id, ...] = ()
    """The terms a candidate needs for it."""


@dataclass(frozen=True, slots=True, config=CONFIG)
class Domain:
    name: Text
    weight: Annotated[int, Field(ge=0, le=100)]
    """Per cent of the scored questions."""
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, config=CONFIG)
class Exam:
    """One file of `docs/exams`."""

    id: Id
    code: Text
    name: Text
    state: Literal["active", "beta", "retired", "announced"]
    says: Text
    """Where it stands, in one or two sentences with dates."""
    checked: PartialDate
    source: Web | Literal["unconfirmed"]
    confidence: Confidence
    domains: tuple[Domain, ...]
    level: Text | None = None
    since: Dates = ()
    """When the present state began."""
    ends: Dates = ()
    """The last day it can be taken, or could."""
    questions: Text | None = None
    """Such as `65, of which 50 scored`."""
    minutes: Text | None = None
    passing: Text | None = None
    price: Text | None = None
    succeeded_by: tuple[Id, ...] = ()
    """Ids of exams that took its place."""
    leaves_out: Text | None = None
    """One honest sentence on what these notes do not cover."""
    aliases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchored:
    """A correction found in its note."""

    correction: Correction
    line: int
    """1-based."""
    start: int
    """0-based column of the quote in code points."""
    end: int
