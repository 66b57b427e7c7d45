"""Makes cards: questions from the glossary's curated fields, and those that people wrote themselves."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from studyguide.execution.memo import ByIdentity, Memo, memo_with, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.execution.recorded_reads import Tables, memo_reads
from studyguide.link.corpus import Corpus
from studyguide.model.decision import options_of
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.exam import terms_of_exam
from studyguide.model.glossary import Glossary, Term
from studyguide.model.note import Note, NotePath, TermId
from studyguide.parse.curated.cards import OwnCard
from studyguide.practice.bank_cards import bank_cards
from studyguide.practice.card import Card, CardKind, CardOption
from studyguide.practice.comparisons import Comparison, by_term, comparisons, replaced_by_decisions
from studyguide.practice.distractors import QuestionContext, question_context
from studyguide.practice.learning_paths import LearningPath, PathStep, learning_paths, path_steps
from studyguide.practice.note_practice import NotePractice, note_practice
from studyguide.practice.phrasing import Phrasing, phrasings
from studyguide.practice.questions import questions

__all__ = ["Card", "CardKind", "CardOption", "card_counts", "card_rows", "cards"]

PER_TERM = 4
TABLES_OF_CONTEXT = ("terms", "phrasings", "spellings", "rivals", "texts", "apart")
"""What questions about a term read of single terms and pairs, as fields of `QuestionContext`."""


def cards(
    corpus: Corpus,
    own: Sequence[OwnCard] = (),
    memo: Memo = no_memo,
    names: Mapping[TermId, Phrasing] | None = None,
    map_: Mapper = map,
) -> tuple[Card, ...]:
    """Returns every card in the glossary's order, at most four per term in addition to those a person wrote.

    `names` are the phrasings of the terms, if they are known.
    """
    inputs = tuple(map(ByIdentity, (corpus.glossary, corpus.decisions, corpus.causes, corpus.texts)))
    term_questions = memo("questions", inputs, partial(_questions_by_term, corpus, memo, names, map_))
    tags = tags_of(corpus)
    all_inputs = (ByIdentity(term_questions), ByIdentity(corpus.glossary), tuple(own), tags)
    return memo("tagged cards", all_inputs, partial(_tagged_cards, corpus.glossary, term_questions, own, tags))


def _tagged_cards(
    glossary: Glossary,
    term_questions: Mapping[TermId, tuple[Card, ...]],
    own: Sequence[OwnCard],
    tags: Mapping[TermId, tuple[str, ...]],
) -> tuple[Card, ...]:
    family_of = dict(glossary.family_of)
    places = {term: f"{file}:{line}" for term, file, line in glossary.places}
    written: dict[TermId, list[Card]] = {}
    for card in own:
        card_of_author = Card(
            f"{card.term}.own:{card.id}", CardKind.OWN, card.term, card.question, card.answer,
            f"{card.term}.own:{card.id}", explanation=card.explanation, source=card.place,
        )  # fmt: skip
        written.setdefault(card.term, []).append(card_of_author)
    return tuple(
        replace(
            card,
            family=family_of[term.id],
            tags=(f"kind::{term.kind}", *tags[term.id]),
            source=card.source or places[term.id],
        )
        for term in glossary.terms
        for card in chain(term_questions[term.id], written.get(term.id, ()))
    )


def _questions_by_term(
    corpus: Corpus, memo: Memo, names: Mapping[TermId, Phrasing] | None, map_: Mapper
) -> dict[TermId, tuple[Card, ...]]:
    """Returns the cards made from each term's own fields."""
    options = [options_of(decision) for decision in corpus.decisions]
    causes = [cause.terms for cause in corpus.causes]
    context = question_context(corpus.texts, corpus.glossary, options, causes, memo, names, map_)
    terms = corpus.glossary.terms
    return {
        term.id: of_term
        for term, of_term in zip(terms, map_(partial(_memoized_questions, context, memo), terms), strict=True)
    }


def _memoized_questions(context: QuestionContext, memo: Memo, term: Term) -> tuple[Card, ...]:
    inputs = (term, ByIdentity(context.wording), context.common, context.verbs)
    tables: Tables = {name: getattr(context, name) for name in TABLES_OF_CONTEXT}
    return memo_reads(memo, ("cards", term.id), inputs, tables, partial(_questions_of, term, context))


def _questions_of(term: Term, context: QuestionContext, tables: Tables) -> tuple[Card, ...]:
    recorded: dict[str, Any] = dict(tables)
    return tuple(islice(questions(term, replace(context, **recorded)), PER_TERM))


def card_counts(cards: Iterable[Card]) -> dict[str, int]:
    """Returns how many cards there are of each kind, and under `facts` how many different facts they ask for."""
    cards = tuple(cards)
    by_kind = Counter(card.kind for card in cards)
    return {
        **{str(kind): by_kind[kind] for kind in CardKind},
        "cards": len(cards),
        "facts": len({c.asks for c in cards}),
    }


