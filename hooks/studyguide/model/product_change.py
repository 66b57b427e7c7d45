"""Defines a change of a product that a vendor's own files show, as one row of a report that another program writes."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Day, Line, Text


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class ProductChange:
    """Describes one change of a product, or of some of its parts."""

    change: Literal["appears", "vanishes", "deprecated", "announced"]
    """Whether the product or its parts are new, gone or marked as deprecated, or a text announces an end."""
    product: Text
    """Full name of the product."""
    names: tuple[Text, ...] = ()
    """Other names of it."""
    parts: tuple[Text, ...] = ()
    """The operations or fields that change; none if the whole product does."""
    text: Line = ""
    """The sentence that says so, if there is one."""
    release: Line = ""
    """Version of the files in which the change was seen first."""
    day: Day | None = None
    """The day of that version."""
