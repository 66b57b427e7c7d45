"""The whole pipeline on one screen: read, weave, study, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from studyguide.execution.memo import ByIdentity, Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.link.corpus import Corpus, LinkedNote, link_note
from studyguide.link.glossary_links import curated_mentions
from studyguide.link.lesson_links import lesson_mentions
from studyguide.link.passages import passages_by_term
from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.cause import Cause
from studyguide.model.decision import Decision
from studyguide.model.diagnostics import Diagnostic, in_file, without_follow_ups
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
from studyguide.parse.curated.lessons import read_lessons
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.curated.phrasings import read_phrasings
from studyguide.parse.curated.questions import read_questions
from studyguide.parse.note import NO_SECRETS, parse_note
from studyguide.parse.privacy.cross_note import Secrets, shows_any
from studyguide.practice.card_ids import CARD_LEDGER, check_ledger
from studyguide.practice.deck import make_practice
from studyguide.render.data.files import SiteFile, file_steps
from studyguide.render.data.search_index import NoteSearchData, SearchDocument, search_documents, search_steps
from studyguide.render.navigation import Section, navigation
from studyguide.render.pages.anki_decks import deck_page
from studyguide.render.pages.bank import bank_steps
from studyguide.render.pages.cheat_sheets import cheat_sheets
from studyguide.render.pages.comparisons import compare_pages
from studyguide.render.pages.coverage_freshness import coverage_freshness_pages
from studyguide.render.pages.decisions import decision_pages
from studyguide.render.pages.exam_sheets import exam_sheets
from studyguide.render.pages.exams import exam_pages
from studyguide.render.pages.glossary import list_pages
from studyguide.render.pages.learning_paths import path_pages
from studyguide.render.pages.notes import note_steps
from studyguide.render.pages.overviews import overview_pages
from studyguide.render.pages.review import question_pages, review_page
from studyguide.render.pages.terms import term_steps
from studyguide.render.site_context import RenderTask, Site, SiteContext, make_site_context, of_glossary
from studyguide.sources import Sources, TextFile
from studyguide.text.control_chars import escape_control_chars

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide with its pages, ready for any host."""

    site_context: SiteContext
    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    """What programs read instead of people."""
    documents: tuple[SearchDocument, ...]
    """What the site's search finds, page by page."""
    navigation: tuple[Section, ...]


def build_guide(
    sources: Sources, site: Site, memo: Memo = no_memo, map_: Mapper = map
) -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Make every page of a guide from what was loaded. Bad input raises nothing: it is reported beside the guide.

    `kept` is how steps are called whose results a preview may already have, `each` how one is called for many things.
    """
    corpus, diagnostics = link_corpus(sources, memo, map_)
    own, faults = read_own_cards(sources.cards.path, sources.cards.text, corpus.notes_by_path, corpus.terms)
    practice, circles = make_practice(corpus, own, memo)
    ledger = next((file for file in sources.ledgers if file.path == CARD_LEDGER), TextFile(CARD_LEDGER, ""))
    reused = check_ledger((*practice.cards, *practice.bank), ledger.path, ledger.text)
    ctx = make_site_context(corpus, practice, site, memo, map_)
    found = without_follow_ups(
        sorted((*diagnostics, *faults, *circles, *reused)), (file.path for file in sources.families)
    )
    return render_guide(ctx), found


def link_corpus(sources: Sources, memo: Memo = no_memo, map_: Mapper = map) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Read all sources and relate them."""
    families = {file.path: file.text for file in sources.families}
    kinds = (sources.kinds.path, sources.kinds.text)
    glossary, faults = memo("glossary", (kinds, families), partial(read_glossary, kinds, families))
    surface_forms = memo("spellings", (ByIdentity(glossary),), partial(compile_surface_forms, glossary))
    of_glossary = (ByIdentity(glossary), ByIdentity(surface_forms))
    found, of_notes = _notes(sources, surface_forms, memo, map_)
    diagnostics = [*faults, *of_notes]
    notes = tuple(one.note for one in found)
    known = {term.id for term in glossary.terms}
    corrections, faults = read_corrections(
        sources.corrections.path, sources.corrections.text, {note.path: note for note in notes}, known
    )
    diagnostics += faults
    corrections = memo("corrections", (corrections,), lambda: corrections)
    curated, faults = _read_curated(sources, glossary, memo)
    diagnostics += faults
    corpus = Corpus(
        glossary=glossary,
        terms={term.id: term for term in glossary.terms},
        notes=notes,
        notes_by_path={note.path: note for note in notes},
        mentions={one.note.path: one.mentions for one in found},
        line_index={one.note.path: one.line_index for one in found},
        backlinks={one.note.path: one.backlinks for one in found},
        rejections={one.note.path: one.rejections for one in found},
        explained=frozenset().union(*(one.explained for one in found)),
        passages=passages_by_term(quoted for one in found for quoted in one.passages),
        line_coverage={one.note.path: one.line_coverage for one in found},
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
    )
    return corpus, tuple(sorted(diagnostics))


@dataclass(frozen=True, slots=True)
class _Curated:
    """Holds what people write beside the glossary and the editor's notes; the fields are those of `Corpus`."""

    exams: tuple[Exam, ...]
    questions: tuple[BankQuestion, ...]
    lessons: Mapping[TermId, Lesson]
    decisions: tuple[Decision, ...]
    causes: tuple[Cause, ...]
    figures: Mapping[str, Figure]
    phrasings: Mapping[TermId, tuple[str, ...]]


