"""Defines figures: pictures with a title, a caption and a text alternative. `FigureEntry` is the schema of
docs/figures.yml."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Id, Text, matching

FileName = Annotated[str, matching(r"[\w-]+\.\w+", "a file name has no folder and no blank")]


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class FigureEntry:
    """Describes one picture; the picture itself is `docs/figures/<id>.svg`."""

    id: Id
    """Stable id; the name of the SVG file without its ending."""
    title: Text
    """A few words that say what the picture shows."""
    caption: Text
    """One or two sentences that say what to look for."""
    alt: Text
    """Text alternative, complete enough to learn from without seeing the picture."""
    terms: tuple[Id, ...] = ()
    """Terms whose pages show the picture."""
    script: FileName | None = None
    """Name of the program in `scripts/figures` that draws it."""


class Figure(Struct, frozen=True):
    """Holds an entry and its picture."""

    entry: FigureEntry
    svg: str
    """Text of the SVG file, checked: no script, no style, no reference to another file."""
