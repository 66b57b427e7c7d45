"""One page for each term: what it is, what the notes say of it, what it is confused with, where it leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from studyguide.execution.memo import ByIdentity
from studyguide.link.backlinks import Backlink
from studyguide.model.figure import Figure
from studyguide.model.glossary import AliasKind, Term, definition_sentence, folded, names_of, shown_names
from studyguide.model.note import NotePath, Page, PagePath, Passage, TermId
from studyguide.model.texts import Texts, text_of
from studyguide.model.worked_example import worked_example
from studyguide.practice.bank_cards import key_terms
from studyguide.practice.card import Card, CardKind
from studyguide.render.html.author_scope import link_inputs
from studyguide.render.html.curated_text import curated_html
from studyguide.render.html.editors_notes import EditorsNote, Place, of_passage, of_term
from studyguide.render.html.figures import figure_html
from studyguide.render.html.lesson import lesson_view
from studyguide.render.html.passages import OverflowLinks, overflow_links, quotable, quoted_sentence, render_passage
from studyguide.render.html.status import status_view
from studyguide.render.html.term_map import Node, term_map
from studyguide.render.pages.bank import bank_items_of_term
from studyguide.render.pages.comparisons import compare_path
from studyguide.render.pages.decisions import SYMPTOMS, decisions_of, symptoms_of
from studyguide.render.pages.exams import exams_naming
from studyguide.render.pages.learning_paths import stops
from studyguide.render.pages.review import REVIEW, item
from studyguide.render.site_context import (
    RenderTask,
    SiteContext,
    of_glossary,
    of_note,
    quote_link,
    to_page,
    to_source,
    to_term,
)
from studyguide.render.templates import render_template
from studyguide.render.urls import line_anchor
from studyguide.text.mathml import mathml

SHOWN_PASSAGES = 8
"""Passages shown at once; others fold away below them."""
QUOTED_PASSAGES = 60
"""Passages quoted at all, the first ones. Nobody reads five hundred: what is beyond is a list of links to lines."""
QUOTED_SENTENCES = 60
"""Sentences quoted from the passages beyond those."""
LABELED_ALIASES = frozenset({AliasKind.FORMER, AliasKind.ABBREVIATION, AliasKind.VARIANT})


@dataclass(frozen=True, slots=True)
class TermLink:
    """Another term and one sentence on it."""

    name: str
    href: str
    why: Markup | str
    compare: str = ""


@dataclass(frozen=True, slots=True)
class _TermFacts:
    """What the pages of all terms are made from, gathered once."""

    places: Mapping[TermId, tuple[str, int]]
    confusions: Mapping[TermId, Sequence[tuple[TermId, str]]]
    sentences: Mapping[TermId, Sequence[Backlink]]
    naming: Mapping[TermId, Sequence[object]]
    """The notes that name each term, as inputs of its page."""
    about: Mapping[TermId, Sequence[NotePath]]
    """The notes whose title or alias is a name of the term."""
    inputs: tuple[object, ...]
    """What every page looks at."""


def term_steps(ctx: SiteContext) -> Iterator[RenderTask[Page]]:
    """Yield the making of the page of each term that has one, in the glossary's order."""
    ground = _ground(ctx)
    return (partial(_kept_page, ctx, ground, term) for term in ctx.corpus.glossary.terms if term.id in ctx.terms)


def _kept_page(ctx: SiteContext, ground: _TermFacts, term: Term) -> tuple[Page]:
    inputs = (*ground.inputs, *_own_inputs(ctx, ground, term.id))
    return (ctx.memo(("term page", term.id), inputs, partial(_term_page, ctx, ground, term)),)


