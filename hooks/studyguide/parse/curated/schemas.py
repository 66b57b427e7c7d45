"""Generates the JSON Schemas of the curated files from the same records that read them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from studyguide.model.cause import Cause
from studyguide.model.curation import Correction
from studyguide.model.decision import Decision
from studyguide.model.exam import Exam
from studyguide.model.figure import FigureEntry
from studyguide.model.glossary import Family, Kind, Term
from studyguide.model.lesson import LessonMatter
from studyguide.model.question import BankQuestion
from studyguide.parse.curated.cards import OwnCard
from studyguide.parse.curated.leaves_out import LEAVES_OUT
from studyguide.parse.curated.note_metadata import METADATA_OF_NOTES
from studyguide.parse.curated.pack_manifest import PACK_MANIFEST
from studyguide.parse.curated.phrasings import PHRASINGS
from studyguide.parse.curated.site_texts import texts_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CARDS = TypeAdapter(tuple[OwnCard, ...])
SCHEMA_FOLDER = "docs/schema"
FILES_BY_SCHEMA = {
    "glossary.json": "docs/glossary/*.yml",
    "kinds.json": "docs/kinds.yml",
    "corrections.json": "docs/corrections.yml",
    "cards.json": "docs/cards.yml",
    "exams.json": "docs/exams/*.yml",
    "questions.json": "docs/questions/*.yml",
    "decisions.json": "docs/decisions/*.yml",
    "causes.json": "docs/causes.yml",
    "figures.json": "docs/figures.yml",
    "phrasings.json": "docs/phrasings.yml",
    "leaves-out.json": "docs/leaves-out.yml",
    "pack.json": "docs/pack.yml",
    "texts.json": "docs/texts.yml",
    "notes.json": "seeds/notes.yml",
}
"""Which files of a project an editor checks with which schema. Lessons are Markdown: no editor checks their head."""


def schemas() -> dict[str, str]:
    """Returns the text of each file of docs/schema by its name."""
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
        "glossary.json": _schema_text("A family of terms", TypeAdapter(tuple[Term, ...]).json_schema()),
        "kinds.json": _schema_text("The field, its kinds of terms and its families", kinds),
        "corrections.json": _schema_text("Editor's notes", TypeAdapter(tuple[Correction, ...]).json_schema()),
        "cards.json": _schema_text("Cards that a person wrote", _without_place(CARDS.json_schema())),
        "notes.json": _schema_text("What is known of notes", METADATA_OF_NOTES.json_schema()),
        "exams.json": _schema_text("An exam and its objectives", TypeAdapter(Exam).json_schema()),
        "questions.json": _schema_text("Questions of an exam", TypeAdapter(tuple[BankQuestion, ...]).json_schema()),
        "lessons.json": _schema_text("The front matter of a lesson", TypeAdapter(LessonMatter).json_schema()),
        "decisions.json": _schema_text("A decision table", TypeAdapter(Decision).json_schema()),
        "causes.json": _schema_text("Causes, symptoms and remedies", TypeAdapter(tuple[Cause, ...]).json_schema()),
        "figures.json": _schema_text("Figures", TypeAdapter(tuple[FigureEntry, ...]).json_schema()),
        "leaves-out.json": _schema_text("What the notes leave out of each exam", LEAVES_OUT.json_schema()),
        "pack.json": _schema_text("The description of a pack", PACK_MANIFEST.json_schema()),
        "phrasings.json": _schema_text("Everyday descriptions of terms, for the search", PHRASINGS.json_schema()),
        "texts.json": _schema_text("The texts that the site shows", texts_schema()),
    }


def _without_place(schema: dict[str, Any]) -> dict[str, Any]:
    """Removes the field that is filled in when cards are read."""
    del schema["$defs"]["OwnCard"]["properties"]["place"]
    return schema


def _schema_text(title: str, schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, ensure_ascii=False, indent=1) + "\n"
