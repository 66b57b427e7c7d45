"""Builds a guide: parse, link, practice, render, one after the other.

Bad input raises nothing: each stage returns what it could read, together with its problems. If a step raises anyway,
the note, page or file that it was making is left out and a problem names the step. If there is no guide without the
step, `StepFailedError` has the problems that were known by then. The traceback is logged at debug level.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from studyguide.execution.memo import ByIdentity, Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.execution.progress import StepReport, no_step
from studyguide.link.corpus import Corpus, LinkedNote, link_note
from studyguide.link.everyday_names import everyday_names
from studyguide.link.glossary_links import curated_mentions
from studyguide.link.lesson_links import lesson_mentions
from studyguide.link.note_links import NoteLinks, resolve_note_links
from studyguide.link.passages import passages_by_term
from studyguide.link.quoted_definitions import quoted_notes, with_quotes
from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.cause import Cause
from studyguide.model.curation import Anchored
from studyguide.model.decision import Decision
from studyguide.model.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    StepFailedError,
    in_file,
    without_follow_ups,
)
from studyguide.model.exam import Exam
from studyguide.model.figure import Figure
from studyguide.model.glossary import Glossary
from studyguide.model.lesson import Lesson
from studyguide.model.note import Note, NoteMetadata, NotePath, Page, TermId
from studyguide.model.question import BankQuestion
from studyguide.parse.curated.cards import read_own_cards
from studyguide.parse.curated.causes import read_causes
from studyguide.parse.curated.corrections import read_corrections
from studyguide.parse.curated.decisions import read_decisions
from studyguide.parse.curated.exams import read_exams
from studyguide.parse.curated.figures import read_figures
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.curated.leaves_out import with_leaves_out
from studyguide.parse.curated.lessons import read_lessons
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.curated.phrasings import read_phrasings
from studyguide.parse.curated.questions import read_questions
from studyguide.parse.note import NO_SECRETS, parse_note
from studyguide.parse.privacy.cross_note import Secrets, shows_any
from studyguide.practice.card_ids import CARD_LEDGER, check_ledger
from studyguide.practice.deck import make_practice
from studyguide.render.attachments import attachment_files, publish_attachments
from studyguide.render.data.address_ledger import LEDGER, published_notes
from studyguide.render.data.files import SiteFile, file_steps
from studyguide.render.data.redirects import written_path
from studyguide.render.data.search_documents import NoteSearchData, SearchDocument, search_documents, search_steps
from studyguide.render.navigation import Section, navigation
from studyguide.render.note_pages import contested
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
from studyguide.render.site_context import RenderTask, Site, SiteContext, make_site_context, of_glossary
from studyguide.render.urls import address
from studyguide.sources import FieldFiles, Sources, TextFile, field_files, field_layers
from studyguide.text.control_chars import escape_control_chars
from studyguide.text.safe_path import path_fault

Output = TypeVar("Output")
R = TypeVar("R", Page, SiteFile)
log = logging.getLogger("studyguide")
FAULT_OF_ENGINE = "this is a fault of the engine: please report it, with the traceback that debug output shows"


@dataclass(frozen=True, slots=True)
class Guide:
    """Holds a guide with its pages, ready for any host."""

    site_context: SiteContext
    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    """Files that programs read instead of people."""
    documents: tuple[SearchDocument, ...]
    """The documents of the site's search, page by page."""
    navigation: tuple[Section, ...]


