"""Choices: three options of one sort, of which exactly one is right and the right one is not told by its length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

from studyguide.model.glossary import Glossary, Term, definition
from studyguide.model.note import TermId
from studyguide.practice.card import CardOption
from studyguide.practice.phrasing import (
    Phrasing,
    closed_sentence,
    common_words,
    draw,
    flat,
    phrasings,
    spellings,
    words,
)

CHOICES = 3
NEAREST = 7
"""How many of the nearest rivals are weighed against each other."""
MAX_RIVALS = 100
"""How many terms one term is compared with. The terms of one kind and family are rarely as many; where they are more,
those that share its rarest features are compared, so the time grows in a straight line with the number of terms."""


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """What questions about one term need to know of all the others."""

    terms: Mapping[TermId, Term]
    phrasings: Mapping[TermId, Phrasing]
    spellings: Mapping[TermId, tuple[str, ...]]
    """As `wording.flat` gives them."""
    common: frozenset[str]
    """Words that give no name away."""
    rivals: Mapping[TermId, tuple[TermId, ...]]
    """Terms of the same kind and family that cannot also be right, nearest first; of many terms the nearest."""
    apart: Mapping[frozenset[TermId], str]
    """What sets a declared pair apart."""


def question_context(glossary: Glossary) -> QuestionContext:
    """Relate every term of a glossary to those it could be mistaken for."""
    terms, family_of = {term.id: term for term in glossary.terms}, dict(glossary.family_of)
    apart = {frozenset((t.id, c.id)): c.apart for t in glossary.terms for c in t.confused_with if c.id in terms}
    groups: dict[tuple[str, str], list[TermId]] = {}
    for term in glossary.terms:
        groups.setdefault((term.kind, family_of[term.id]), []).append(term.id)
    common = common_words(glossary.terms)
    compared = {term.id: _compared_term(term, terms, common) for term in glossary.terms}
    rivals = {term: near for group in groups.values() for term, near in _rivals([compared[t] for t in sorted(group)])}
    spelt = {term.id: spellings(term) for term in glossary.terms}
    return QuestionContext(terms, phrasings(glossary), spelt, common, rivals, apart)


def _rivals(group: Sequence[_Compared]) -> Iterator[tuple[TermId, tuple[TermId, ...]]]:
    """Yield each term of one kind and family, which are sorted by id, with its rivals, nearest first.

    Terms without a common feature are equally far from each other: they come last, by id.
    """
    members = {term.id: term for term in group}
    index: dict[_Feature, list[TermId]] = {}
    for term in group:
        for feature in _features(term):
            index.setdefault(feature, []).append(term.id)
    for term in group:
        features = sorted(_features(term), key=lambda f: (f[0] != CONFUSED, len(index[f]), f))
        declared = sorted(term.declared & members.keys())
        near = _first_distinct(chain(declared, *(index[feature] for feature in features), members), MAX_RIVALS)
        others = (members[id_] for id_ in near if id_ != term.id)
        weighed = [(-_closeness(term, other), other.id) for other in others if _may_be_wrong(term, other)]
        yield term.id, tuple(other for _, other in sorted(weighed))


def _first_distinct(ids: Iterable[TermId], count: int) -> Iterator[TermId]:
    """Return the first `count` ids that are not the same."""
    seen: dict[TermId, None] = {}
    for id_ in ids:
        seen.setdefault(id_)
        if len(seen) == count:
            break
    return iter(seen)


def distractors(
    seed: str, term: Term, stem: str, context: QuestionContext, fits: Callable[[Term], bool]
) -> tuple[CardOption, ...]:
    """Return three options in a shuffled order, or none where the term has too few rivals.

    `seed` (a card's id) decides the order and whether the right one shall be the shortest, the middle or the longest;
    rivals that the stem names, or that do not fit, are left out.
    """
    said = flat(stem)
    near = (
        other
        for other in (context.terms[rival] for rival in context.rivals[term.id])
        if fits(other) and not any(spelling in said for spelling in context.spellings[other.id])
    )
    rivals = list(islice(near, NEAREST))
    if len(rivals) < CHOICES - 1:
        return ()
    wanted = 1 + draw(f"{seed} rank", CHOICES)
    pairs = list(combinations(range(len(rivals)), 2))
    first, second = min(pairs, key=lambda p: (abs(_distractor_rank(term, [rivals[i] for i in p]) - wanted), sum(p), p))
    chosen = [
        _option_of(term, term, context),
        *(_option_of(other, term, context) for other in (rivals[first], rivals[second])),
    ]
    return tuple(sorted(chosen, key=lambda option: draw(f"{seed} {option.term}", 2**60)))


def length_rank(lengths: list[int], right: int) -> float:
    """Return the place of `lengths[right]` from the shortest (1); equal lengths share the mean of their places."""
    own = lengths[right]
    return 1 + sum(n < own for n in lengths) + (sum(n == own for n in lengths) - 1) / 2


def _distractor_rank(term: Term, others: list[Term]) -> float:
    return length_rank([len(term.name), *(len(other.name) for other in others)], 0)


def _option_of(option: Term, right: Term, context: QuestionContext) -> CardOption:
    why = f"{option.name}: {closed_sentence(definition(option))}"
    if apart := context.apart.get(frozenset((option.id, right.id))):
        why = f"{why} {closed_sentence(apart)}"
    return CardOption(option.name, option.id, why)


@dataclass(frozen=True, slots=True)
class _Compared:
    """What is asked of a term for each of its rivals, worked out once."""

    id: TermId
    part_of: TermId | None
    needs: frozenset[TermId]
    declared: frozenset[TermId]
    """The terms it is said to be confused with."""
    kin: frozenset[TermId]
    """The terms that may be right too where this one is: it says so, or they are a whole of it, a need, a successor."""
    leads: frozenset[TermId]
    named: frozenset[str]
    """The words of its name."""
    said: frozenset[str]
    """The words of its definition that are not common."""


def _compared_term(term: Term, terms: Mapping[TermId, Term], common: frozenset[str]) -> _Compared:
    replaced_by = term.status.replacement if term.status else ()
    return _Compared(
        id=term.id,
        part_of=term.part_of,
        needs=frozenset(term.needs),
        declared=frozenset(confusion.id for confusion in term.confused_with),
        kin=frozenset((*term.also_true, *_above(term, terms), *term.needs, *replaced_by)),
        leads=frozenset(see.id for see in term.see),
        named=frozenset(words(term.name)),
        said=frozenset(words(definition(term))) - common,
    )


_Feature = tuple[str, str]
"""What makes two terms close: a kind of relation, and the term or the word that both have it to."""
CONFUSED = "confused with"


def _features(term: _Compared) -> Iterator[_Feature]:
    yield from (("needs", need) for need in term.needs)
    if term.part_of is not None:
        yield "part of", term.part_of
    for confused in (term.id, *term.declared):
        yield CONFUSED, confused
    yield from (("says", word) for word in term.said)


def _may_be_wrong(term: _Compared, other: _Compared) -> bool:
    """Whether the other is certainly not right where the term is: no kin of it, and, unless the two are declared to be
    confused, neither holds the name of the other or leads to it."""
    if other.id in term.kin or term.id in other.kin:
        return False
    if _declared(term, other):
        return True
    context = bool(term.named) and (term.named <= other.named or other.named <= term.named)
    return not context and other.id not in term.leads and term.id not in other.leads


def _closeness(term: _Compared, other: _Compared) -> float:
    declared = 10.0 if _declared(term, other) else 0.0
    shared = len(term.needs & other.needs) + (term.part_of is not None and term.part_of == other.part_of)
    both = len(term.said & other.said)
    return declared + shared + 4 * both / (len(term.said) + len(other.said) - both or 1)


def _declared(term: _Compared, other: _Compared) -> bool:
    return other.id in term.declared or term.id in other.declared


def _above(term: Term, terms: Mapping[TermId, Term]) -> Iterator[TermId]:
    passed: set[TermId] = set()
    above = term.part_of
    while above and above in terms and above not in passed:
        passed.add(above)
        yield above
        above = terms[above].part_of