def _ground(ctx: SiteContext) -> _TermFacts:
    sentences: dict[TermId, list[Backlink]] = {}
    naming: dict[TermId, list[object]] = {}
    for note in ctx.corpus.notes:
        inputs = (*of_note(ctx, note.path), link_inputs(ctx, note.path))
        for term, links in ctx.corpus.backlinks[note.path].items():
            sentences.setdefault(term, []).extend(links)
            naming.setdefault(term, []).extend(inputs)
    corrected = tuple((ctx.corpus.notes_by_path[path].title, ctx.notes[path]) for path in ctx.corpus.corrections)
    ways = tuple((way.id, way.title) for way in ctx.practice.paths)
    shared = (corrected, ways)
    return _TermFacts(
        places={term: (file, line) for term, file, line in ctx.corpus.glossary.places},
        confusions=_confusions(ctx),
        sentences=sentences,
        naming=naming,
        about=_notes_about(ctx),
        inputs=(
            *of_glossary(ctx),
            ByIdentity(ctx.corpus.corrections),
            ByIdentity(ctx.practice.comparisons),
            ByIdentity(ctx.corpus.decisions),
            ByIdentity(ctx.corpus.causes),
            ByIdentity(ctx.corpus.exams),
            ByIdentity(ctx.corpus.questions),
            ByIdentity(ctx.memo("term pages", shared, lambda: shared)),
        ),
    )


def _notes_about(ctx: SiteContext) -> dict[TermId, list[NotePath]]:
    """Find the notes that are about a term, by the names the notes go by."""
    named: dict[str, list[NotePath]] = {}
    for note in ctx.corpus.notes:
        for name in dict.fromkeys(map(folded, (note.title, *note.aliases))):
            named.setdefault(name, []).append(note.path)
    about: dict[TermId, list[NotePath]] = {}
    for term in ctx.corpus.glossary.terms:
        paths = [path for alias in names_of(term) for path in named.get(folded(alias.text), ())]
        if paths:
            about[term.id] = list(dict.fromkeys(paths))
    return about


def _own_inputs(ctx: SiteContext, ground: _TermFacts, term: TermId) -> tuple[object, ...]:
    practice, corpus = ctx.practice, ctx.corpus
    lesson = corpus.lessons.get(term)
    figures = [corpus.figures[id_] for id_ in lesson.figures] if lesson else []
    about = tuple((ctx.notes[path], corpus.notes_by_path[path].title) for path in ground.about.get(term, ()))
    return (
        ctx.terms[term],
        practice.cards_of.get(term),
        practice.steps.get(term),
        lesson,
        corpus.lesson_mentions.get(term),
        (*figures, _figure_of(ctx, term)),
        about,
        *ground.naming.get(term, ()),
    )


