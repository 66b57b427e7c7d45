"""The sections a reader sees beside every page: short at any number of terms, because they end at lists of terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from studyguide.model.note import PagePath
from studyguide.model.texts import Texts, text_of
from studyguide.render.exam_paths import exam_path
from studyguide.render.pages.anki_decks import DECKS
from studyguide.render.pages.cheat_sheets import SHEETS
from studyguide.render.pages.comparisons import COMPARE
from studyguide.render.pages.coverage_freshness import COVERAGE_PAGE, FRESHNESS
from studyguide.render.pages.decisions import DECIDE
from studyguide.render.pages.exam_study import MOCK, PLAN, STATISTICS, mock_exams, planned_exams
from studyguide.render.pages.exams import EXAMS
from studyguide.render.pages.glossary import family_path, folders
from studyguide.render.pages.learning_paths import PATHS
from studyguide.render.pages.note_lists import MAX_IN_MENU, folder_paths
from studyguide.render.pages.notes import NOTES
from studyguide.render.pages.overviews import BY_DATE, WATCH_LIST
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import SiteContext, folder_of
from studyguide.render.tags import TAGS_PAGE
from studyguide.render.urls import GLOSSARY


class Section(Struct, frozen=True):
    """A title with pages or further sections below it; its first page may be its own."""

    title: str
    parts: tuple[Section | PagePath, ...]


def navigation(ctx: SiteContext) -> tuple[Section, ...]:
    """Return the sections of the generated pages, outermost first."""
    lists = tuple(
        Section(title, (PagePath(f"{folder}/index.md"), *_families(ctx, folder))) for folder, title in folders(ctx)
    )
    exams = tuple(exam_path(exam) for exam in ctx.corpus.exams)
    return (
        Section(text_of(ctx.texts, "menu.look_up"), (GLOSSARY, *lists)),
        Section(text_of(ctx.texts, "menu.learn"), (PATHS, DECIDE, COMPARE, REVIEW, *_of_study(ctx), DECKS, SHEETS)),
        *((Section(text_of(ctx.texts, "menu.exams"), (EXAMS, *exams)),) if exams else ()),
        Section(
            text_of(ctx.texts, "menu.notes"),
            (NOTES, *_note_folders(ctx), *((TAGS_PAGE,) if ctx.corpus.tags else ()), BY_DATE, WATCH_LIST),
        ),
        Section(text_of(ctx.texts, "menu.trust"), (FRESHNESS, COVERAGE_PAGE)),
    )


def _note_folders(ctx: SiteContext) -> tuple[PagePath, ...]:
    """The outermost folders of notes, while they are few."""
    outermost = [path for folder, path in folder_paths(ctx).items() if "/" not in folder]
    return tuple(outermost) if len(outermost) <= MAX_IN_MENU else ()


def _of_study(ctx: SiteContext) -> tuple[PagePath, ...]:
    plan = (PLAN,) if planned_exams(ctx) else ()
    mock = (MOCK,) if mock_exams(ctx) else ()
    return (*plan, *mock, STATISTICS)


def _families(ctx: SiteContext, folder: str) -> tuple[PagePath, ...]:
    """The families most of whose terms are in a folder."""
    count: dict[str, int] = {}
    for term in ctx.corpus.glossary.terms:
        family = ctx.family_of[term.id]
        count[family] = count.get(family, 0) + (1 if folder_of(ctx, term) == folder else -1)
    return tuple(family_path(family) for family in ctx.families.values() if count.get(family.id, 0) > 0)


HOME = "index.md"
WRITTEN_BY_HAND = ("about", "manual")
"""Folders below docs/ of hand-written pages that are sections, last in the menu."""


def menu(texts: Texts, sections: Iterable[Section], places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the entries of `nav`. `places` says of each page that is there which file it is; others are left out."""
    home = [{text_of(texts, "menu.home"): places[HOME]}] if HOME in places else []
    written = [
        {text_of(texts, f"menu.{folder}"): pages}
        for folder in WRITTEN_BY_HAND
        if (pages := _pages_below(f"{folder}/", places))
    ]
    return [*home, *({section.title: list(_parts(section, places))} for section in sections), *written]


def _pages_below(folder: str, places: Mapping[str, str]) -> list[str]:
    paths = (path for path in places if path.startswith(folder))
    return [places[path] for path in sorted(paths, key=lambda path: (path != f"{folder}index.md", path))]


def _parts(section: Section, places: Mapping[str, str]) -> Iterator[Any]:
    for part in section.parts:
        if isinstance(part, Section):
            yield {part.title: list(_parts(part, places))}
        elif part in places:
            yield places[part]
