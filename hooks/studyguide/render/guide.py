"""Renders a guide: every page, every other file, and what the search finds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from studyguide.execution.failing_steps import step_failure
from studyguide.execution.memo import ByIdentity
from studyguide.model.diagnostics import Diagnostic, Location
from studyguide.model.note import Note, Page
from studyguide.render.attachments import attachment_files
from studyguide.render.data.files import file_steps, late_files
from studyguide.render.data.redirects import written_path
from studyguide.render.data.search_documents import NoteSearchData, SearchDocument, search_documents, search_steps
from studyguide.render.data.site_file import LateSiteFile, SiteFile
from studyguide.render.navigation import Section, navigation
from studyguide.render.pages.anki_decks import deck_page
from studyguide.render.pages.bank import bank_steps
from studyguide.render.pages.cheat_sheets import cheat_sheets
from studyguide.render.pages.comparisons import compare_pages
from studyguide.render.pages.coverage_freshness import coverage_freshness_pages
from studyguide.render.pages.decisions import decision_pages
from studyguide.render.pages.exam_sheets import exam_sheets
from studyguide.render.pages.exam_study import study_pages
from studyguide.render.pages.exams import exam_pages
from studyguide.render.pages.glossary import list_pages
from studyguide.render.pages.learning_paths import path_pages
from studyguide.render.pages.note_lists import note_list_pages
from studyguide.render.pages.notes import note_steps
from studyguide.render.pages.overviews import overview_pages
from studyguide.render.pages.review import question_pages, review_page
from studyguide.render.pages.terms import term_steps
from studyguide.render.site_context import RenderTask, SiteContext, of_glossary
from studyguide.text.control_chars import escape_control_chars
from studyguide.text.safe_path import path_fault

R = TypeVar("R", Page, SiteFile | LateSiteFile)
Output = TypeVar("Output")
log = logging.getLogger("studyguide")


class Guide(Struct, frozen=True):
    """Holds a guide with its pages, ready for any host."""

    site_context: SiteContext
    pages: tuple[Page, ...]
    files: tuple[SiteFile | LateSiteFile, ...]
    """Files that programs read instead of people."""
    found_in_notes: tuple[NoteSearchData, ...]
    """What the search finds in each note."""
    navigation: tuple[Section, ...]

    @property
    def documents(self) -> tuple[SearchDocument, ...]:
        """Returns the documents of the site's search, page by page. A build makes them in the process that makes the
        index."""
        return tuple(search_documents(self.site_context, self.pages, self.found_in_notes))


def render_guide(ctx: SiteContext) -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Renders every page, kind by kind, and every other file, in steps that may run in parallel.
    Anything whose path may not be written is left out and reported."""
    by_step = list(ctx.map_(_attempted, _steps(ctx)))
    notes, terms = len(ctx.corpus.notes), len(ctx.terms)
    ordered = (*by_step[notes : notes + terms], *by_step[:notes], *by_step[notes + terms :])
    results = [result for of_step in ordered for result in of_step]
    diagnostics = [result for result in results if isinstance(result, Diagnostic)]
    taken: dict[str, str] = {}
    pages = _writable((x for x in results if isinstance(x, Page)), ctx, taken, diagnostics)
    attached = [SiteFile(*file) for file in attachment_files(ctx.attachments)]
    others: list[SiteFile | LateSiteFile] = [x for x in results if isinstance(x, SiteFile)]
    files = _writable((*others, *late_files(ctx), *attached), ctx, taken, diagnostics)
    pages = tuple(_with_own_source(_plain_titles(page), ctx.corpus.own_files) for page in pages)
    found_in_notes = tuple(x for x in results if isinstance(x, NoteSearchData))
    return Guide(ctx, pages, files, found_in_notes, navigation(ctx)), tuple(diagnostics)


