"""One page for each term: what it is, what the notes say of it, what it is confused with, where it leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from studyguide.link.backlinks import Backlink
from studyguide.model.glossary import AliasKind, Term, definition_sentence, shown_names
from studyguide.model.note import NotePath, Page, PagePath, Passage, TermId
from studyguide.model.texts import Texts, text_of
from studyguide.model.worked_example import worked_example
from studyguide.practice.card import Card, CardKind
from studyguide.render.html.curated_text import curated_html
from studyguide.render.html.editors_notes import EditorsNote, Place, of_passage, of_term
from studyguide.render.html.figures import figure_html
from studyguide.render.html.lesson import lesson_view
from studyguide.render.html.passages import OverflowLinks, overflow_links, quotable, quoted_sentence, render_passage
from studyguide.render.html.status import status_view
from studyguide.render.html.term_map import Node, term_map
from studyguide.render.pages.bank import bank_items
from studyguide.render.pages.comparisons import compare_path
from studyguide.render.pages.decisions import SYMPTOMS, decision_links, symptoms
from studyguide.render.pages.exams import naming_exam
from studyguide.render.pages.learning_paths import stops
from studyguide.render.pages.review import REVIEW, item
from studyguide.render.pages.term_facts import TermFacts, figure_of, inputs_of_term, term_facts
from studyguide.render.site_context import (
    RenderTask,
    SiteContext,
    memo_page,
    quote_link,
    to_page,
    to_source,
    to_term,
)
from studyguide.render.templates import render_template
from studyguide.render.urls import line_anchor
from studyguide.text.mathml import mathml
from studyguide.text.single_spaced import single_spaced

SHOWN_PASSAGES = 8
"""Passages shown at once; others fold away below them."""
QUOTED_PASSAGES = 60
"""Passages quoted at all, the first ones. Nobody reads five hundred: what is beyond is a list of links to lines."""
QUOTED_SENTENCES = 60
"""Sentences quoted from the passages beyond those."""
LABELED_ALIASES = frozenset({AliasKind.FORMER, AliasKind.ABBREVIATION, AliasKind.VARIANT})


class TermLink(Struct, frozen=True):
    """Another term and one sentence on it."""

    name: str
    href: str
    why: Markup | str
    compare: str = ""


def term_steps(ctx: SiteContext) -> Iterator[RenderTask[Page]]:
    """Yield the making of the page of each term that has one, in the glossary's order."""
    facts = term_facts(ctx)
    return (partial(_memoized_page, ctx, facts, term) for term in ctx.corpus.glossary.terms if term.id in ctx.terms)


def _memoized_page(ctx: SiteContext, facts: TermFacts, term: Term) -> tuple[Page]:
    inputs = (*facts.inputs, *inputs_of_term(ctx, facts, term))
    return (memo_page(ctx, ("term page", term.id), inputs, partial(_term_page, facts, term)),)


def _term_page(facts: TermFacts, term: Term, ctx: SiteContext) -> Page:
    places, confusions = facts.places, facts.confusions
    path = ctx.terms[term.id]
    quoted, rest = _divided(ctx, ctx.corpus.passages.get(term.id, ()), facts.about.get(term.id, ()))
    corrections = of_term(ctx, path, term, frozenset(_term_lines(quoted)))
    sentences = _unquoted(ctx, facts.sentences.get(term.id, ()), rest, [place for place, _ in corrections])
    family = ctx.families.get(ctx.family_of.get(term.id, ""))
    lesson = ctx.corpus.lessons.get(term.id)
    figure = figure_of(ctx, facts, term.id)
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
        parts_list=[_neighbour(ctx, path, child, ctx.sentences[child]) for child in ctx.children.get(term.id, ())],
        about=[
            (ctx.corpus.notes_by_path[note].title, to_page(ctx, path, ctx.notes[note]))
            for note in facts.about.get(term.id, ())
        ],
        shown=_with_corrections(ctx, path, quoted[:SHOWN_PASSAGES]),
        folded=_with_corrections(ctx, path, quoted[SHOWN_PASSAGES:]),
        beyond=_beyond(ctx, path, quoted, rest),
        corrections=[correction for _, correction in corrections],
        confused=[_neighbour(ctx, path, other, apart) for other, apart in confusions.get(term.id, ())],
        sentences=_joined(f"<li>{quoted_sentence(ctx, path, link)}</li>\n" for link in sentences),
        questions=[item(card) for card in _checking(ctx, facts, term.id)],
        bank_questions=bank_items(ctx, path, facts.questions.get(term.id, ())),
        review=f"{to_page(ctx, path, REVIEW)}?page={term.id}",
        compared=[(title, to_page(ctx, path, compare_path(id_))) for id_, title in facts.compared.get(term.id, ())],
        decisions=decision_links(ctx, path, facts.decisions.get(term.id, ())),
        symptoms=symptoms(ctx, path, facts.causes.get(term.id, ())),
        symptoms_href=to_page(ctx, path, SYMPTOMS),
        exams=[naming_exam(ctx, path, *asking) for asking in facts.exams.get(term.id, ())],
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


def _checking(ctx: SiteContext, facts: TermFacts, term: TermId) -> tuple[Card, ...]:
    """The questions of a term's page: where there are others, those that ask for its definition are left out."""
    cards = ctx.practice.cards_of.get(term, ())
    if term not in ctx.corpus.lessons:
        return cards
    others = tuple(card for card in cards if card.kind not in {CardKind.DOES, CardKind.WHICH})
    return others if others or term in facts.questions else cards


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
        words = tuple(map(single_spaced, lines))
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
        return [Node(ctx.names[t], to_term(ctx, source, t), why) for t, why in reversed(found.items())]

    return term_map(term.name, nodes(first), nodes(rest))


def _neighbour(ctx: SiteContext, source: PagePath, term: TermId, why: str) -> TermLink:
    return TermLink(ctx.names[term], to_term(ctx, source, term), why)
