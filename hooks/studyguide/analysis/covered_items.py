"""Finds what exams name and a wider term is to explain, although the page of that term does not say it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.link.glossary_links import sentences_of
from studyguide.model.exam import Exam, NamedItem, objectives_of
from studyguide.model.glossary import shown_names
from studyguide.model.note import TermId
from studyguide.text.words import singular, words_of


class UnsaidItem(Struct, frozen=True):
    """Names a thing that an exam's guide names and the page of its wider term does not say."""

    exam: str
    """Id of the exam."""
    number: str
    """Number of the objective; an empty text for a product or service in scope."""
    wording: str
    """What was looked for: the declared wording, or the name of the thing."""
    term: TermId


def unsaid_items(corpus: Corpus) -> tuple[UnsaidItem, ...]:
    """Returns the things with `covered_by` whose page says neither their name nor the declared wording, as exams name
    them."""
    texts: dict[TermId, str] = {}
    unsaid: list[UnsaidItem] = []
    for exam in corpus.exams:
        for number, term, item in _covered_items(exam):
            if term not in corpus.terms:
                continue
            if term not in texts:
                texts[term] = _normalized(" . ".join(_said_words(term, corpus)))
            wording = item.said_as or item.name
            if _normalized(wording) not in texts[term]:
                unsaid.append(UnsaidItem(exam.id, number, wording, term))
    return tuple(unsaid)


def _covered_items(exam: Exam) -> Iterator[tuple[str, TermId, NamedItem]]:
    named = [(objective.id, item) for objective in objectives_of(exam) for item in objective.names]
    for number, item in (*named, *(("", item) for item in exam.in_scope)):
        if item.covered_by:
            yield number, item.covered_by, item


def _said_words(id_: TermId, corpus: Corpus) -> Iterator[str]:
    """Yields every curated text that the page of a term shows."""
    term = corpus.terms[id_]
    yield term.name
    yield from (alias.text for alias in shown_names(term))
    yield from sentences_of(term)
    yield from (related.why for related in term.see)
    if term.status and term.status.note:
        yield term.status.note
    for other in corpus.glossary.terms:
        yield from (confusion.apart for confusion in other.confused_with if confusion.id == id_)
    if lesson := corpus.lessons.get(id_):
        yield lesson.outcome
        yield from (section.markdown for section in lesson.sections)


def _normalized(text: str) -> str:
    """Returns the words of a text between spaces, each folded and in the singular."""
    return f" {' '.join(map(singular, words_of(text)))} "
