"""Gathers what the pages of all terms are made from: once for all, and by the term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from studyguide.execution.memo import ByIdentity, same_if_equal
from studyguide.link.backlinks import Backlink
from studyguide.model.cause import Cause
from studyguide.model.decision import Decision
from studyguide.model.exam import Exam
from studyguide.model.figure import Figure
from studyguide.model.glossary import Term, folded, spellings_of
from studyguide.model.note import NotePath, Passage, TermId
from studyguide.model.question import BankQuestion
from studyguide.render.html.author_scope import link_inputs
from studyguide.render.html.quoted_lines import quoted_lines
from studyguide.render.pages.bank import questions_by_term
from studyguide.render.pages.decisions import causes_by_term, decisions_by_term
from studyguide.render.pages.exams import exams_by_term
from studyguide.render.site_context import SiteContext, of_note, quote_inputs


class TermFacts(Struct, frozen=True):
    """What the pages of all terms are made from, gathered once."""

    places: Mapping[TermId, tuple[str, int]]
    confusions: Mapping[TermId, Sequence[tuple[TermId, str]]]
    sentences: Mapping[TermId, Sequence[Backlink]]
    naming: Mapping[TermId, Sequence[object]]
    """The notes that name each term, as inputs of its page."""
    about: Mapping[TermId, Sequence[NotePath]]
    """The notes whose title or alias is a name of the term."""
    compared: Mapping[TermId, Sequence[tuple[str, str]]]
    """Id and title of the comparisons with the term, the smallest first."""
    exams: Mapping[TermId, Sequence[tuple[Exam, tuple[str, ...]]]]
    questions: Mapping[TermId, Sequence[BankQuestion]]
    decisions: Mapping[TermId, Sequence[Decision]]
    causes: Mapping[TermId, Sequence[Cause]]
    figures: Mapping[TermId, Figure]
    """The first figure that lists each term."""
    inputs: tuple[object, ...]
    """What every page looks at."""


def term_facts(ctx: SiteContext) -> TermFacts:
    """Return what the pages of all terms are made from."""
    corpus = ctx.corpus
    sentences: dict[TermId, list[Backlink]] = {}
    naming: dict[TermId, list[object]] = {}
    quoted = _passages_by_note(corpus.passages)
    for note in corpus.notes:
        inputs = (ctx.notes[note.path], link_inputs(ctx, note.path))
        for term, links in corpus.backlinks[note.path].items():
            sentences.setdefault(term, []).extend(links)
            passages = quoted.get((note.path, term))
            if passages and note.path not in corpus.corrections:
                naming.setdefault(term, []).extend((*inputs, quoted_lines(ctx, passages), tuple(links)))
            else:  # an editor's note on the page can quote any line
                naming.setdefault(term, []).extend((*inputs, *of_note(ctx, note.path)))
    figures: dict[TermId, Figure] = {}
    for figure in corpus.figures.values():
        for term in figure.entry.terms:
            figures.setdefault(term, figure)
    titles = {comparison.id: comparison.title for comparison in ctx.practice.comparisons}
    corrected = tuple((corpus.notes_by_path[path].title, ctx.notes[path]) for path in corpus.corrections)
    ways = tuple((way.id, way.title) for way in ctx.practice.paths)
    shared = (corrected, ways)
    about = (ByIdentity(corpus.glossary), tuple((note.path, note.title, note.aliases) for note in corpus.notes))
    return TermFacts(
        places={term: (file, line) for term, file, line in corpus.glossary.places},
        confusions=_confusions(ctx),
        sentences=sentences,
        naming=naming,
        about=ctx.memo("notes about terms", about, partial(_notes_about, ctx)),
        compared={term: tuple((id_, titles[id_]) for id_ in ids) for term, ids in ctx.practice.compared_in.items()},
        exams=exams_by_term(ctx),
        questions=questions_by_term(ctx),
        decisions=decisions_by_term(ctx),
        causes=causes_by_term(ctx),
        figures=figures,
        inputs=(
            ctx.site,
            ByIdentity(ctx.kinds_and_families),
            ByIdentity(corpus.corrections),
            ByIdentity(corpus.decisions),
            ByIdentity(corpus.causes),
            ByIdentity(corpus.exams),
            ByIdentity(corpus.questions),
            ByIdentity(same_if_equal(ctx.memo, "term pages", shared)),
        ),
    )


def inputs_of_term(ctx: SiteContext, facts: TermFacts, term: Term) -> tuple[object, ...]:
    """Return what the page of a term is made from, beside what it reads of other terms."""
    practice, corpus, id_ = ctx.practice, ctx.corpus, term.id
    lesson = corpus.lessons.get(id_)
    figures = [corpus.figures[figure] for figure in lesson.figures] if lesson else []
    about = tuple((ctx.notes[path], corpus.notes_by_path[path].title) for path in facts.about.get(id_, ()))
    return (
        term,
        ctx.terms[id_],
        facts.places[id_],
        facts.confusions.get(id_),
        facts.compared.get(id_),
        practice.cards_of.get(id_),
        practice.steps.get(id_),
        lesson,
        corpus.lesson_mentions.get(id_),
        (*figures, figure_of(ctx, facts, id_)),
        about,
        *quote_inputs(ctx, term),
        *facts.naming.get(id_, ()),
    )


def figure_of(ctx: SiteContext, facts: TermFacts, term: TermId) -> Figure | None:
    """Return the first figure that lists the term, unless the term's lesson shows figures of its own."""
    lesson = ctx.corpus.lessons.get(term)
    return None if lesson is not None and lesson.figures else facts.figures.get(term)


def _passages_by_note(
    passages: Mapping[TermId, Sequence[Passage]],
) -> dict[tuple[NotePath, TermId], list[Passage]]:
    by_note: dict[tuple[NotePath, TermId], list[Passage]] = {}
    for term, of_term in passages.items():
        for passage in of_term:
            by_note.setdefault((passage.note, term), []).append(passage)
    return by_note


def _notes_about(ctx: SiteContext) -> dict[TermId, list[NotePath]]:
    """Find the notes that are about a term, by the names the notes go by."""
    named: dict[str, list[NotePath]] = {}
    for note in ctx.corpus.notes:
        for name in dict.fromkeys(map(folded, (note.title, *note.aliases))):
            named.setdefault(name, []).append(note.path)
    about: dict[TermId, list[NotePath]] = {}
    for term in ctx.corpus.glossary.terms:
        paths = [path for text in spellings_of(term) for path in named.get(folded(text), ())]
        if paths:
            about[term.id] = list(dict.fromkeys(paths))
    return about


def _confusions(ctx: SiteContext) -> dict[TermId, list[tuple[TermId, str]]]:
    """Written once, shown on both."""
    found: dict[TermId, list[tuple[TermId, str]]] = {}
    for term in ctx.corpus.glossary.terms:
        for confusion in term.confused_with:
            found.setdefault(term.id, []).append((confusion.id, confusion.apart))
            found.setdefault(confusion.id, []).append((term.id, confusion.apart))
    return {term: list(dict(pairs).items()) for term, pairs in found.items()}
