"""What every page module needs: the linked notes, the path of each page, and how one page refers to another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from jinja2 import Environment
from msgspec import Struct
from msgspec.structs import replace

from studyguide.execution.memo import ByIdentity, Inputs, Memo, T, memo_with, no_memo, same_if_equal
from studyguide.execution.parallel import Mapper
from studyguide.execution.recorded_reads import Tables, memo_reads
from studyguide.link.corpus import Corpus
from studyguide.model.glossary import Family, Kind, Term, definition_sentence
from studyguide.model.note import REDACTED_KINDS, Mention, Note, NotePath, PagePath, TermId
from studyguide.model.pack import pack_of
from studyguide.model.texts import Texts, text_of
from studyguide.practice.deck import Practice
from studyguide.render.anki import CURRENT
from studyguide.render.attachments import PublishedFile
from studyguide.render.html.markup import Link
from studyguide.render.note_pages import note_pages
from studyguide.render.templates import load_templates
from studyguide.render.urls import GLOSSARY, Addressing, address, line_anchor, reference, term_anchor, term_path

TABLES_OF_SITE = ("terms", "family_of", "children", "previews", "sentences", "names", "changed")
TABLES_OF_CORPUS = ("terms", "curated_mentions")
"""What a step may read of single terms while its reads are recorded, as fields of `SiteContext` and of `Corpus`."""
NOT_RECORDED: Any = None
"""Takes the place of the glossary there: a step that looks at the whole of it names it among its inputs."""
NO_FILES: Mapping[str, PublishedFile] = {}
T_co = TypeVar("T_co", covariant=True)


class TermPages(StrEnum):
    """Which terms have a page. Every other term is shown in the glossary."""

    ALL = "all"
    """Every term."""
    NAMED = "named"
    """The terms that the notes name, and those with a lesson."""


class RenderTask(Protocol[T_co]):
    """The making of pages or files, put off until it is known where it runs."""

    def __call__(self) -> Iterable[T_co]: ...


@dataclass(frozen=True, slots=True)
class Site:
    """What only the host knows of the site that is made."""

    addressing: Addressing = Addressing.DIRECTORY
    blob_url: str = ""
    """Address under which a file of the project is shown on its code host, ending in '/'; '' for none."""
    url: str = ""
    """Address of the site's root, ending in '/'; '' if it is not set."""
    name: str = ""
    epoch: int = field(default=0, compare=False)
    """Seconds since 1970 that a download is dated with: the time of the inputs, never a clock; 0 if it is not set.

    It is not compared, because it grows with each file that is saved: of all that is made, decks alone show it.
    """
    id: str = ""
    """The guide's id, by which progress and Anki decks are kept apart from other guides'; '' if it is not set."""
    decks: int = CURRENT
    """How the ids in Anki decks are made: `FIRST` or `CURRENT` of `study.anki`."""
    terms: TermPages = TermPages.ALL
    """Which terms have a page."""


class SiteContext(Struct, frozen=True):
    """A guide about to be published."""

    corpus: Corpus
    practice: Practice
    site: Site
    terms: Mapping[TermId, PagePath]
    """The pages of the terms that have one."""
    notes: Mapping[NotePath, PagePath]
    kinds: Mapping[str, Kind]
    families: Mapping[str, Family]
    family_of: Mapping[TermId, str]
    children: Mapping[TermId, tuple[TermId, ...]]
    """The terms that are part of a term."""
    previews: Mapping[TermId, str]
    """What a link to a term shows before it is followed: its definition, with its state if that is not active."""
    sentences: Mapping[TermId, str]
    """The definition of each term as a sentence of its own."""
    names: Mapping[TermId, str]
    """The name of each term."""
    changed: Mapping[TermId, str]
    """The state of each product that has changed."""
    private: frozenset[NotePath]
    """The notes in which anything is masked or kept out."""
    templates: Environment
    """The templates, with the texts of the site."""
    memo: Memo = no_memo
    """How steps are called whose results a preview may already have."""
    map_: Mapper = map
    """How a step is called for many things."""
    kinds_and_families: object = None
    """The kinds and families, the same object as long as they are equal, as an input of steps."""
    attachments: Mapping[str, PublishedFile] = field(default_factory=dict)
    """The files that notes refer to, by their path below `seeds/`."""
    without_page: frozenset[TermId] = frozenset()
    """The terms that are only shown in the glossary."""

    @property
    def texts(self) -> Texts:
        """What the site itself says, in its language."""
        return self.corpus.texts


