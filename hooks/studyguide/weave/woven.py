"""Everything that was read, with every relation in it: the value that goes from weaving to study and publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studyguide.curated import Anchored, Exam
from studyguide.read.words import zones_by_line
from studyguide.records import Mention, Note, NotePath, Passage, Refusal, TermId, Zone
from studyguide.terms import Glossary, Term
from studyguide.weave.backlinks import Backlink
from studyguide.weave.coverage import Accounting
from studyguide.weave.trails import speaker_lines


@dataclass(frozen=True, slots=True)
class ByLine:
    """What stands in each line of one note, by its 1-based line; lines with nothing are absent."""

    mentions: Mapping[int, tuple[Mention, ...]]
    zones: Mapping[int, tuple[Zone, ...]]
    titles: Mapping[int, str]
    """Titles of entries by their first line: a heading without its speakers."""
    speakers: frozenset[int]
    """Lines that name the people who spoke: shown on the note's own page and nowhere else."""


@dataclass(frozen=True, slots=True)
class Woven:
    """The guide before it has pages."""

    glossary: Glossary
    terms: Mapping[TermId, Term]
    """The glossary's terms by id."""
    notes: tuple[Note, ...]
    """Sorted by path."""
    notes_by_path: Mapping[NotePath, Note]
    mentions: Mapping[NotePath, tuple[Mention, ...]]
    by_line: Mapping[NotePath, ByLine]
    backlinks: Mapping[NotePath, Mapping[TermId, tuple[Backlink, ...]]]
    """The sentences that name each term, by line."""
    refusals: Mapping[NotePath, tuple[Refusal, ...]]
    explained: frozenset[TermId]
    """The terms that the notes explain and do not only name."""
    passages: Mapping[TermId, tuple[Passage, ...]]
    """Newest first; notes without a date last."""
    accounting: Mapping[NotePath, Accounting]
    """What became of every line."""
    corrections: Mapping[NotePath, tuple[Anchored, ...]]
    """By line."""
    exams: tuple[Exam, ...]
    prose: Mapping[TermId, Mapping[str, tuple[Mention, ...]]]
    """The terms that a term's curated sentences name, by sentence; each term once per page, never the page's own."""


def by_line(note: Note, mentions: tuple[Mention, ...]) -> ByLine:
    """Index a note's mentions, zones and titles by line."""
    named: dict[int, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.line, []).append(mention)
    return ByLine(
        {line: tuple(found) for line, found in named.items()},
        {line: tuple(found) for line, found in zones_by_line(note.zones).items()},
        {entry.span.first: entry.title for entry in note.entries},
        speaker_lines(note),
    )
