"""Defines editor's notes on lines of the seeds. The records are their schema."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct
from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Dates, Id, PartialDate, Text, Web, listed
from studyguide.model.glossary import Confidence, Source
from studyguide.model.note import NotePath

Citations = Annotated[tuple[Source, ...], BeforeValidator(listed, json_schema_input_type=Source | tuple[Source, ...])]


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
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
    sources: Citations = ()
    """Works in which it can be checked."""
    confidence: Confidence = "high"
    checked: PartialDate | None = None


class Anchored(Struct, frozen=True):
    """Holds a correction and its position in its note."""

    correction: Correction
    line: int
    """1-based."""
    start: int
    """0-based column of the quote in code points."""
    end: int