def build_guide(
    sources: Sources, site: Site, memo: Memo = no_memo, map_: Mapper = map, begin: StepReport = no_step
) -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Builds every page of a guide from its sources, and returns the problems with it.

    `memo` calls steps whose results a preview may already have, `map_` calls one step for many things, `begin` gets the
    name of each step. Raises StepFailedError if a step failed without which there is no guide.
    """
    corpus, of_corpus = link_corpus(sources, memo, map_, begin)
    diagnostics = list(of_corpus)
    with _named_step("reading the cards", diagnostics, begin):
        own, faults = read_own_cards(sources.cards.path, sources.cards.text, corpus.notes_by_path, corpus.terms)
        diagnostics += faults
    with _named_step("making practice", diagnostics, begin):
        practice, faults = make_practice(corpus, own, memo, _ledger(sources, CARD_LEDGER))
        diagnostics += faults
    with _named_step("reading the ledgers", diagnostics, begin):
        of_notes = tuple(one.entry for one in practice.of_notes)
        every = (*practice.cards, *practice.bank)
        diagnostics += check_ledger(every, CARD_LEDGER, _ledger(sources, CARD_LEDGER), of_notes)
        published = published_notes(_ledger(sources, LEDGER))
    with _named_step("reading pictures and other files", diagnostics, begin):
        attachments, faults = publish_attachments(corpus.note_links, sources.attachments)
        diagnostics += faults
    with _named_step("laying out the site", diagnostics, begin):
        ctx = make_site_context(corpus, practice, site, memo, map_, published, attachments)
        diagnostics += _contested_notes(ctx)
    with _named_step("making the pages", diagnostics, begin):
        guide, faults = render_guide(ctx)
        diagnostics += faults
    families = (file.path for layer in field_layers(sources) for file in layer.families)
    return guide, without_follow_ups(sorted(diagnostics), families)


def link_corpus(
    sources: Sources, memo: Memo = no_memo, map_: Mapper = map, begin: StepReport = no_step
) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Parses all sources and links them."""
    diagnostics: list[Diagnostic] = []
    layers = field_layers(sources)
    families = {file.path: file.text for layer in layers for file in layer.families}
    kinds, *of_packs = ((layer.kinds.path, layer.kinds.text) for layer in layers)
    with _named_step("reading the glossary", diagnostics, begin):
        glossary, faults = memo(
            "glossary", (kinds, families, of_packs), partial(read_glossary, kinds, families, of_packs)
        )
        diagnostics += faults
        surface_forms = memo("spellings", (ByIdentity(glossary),), partial(compile_surface_forms, glossary))
    with _named_step("reading the notes", diagnostics, begin):
        linked, faults = _parsed_notes(sources, surface_forms, memo, map_)
        diagnostics += faults
    notes = tuple(one.note for one in linked)
    known = {term.id for term in glossary.terms}
    by_path = {note.path: note for note in notes}
    with _named_step("finding quoted definitions", diagnostics, begin):
        cited = tuple(ByIdentity(by_path.get(path)) for path in quoted_notes(glossary))
        inputs = (ByIdentity(glossary), cited)
        glossary, faults = memo("quoted definitions", inputs, partial(with_quotes, glossary, by_path))
        diagnostics += faults
    with _named_step("reading the corrections", diagnostics, begin):
        corrections, faults = read_corrections(sources.corrections.path, sources.corrections.text, by_path, known)
        diagnostics += faults
        corrections = memo("corrections", (corrections,), lambda: corrections)
    with _named_step("reading exams, questions, lessons, decisions and figures", diagnostics, begin):
        curated, faults = _read_curated(sources, glossary, memo)
        diagnostics += faults
    with _named_step("resolving links between notes", diagnostics, begin):
        note_links, faults = resolve_note_links(
            notes,
            {one.note.path: one.author_links for one in linked},
            {one.note.path: one.mentions for one in linked},
            (attachment.path for attachment in sources.attachments),
        )
        diagnostics += faults
    with _named_step("relating notes and glossary", diagnostics, begin):
        corpus = _corpus(glossary, surface_forms, linked, corrections, note_links, curated, memo)
        corpus = replace(corpus, own_files=frozenset(file.path for file in field_files(sources)))
        diagnostics += everyday_names(glossary, corpus.mentions, corpus.rejections)
    return corpus, tuple(sorted(diagnostics))


def _corpus(
    glossary: Glossary,
    surface_forms: SurfaceForms,
    linked: Sequence[LinkedNote],
    corrections: Mapping[NotePath, tuple[Anchored, ...]],
    note_links: NoteLinks,
    curated: _Curated,
    memo: Memo,
) -> Corpus:
    notes = tuple(one.note for one in linked)
    of_glossary = (ByIdentity(glossary), ByIdentity(surface_forms))
    return Corpus(
        glossary=glossary,
        terms={term.id: term for term in glossary.terms},
        notes=notes,
        notes_by_path={note.path: note for note in notes},
        mentions={one.note.path: one.mentions for one in linked},
        line_index={one.note.path: one.line_index for one in linked},
        backlinks={one.note.path: one.backlinks for one in linked},
        rejections={one.note.path: one.rejections for one in linked},
        explained=frozenset().union(*(one.explained for one in linked)),
        passages=passages_by_term(quoted for one in linked for quoted in one.passages),
        line_coverage={one.note.path: one.line_coverage for one in linked},
        corrections=corrections,
        exams=curated.exams,
        questions=curated.questions,
        lessons=curated.lessons,
        lesson_mentions=memo(
            "lesson mentions",
            (ByIdentity(curated.lessons), ByIdentity(surface_forms)),
            partial(lesson_mentions, curated.lessons, surface_forms),
        ),
        decisions=curated.decisions,
        causes=curated.causes,
        figures=curated.figures,
        phrasings=curated.phrasings,
        curated_mentions=memo("prose", of_glossary, partial(curated_mentions, glossary, surface_forms)),
        note_links=note_links,
        tags={one.note.path: one.tags for one in linked if one.tags},
    )


