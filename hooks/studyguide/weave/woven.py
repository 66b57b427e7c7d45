"""Everything that was read, with every relation in it: the value that goes from weaving to study and publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studyguide.curated import Anchored, Exam
from studyguide.records import Mention, Note, NotePath, Passage, Refusal, TermId
from studyguide.terms import Glossary, Term
from studyguide.weave.backlinks import Backlink
from studyguide.weave.by_line import ByLine
from studyguide.weave.coverage import Accounting


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