def _read_curated(sources: Sources, glossary: Glossary, memo: Memo) -> tuple[_Curated, tuple[Diagnostic, ...]]:
    """Parse the exams and everything that teaches or asks; files that do not exist give nothing."""
    terms, of_glossary = {term.id for term in glossary.terms}, ByIdentity(glossary)

    def files(read: Callable[..., T], texts: tuple[TextFile, ...], *known: object) -> T:
        pairs = tuple((file.path, file.text) for file in texts)
        inputs = (pairs, of_glossary, *map(ByIdentity, known))
        return memo(read.__name__, inputs, partial(read, pairs, terms, *known))

    def file(read: Callable[..., T], text: TextFile, *known: object) -> T:
        inputs = (text.path, text.text, of_glossary, *map(ByIdentity, known))
        return memo(read.__name__, inputs, partial(read, text.path, text.text, terms, *known))

    exams, of_exams = files(read_exams, sources.exams)
    questions, of_questions = files(read_questions, sources.questions, exams)
    pictures = memo("pictures", (sources.pictures,), lambda: {file.path: file.text for file in sources.pictures})
    figures, of_figures = file(read_figures, sources.figures, pictures)
    lessons, of_lessons = files(read_lessons, sources.lessons, figures)
    decisions, of_decisions = files(read_decisions, sources.decisions, exams)
    causes, of_causes = file(read_causes, sources.causes, exams)
    phrasings, of_phrasings = file(read_phrasings, sources.phrasings)
    diagnostics = (*of_exams, *of_questions, *of_figures, *of_lessons, *of_decisions, *of_causes, *of_phrasings)
    return _Curated(exams, questions, lessons, decisions, causes, figures, phrasings), diagnostics


def render_guide(ctx: SiteContext) -> Guide:
    """Make every page, kind by kind, every file that is no page, and what the search finds: steps that may run side by
    side."""
    steps: tuple[RenderTask[Page | SiteFile | NoteSearchData], ...] = (
        *_page_steps(ctx),
        *file_steps(ctx),
        *search_steps(ctx),
    )
    made = tuple(chain.from_iterable(ctx.map_(_done, steps)))
    pages = tuple(_plain_titles(x) for x in made if isinstance(x, Page))
    files = tuple(x for x in made if isinstance(x, SiteFile))
    documents = search_documents(ctx, pages, [x for x in made if isinstance(x, NoteSearchData)])
    return Guide(ctx, pages, files, tuple(documents), navigation(ctx))


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
        partial(overview_pages, ctx),
        partial(exam_pages, ctx),
        *bank_steps(ctx),
        partial(coverage_freshness_pages, ctx),
    )


def _done(step: RenderTask[T]) -> tuple[T, ...]:
    return tuple(step())


def _plain_titles(page: Page) -> Page:
    """Hosts write a page's title and description where no template of ours stands."""
    return replace(page, title=escape_control_chars(page.title), description=escape_control_chars(page.description))


def summary(guide: Guide) -> str:
    """Return what was made, in one line: the numbers the build prints."""
    corpus = guide.site_context.corpus
    accounts = corpus.line_coverage.values()
    lines = sum(account.lines for account in accounts)
    parts = ("used", "watched", "structure", "no_term")
    used, listed, structure, plain = (sum(len(getattr(account, part)) for account in accounts) for part in parts)
    return (
        f"{len(guide.pages)} pages from {len(corpus.notes)} notes and {len(corpus.terms)} terms. "
        f"Every line with text is accounted for: of {lines}, {used} stand on term pages, {listed} are watch-list items "
        f"without a term, {structure} are headings or other structure, {plain} name no term"
    )


def _notes(
    sources: Sources, surface_forms: SurfaceForms, memo: Memo, map_: Mapper
) -> tuple[tuple[LinkedNote, ...], tuple[Diagnostic, ...]]:
    file = (sources.note_facts.path, sources.note_facts.text)
    facts, faults = memo("note facts", file, partial(read_note_metadata, *file))
    published = [
        (path, data, of_note) for path, data in sources.notes if (of_note := facts.get(path, NoteMetadata())).publish
    ]
    found = list(map_(partial(_read_and_woven, surface_forms, memo, NO_SECRETS), published))
    secrets = {text: kind for corpus, _ in found if corpus is not None for text, kind in corpus.secrets.items()}
    secrets = memo("secrets", (secrets,), lambda: secrets)
    for at, (corpus, _) in enumerate(found):
        if corpus is not None and _shows_any(secrets, corpus.note, memo):
            found[at] = _read_and_woven(surface_forms, memo, secrets, published[at])
    diagnostics = (*faults, *(problem for _, told in found for problem in told))
    return tuple(corpus for corpus, _ in found if corpus is not None), diagnostics


def _read_and_woven(
    surface_forms: SurfaceForms, memo: Memo, secrets: Secrets, file: tuple[NotePath, bytes, NoteMetadata]
) -> tuple[LinkedNote | None, tuple[Diagnostic, ...]]:
    path, data, facts = file
    key = (path, bool(secrets))
    inputs = (data, facts, ByIdentity(secrets))
    note, faults = memo(("note", *key), inputs, partial(parse_note, path, data, facts, secrets))
    told = in_file(faults, f"seeds/{path}")
    if note is None:
        return None, told
    return memo(
        ("woven", *key), (ByIdentity(note), ByIdentity(surface_forms)), partial(link_note, note, surface_forms)
    ), told


def _shows_any(secrets: Secrets, note: Note, memo: Memo) -> bool:
    return memo(("shows", note.path), (ByIdentity(note), ByIdentity(secrets)), partial(shows_any, secrets, note))