@dataclass(frozen=True, slots=True)
class _Curated:
    """Holds the curated files other than the glossary and the editor's notes; the fields are those of `Corpus`."""

    exams: tuple[Exam, ...]
    questions: tuple[BankQuestion, ...]
    lessons: Mapping[TermId, Lesson]
    decisions: tuple[Decision, ...]
    causes: tuple[Cause, ...]
    figures: Mapping[str, Figure]
    phrasings: Mapping[TermId, tuple[str, ...]]


def _read_curated(sources: Sources, glossary: Glossary, memo: Memo) -> tuple[_Curated, tuple[Diagnostic, ...]]:
    """Parses the exams and all curated teaching and practice material; files that do not exist give nothing."""
    terms, of_glossary = {term.id for term in glossary.terms}, ByIdentity(glossary)

    layers = field_layers(sources)

    def files(
        read: Callable[..., Output], folder: Callable[[FieldFiles], tuple[TextFile, ...]], *known: object
    ) -> Output:
        pairs = tuple((file.path, file.text) for layer in layers for file in folder(layer))
        inputs = (pairs, of_glossary, *map(ByIdentity, known))
        return memo(read.__name__, inputs, partial(read, pairs, terms, *known))

    exams, of_exams = files(read_exams, lambda layer: layer.exams)
    leaves_out = (sources.leaves_out.path, sources.leaves_out.text)
    exams, of_notes = memo("leaves out", (*leaves_out, ByIdentity(exams)), partial(with_leaves_out, *leaves_out, exams))
    questions, of_questions = files(read_questions, lambda layer: layer.questions, exams)
    svg = tuple(file for layer in layers for file in layer.pictures)
    pictures = memo("pictures", (svg,), lambda: {file.path: file.text for file in svg})
    figures, of_figures = files(read_figures, lambda layer: (layer.figures,), pictures)
    lessons, of_lessons = files(read_lessons, lambda layer: layer.lessons, figures)
    decisions, of_decisions = files(read_decisions, lambda layer: layer.decisions, exams)
    causes, of_causes = files(read_causes, lambda layer: (layer.causes,), exams)
    phrasings, of_phrasings = files(read_phrasings, lambda layer: (layer.phrasings,))
    of_exams = (*of_exams, *of_notes)
    diagnostics = (*of_exams, *of_questions, *of_figures, *of_lessons, *of_decisions, *of_causes, *of_phrasings)
    return _Curated(exams, questions, lessons, decisions, causes, figures, phrasings), diagnostics


