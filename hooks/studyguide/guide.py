"""The whole pipeline on one screen: read, weave, study, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from studyguide.kept import Is, Kept, afresh
from studyguide.load import Sources, TextFile
from studyguide.problems import Problem, in_file, without_follow_ups
from studyguide.processes import Each
from studyguide.publish.cheat_sheets import cheat_sheets
from studyguide.publish.compare_pages import compare_pages
from studyguide.publish.deck_pages import deck_page
from studyguide.publish.edition import Edition, Site, Step, edition, of_glossary
from studyguide.publish.exam_pages import exam_pages
from studyguide.publish.list_pages import list_pages
from studyguide.publish.navigation import Section, navigation
from studyguide.publish.note_pages import note_steps
from studyguide.publish.overview_pages import overview_pages
from studyguide.publish.path_pages import path_pages
from studyguide.publish.review_page import question_pages, review_page
from studyguide.publish.search import Document, Found, search_documents, search_steps
from studyguide.publish.site_files import SiteFile, file_steps
from studyguide.publish.term_pages import term_steps
from studyguide.publish.trust_pages import trust_pages
from studyguide.read.corrections import read_corrections
from studyguide.read.exams import read_exams
from studyguide.read.glossary import read_glossary
from studyguide.read.note_facts import read_note_facts
from studyguide.read.notes import NO_SECRETS, read_note
from studyguide.read.own_cards import read_own_cards
from studyguide.read.repeated_secrets import Secrets, shows_any
from studyguide.records import Note, NoteFacts, NotePath, Page
from studyguide.study.ledger import CARD_LEDGER, check_ledger
from studyguide.study.studied import study
from studyguide.visible import visible
from studyguide.weave.passages import passages_by_term
from studyguide.weave.prose import prose_mentions
from studyguide.weave.spellings import Spellings, compile_spellings
from studyguide.weave.woven import Woven
from studyguide.weave.woven_note import WovenNote, weave_note

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide with its pages, ready for any host."""

    edition: Edition
    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    """What programs read instead of people."""
    documents: tuple[Document, ...]
    """What the site's search finds, page by page."""
    navigation: tuple[Section, ...]


def make_guide(
    sources: Sources, site: Site, kept: Kept = afresh, each: Each = map
) -> tuple[Guide, tuple[Problem, ...]]:
    """Make every page of a guide from what was loaded. Bad input raises nothing: it is reported beside the guide.

    `kept` is how steps are called whose results a preview may already have, `each` how one is called for many things.
    """
    woven, problems = weave(sources, kept, each)
    own, faults = read_own_cards(sources.cards.path, sources.cards.text, woven.notes_by_path, woven.terms)
    studied, circles = study(woven, own, kept)
    ledger = next((file for file in sources.ledgers if file.path == CARD_LEDGER), TextFile(CARD_LEDGER, ""))
    reused = check_ledger(studied.cards, ledger.path, ledger.text)
    book = edition(woven, studied, site, kept, each)
    found = without_follow_ups(
        sorted((*problems, *faults, *circles, *reused)), (file.path for file in sources.families)
    )
    return publish(book), found


def weave(sources: Sources, kept: Kept = afresh, each: Each = map) -> tuple[Woven, tuple[Problem, ...]]:
    """Read all sources and relate them."""
    families = {file.path: file.text for file in sources.families}
    kinds = (sources.kinds.path, sources.kinds.text)
    glossary, faults = kept("glossary", (kinds, families), partial(read_glossary, kinds, families))
    spellings = kept("spellings", (Is(glossary),), partial(compile_spellings, glossary))
    of_glossary = (Is(glossary), Is(spellings))
    found, of_notes = _notes(sources, spellings, kept, each)
    problems = [*faults, *of_notes]
    notes = tuple(one.note for one in found)
    known = {term.id for term in glossary.terms}
    corrections, faults = read_corrections(
        sources.corrections.path, sources.corrections.text, {note.path: note for note in notes}, known
    )
    problems += faults
    corrections = kept("corrections", (corrections,), lambda: corrections)
    exams, faults = read_exams([(file.path, file.text) for file in sources.exams], known)
    problems += faults

    woven = Woven(
        glossary=glossary,
        terms={term.id: term for term in glossary.terms},
        notes=notes,
        notes_by_path={note.path: note for note in notes},
        mentions={one.note.path: one.mentions for one in found},
        by_line={one.note.path: one.by_line for one in found},
        backlinks={one.note.path: one.backlinks for one in found},
        refusals={one.note.path: one.refusals for one in found},
        explained=frozenset().union(*(one.explained for one in found)),
        passages=passages_by_term(quoted for one in found for quoted in one.passages),
        accounting={one.note.path: one.accounting for one in found},
        corrections=corrections,
        exams=exams,
        prose=kept("prose", of_glossary, partial(prose_mentions, glossary, spellings)),
    )
    return woven, tuple(sorted(problems))


