"""Choices: three options of one sort, of which exactly one is right and the right one is not told by its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from studyguide.names import definition
from studyguide.records import TermId
from studyguide.study.card import Option
from studyguide.study.spoken import Spoken, spoken_names
from studyguide.study.wording import common_words, draw, flat, sentence, spellings, words
from studyguide.terms import Glossary, Term

CHOICES = 3
NEAREST = 7
"""How many of the nearest rivals are weighed against each other."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions about one term need to know of all the others."""

    terms: Mapping[TermId, Term]
    spoken: Mapping[TermId, Spoken]
    spellings: Mapping[TermId, tuple[str, ...]]
    """As `wording.flat` gives them."""
    common: frozenset[str]
    """Words that give no name away."""
    rivals: Mapping[TermId, tuple[TermId, ...]]
    """Terms of the same kind and family that cannot also be right, nearest first."""
    apart: Mapping[frozenset[TermId], str]
    """What sets a declared pair apart."""


def ground(glossary: Glossary) -> Ground:
    """Relate every term of a glossary to those it could be mistaken for."""
    terms, family_of = {term.id: term for term in glossary.terms}, dict(glossary.family_of)
    apart = {frozenset((t.id, c.id)): c.apart for t in glossary.terms for c in t.confused_with if c.id in terms}
    groups: dict[tuple[str, str], list[Term]] = {}
    for term in glossary.terms:
        groups.setdefault((term.kind, family_of[term.id]), []).append(term)
    common = common_words(glossary.terms)
    kept = {term.id: frozenset(words(definition(term))) - common for term in glossary.terms}
    kin = {term.id: _kin(term, terms) for term in glossary.terms}
    named = {term.id: frozenset(words(term.name)) for term in glossary.terms}
    rivals: dict[TermId, tuple[TermId, ...]] = {}
    for group in groups.values():
        for term in group:
            near = [
                (_closeness(term, other, apart, kept), other.id)
                for other in group
                if other.id != term.id
                and other.id not in kin[term.id]
                and term.id not in kin[other.id]
                and (frozenset((other.id, term.id)) in apart or not _alike(term, other, named))
            ]
            rivals[term.id] = tuple(other for _, other in sorted(near, key=lambda pair: (-pair[0], pair[1])))
    spelt = {term.id: spellings(term) for term in glossary.terms}
    return Ground(terms, spoken_names(glossary), spelt, common, rivals, apart)


def options(seed: str, term: Term, stem: str, held: Ground, fits: Callable[[Term], bool]) -> tuple[Option, ...]:
    """Return three options in a shuffled order, or none where the term has too few rivals.

    `seed` (a card's id) decides the order and whether the right one shall be the shortest, the middle or the longest;
    rivals that the stem names, or that do not fit, are left out.
    """
    said = flat(stem)
    near = (
        other
        for other in (held.terms[rival] for rival in held.rivals[term.id])
        if fits(other) and not any(spelling in said for spelling in held.spellings[other.id])
    )
    rivals = list(islice(near, NEAREST))
    if len(rivals) < CHOICES - 1:
        return ()
    wanted = 1 + draw(f"{seed} rank", CHOICES)
    pairs = list(combinations(range(len(rivals)), 2))
    first, second = min(pairs, key=lambda p: (abs(_rank(term, [rivals[i] for i in p]) - wanted), sum(p), p))
    chosen = [_option(term, term, held), *(_option(other, term, held) for other in (rivals[first], rivals[second]))]
    return tuple(sorted(chosen, key=lambda option: draw(f"{seed} {option.term}", 2**60)))


def length_rank(lengths: list[int], right: int) -> float:
    """Return the place of `lengths[right]` from the shortest (1); equal lengths share the mean of their places."""
    own = lengths[right]
    return 1 + sum(n < own for n in lengths) + (sum(n == own for n in lengths) - 1) / 2


def _rank(term: Term, others: list[Term]) -> float:
    return length_rank([len(term.name), *(len(other.name) for other in others)], 0)


def _option(option: Term, right: Term, held: Ground) -> Option:
    why = f"{option.name}: {sentence(definition(option))}"
    if apart := held.apart.get(frozenset((option.id, right.id))):
        why = f"{why} {sentence(apart)}"
    return Option(option.name, option.id, why)


def _kin(term: Term, terms: Mapping[TermId, Term]) -> frozenset[TermId]:
    """The terms that may be right too where this one is: it says so, or they are a whole of it, a need, a successor."""
    replaced_by = term.status.replacement if term.status else ()
    return frozenset((*term.also_true, *_above(term, terms), *term.needs, *replaced_by))


def _alike(term: Term, other: Term, named: Mapping[TermId, frozenset[str]]) -> bool:
    """Whether the other may be right too: the name of one holds that of the other, or one leads to the other."""
    own, theirs = named[term.id], named[other.id]
    if own and (own <= theirs or theirs <= own):
        return True
    return any(see.id == other.id or see.id == term.id for see in (*term.see, *other.see))


def _above(term: Term, terms: Mapping[TermId, Term]) -> Iterator[TermId]:
    passed: set[TermId] = set()
    above = term.part_of
    while above and above in terms and above not in passed:
        passed.add(above)
        yield above
        above = terms[above].part_of


def _closeness(
    term: Term, other: Term, apart: Mapping[frozenset[TermId], str], kept: Mapping[TermId, frozenset[str]]
) -> float:
    declared = 10.0 if frozenset((term.id, other.id)) in apart else 0.0
    shared = len(set(term.needs) & set(other.needs)) + (term.part_of is not None and term.part_of == other.part_of)
    own, theirs = kept[term.id], kept[other.id]
    return declared + shared + 4 * len(own & theirs) / (len(own | theirs) or 1)
