"""Builds the corpus: all parsed records and the relations between them. It goes from linking to practice and
rendering."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from studyguide.link.author_links import NoteLink, author_links
from studyguide.link.backlinks import Backlink, backlinks
from studyguide.link.explained_terms import assessed, explained
from studyguide.link.line_coverage import LineCoverage, line_coverage
from studyguide.link.line_index import LineIndex, index_lines
from studyguide.link.mentions import find_mentions
from studyguide.link.note_links import NO_NOTE_LINKS, NoteLinks
from studyguide.link.note_tags import NoteTag, note_tags
from studyguide.link.passages import passages
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.cause import Cause
from studyguide.model.curation import Anchored
from studyguide.model.decision import Decision
from studyguide.model.exam import Exam
from studyguide.model.figure import Figure
from studyguide.model.glossary import Glossary, Term
from studyguide.model.lesson import Lesson
from studyguide.model.note import Mention, Note, NotePath, Passage, Rejection, TermId
from studyguide.model.question import BankQuestion
from studyguide.model.texts import Texts
from studyguide.parse.privacy.cross_note import Secrets, note_secrets


class Corpus(Struct, frozen=True):
    """Holds the guide before it has pages."""

    glossary: Glossary
    terms: Mapping[TermId, Term]
    """The glossary's terms by id."""
    notes: tuple[Note, ...]
    """Sorted by path."""
    notes_by_path: Mapping[NotePath, Note]
    mentions: Mapping[NotePath, tuple[Mention, ...]]
    line_index: Mapping[NotePath, LineIndex]
    backlinks: Mapping[NotePath, Mapping[TermId, tuple[Backlink, ...]]]
    """The sentences that name each term, by line."""
    rejections: Mapping[NotePath, tuple[Rejection, ...]]
    explained: frozenset[TermId]
    """The terms that the notes explain and do not only name."""
    passages: Mapping[TermId, tuple[Passage, ...]]
    """Those that explain the term first, then by how much they tell; of equals the newest first."""
    line_coverage: Mapping[NotePath, LineCoverage]
    """Where every line is shown."""
    corrections: Mapping[NotePath, tuple[Anchored, ...]]
    """By line."""
    exams: tuple[Exam, ...]
    """Sorted by file."""
    questions: tuple[BankQuestion, ...]
    """The question bank, in the order of its files."""
    lessons: Mapping[TermId, Lesson]
    """The lesson of each term that has one."""
    lesson_mentions: Mapping[TermId, tuple[Mention, ...]]
    """The terms that each lesson links; the line of a mention counts the lesson's pieces of text."""
    decisions: tuple[Decision, ...]
    """Sorted by file."""
    causes: tuple[Cause, ...]
    figures: Mapping[str, Figure]
    """By id, in the order of figures.yml."""
    phrasings: Mapping[TermId, tuple[str, ...]]
    """Everyday descriptions by which the search also finds a term; they are never shown."""
    curated_mentions: Mapping[TermId, Mapping[str, tuple[Mention, ...]]]
    """The terms that a term's curated sentences name, by sentence; each term once per page, never the page's own."""
    texts: Texts
    """What the site itself says, in its language."""
    note_links: NoteLinks = NO_NOTE_LINKS
    """The links between notes."""
    tags: Mapping[NotePath, tuple[NoteTag, ...]] = field(default_factory=dict)
    """The tags of each note that has any."""
    own_files: frozenset[str] = frozenset()
    """Paths of the curated files that the project has itself; others belong to packs."""


class LinkedNote(Struct, frozen=True):
    """Holds a note, its mentions in every form that later stages need, and the classification of its lines."""

    note: Note
    mentions: tuple[Mention, ...]
    rejections: tuple[Rejection, ...]
    line_index: LineIndex
    backlinks: Mapping[TermId, tuple[Backlink, ...]]
    passages: tuple[tuple[TermId, Passage], ...]
    explained: frozenset[TermId]
    line_coverage: LineCoverage
    secrets: Secrets
    """Texts that are redacted in it and that other notes must not show either."""
    author_links: tuple[NoteLink, ...] = ()
    """The links in it that lead into the project."""
    tags: tuple[NoteTag, ...] = ()


def link_note(note: Note, surface_forms: SurfaceForms) -> LinkedNote:
    """Links a note to the terms of the glossary."""
    mentions, rejections = find_mentions(note, surface_forms)
    index = index_lines(note, mentions)
    quoted = assessed(note, index, passages(note, mentions))
    named = backlinks(note, mentions)
    return LinkedNote(
        note,
        mentions,
        rejections,
        index,
        named,
        quoted,
        explained(quoted),
        line_coverage(note, index, quoted),
        note_secrets(note),
        author_links(note),
        note_tags(note, index),
    )