def _term_page(ctx: SiteContext, ground: _TermFacts, term: Term) -> Page:
    places, confusions = ground.places, ground.confusions
    path = ctx.terms[term.id]
    quoted, rest = _divided(ctx, ctx.corpus.passages.get(term.id, ()), ground.about.get(term.id, ()))
    corrections = of_term(ctx, path, term, frozenset(_term_lines(quoted)))
    sentences = _unquoted(ctx, ground.sentences.get(term.id, ()), rest, [place for place, _ in corrections])
    family = ctx.families.get(ctx.family_of.get(term.id, ""))
    lesson = ctx.corpus.lessons.get(term.id)
    figure = _figure_of(ctx, term.id)
    markdown = render_template(
        ctx.templates,
        "term",
        term=term,
        lesson=lesson_view(ctx, path, lesson, figure) if lesson else None,
        figure=figure_html(figure) if figure and not lesson else None,
        entry_source=to_source(ctx, *places[term.id]),
        kind=ctx.kinds[term.kind],
        family=family,
        family_href=to_page(ctx, path, PagePath(f"families/{family.id}.md")) if family else "",
        kind_href=to_page(ctx, path, PagePath(f"kinds/{term.kind}.md")),
        definition=curated_html(ctx, path, term, definition_sentence(term)),
        quote=quote_link(ctx, path, term),
        more=curated_html(ctx, path, term, term.more),
        use_when=curated_html(ctx, path, term, term.use_when),
        not_when=curated_html(ctx, path, term, term.not_when),
        status=status_view(ctx, path, term),
        also_called=also_called(ctx.texts, term),
        formula=mathml(term.formula) if term.formula else "",
        where=term.where,
        example=worked_example(ctx.texts, term.example) if term.example else None,
        training=term.training,
        parent=_neighbour(ctx, path, term.part_of, "") if term.part_of else None,
        parts_list=[
            _neighbour(ctx, path, child, definition_sentence(ctx.corpus.terms[child]))
            for child in ctx.children.get(term.id, ())
        ],
        about=[
            (ctx.corpus.notes_by_path[note].title, to_page(ctx, path, ctx.notes[note]))
            for note in ground.about.get(term.id, ())
        ],
        shown=_with_corrections(ctx, path, quoted[:SHOWN_PASSAGES]),
        folded=_with_corrections(ctx, path, quoted[SHOWN_PASSAGES:]),
        beyond=_beyond(ctx, path, quoted, rest),
        corrections=[correction for _, correction in corrections],
        confused=[_neighbour(ctx, path, other, apart) for other, apart in confusions.get(term.id, ())],
        sentences=_joined(f"<li>{quoted_sentence(ctx, path, link)}</li>\n" for link in sentences),
        questions=[item(card) for card in _checking(ctx, term.id)],
        bank_questions=bank_items_of_term(ctx, path, term.id),
        review=f"{to_page(ctx, path, REVIEW)}?page={term.id}",
        compared=_compared(ctx, path, term.id),
        decisions=decisions_of(ctx, path, term.id),
        symptoms=symptoms_of(ctx, path, term.id),
        symptoms_href=to_page(ctx, path, SYMPTOMS),
        exams=exams_naming(ctx, path, term.id),
        stops=stops(ctx, path, term.id),
        map=_map(ctx, path, term, [other for other, _ in confusions.get(term.id, ())]),
        related=[_neighbour(ctx, path, related.id, related.why) for related in term.see],
        needs=[_neighbour(ctx, path, needed, "") for needed in term.needs],
    )
    return Page(
        path=path,
        title=term.name,
        markdown=markdown,
        description=text_of(ctx.texts, "term.about", name=term.name, definition=definition_sentence(term)),
        source=f"{quote(places[term.id][0])}#{line_anchor(places[term.id][1])}",
        parent=PagePath(f"families/{family.id}.md") if family else None,
    )


def _figure_of(ctx: SiteContext, term: TermId) -> Figure | None:
    """The first figure that lists the term, unless the term's lesson shows figures of its own."""
    lesson = ctx.corpus.lessons.get(term)
    if lesson is not None and lesson.figures:
        return None
    return next((figure for figure in ctx.corpus.figures.values() if term in figure.entry.terms), None)


def _checking(ctx: SiteContext, term: TermId) -> tuple[Card, ...]:
    """The questions of a term's page: where there are others, those that ask for its definition are left out."""
    cards = ctx.practice.cards_of.get(term, ())
    if term not in ctx.corpus.lessons:
        return cards
    others = tuple(card for card in cards if card.kind not in {CardKind.DOES, CardKind.WHICH})
    asked = any(term in key_terms(question) for question in ctx.corpus.questions)
    return others if others or asked else cards


def _joined(found: Iterable[str]) -> Markup:
    """Finished markup as one piece: a template asks this of every piece again."""
    return Markup("".join(found))


def also_called(texts: Texts, term: Term) -> tuple[tuple[str, str], ...]:
    """Return the other names of a term, each with a label ('' for a synonym)."""
    return tuple(
        (alias.text, text_of(texts, f"term.alias_{alias.kind}") if alias.kind in LABELED_ALIASES else "")
        for alias in shown_names(term)
    )


