"""Review: the page that asks each question when it is due, a list of all questions for every area, and the files from
which script takes them.

Measured with 2,400 questions: as one page they weigh 250 KB gzipped and a telephone shows it after 2.6 s; so the page
itself holds only their ids, and script takes an area's questions from a file when they are asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from studyguide.execution.memo import ByIdentity
from studyguide.model.exam import exam_label, exam_title, terms_of_exam
from studyguide.model.figure import Figure
from studyguide.model.glossary import Source, definition_sentence
from studyguide.model.note import Page, PagePath, Passage, TermId
from studyguide.model.texts import text_of
from studyguide.practice.card import Card, CardKind
from studyguide.render.asset_names import FILTER_SCRIPT, REVIEW_SCRIPT
from studyguide.render.html.author_scope import link_inputs
from studyguide.render.html.figures import figure_html
from studyguide.render.html.passages import render_passage_plain
from studyguide.render.html.quoted_lines import quoted_lines
from studyguide.render.pages.bank import bank_ids, by_exam, questions_page_path
from studyguide.render.pages.glossary import letter_of
from studyguide.render.pages.note_questions import notes_with_questions
from studyguide.render.site_context import (
    QuoteLink,
    SiteContext,
    memo_page,
    quote_inputs,
    quote_link,
    to_page,
    to_term,
)
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference, issues_address
from studyguide.text.mathml import mathml

REVIEW = PagePath("review.md")
RESERVED_SCOPES = ("plan", "mock", "statistics")
MAX_OPEN_CARDS = 60
"""A page with more questions shows its letters closed."""
SHORT_LINES = 6
"""Lines of a note that are read in a moment: a passage of at most so many is shown rather than a longer, newer one."""


class OfTerm(Struct, frozen=True):
    """The questions about one term, and the sources of their answers."""

    id: TermId
    name: str
    href: str
    definition: str
    sources: tuple[Source, ...]
    quote: QuoteLink | None
    """The line of a note from which the definition is quoted."""
    passage: Markup | None
    figure: Markup | None
    """The picture that shows the term, if it is the first of the picture's terms: a list has each picture once."""
    items: tuple[Item, ...]


def review_page(ctx: SiteContext, cards: Sequence[Card]) -> Page:
    """Return the page; `cards` come in the glossary's order, so those of a family and of a term stand together."""
    areas = [
        (ctx.families[family], to_page(ctx, REVIEW, questions_path(family)), len(held), _ids(held))
        for family, held in _by_family(cards)
    ]
    of_notes = notes_with_questions(ctx)
    of_exam = [(exam, exam_title(exam), set(terms_of_exam(exam))) for exam in ctx.corpus.exams]
    asked = {card.term for card in cards}
    addressing = ctx.site.addressing
    markdown = render_template(
        ctx.templates,
        "review",
        areas=areas,
        exams=[(exam.id, name, " ".join(sorted(terms & asked))) for exam, name, terms in of_exam if terms & asked],
        bank=[
            (
                exam.id,
                exam_label(exam),
                to_page(ctx, REVIEW, questions_page_path(exam.id)),
                len(held),
                bank_ids(exam, held),
            )
            for exam, held in by_exam(ctx)
        ],
        notes=of_notes,
        note_count=len(ctx.practice.of_notes),
        issues=issues_address(ctx.site.blob_url),
        count=len(cards) + len(of_notes),
        counted=_counted(ctx, cards),
        script=asset_reference(REVIEW, REVIEW_SCRIPT, addressing),
        styles=asset_reference(REVIEW, "assets/review.css", addressing),
    )
    has_any = cards or ctx.practice.of_notes
    about = text_of(ctx.texts, "review.about" if has_any else "review.about_none", questions=_counted(ctx, cards))
    return Page(REVIEW, text_of(ctx.texts, "review.title"), markdown, about)


def _counted(ctx: SiteContext, cards: Sequence[Card]) -> str:
    """Return how many questions there are, and on what."""
    terms, own = len({card.term for card in cards}), len(ctx.practice.of_notes)
    of_terms = text_of(
        ctx.texts,
        "review.on_terms",
        questions=text_of(ctx.texts, "common.questions", count=len(cards)),
        terms=text_of(ctx.texts, "common.terms", count=terms),
    )
    from_notes = text_of(ctx.texts, "review.from_notes", count=own)
    if cards and own:
        return text_of(ctx.texts, "review.both", terms=of_terms, notes=from_notes)
    return from_notes if own else of_terms


def questions_path(family: str) -> PagePath:
    """Return the page that lists a family's questions; the pages below review/ that are no lists keep their names."""
    name = f"{family}-questions" if family in RESERVED_SCOPES else family
    return PagePath(f"review/{name}.md")


def question_pages(ctx: SiteContext, cards: Sequence[Card]) -> Iterator[Page]:
    """Yield, for each family that has questions, all of them as a list that needs no script."""
    for family, held in _by_family(cards):
        path, name = questions_path(family), ctx.families[family].name
        about = text_of(ctx.texts, "questions.about", count=len(held), name=name)
        markdown = render_template(
            ctx.templates,
            "questions",
            title=text_of(ctx.texts, "questions.title", name=name),
            about=about,
            letters=list(_by_letter(ctx, path, held)),
            open=len(held) <= MAX_OPEN_CARDS,
            filter_script=asset_reference(path, FILTER_SCRIPT, ctx.site.addressing),
            review=f"{to_page(ctx, path, REVIEW)}?family={family}",
            styles=asset_reference(path, "assets/review.css", ctx.site.addressing),
        )
        yield Page(path, text_of(ctx.texts, "questions.title", name=name), markdown, about, parent=REVIEW)


