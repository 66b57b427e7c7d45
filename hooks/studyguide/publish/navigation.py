"""The sections a reader sees beside every page: short at any number of terms, because they end at lists of terms."""

from __future__ import annotations

from dataclasses import dataclass

from studyguide.publish.cheat_sheets import SHEETS
from studyguide.publish.compare_pages import COMPARE
from studyguide.publish.deck_pages import DECKS
from studyguide.publish.edition import Edition
from studyguide.publish.exam_pages import EXAMS, exam_path
from studyguide.publish.list_pages import GLOSSARY, family_path, folders
from studyguide.publish.note_pages import NOTES
from studyguide.publish.overview_pages import BY_DATE, NO_TERM, WATCH_LIST
from studyguide.publish.path_pages import PATHS
from studyguide.publish.review_page import REVIEW
from studyguide.publish.trust_pages import COVERAGE, FRESHNESS
from studyguide.records import PagePath


@dataclass(frozen=True, slots=True)
class Section:
    """A title with pages or further sections below it; its first page may be its own."""

    title: str
    parts: tuple[Section | PagePath, ...]


def navigation(book: Edition) -> tuple[Section, ...]:
    """Return the sections of the generated pages, outermost first."""
    lists = tuple(
        Section(title, (PagePath(f"{folder}/index.md"), *_families(book, folder))) for folder, title in folders(book)
    )
    exams = tuple(exam_path(exam) for exam in book.woven.exams)
    return (
        Section("Look up", (GLOSSARY, *lists)),
        Section("Learn", (PATHS, COMPARE, REVIEW, DECKS, SHEETS)),
        *((Section("Exams", (EXAMS, *exams)),) if exams else ()),
        Section("Notes", (NOTES, BY_DATE, WATCH_LIST, NO_TERM)),
        Section("Trust", (FRESHNESS, COVERAGE)),
    )


def _families(book: Edition, folder: str) -> tuple[PagePath, ...]:
    """The families most of whose terms stand in a folder."""
    count: dict[str, int] = {}
    for term, path in book.terms.items():
        family = book.family_of[term]
        count[family] = count.get(family, 0) + (1 if path.startswith(f"{folder}/") else -1)
    return tuple(family_path(family) for family in book.families.values() if count.get(family.id, 0) > 0)