def _steps(ctx: SiteContext) -> Iterator[RenderTask[Page | SiteFile | NoteSearchData]]:
    """Yields the making of everything. Notes come first, before what terms need is gathered: a preview serves the page
    of an edited note as soon as its step has run."""
    yield from note_steps(ctx)
    yield from term_steps(ctx)
    yield from _page_steps(ctx)
    yield from file_steps(ctx)
    yield from search_steps(ctx)


def _page_steps(ctx: SiteContext) -> tuple[RenderTask[Page], ...]:
    def of_terms(key: str, make: Callable[[SiteContext], Iterable[Page]]) -> RenderTask[Page]:
        return partial(ctx.memo, key, of_glossary(ctx), lambda: tuple(make(ctx)))

    exams_and_lessons = (ByIdentity(ctx.corpus.exams), ByIdentity(ctx.corpus.lessons))
    paths = (*of_glossary(ctx), ctx.practice.paths, *exams_and_lessons)
    comparisons = (*of_glossary(ctx), ByIdentity(ctx.practice.comparisons), bool(ctx.corpus.decisions))
    return (
        of_terms("list pages", list_pages),
        partial(ctx.memo, "paths", paths, lambda: tuple(path_pages(ctx))),
        partial(ctx.memo, "comparisons shown", comparisons, lambda: tuple(compare_pages(ctx))),
        partial(decision_pages, ctx),
        of_terms("cheat sheets", cheat_sheets),
        partial(exam_sheets, ctx),
        lambda: (deck_page(ctx),),
        lambda: (review_page(ctx, ctx.practice.cards),),
        partial(question_pages, ctx, ctx.practice.cards),
        partial(note_list_pages, ctx),
        partial(overview_pages, ctx),
        partial(exam_pages, ctx),
        partial(study_pages, ctx),
        *bank_steps(ctx),
        partial(coverage_freshness_pages, ctx),
    )


def _attempted(step: RenderTask[Output]) -> tuple[Output | Diagnostic, ...]:
    """Runs a step; a step that raises gives a problem in place of its result."""
    try:
        return tuple(step())
    except Exception as error:
        log.debug("a step failed", exc_info=True)
        name, place = _described(step)
        return (step_failure(f"making {name}", error, place),)


def _described(step: object) -> tuple[str, Location]:
    """Returns what a step makes and, if there is one, the note that it is about."""
    inner, arguments = step, list[object]()
    while isinstance(inner, partial):
        arguments += inner.args
        inner = inner.func
    note = next((argument for argument in arguments if isinstance(argument, Note)), None)
    module = str(getattr(inner, "__module__", "pages")).removeprefix("studyguide.")
    return f"what `{module}` makes", Location(f"seeds/{note.path}" if note else "site")


def _writable(
    records: Iterable[R], ctx: SiteContext, taken: dict[str, str], diagnostics: list[Diagnostic]
) -> tuple[R, ...]:
    """Returns the pages or files whose path may be written and equals no other path on any file system. The first one
    wins."""
    writable: list[R] = []
    for one in records:
        path = written_path(one.path, ctx.site.addressing) if isinstance(one, Page) else one.path
        source = one.source.split("#")[0] if isinstance(one, Page) else ""
        place = Location(unquote(source) or "site")
        key = path.casefold()
        if fault := path_fault(path):
            diagnostics.append(Diagnostic(place, "unsafe-path", f"the path {path!r} {fault}, so it is not written"))
        elif key in taken:
            what = f"`{path}` is written twice, and only the first one is kept"
            diagnostics.append(Diagnostic(place, "same-path", what, "give one of the two another id or name"))
        else:
            taken[key] = path
            writable.append(one)
    return tuple(writable)


def _plain_titles(page: Page) -> Page:
    """Returns a page with a plain title and description: hosts print them where no template of ours is used."""
    return replace(page, title=escape_control_chars(page.title), description=escape_control_chars(page.description))


def _with_own_source(page: Page, own_files: Collection[str]) -> Page:
    """Returns a page without the file to edit it in if the project does not have the file: it belongs to a pack."""
    file = unquote(page.source.partition("#")[0])
    return page if not file or file.startswith("seeds/") or file in own_files else replace(page, source="")
