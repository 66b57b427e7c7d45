"""Collects from one note everything that speaks for a name: how it is written, its abbreviations, what defines it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note
from studyguide.suggest.abbreviations import abbreviated
from studyguide.suggest.candidate_terms import phrases
from studyguide.suggest.defining_lines import defining_lines
from studyguide.suggest.definition_text import NoteText
from studyguide.suggest.language_words import DEFAULT_LANGUAGE, LanguageWords, language_of, languages
from studyguide.suggest.lead_ins import LeadIn, lead_ins
from studyguide.suggest.model import DefiningLine, NoteLine, Seen
from studyguide.suggest.note_words import Vocabulary, rows_of

NO_FORMS = compile_surface_forms(Glossary("", (), (), (), (), ()))
"""The spellings of no glossary."""


class NoteFindings(Struct, frozen=True):
    """Holds what one note says about names. It is small: a worker sends it back to the process that started it."""

    phrases: tuple[Seen, ...]
    abbreviations: tuple[Seen, ...]
    defined: tuple[DefiningLine, ...]
    lead_ins: tuple[LeadIn, ...]


def note_findings(
    words: Vocabulary, people: frozenset[str], note_rows: tuple[Note, Sequence[NoteLine]]
) -> NoteFindings:
    """Returns the evidence of a note and its rows; `words` are those of all notes."""
    note, rows = note_rows
    text = note_text(note, rows, people)
    return NoteFindings(
        tuple(phrases(rows, words, people)),
        tuple(seen for row in rows for seen in abbreviated(row)),
        tuple(defining_lines(text)),
        tuple(lead_ins(text)),
    )


def rows_in_own_language(rows: Sequence[NoteLine], fallback: LanguageWords) -> list[NoteLine]:
    """Returns the rows of a note with the words of its language; a note too short to show it has `fallback`."""
    language = language_of((row.line.folds for row in rows), fallback)
    return [row if row.language is language else row._replace(language=language) for row in rows]


def note_text(note: Note, rows: Sequence[NoteLine], people: frozenset[str]) -> NoteText:
    """Returns a note as the search for definitions reads it."""
    shown = {row.line.number for row in rows}
    language = rows[0].language if rows else languages()[DEFAULT_LANGUAGE]
    return NoteText(note.path, note.title, note.lines, note.blocks, shown, language, people)


def text_of_single_note(note: Note, people: frozenset[str]) -> NoteText:
    """Returns a note as the search for definitions reads it, when no other note is read."""
    english = languages()[DEFAULT_LANGUAGE]
    rows = rows_in_own_language(list(rows_of(note, NO_FORMS, english)), english)
    return note_text(note, rows, people)
