"""The JSON Schemas of the curated files, from the very records that read them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from studyguide.model.curation import Correction, Exam
from studyguide.model.glossary import Family, Kind, Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of each file of docs/schema by its name."""
    kinds = {
        "type": "object",
        "properties": {
            "field": {"type": "string", "description": "What the guide is about."},
            "kinds": {"type": "array", "items": {"$ref": "#/$defs/Kind"}},
            "families": {"type": "array", "items": {"$ref": "#/$defs/Family"}},
        },
        "required": ["field", "kinds", "families"],
        "additionalProperties": False,
        "$defs": {"Kind": TypeAdapter(Kind).json_schema(), "Family": TypeAdapter(Family).json_schema()},
    }
    return {
        "glossary.json": _text("A family of terms", TypeAdapter(tuple[Term, ...]).json_schema()),
        "kinds.json": _text("The field, its kinds of terms and its families", kinds),
        "corrections.json": _text("Editor's notes", TypeAdapter(tuple[Correction, ...]).json_schema()),
        "exams.json": _text("The outline of an exam", TypeAdapter(Exam).json_schema()),
    }


def _text(title: str, schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, ensure_ascii=False, indent=1) + "\n"