class LetterQuestions(Struct, frozen=True):
    """The questions about the terms that begin with a letter."""

    letter: str
    first: str
    """Name of the first term."""
    last: str
    count: int
    """How many terms there are."""
    list: Markup


def _by_letter(ctx: SiteContext, path: PagePath, cards: Iterable[Card]) -> Iterator[LetterQuestions]:
    letters: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: ctx.corpus.terms[card.term].name.casefold()):
        letters.setdefault(letter_of(ctx.corpus.terms[card.term].name), []).append(card)
    for letter, held in sorted(letters.items()):
        names = dict.fromkeys(ctx.corpus.terms[card.term].name for card in held)
        questions = _card_list(ctx, path, held, letter)
        yield LetterQuestions(letter, next(iter(names)), next(reversed(names)), len(names), questions)


def question_files(ctx: SiteContext, cards: Sequence[Card]) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and text of each family's questions for script: the list of its page, as a
    script that hands it over, since a page opened from a disk may load nothing else."""
    for family, held in _by_family(cards):
        html = _card_list(ctx, REVIEW, held)
        yield f"assets/questions/{family}.js", f"studyguide.deck.add({json.dumps(family)}, {json.dumps(html)});\n"


def _by_family(cards: Sequence[Card]) -> list[tuple[str, tuple[Card, ...]]]:
    return [(family, tuple(held)) for family, held in groupby(cards, key=lambda card: card.family)]


def _ids(cards: Iterable[Card]) -> str:
    """Ids without their term, `recall does which;precision does`: enough to plan, a fifth of the weight."""
    return ";".join(
        " ".join((term, *(card.id.removeprefix(f"{term}.") for card in held)))
        for term, held in groupby(cards, key=lambda card: card.term)
    )


def _card_list(ctx: SiteContext, source: PagePath, cards: Sequence[Card], part: str = "") -> Markup:
    terms = [_kept(ctx, source, term, tuple(held)) for term, held in groupby(cards, key=lambda card: card.term)]
    key = ("list of questions", source, cards[0].family, part)
    return ctx.memo(key, tuple(map(ByIdentity, terms)), partial(_listed_cards, ctx, terms))


def _listed_cards(ctx: SiteContext, terms: Sequence[OfTerm]) -> Markup:
    text = ctx.templates.get_template("question_list.jinja").render(terms=terms)
    return Markup("\n".join(line for line in map(str.strip, text.splitlines()) if line))


def _kept(ctx: SiteContext, source: PagePath, term: TermId, cards: tuple[Card, ...]) -> OfTerm:
    """A term's questions, made again only when they or the passage beside them changed."""
    passage = _answer_passage(ctx.corpus.passages.get(term, ()))
    shown = (ctx.notes[passage.note], quoted_lines(ctx, (passage,)), link_inputs(ctx, passage.note)) if passage else ()
    figure = ByIdentity(_figure_of_term(ctx, term))
    inputs = (ctx.site, *quote_inputs(ctx, ctx.corpus.terms[term]), cards, passage, figure, *shown)
    return memo_page(ctx, ("questions", source, term), inputs, partial(_of_term, source, term, cards, passage))


def _of_term(
    source: PagePath, term_id: TermId, cards: Iterable[Card], passage: Passage | None, ctx: SiteContext
) -> OfTerm:
    term = ctx.corpus.terms[term_id]
    return OfTerm(
        id=term_id,
        name=term.name,
        href=to_term(ctx, source, term_id),
        definition=definition_sentence(term),
        sources=term.sources,
        quote=quote_link(ctx, source, term),
        passage=render_passage_plain(ctx, source, passage) if passage else None,
        figure=figure_html(figure) if (figure := _figure_of_term(ctx, term_id)) else None,
        items=tuple(map(item, cards)),
    )


def _figure_of_term(ctx: SiteContext, term: TermId) -> Figure | None:
    return next((figure for figure in ctx.corpus.figures.values() if term in figure.entry.terms[:1]), None)


def _answer_passage(passages: Sequence[Passage]) -> Passage | None:
    """The newest short passage, else the newest."""
    short = (p for p in passages if p.span.last - p.span.first < SHORT_LINES)
    return next(short, passages[0] if passages else None)


OPTION_LETTERS = "ABC"


class Choice(Struct, frozen=True):
    """One option of a question, as a list shows it."""

    letter: str
    text: str
    why: str
    """What it is, without its name in front."""
    right: bool


class Item(Struct, frozen=True):
    """One question as a list shows it."""

    id: str
    kind: str
    question: str
    answer: Markup
    explanation: str
    choices: tuple[Choice, ...]


def item(card: Card) -> Item:
    """Return a card as a list shows it."""
    choices = tuple(
        Choice(letter, option.text, option.why.removeprefix(f"{option.text}: "), at == card.right)
        for at, (letter, option) in enumerate(zip(OPTION_LETTERS, card.options, strict=False))
    )
    return Item(
        id=card.id,
        kind=card.kind,
        question=card.question,
        answer=mathml(card.answer) if card.kind is CardKind.FORMULA else escape(card.answer),
        explanation="" if card.options else card.explanation,
        choices=choices,
    )
