"""The data of each exam for script: its terms in order with their questions, for plans, mock exams and progress."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from studyguide.execution.memo import ByIdentity
from studyguide.model.exam import Exam, exam_label, exam_title, objectives_of, terms_of_domain, terms_of_task
from studyguide.model.glossary import Term
from studyguide.model.note import PagePath, TermId
from studyguide.model.texts import text_of
from studyguide.practice.bank_cards import bank_card_id, key_term
from studyguide.practice.card import Card
from studyguide.practice.exam_order import ExamTerm, plan_order
from studyguide.practice.learning_paths import reading_order
from studyguide.practice.questions import ENDED
from studyguide.render.exam_paths import exam_path
from studyguide.render.site_context import SiteContext, of_glossary, to_page, to_term

ROOT = PagePath("index.md")
DECK_FILE = "assets/exams/deck.js"


def exam_data_files(ctx: SiteContext) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and text of a script for each exam, and of one with the ids of all questions."""
    inputs = (*of_glossary(ctx), ByIdentity(ctx.corpus.exams), ByIdentity(ctx.corpus.questions), ctx.practice.cards)
    of_notes = tuple((one.card.id, one.note, ctx.corpus.notes_by_path[one.note].title) for one in ctx.practice.of_notes)
    yield DECK_FILE, ctx.memo("deck ids", (*inputs, of_notes), partial(_deck_script, ctx))
    for exam in ctx.corpus.exams:
        yield exam_data_path(exam), ctx.memo(("exam data", exam.id), inputs, partial(_exam_script, ctx, exam))


def exam_data_path(exam: Exam) -> str:
    """Return where the data of an exam is, below the site's root."""
    return f"assets/exams/exam-{exam.id}.js"


def exam_data(ctx: SiteContext, exam: Exam) -> dict[str, Any]:
    """Return the data of an exam as the scripts read it: `ExamData` of plan.js."""
    cards = {term: list(held) for term, held in groupby(ctx.practice.cards, key=lambda card: card.term)}
    terms = _ordered_terms(ctx, exam, cards)
    places = {term: at for at, term in enumerate(terms)}
    domains_of = _domains_of(exam)
    domain_of = _domains_by_number(exam)
    return {
        "id": exam.id,
        "label": exam_label(exam),
        "title": exam_title(exam),
        "page": to_page(ctx, ROOT, exam_path(exam)),
        "questions": exam.questions.total if exam.questions else 0,
        "minutes": exam.minutes or 0,
        "passing": [exam.passing.score, exam.passing.of] if exam.passing else [],
        "domains": [{"name": domain.name, "weight": domain.weight} for domain in exam.domains],
        "terms": [_exam_term(ctx, ctx.corpus.terms[term], cards[term], domains_of[term], places) for term in terms],
        "bank": [
            {
                "id": bank_card_id(q),
                "term": key_term(q),
                "objective": q.objective,
                "domain": domain_of[_known_number(q.objective, domain_of)],
                "type": q.type,
            }
            for q in ctx.corpus.questions
            if q.exam == exam.id and _known_number(q.objective, domain_of) in domain_of
        ],
        "objectives": {
            **{task.id: task.says for domain in exam.domains for task in domain.tasks},
            **{objective.id: objective.says for objective in objectives_of(exam)},
        },
    }


def exam_cards(ctx: SiteContext, exam: Exam) -> tuple[Card, ...]:
    """Return the cards of an exam in the order in which its plan asks them."""
    cards = {term: tuple(held) for term, held in groupby(ctx.practice.cards, key=lambda card: card.term)}
    ids = _ordered_terms(ctx, exam, cards)
    places = {term: at for at, term in enumerate(ids)}
    domains_of = _domains_of(exam)
    terms = [_ordered_term(ctx.corpus.terms[term], tuple(domains_of[term]), places) for term in ids]
    return tuple(plan_order([domain.weight for domain in exam.domains], terms, cards))