def make_site_context(
    corpus: Corpus,
    practice: Practice,
    site: Site,
    memo: Memo = no_memo,
    map_: Mapper = map,
    published: Mapping[PagePath, NotePath] | None = None,
    attachments: Mapping[str, PublishedFile] = NO_FILES,
) -> SiteContext:
    """Give every term and note of a guide its page. `published` says for which note a page was published before."""
    glossary = corpus.glossary
    kinds: dict[str, Kind] = {kind.id: kind for kind in glossary.kinds}
    children: dict[TermId, list[TermId]] = {}
    for term in glossary.terms:
        if term.part_of:
            children.setdefault(term.part_of, []).append(term.id)
    wishes = {note.path: note.facts.slug or "" for note in corpus.notes}
    unnamed = _without_page(corpus) if site.terms is TermPages.NAMED else frozenset[TermId]()
    unnamed = same_if_equal(memo, "terms without a page", unnamed)
    kinds_and_families = (glossary.kinds, glossary.families)
    shared = same_if_equal(memo, "kinds and families", kinds_and_families)
    return SiteContext(
        corpus=corpus,
        practice=practice,
        site=site,
        terms={t.id: term_path(_folder(kinds, t), t.id) for t in glossary.terms if t.id not in unnamed},
        notes=memo("note pages", (wishes, published), partial(note_pages, wishes, published)),
        kinds=kinds,
        families={family.id: family for family in glossary.families},
        family_of=dict(glossary.family_of),
        children={parent: tuple(parts) for parent, parts in children.items()},
        previews={term.id: _preview(corpus.texts, term) for term in glossary.terms},
        sentences={term.id: definition_sentence(term) for term in glossary.terms},
        names={term.id: term.name for term in glossary.terms},
        changed={t.id: t.status.state for t in glossary.terms if t.status and t.status.state != "active"},
        private=frozenset(note.path for note in corpus.notes if is_private(note)),
        templates=memo("templates", (ByIdentity(corpus.texts),), partial(load_templates, corpus.texts)),
        memo=memo_with(memo, ByIdentity(corpus.texts)),
        map_=map_,
        attachments=attachments,
        without_page=unnamed,
        kinds_and_families=shared,
    )


def memo_page(ctx: SiteContext, key: Hashable, inputs: Inputs, make: Callable[[SiteContext], T]) -> T:
    """Returns what a step gives that reads single terms, by their ids, from the mappings of `ctx`.

    In a preview, what it reads there is recorded. Whatever else it looks at is among `inputs`, and it does not look at
    the whole glossary.
    """
    of_site = {name: getattr(ctx, name) for name in TABLES_OF_SITE}
    of_corpus = {f"corpus.{name}": getattr(ctx.corpus, name) for name in TABLES_OF_CORPUS}

    def made(tables: Tables) -> T:
        if ctx.memo is no_memo:
            return make(ctx)
        own: Any = {name: tables[f"corpus.{name}"] for name in TABLES_OF_CORPUS}
        site: Any = {name: tables[name] for name in TABLES_OF_SITE}
        return make(replace(ctx, corpus=replace(ctx.corpus, glossary=NOT_RECORDED, **own), **site))

    return memo_reads(ctx.memo, key, inputs, of_site | of_corpus, made)


def _preview(texts: Texts, term: Term) -> str:
    definition = definition_sentence(term)
    if term.status is None or term.status.state == "active":
        return definition
    return text_of(texts, f"previews.{term.status.state}", definition=definition)


def _without_page(corpus: Corpus) -> frozenset[TermId]:
    """Returns the terms that no note names and that have no lesson."""
    named = {mention.term for mentions in corpus.mentions.values() for mention in mentions}
    return frozenset(corpus.terms).difference(named, corpus.lessons)


