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
from studyguide.model.record_schema import record_schema
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
        "$defs": {"Kind": record_schema(TypeAdapter(Kind)), "Family": record_schema(TypeAdapter(Family))},
    }
    return {
        "glossary.json": _schema_text("A family of terms", record_schema(TypeAdapter(tuple[Term, ...]))),
        "kinds.json": _schema_text("The field, its kinds of terms and its families", kinds),
        "corrections.json": _schema_text("Editor's notes", record_schema(TypeAdapter(tuple[Correction, ...]))),
        "cards.json": _schema_text("Cards that a person wrote", _without_place(record_schema(CARDS))),
        "notes.json": _schema_text("What is known of notes", record_schema(METADATA_OF_NOTES)),
        "exams.json": _schema_text("An exam and its objectives", record_schema(TypeAdapter(Exam))),
        "questions.json": _schema_text("Questions of an exam", record_schema(TypeAdapter(tuple[BankQuestion, ...]))),
        "lessons.json": _schema_text("The front matter of a lesson", record_schema(TypeAdapter(LessonMatter))),
        "decisions.json": _schema_text("A decision table", record_schema(TypeAdapter(Decision))),
        "causes.json": _schema_text("Causes, symptoms and remedies", record_schema(TypeAdapter(tuple[Cause, ...]))),
        "figures.json": _schema_text("Figures", record_schema(TypeAdapter(tuple[FigureEntry, ...]))),
        "leaves-out.json": _schema_text("What the notes leave out of each exam", record_schema(LEAVES_OUT)),
        "pack.json": _schema_text("The description of a pack", record_schema(PACK_MANIFEST)),
        "phrasings.json": _schema_text("Everyday descriptions of terms, for the search", record_schema(PHRASINGS)),
        "texts.json": _schema_text("The texts that the site shows", texts_schema()),
    }


def _without_place(schema: dict[str, Any]) -> dict[str, Any]:
    """Removes the field that is filled in when cards are read."""
    del schema["$defs"]["OwnCard"]["properties"]["place"]
    return schema


def _schema_text(title: str, schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, ensure_ascii=False, indent=1) + "\n"