def _ordered_term(term: Term, domains: tuple[int, ...], places: Mapping[TermId, int]) -> ExamTerm:
    needs = tuple(places[need] for need in term.needs if need in places)
    return ExamTerm(term.id, domains, needs, term.status is not None and term.status.state in ENDED)


def _exam_term(
    ctx: SiteContext, term: Term, cards: Sequence[Card], domains: Mapping[int, str], places: Mapping[TermId, int]
) -> dict[str, Any]:
    ended = term.status is not None and term.status.state in ENDED
    return {
        "id": term.id,
        "name": term.name,
        "page": to_term(ctx, ROOT, term.id),
        "cards": [card.id for card in cards],
        "domains": list(domains),
        "objectives": list(domains.values()),
        "needs": [places[need] for need in term.needs if need in places],
        "closed": text_of(ctx.texts, f"states.{term.status.state}") if term.status and ended else "",
        "file": ctx.family_of[term.id],
    }


def _ordered_terms(ctx: SiteContext, exam: Exam, cards: Mapping[TermId, Sequence[Card]]) -> list[TermId]:
    """The terms of the domains that have questions: each after what it needs, else in the order of the outline."""
    named = dict.fromkeys(term for domain in exam.domains for term in terms_of_domain(domain))
    asked = [term for term in named if term in cards]
    needs = {term: ctx.corpus.terms[term].needs for term in asked}
    return list(reading_order(asked, needs)[0])


def _domains_of(exam: Exam) -> dict[TermId, dict[int, str]]:
    """For each term the domains that ask for it, each with the number of its first objective or task there."""
    found: dict[TermId, dict[int, str]] = {}
    for at, domain in enumerate(exam.domains):
        for task in domain.tasks:
            for objective in task.objectives:
                for term in (item.term or item.covered_by for item in objective.names):
                    if term:
                        found.setdefault(TermId(term), {}).setdefault(at, objective.id)
            for term_id in terms_of_task(task):
                found.setdefault(term_id, {}).setdefault(at, task.id)
    return found


def _known_number(number: str, known: Mapping[str, int]) -> str:
    """An objective's number, or that of its task where the exam numbers tasks only."""
    return number if number in known else number.rpartition(".")[0]


def _domains_by_number(exam: Exam) -> dict[str, int]:
    """The index of the domain of each objective and each task."""
    numbered = enumerate(exam.domains)
    pairs = [(task, at) for at, domain in numbered for task in domain.tasks]
    return {
        **{task.id: at for task, at in pairs},
        **{objective.id: at for task, at in pairs for objective in task.objectives},
    }


def _exam_script(ctx: SiteContext, exam: Exam) -> str:
    return f"studyguide.exams.add({_exam_json(exam_data(ctx, exam))});\n"


def _deck_script(ctx: SiteContext) -> str:
    """The ids of all questions by term, so that every page counts what is due in the same way."""
    by_term = groupby(ctx.practice.cards, key=lambda card: card.term)
    ids = {term: [card.id.removeprefix(f"{term}.") for card in held] for term, held in by_term}
    pages = {name: to_page(ctx, ROOT, PagePath(f"{path}.md")) for name, path in PAGES.items()}
    names = {term: [ctx.corpus.terms[term].name, to_term(ctx, ROOT, term)] for term in ids}
    bank = [[bank_card_id(question), key_term(question)] for question in ctx.corpus.questions]
    own = [
        [ctx.corpus.notes_by_path[note].title, to_page(ctx, ROOT, ctx.notes[note]), [one.card.id for one in held]]
        for note, held in groupby(ctx.practice.of_notes, key=lambda one: one.note)
    ]
    deck = {"cards": ids, "bank": bank, "notes": own, "pages": pages, "names": names}
    return f"studyguide.exams.addDeck({_exam_json(deck)});\n"


PAGES = {
    "section": "path",
    "review": "review",
    "plan": "review/plan",
    "mock": "review/mock",
    "statistics": "review/statistics",
}


def _exam_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
