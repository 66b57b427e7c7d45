"""Finds the terms that curated sentences name, so that the glossary links itself."""

from __future__ import annotations

from functools import partial

from studyguide.execution.memo import Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.link.mentions import find_mentions
from studyguide.link.readable_forms import FormComparison, ReadableForms
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.glossary import Glossary, Term, definition_sentence
from studyguide.model.note import Mention, Note, NotePath, TermId


def curated_mentions(
    glossary: Glossary, comparison: FormComparison, memo: Memo = no_memo, map_: Mapper = map
) -> dict[TermId, dict[str, tuple[Mention, ...]]]:
    """Returns, for each term and each of its sentences, the other terms named there, each once on a page."""
    mentions = map_(partial(_memoized_mentions, comparison, memo), glossary.terms)
    return {term.id: of_term for term, of_term in zip(glossary.terms, mentions, strict=True)}


def _memoized_mentions(comparison: FormComparison, memo: Memo, term: Term) -> dict[str, tuple[Mention, ...]]:
    note = Note(NotePath(f"glossary/{term.id}"), term.name, sentences_of(term))
    inputs = (term.id, note.title, note.lines, ReadableForms(note, comparison))
    return memo(("prose", term.id), inputs, partial(_mentions_of_entry, term.id, note, comparison.surface_forms))


def sentences_of(term: Term) -> tuple[str, ...]:
    """Returns a term's curated sentences in the order its page shows them."""
    shown = (definition_sentence(term), term.more, term.use_when, term.not_when)
    return tuple(sentence for sentence in (*shown, *(c.apart for c in term.confused_with)) if sentence)


def _mentions_of_entry(term: TermId, note: Note, surface_forms: SurfaceForms) -> dict[str, tuple[Mention, ...]]:
    lines = note.lines
    mentions, _ = find_mentions(note, surface_forms)
    seen = {term}
    by_line: dict[str, list[Mention]] = {line: [] for line in lines}
    for mention in mentions:
        if mention.term not in seen:
            seen.add(mention.term)
            by_line[lines[mention.line - 1]].append(mention)
    return {line: tuple(named) for line, named in by_line.items()}
