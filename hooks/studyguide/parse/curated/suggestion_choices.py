"""Reads and writes `docs/suggestions.yml`, the names that an author does not want as terms."""

from __future__ import annotations

from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.suggestion_choices import SuggestionChoices
from studyguide.parse.curated.entries import keys_of, read_mapping
from studyguide.parse.curated.yaml_edits import with_item, yaml_scalar

CHOICES_ADAPTER = TypeAdapter(SuggestionChoices)
NEW_CHOICES = """\
# Names that `studyguide suggest` leaves out. It writes this file; you may edit it.
never: []
skipped: []
"""


def read_suggestion_choices(file: str, text: str) -> tuple[SuggestionChoices, tuple[Diagnostic, ...]]:
    """Returns the names that are left out, and the problems of the file; an empty file leaves nothing out."""
    entry, diagnostics = read_mapping(file, text, CHOICES_ADAPTER, keys_of(SuggestionChoices))
    return entry.record if entry else SuggestionChoices(), diagnostics


def with_choice(text: str, key: str, name: str) -> str:
    """Returns the text of the file with one more name below `never` or `skipped`."""
    return with_item(text if text.strip() else NEW_CHOICES, (), key, yaml_scalar(name))