def render_guide(ctx: SiteContext) -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Renders every page, kind by kind, every other file, and the search documents, in steps that may run in parallel.
    Anything whose path may not be written is left out and reported."""
    steps: tuple[RenderTask[Page | SiteFile | NoteSearchData], ...] = (
        *_page_steps(ctx),
        *file_steps(ctx),
        *search_steps(ctx),
    )
    results = [result for of_step in ctx.map_(_attempted, steps) for result in of_step]
    diagnostics = [result for result in results if isinstance(result, Diagnostic)]
    taken: dict[str, str] = {}
    pages = _writable((x for x in results if isinstance(x, Page)), ctx, taken, diagnostics)
    attached = [SiteFile(*file) for file in attachment_files(ctx.attachments)]
    files = _writable((*(x for x in results if isinstance(x, SiteFile)), *attached), ctx, taken, diagnostics)
    pages = tuple(_with_own_source(_plain_titles(page), ctx.corpus.own_files) for page in pages)
    documents = search_documents(ctx, pages, [x for x in results if isinstance(x, NoteSearchData)])
    return Guide(ctx, pages, files, tuple(documents), navigation(ctx)), tuple(diagnostics)


def _page_steps(ctx: SiteContext) -> tuple[RenderTask[Page], ...]:
    def of_terms(key: str, make: Callable[[SiteContext], Iterable[Page]]) -> RenderTask[Page]:
        return partial(ctx.memo, key, of_glossary(ctx), lambda: tuple(make(ctx)))

    comparisons = (*of_glossary(ctx), ByIdentity(ctx.practice.comparisons), bool(ctx.corpus.decisions))
    return (
        *term_steps(ctx),
        *note_steps(ctx),
        of_terms("list pages", list_pages),
        partial(path_pages, ctx),
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
        return (_failure(f"making {name}", error, place),)


def _described(step: object) -> tuple[str, Location]:
    """Returns what a step makes and, if there is one, the note that it is about."""
    inner, arguments = step, list[object]()
    while isinstance(inner, partial):
        arguments += inner.args
        inner = inner.func
    note = next((argument for argument in arguments if isinstance(argument, Note)), None)
    module = str(getattr(inner, "__module__", "pages")).removeprefix("studyguide.")
    return f"what `{module}` makes", Location(f"seeds/{note.path}" if note else "site")


@contextmanager
def _named_step(name: str, diagnostics: Collection[Diagnostic], begin: StepReport) -> Iterator[None]:
    """Names the step that begins or fails, and keeps the problems known before."""
    begin(name)
    try:
        yield
    except Exception as error:
        log.debug("a step failed", exc_info=True)
        raise StepFailedError((*sorted(diagnostics), _failure(name, error, Location("studyguide")))) from error


def _failure(step: str, error: Exception, place: Location) -> Diagnostic:
    what = f"{step} failed with {type(error).__name__}: {error}"
    return Diagnostic(place, "step-failed", what, FAULT_OF_ENGINE)


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


def _contested_notes(ctx: SiteContext) -> Iterator[Diagnostic]:
    """Yields a problem for each note whose path gives the same address as another."""
    wishes = {note.path: note.facts.slug or "" for note in ctx.corpus.notes}
    for group in contested(wishes):
        for path in group:
            others = ", ".join(f"seeds/{other}" for other in group if other != path)
            what = f"this note and {others} want the same address; this one has `{address(ctx.notes[path])}`"
            hint = (
                "give one of them a `slug:` in seeds/notes.yml; `studyguide ledger` keeps the addresses as they are now"
            )
            yield Diagnostic(Location(f"seeds/{path}"), "same-address", what, hint, severity=Severity.NOTICE)


def _ledger(sources: Sources, path: str) -> str:
    return next((file.text for file in sources.ledgers if file.path == path), "")


def _plain_titles(page: Page) -> Page:
    """Returns a page with a plain title and description: hosts print them where no template of ours is used."""
    return replace(page, title=escape_control_chars(page.title), description=escape_control_chars(page.description))


def _with_own_source(page: Page, own_files: Collection[str]) -> Page:
    """Returns a page without the file to edit it in if the project does not have the file: it belongs to a pack."""
    file = unquote(page.source.partition("#")[0])
    return page if not file or file.startswith("seeds/") or file in own_files else replace(page, source="")


def summary(guide: Guide) -> str:
    """Returns the numbers of a build in one line, which the build prints."""
    corpus = guide.site_context.corpus
    accounts = corpus.line_coverage.values()
    lines = sum(account.lines for account in accounts)
    parts = ("used", "watched", "structure", "no_term")
    used, listed, structure, plain = (sum(len(getattr(account, part)) for account in accounts) for part in parts)
    return (
        f"{len(guide.pages)} pages from {len(corpus.notes)} notes and {len(corpus.terms)} terms. "
        f"Every line with text is accounted for: of {lines}, {used} are on term pages, {listed} are watch-list items "
        f"without a term, {structure} are headings or other structure, {plain} name no term"
    )


def _parsed_notes(
    sources: Sources, surface_forms: SurfaceForms, memo: Memo, map_: Mapper
) -> tuple[tuple[LinkedNote, ...], tuple[Diagnostic, ...]]:
    file = (sources.note_facts.path, sources.note_facts.text)
    facts, faults = memo("note facts", file, partial(read_note_metadata, *file))
    published = [
        (path, data, of_note) for path, data in sources.notes if (of_note := facts.get(path, NoteMetadata())).publish
    ]
    results = list(map_(partial(_parse_and_link, surface_forms, memo, NO_SECRETS), published))
    secrets = {text: kind for linked, _ in results if linked is not None for text, kind in linked.secrets.items()}
    secrets = memo("secrets", (secrets,), lambda: secrets)
    for at, (linked, _) in enumerate(results):
        if linked is not None and _shows_any(secrets, linked.note, memo):
            results[at] = _parse_and_link(surface_forms, memo, secrets, published[at])
    diagnostics = (*faults, *(problem for _, of_note in results for problem in of_note))
    return tuple(linked for linked, _ in results if linked is not None), diagnostics


def _parse_and_link(
    surface_forms: SurfaceForms, memo: Memo, secrets: Secrets, file: tuple[NotePath, bytes, NoteMetadata]
) -> tuple[LinkedNote | None, tuple[Diagnostic, ...]]:
    path, data, facts = file
    key = (path, bool(secrets))
    inputs = (data, facts, ByIdentity(secrets))
    faults: tuple[Diagnostic, ...] = ()
    linked: LinkedNote | None = None
    try:
        note, faults = memo(("note", *key), inputs, partial(parse_note, path, data, facts, secrets))
        if note is not None:
            of_note = (ByIdentity(note), ByIdentity(surface_forms))
            linked = memo(("linked", *key), of_note, partial(link_note, note, surface_forms))
    except Exception as error:
        log.debug("a step failed", exc_info=True)
        failure = _failure("reading this note", error, Location(path))
        return None, in_file((*faults, replace(failure, what=f"{failure.what}; it was left out")), f"seeds/{path}")
    return linked, in_file(faults, f"seeds/{path}")


def _shows_any(secrets: Secrets, note: Note, memo: Memo) -> bool:
    return memo(("shows", note.path), (ByIdentity(note), ByIdentity(secrets)), partial(shows_any, secrets, note))