def card_rows(cards: Iterable[Card], pages: Mapping[TermId, str]) -> Iterator[dict[str, Any]]:
    """Yields each card as plain data; `pages` gives the address of each term's page."""
    return (_row_of_card(card, pages[card.term]) for card in cards)


def note_card_rows(cards: Iterable[NotePractice], pages: Mapping[NotePath, str]) -> Iterator[dict[str, Any]]:
    """Yields each card of a note as plain data; `pages` gives the address of each note's page."""
    return (_row_of_card(one.card, f"{pages[one.note]}#L{one.written.first}") for one in cards)


def _row_of_card(card: Card, page: str) -> dict[str, Any]:
    row: dict[str, Any] = {"id": card.id, "kind": str(card.kind), "term": card.term}
    row |= {"question": card.question, "answer": card.answer}
    if card.options:
        row["options"] = [option.text for option in card.options]
    return row | {"source": card.source, "page": page}


def tags_of(corpus: Corpus) -> dict[TermId, tuple[str, ...]]:
    """Returns the tags of every term, such as `family::metrics` or `note::class-2`. No tag contains a space."""
    exams: dict[TermId, list[str]] = {}
    for exam in corpus.exams:
        for term in terms_of_exam(exam):
            exams.setdefault(term, []).append(f"exam::{exam.id}")
    notes = tags_of_notes(corpus)
    return {
        term: (
            f"family::{family}",
            *exams.get(term, ()),
            *sorted({notes[passage.note] for passage in corpus.passages.get(term, ())}),
        )
        for term, family in corpus.glossary.family_of
    }


def tags_of_notes(corpus: Corpus) -> dict[NotePath, str]:
    """Returns the tag of every note, such as `note::class-2`."""
    return {note.path: f"note::{_note_label(note)}" for note in corpus.notes}


def _note_label(note: Note) -> str:
    name = note.facts.slug or posixpath.splitext(posixpath.basename(note.path))[0]
    return re.sub(r"[\s:]+", "-", name).strip("-") or "note"


class Practice(Struct, frozen=True):
    """Holds the practice material of one guide."""

    cards: tuple[Card, ...]
    """In the glossary's order."""
    bank: tuple[Card, ...]
    """A card for each question of the bank, in the order of the bank."""
    of_notes: tuple[NotePractice, ...]
    """The cards that authors wrote in their notes, in the order of the notes and their lines."""
    cards_of: Mapping[TermId, tuple[Card, ...]]
    comparisons: tuple[Comparison, ...]
    """Without those that a decision replaces."""
    replaced: Mapping[str, str]
    """For each comparison that a decision replaces, by id: the id of the decision."""
    compared_in: Mapping[TermId, tuple[str, ...]]
    """Ids of the comparisons that contain a term, the smallest first."""
    paths: tuple[LearningPath, ...]
    steps: Mapping[TermId, tuple[PathStep, ...]]


def make_practice(
    corpus: Corpus, own: Sequence[OwnCard], memo: Memo = no_memo, ledger: str = "", map_: Mapper = map
) -> tuple[Practice, tuple[Diagnostic, ...]]:
    """Makes practice material from a corpus and the cards a person wrote; `ledger` is the text of the ledger of ids."""
    memo = memo_with(memo, ByIdentity(corpus.texts))
    names = memo("phrasings", (ByIdentity(corpus.glossary),), partial(phrasings, corpus.glossary))
    deck = cards(corpus, own, memo, names, map_)
    of_term: dict[TermId, list[Card]] = {}
    for card in deck:
        of_term.setdefault(card.term, []).append(card)
    inputs = (ByIdentity(corpus.glossary), ByIdentity(corpus.decisions))
    compared, replaced = memo("comparisons", inputs, partial(_comparisons, corpus, names))
    counts = {term: len(passages) for term, passages in corpus.passages.items()}
    of_paths = (*map(ByIdentity, (corpus.glossary, corpus.exams, corpus.curated_mentions)), counts)
    ways, diagnostics = memo("learning paths", of_paths, partial(learning_paths, corpus))
    practice = Practice(
        cards=deck,
        bank=tuple(bank_cards(corpus.questions)),
        of_notes=note_practice(corpus, ledger, tags_of_notes(corpus)),
        cards_of={term: tuple(term_cards) for term, term_cards in of_term.items()},
        comparisons=compared,
        replaced=replaced,
        compared_in=by_term(compared),
        paths=ways,
        steps=path_steps(ways),
    )
    return practice, diagnostics


def _comparisons(corpus: Corpus, names: Mapping[TermId, Phrasing]) -> tuple[tuple[Comparison, ...], dict[str, str]]:
    tables = comparisons(corpus, names)
    replaced = replaced_by_decisions(tables, corpus.decisions)
    return tuple(comparison for comparison in tables if comparison.id not in replaced), replaced