def publish(book: Edition) -> Guide:
    """Make every page, kind by kind, every file that is no page, and what the search finds: steps that may run side by
    side."""
    steps: tuple[Step[Page | SiteFile | Found], ...] = (*_page_steps(book), *file_steps(book), *search_steps(book))
    made = tuple(chain.from_iterable(book.each(_done, steps)))
    pages = tuple(_plain_titles(x) for x in made if isinstance(x, Page))
    files = tuple(x for x in made if isinstance(x, SiteFile))
    documents = search_documents(book, pages, [x for x in made if isinstance(x, Found)])
    return Guide(book, pages, files, tuple(documents), navigation(book))


def _page_steps(book: Edition) -> tuple[Step[Page], ...]:
    def of_terms(slot: str, make: Callable[[Edition], Iterable[Page]]) -> Step[Page]:
        return partial(book.kept, slot, of_glossary(book), lambda: tuple(make(book)))

    return (
        *term_steps(book),
        *note_steps(book),
        of_terms("list pages", list_pages),
        partial(path_pages, book),
        of_terms("comparisons shown", compare_pages),
        of_terms("cheat sheets", cheat_sheets),
        lambda: (deck_page(book),),
        lambda: (review_page(book, book.studied.cards),),
        partial(question_pages, book, book.studied.cards),
        partial(overview_pages, book),
        partial(exam_pages, book),
        partial(trust_pages, book),
    )


def _done(step: Step[T]) -> tuple[T, ...]:
    return tuple(step())


def _plain_titles(page: Page) -> Page:
    """Hosts write a page's title and description where no template of ours stands."""
    return replace(page, title=visible(page.title), description=visible(page.description))


def summary(guide: Guide) -> str:
    """Return what was made, in one line: the numbers the build prints."""
    woven = guide.edition.woven
    accounts = woven.accounting.values()
    lines = sum(account.lines for account in accounts)
    parts = ("used", "watched", "structure", "no_term")
    used, listed, structure, plain = (sum(len(getattr(account, part)) for account in accounts) for part in parts)
    return (
        f"{len(guide.pages)} pages from {len(woven.notes)} notes and {len(woven.terms)} terms. "
        f"Every line with text is accounted for: of {lines}, {used} stand on term pages, {listed} are watch-list items "
        f"without a term, {structure} are headings or other structure, {plain} name no term"
    )


def _notes(
    sources: Sources, spellings: Spellings, kept: Kept, each: Each
) -> tuple[tuple[WovenNote, ...], tuple[Problem, ...]]:
    file = (sources.note_facts.path, sources.note_facts.text)
    facts, faults = kept("note facts", file, partial(read_note_facts, *file))
    published = [
        (path, data, of_note) for path, data in sources.notes if (of_note := facts.get(path, NoteFacts())).publish
    ]
    found = list(each(partial(_read_and_woven, spellings, kept, NO_SECRETS), published))
    secrets = {text: kind for woven, _ in found if woven is not None for text, kind in woven.secrets.items()}
    secrets = kept("secrets", (secrets,), lambda: secrets)
    for at, (woven, _) in enumerate(found):
        if woven is not None and _shows_any(secrets, woven.note, kept):
            found[at] = _read_and_woven(spellings, kept, secrets, published[at])
    problems = (*faults, *(problem for _, told in found for problem in told))
    return tuple(woven for woven, _ in found if woven is not None), problems


def _read_and_woven(
    spellings: Spellings, kept: Kept, secrets: Secrets, file: tuple[NotePath, bytes, NoteFacts]
) -> tuple[WovenNote | None, tuple[Problem, ...]]:
    path, data, facts = file
    slot = (path, bool(secrets))
    inputs = (data, facts, Is(secrets))
    note, faults = kept(("note", *slot), inputs, partial(read_note, path, data, facts, secrets))
    told = in_file(faults, f"seeds/{path}")
    if note is None:
        return None, told
    return kept(("woven", *slot), (Is(note), Is(spellings)), partial(weave_note, note, spellings)), told


def _shows_any(secrets: Secrets, note: Note, kept: Kept) -> bool:
    return kept(("shows", note.path), (Is(note), Is(secrets)), partial(shows_any, secrets, note))
