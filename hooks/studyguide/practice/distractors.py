"""Chooses distractors: three options, exactly one right, and its length does not reveal it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, islice

from msgspec import Struct

from studyguide.execution.memo import Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.model.glossary import Glossary, Term, definition
from studyguide.model.note import TermId
from studyguide.model.texts import Texts
from studyguide.practice.card import CardOption
from studyguide.practice.phrasing import (
    Phrasing,
    closed_sentence,
    common_words,
    draw,
    flat,
    opening_verbs,
    phrasings,
    spellings,
    stems,
)
from studyguide.practice.rivals import Reason, Rival, find_rivals

CHOICES = 3
NEAREST = 7
"""How many of the best rivals are compared with each other."""
FITS_TOO = 0.45
"""A rival is not offered if its own texts have this share of the words that a question asks by."""
DECLARED_FITS_TOO = 0.8
"""The same for a rival of the same sort that is declared to be confused: what sets them apart may be a word."""


class QuestionContext(Struct, frozen=True):
    """Holds what questions about one term need to know about all other terms."""

    wording: Texts
    """The words of the questions."""
    terms: Mapping[TermId, Term]
    phrasings: Mapping[TermId, Phrasing]
    spellings: Mapping[TermId, tuple[str, ...]]
    """As `phrasing.flat` returns them."""
    common: frozenset[str]
    """Words that do not reveal any name."""
    verbs: frozenset[str]
    """The verbs by which definitions say what a thing does."""
    rivals: Mapping[TermId, tuple[Rival, ...]]
    """Possible distractors, the best first."""
    texts: Mapping[TermId, frozenset[str]]
    """The stems of the words by which each term could be right."""
    apart: Mapping[frozenset[TermId], str]
    """What distinguishes a declared pair."""


def question_context(
    wording: Texts,
    glossary: Glossary,
    decisions: Iterable[Sequence[TermId]] = (),
    causes: Iterable[Sequence[TermId]] = (),
    memo: Memo = no_memo,
    names: Mapping[TermId, Phrasing] | None = None,
    map_: Mapper = map,
) -> QuestionContext:
    """Relates every term of a glossary to the terms it could be mistaken for; `decisions` and `causes` are groups of
    terms, `names` the phrasings of the terms, if they are known."""
    terms = {term.id: term for term in glossary.terms}
    apart = {frozenset((t.id, c.id)): c.apart for t in glossary.terms for c in t.confused_with if c.id in terms}
    return QuestionContext(
        wording=wording,
        terms=terms,
        phrasings=phrasings(glossary) if names is None else names,
        spellings={term.id: spellings(term) for term in glossary.terms},
        common=common_words(glossary.terms),
        verbs=opening_verbs(glossary.terms),
        rivals=find_rivals(glossary, decisions, causes, memo, map_),
        texts={
            term.id: stems(f"{definition(term)} {term.more or ''} {term.use_when or ''}") for term in glossary.terms
        },
        apart=apart,
    )


def distractors(
    seed: str, term: Term, stem: str, context: QuestionContext, fits: Callable[[Term, Rival], bool]
) -> tuple[CardOption, ...]:
    """Returns three options in a shuffled order, or none if the term has too few distractors.

    The best rivals are taken. Among equally good ones `seed` (a card's id) decides whether the right option is the
    shortest, the middle or the longest; it also decides the order. Terms that the stem names, to which it applies as
    well, or that do not fit, are left out.
    """
    said, asked = flat(stem), stems(stem)
    near = (
        rival
        for rival in context.rivals[term.id]
        if fits(context.terms[rival.term], rival)
        and not any(spelling in said for spelling in context.spellings[rival.term])
        and not _fits_too(asked, rival, context)
    )
    rivals = list(islice(near, NEAREST))
    if len(rivals) < CHOICES - 1:
        return ()
    wanted = 1 + draw(f"{seed} rank", CHOICES)
    pairs = combinations(rivals, 2)
    first, second = min(pairs, key=lambda pair: _pair_key(term, pair, wanted, context))
    chosen = [_option_of(each, term, context) for each in (term, context.terms[first.term], context.terms[second.term])]
    return tuple(sorted(chosen, key=lambda option: draw(f"{seed} {option.term}", 2**60)))


def length_rank(lengths: list[int], right: int) -> float:
    """Returns the rank of `lengths[right]`, counted from the shortest (1); equal lengths share the mean of their
    ranks."""
    own = lengths[right]
    return 1 + sum(n < own for n in lengths) + (sum(n == own for n in lengths) - 1) / 2


def _pair_key(
    term: Term, pair: Sequence[Rival], wanted: int, context: QuestionContext
) -> tuple[list[tuple[int, float]], float, list[str]]:
    """Returns what two distractors are chosen by: their ranks, then the rank of the right option by length."""
    lengths = [len(term.name), *(len(context.terms[rival.term].name) for rival in pair)]
    ranks = [(rival.reason.value, rival.distance) for rival in pair]
    return ranks, abs(length_rank(lengths, 0) - wanted), [rival.term for rival in pair]


def _fits_too(asked: frozenset[str], rival: Rival, context: QuestionContext) -> bool:
    """Returns whether most of what is asked is said of a rival as well."""
    most = DECLARED_FITS_TOO if rival.same_sort and rival.reason < Reason.SAME_DECISION else FITS_TOO
    return len(asked & context.texts[rival.term]) >= most * len(asked)


def _option_of(option: Term, right: Term, context: QuestionContext) -> CardOption:
    why = f"{option.name}: {closed_sentence(definition(option))}"
    if apart := context.apart.get(frozenset((option.id, right.id))):
        why = f"{why} {closed_sentence(apart)}"
    return CardOption(option.name, option.id, why)