def folder_of(ctx: SiteContext, term: Term) -> str:
    """Return the folder in which the page of a term is or would be."""
    return _folder(ctx.kinds, term)


def _folder(kinds: Mapping[str, Kind], term: Term) -> str:
    return kinds[term.kind].folder if term.kind in kinds else "concepts"


def of_glossary(ctx: SiteContext) -> tuple[object, ...]:
    """Return what a page shows that no note has a say in, as inputs of a step."""
    corpus = ctx.corpus
    return (ByIdentity(corpus.glossary), ByIdentity(corpus.curated_mentions), ctx.site, ByIdentity(ctx.without_page))


def quote_inputs(ctx: SiteContext, term: Term) -> tuple[object, ...]:
    """Return what a page shows of the note that a term's definition is quoted from, as inputs of a step."""
    note = term.quote.note if term.quote else None
    return (
        ByIdentity(ctx.corpus.notes_by_path.get(note)) if note else None,
        ctx.notes.get(note) if note else None,
    )


def of_note(ctx: SiteContext, path: NotePath) -> tuple[object, ...]:
    """Return all that a page may show of a note, as inputs of a step."""
    return (path, ctx.notes[path], ByIdentity(ctx.corpus.notes_by_path[path]), ByIdentity(ctx.corpus.line_index[path]))


def to_page(ctx: SiteContext, source: PagePath, target: PagePath, fragment: str = "") -> str:
    """Return how `source` points at another page of the guide."""
    return reference(source, target, fragment, ctx.site.addressing)


def to_term(ctx: SiteContext, source: PagePath, term: TermId) -> str:
    """Return how `source` points at a term: at its page, or at its entry in the glossary if it has none."""
    page = ctx.terms.get(term)
    return to_page(ctx, source, page) if page else to_page(ctx, source, GLOSSARY, term_anchor(term))


def term_address(ctx: SiteContext, term: TermId) -> str:
    """Return the address of a term below the site's root."""
    page = ctx.terms.get(term)
    here = address(page or GLOSSARY, ctx.site.addressing)
    return here if page else f"{here}#{term_anchor(term)}"


def to_line(ctx: SiteContext, source: PagePath, note: NotePath, line: int) -> str:
    return to_page(ctx, source, ctx.notes[note], line_anchor(line))


def to_source(ctx: SiteContext, file: str, line: int = 0) -> str:
    """Return where the code host shows a file of the project, at a 1-based line; '' for a file of a pack, and where
    there is no code host."""
    blob = "" if pack_of(file) else ctx.site.blob_url
    return f"{blob}{quote(file)}{f'#{line_anchor(line)}' if line else ''}" if blob else ""


def to_seed(ctx: SiteContext, path: NotePath, line: int = 0) -> str:
    """Return where the code host shows a line of a seed; '' for every line of a note in which anything is masked."""
    return "" if path in ctx.private else to_source(ctx, f"seeds/{path}", line)


def is_private(note: Note) -> bool:
    """Whether the file holds anything that no reader may see."""
    return any(zone.kind in REDACTED_KINDS for zone in note.zones)


class QuoteLink(Struct, frozen=True):
    """Names the line of a note from which a definition is quoted, and how a page points at it."""

    title: str
    href: str


def quote_link(ctx: SiteContext, source: PagePath, term: Term) -> QuoteLink | None:
    """Return where a quoted definition comes from; None if the definition is no quotation or its note is gone."""
    note = ctx.corpus.notes_by_path.get(term.quote.note) if term.quote else None
    if term.quote is None or note is None:
        return None
    if term.quote.line is None:
        return QuoteLink(note.title, to_page(ctx, source, ctx.notes[note.path]))
    return QuoteLink(f"{note.title}, line {term.quote.line}", to_line(ctx, source, note.path, term.quote.line))


def links(ctx: SiteContext, source: PagePath, mentions: tuple[Mention, ...]) -> tuple[Link, ...]:
    """Return the links of one line's mentions, as `source` shows them."""
    return tuple(Link(m.start, m.end, to_term(ctx, source, m.term), ctx.previews[m.term], m.read_as) for m in mentions)
