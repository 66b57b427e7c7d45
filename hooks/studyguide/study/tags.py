"""Labels by which cards are sorted: family, exams and notes of a term."""

from __future__ import annotations

import posixpath
import re

from studyguide.records import Note, TermId
from studyguide.weave.woven import Woven


def tags_of(woven: Woven) -> dict[TermId, tuple[str, ...]]:
    """Return the tags of every term, such as `family::metrics` or `note::class-2`. None holds a space."""
    exams: dict[TermId, list[str]] = {}
    for exam in woven.exams:
        for term in dict.fromkeys(t for domain in exam.domains for task in domain.tasks for t in task.terms):
            exams.setdefault(term, []).append(f"exam::{exam.id}")
    notes = {note.path: f"note::{_label(note)}" for note in woven.notes}
    return {
        term: (
            f"family::{family}",
            *exams.get(term, ()),
            *sorted({notes[passage.note] for passage in woven.passages.get(term, ())}),
        )
        for term, family in woven.glossary.family_of
    }


def _label(note: Note) -> str:
    name = note.facts.slug or posixpath.splitext(posixpath.basename(note.path))[0]
    return re.sub(r"[\s:]+", "-", name).strip("-") or "note"