def _divided(
    ctx: SiteContext, passages: Sequence[Passage], about: Collection[NotePath]
) -> tuple[list[Passage], list[Passage]]:
    """Return the passages that the page of a term quotes, and the others.

    The notes about the term come first. What is only its name is not quoted, nor what another passage says in the
    same words.
    """
    quoted: list[Passage] = []
    rest: list[Passage] = []
    known: set[tuple[str, ...]] = set()
    for passage in sorted(passages, key=lambda passage: passage.note not in about):
        lines = ctx.corpus.notes_by_path[passage.note].lines[passage.span.first - 1 : passage.span.last]
        words = tuple(" ".join(line.split()) for line in lines)
        if len(quoted) < QUOTED_PASSAGES and not passage.is_bare and words not in known:
            quoted.append(passage)
            known.add(words)
        else:
            rest.append(passage)
    return quoted, rest


def _term_lines(passages: Iterable[Passage]) -> Iterator[Place]:
    for passage in passages:
        for line in range(passage.span.first, passage.span.last + 1):
            yield passage.note, line


def _with_corrections(
    ctx: SiteContext, source: PagePath, passages: Iterable[Passage]
) -> list[tuple[Markup, list[EditorsNote]]]:
    return [(render_passage(ctx, source, passage), of_passage(ctx, source, passage)) for passage in passages]


def _beyond(
    ctx: SiteContext, source: PagePath, quoted: Sequence[Passage], rest: Sequence[Passage]
) -> OverflowLinks | None:
    """The passages that are not quoted, as links to their lines."""
    places = ((passage.note, passage.span) for passage in rest)
    return overflow_links(ctx, source, (len(quoted), len(quoted) + len(rest)), places)


def _unquoted(
    ctx: SiteContext, sentences: Iterable[Backlink], rest: Sequence[Passage], corrected: Collection[Place]
) -> list[Backlink]:
    """Return the sentences to quote from the passages beyond the quoted ones: one of a line, each wording once."""
    lines = {*_term_lines(passage for passage in rest if not passage.is_bare)}.difference(corrected)
    found: dict[str, Backlink] = {}
    for link in quotable(ctx, sentences) if lines else ():
        place = (link.mention.note, link.mention.line)
        if place in lines:
            lines.remove(place)
            line = ctx.corpus.notes_by_path[place[0]].lines[place[1] - 1]
            found.setdefault(line[link.start : link.end], link)
    return list(found.values())[:QUOTED_SENTENCES]


def _compared(ctx: SiteContext, source: PagePath, term: TermId) -> list[tuple[str, str]]:
    """Title and reference of the tables in which the term stands, the smallest first."""
    titles = {comparison.id: comparison.title for comparison in ctx.practice.comparisons}
    return [(titles[i], to_page(ctx, source, compare_path(i))) for i in ctx.practice.compared_in.get(term, ())]


def _map(ctx: SiteContext, source: PagePath, term: Term, confused: list[TermId]) -> Markup:
    parent = [(term.part_of, text_of(ctx.texts, "term.map_part_of"))] if term.part_of else []
    before = [*parent, *((needed, text_of(ctx.texts, "term.map_read_first")) for needed in term.needs)]
    after = [
        *((related.id, related.why) for related in term.see),
        *((other, text_of(ctx.texts, "term.map_confused")) for other in confused),
    ]
    first = dict(reversed(before))
    rest = {other: why for other, why in reversed(after) if other not in first}

    def nodes(found: dict[TermId, str]) -> list[Node]:
        return [Node(ctx.corpus.terms[t].name, to_term(ctx, source, t), why) for t, why in reversed(found.items())]

    return term_map(term.name, nodes(first), nodes(rest))


def _neighbour(ctx: SiteContext, source: PagePath, term: TermId, why: str) -> TermLink:
    return TermLink(ctx.corpus.terms[term].name, to_term(ctx, source, term), why)


def _confusions(ctx: SiteContext) -> dict[TermId, list[tuple[TermId, str]]]:
    """Written once, shown on both."""
    found: dict[TermId, list[tuple[TermId, str]]] = {}
    for term in ctx.corpus.glossary.terms:
        for confusion in term.confused_with:
            found.setdefault(term.id, []).append((confusion.id, confusion.apart))
            found.setdefault(confusion.id, []).append((term.id, confusion.apart))
    return {term: list(dict(pairs).items()) for term, pairs in found.items()}
