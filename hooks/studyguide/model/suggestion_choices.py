"""Defines what an author decided about suggestions that became no term."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Text

SUGGESTION_CHOICES = "docs/suggestions.yml"


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class SuggestionChoices:
    """Names that `studyguide suggest` leaves out. The command writes this file; it may be edited."""

    never: tuple[Text, ...] = ()
    """Names that are no terms and are never proposed again."""
    skipped: tuple[Text, ...] = ()
    """Names that were skipped; `studyguide suggest --accept --skipped` shows them again."""
