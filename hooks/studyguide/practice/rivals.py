"""Finds rivals: the terms that a learner may mistake for a term, the most easily mistaken first.

What people declared comes first, whatever its kind and family: pairs that are easily confused, then options of the same
decision, then terms of the same cause. The most similar terms follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import partial
from itertools import chain, islice

from msgspec import Struct

from studyguide.execution.memo import ByIdentity, Memo, no_memo, same_if_equal
from studyguide.execution.parallel import Mapper
from studyguide.execution.recorded_reads import Tables, memo_reads
from studyguide.model.glossary import Glossary, Kind, Term, definition
from studyguide.model.note import TermId
from studyguide.practice.phrasing import FUNCTION_WORDS, common_words, spellings, words

MAX_RIVALS = 100
"""With how many terms one term is compared: those that share its rarest features, so that the time grows linearly with
the number of terms."""
FARTHEST = -1.1
"""The distance from which a similar term is too far to be mistaken: it has hardly a word in common."""
FARTHEST_PRODUCT = -1.4
"""The same for products: many of them lead to the same few, such as the one that stores everything."""
OTHER_FAMILY = 0.5
"""How much farther a term of another family is than one of the same."""
FARTHEST_CURATED = 0.1
"""The same for terms of one cause, and for terms that are confused with the same term."""


class Reason(IntEnum):
    """Says why a term is a rival, the best reason first."""

    CONFUSED = 0
    """They are declared to be confused, and both definitions begin with a verb, or both with a noun."""
    CONFUSED_OTHER_FORM = 1
    """They are declared to be confused."""
    SAME_DECISION = 2
    """A decision has both as options."""
    SAME_CAUSE = 3
    """A cause names both."""
    CONFUSED_ALIKE = 4
    """They are declared to be confused with the same term."""
    SIMILAR = 5
    """They are of one kind and build on the same terms, lead to the same terms, or are described in the same words."""


WIDER = re.compile(
    r"\b(?:is|are) (?:(?:only |just )?(?:one|a) (?:kind|way|case|form|part|member|implementation|of)\b|any\b|every\b"
    r"|the (?:family|member|idea|technique|method|general|goal|aim|task|group|kind|part|case|thing|usual way)\b)"
    r"|\b(?:is|are) (?:AWS's|the same)\b|\bmanaged (?:feature|service|one)\b"
)
"""What a sentence says that tells a thing from a narrower one, as in `is the family; ... is the member`."""


class Rival(Struct, frozen=True):
    """Describes a term that may be offered as a wrong answer."""

    term: TermId
    reason: Reason
    distance: float
    """Tells rivals of one reason apart, for the last three reasons only; equal ones are equally good."""
    same_sort: bool
    """Whether both are of one kind, or both of kinds that are products with a status, or options of one decision."""


def find_rivals(
    glossary: Glossary,
    decisions: Iterable[Sequence[TermId]] = (),
    causes: Iterable[Sequence[TermId]] = (),
    memo: Memo = no_memo,
    map_: Mapper = map,
) -> dict[TermId, tuple[Rival, ...]]:
    """Returns the rivals of each term, the best first; `decisions` and `causes` are groups of terms.

    No rival can be right where the term is right, as far as the data says.
    """
    terms, family_of = {term.id: term for term in glossary.terms}, dict(glossary.family_of)
    kinds, shared = {kind.id: kind for kind in glossary.kinds}, common_words(glossary.terms)
    common = same_if_equal(memo, "common words", shared)
    compared: dict[TermId, _Compared] = {}
    for term in glossary.terms:
        what = (term, kinds[term.kind], family_of[term.id], tuple(_above(term, terms)), common)
        compared[term.id] = memo(
            ("compared", term.id), (*what[:-1], ByIdentity(common)), partial(_compared_term, *what)
        )
    pairs = _declared_pairs(glossary.terms, terms)
    groups: dict[_RivalGroup, list[_Compared]] = {}
    for one in sorted(compared.values(), key=lambda one: one.id):
        groups.setdefault((one.kind, one.acts), []).append(one)
    options, named = _near_terms(decisions, compared), _near_terms(causes, compared)
    tables: dict[_RivalGroup, Tables] = {}
    for group, members in groups.items():
        tables[group] = {
            "compared": compared, "pairs": pairs, "options": options, "named": named,
            "index": _feature_index(members), "groups": {group: tuple(term.id for term in members)},
        }  # fmt: skip
    rivals = map_(partial(_memoized_rivals, tables, memo), compared.values())
    return dict(zip(compared, rivals, strict=True))


def _memoized_rivals(tables: Mapping[_RivalGroup, Tables], memo: Memo, one: _Compared) -> tuple[Rival, ...]:
    group = (one.kind, one.acts)
    return memo_reads(memo, ("rivals", one.id), (), tables[group], partial(_rivals_of, one.id, group))


def _rivals_of(id_: TermId, group: _RivalGroup, tables: Tables) -> tuple[Rival, ...]:
    compared, pairs = tables["compared"], tables["pairs"]
    term, declared = compared[id_], pairs.get(id_, {})
    options, named = tables["options"].get(id_, ()), tables["named"].get(id_, ())
    alike = _confused_alike(id_, pairs)
    similar = _similar(term, tables, tables["groups"][group])
    rivals: dict[TermId, Rival] = {}
    for other in (compared[near] for near in declared):
        if _may_be_confused(term, other, declared[other.id]):
            reason = Reason.CONFUSED if term.acts == other.acts else Reason.CONFUSED_OTHER_FORM
            rivals[other.id] = Rival(other.id, reason, 0.0, _is_same_sort(term, other) or other.id in options)
    for reason, near_terms in ((Reason.SAME_DECISION, options), (Reason.SAME_CAUSE, named)):
        for other in (compared[near] for near in near_terms if near not in declared):
            if _may_be_chosen(term, other):
                same_sort = reason is Reason.SAME_DECISION or _is_same_sort(term, other)
                distance = 0.0 if reason is Reason.SAME_DECISION else _rival_distance(term, other)
                if distance <= FARTHEST_CURATED:
                    rivals.setdefault(other.id, Rival(other.id, reason, distance, same_sort))
    for near in alike:
        other = compared[near]
        fits = near not in declared and _is_same_sort(term, other) and _may_be_chosen(term, other)
        if fits and (distance := _rival_distance(term, other)) <= FARTHEST_CURATED:
            rivals.setdefault(near, Rival(near, Reason.CONFUSED_ALIKE, distance, same_sort=True))
    for near, distance in similar:
        if near not in declared and distance <= (FARTHEST_PRODUCT if term.is_product else FARTHEST):
            rivals.setdefault(near, Rival(near, Reason.SIMILAR, distance, _is_same_sort(term, compared[near])))
    return tuple(sorted(rivals.values(), key=lambda rival: (rival.reason, rival.distance, rival.term)))


class _Compared(Struct, frozen=True):
    """Holds what each comparison with a rival needs to know of a term, computed once."""

    id: TermId
    kind: str
    family: str
    is_product: bool
    """Whether its kind has a status."""
    acts: bool
    """Whether its definition says what it does, and not what it is."""
    part_of: TermId | None
    needs: frozenset[TermId]
    kin: frozenset[TermId]
    """The terms that may be right too where this one is: those it declares, the whole it is part of, its successor."""
    leads: frozenset[TermId]
    """The terms worth reading next."""
    named: frozenset[str]
    """The words of its name."""
    said: frozenset[str]
    """The words of its definition, and of when to use it, that are not common."""
    spelt: frozenset[str]


def _compared_term(term: Term, kind: Kind, family: str, above: tuple[TermId, ...], common: frozenset[str]) -> _Compared:
    replaced_by = term.status.replacement if term.status else ()
    return _Compared(
        id=term.id,
        kind=term.kind,
        family=family,
        is_product=kind.status,
        acts=term.does is not None,
        part_of=term.part_of,
        needs=frozenset(term.needs),
        kin=frozenset((*term.also_true, *above, *replaced_by)),
        leads=frozenset(see.id for see in term.see),
        named=frozenset(words(term.name)),
        said=frozenset(words(f"{definition(term)} {term.use_when or ''}")) - common - FUNCTION_WORDS,
        spelt=frozenset(spellings(term)),
    )


def _declared_pairs(terms: Iterable[Term], known: Mapping[TermId, Term]) -> dict[TermId, dict[TermId, str]]:
    """Returns, for each term, the terms it is confused with, with what sets them apart; declared on either of them."""
    pairs: dict[TermId, dict[TermId, str]] = {}
    for term in terms:
        for confusion in term.confused_with:
            if confusion.id in known:
                pairs.setdefault(term.id, {})[confusion.id] = confusion.apart
                pairs.setdefault(confusion.id, {}).setdefault(term.id, confusion.apart)
    return pairs


def _confused_alike(term: TermId, pairs: Mapping[TermId, Mapping[TermId, str]]) -> Iterator[TermId]:
    """Yields the terms that are confused with what a term is confused with, at most `MAX_RIVALS`."""
    others = (
        other for middle in islice(pairs.get(term, ()), MAX_RIVALS) for other in islice(pairs[middle], MAX_RIVALS)
    )
    return _first_distinct((other for other in islice(others, MAX_RIVALS) if other != term), MAX_RIVALS)


def _near_terms(groups: Iterable[Sequence[TermId]], known: Mapping[TermId, object]) -> dict[TermId, tuple[TermId, ...]]:
    """Returns the terms that share a group with each term, at most `MAX_RIVALS`."""
    near: dict[TermId, dict[TermId, None]] = {}
    for group in groups:
        members = [term for term in group if term in known]
        for at, term in enumerate(members):
            around = chain(members[at + 1 : at + 1 + MAX_RIVALS], reversed(members[max(0, at - MAX_RIVALS) : at]))
            near.setdefault(term, {}).update(dict.fromkeys(islice(around, MAX_RIVALS)))
    return {term: tuple(islice((t for t in others if t != term), MAX_RIVALS)) for term, others in near.items()}


def _feature_index(group: Iterable[_Compared]) -> dict[_Feature, list[TermId]]:
    index: dict[_Feature, list[TermId]] = {}
    for term in group:
        for feature in _features(term):
            index.setdefault(feature, []).append(term.id)
    return index


def _similar(term: _Compared, tables: Tables, group: Sequence[TermId]) -> Iterator[tuple[TermId, float]]:
    """Yields the terms of the same kind and form, sorted by id, that share the most telling features, with their
    distance.

    Terms without a common feature are equally far from each other.
    """
    sharing = {feature: tables["index"][feature] for feature in _features(term)}
    features = sorted(sharing, key=lambda f: (len(sharing[f]), f))
    near = _first_distinct(chain(*(sharing[feature] for feature in features), group), MAX_RIVALS)
    others = (tables["compared"][id_] for id_ in near if id_ != term.id)
    return ((other.id, _rival_distance(term, other)) for other in others if _may_be_chosen(term, other))


def _first_distinct(ids: Iterable[TermId], count: int) -> Iterator[TermId]:
    """Returns the first `count` ids that differ from each other."""
    seen: dict[TermId, None] = {}
    for id_ in ids:
        seen.setdefault(id_)
        if len(seen) == count:
            break
    return iter(seen)


_RivalGroup = tuple[str, bool]
"""What similar terms have in common: their kind, and whether their definition says what they do."""
_Feature = tuple[str, str]
"""What makes two terms similar: a kind of relation, and the term or word that both have in it."""


def _features(term: _Compared) -> Iterator[_Feature]:
    yield from (("needs", need) for need in term.needs)
    if term.part_of is not None:
        yield "part of", term.part_of
    yield "family", term.family
    yield from (("leads to", other) for other in term.leads)
    yield from (("says", word) for word in term.said)


def _rival_distance(term: _Compared, other: _Compared) -> float:
    """Returns a number that is smaller the more two terms have in common, to one digit: nearer is no better."""
    shared = (
        len(term.needs & other.needs)
        + len(term.leads & other.leads)
        + (term.part_of is not None and term.part_of == other.part_of)
    )
    both = len(term.said & other.said)
    other_family = 0.0 if term.family == other.family else OTHER_FAMILY
    return round(other_family - shared - 4 * both / (len(term.said) + len(other.said) - both or 1), 1)


def _is_same_sort(term: _Compared, other: _Compared) -> bool:
    return term.kind == other.kind or (term.is_product and other.is_product)


def _is_kin(term: _Compared, other: _Compared) -> bool:
    """Returns whether the other term may be right too: it is wider, narrower, a successor, or has the same name."""
    return other.id in term.kin or term.id in other.kin or not term.spelt.isdisjoint(other.spelt)


def _may_be_confused(term: _Compared, other: _Compared, apart: str) -> bool:
    """Returns whether a term that is declared to be confused with another is certainly wrong in its place.

    One that builds on the other, or is named after it, may be a case of it, if what sets them apart says so.
    """
    if _is_kin(term, other):
        return False
    builds = other.id in term.needs or term.id in other.needs
    named_after = term.kind != other.kind and _is_named_after(term, other)
    return not named_after and not (builds and WIDER.search(apart))


def _may_be_chosen(term: _Compared, other: _Compared) -> bool:
    """Returns whether a term that nobody declared to be confused with another is certainly wrong in its place: neither
    builds on the other, contains its name or leads to it, and both definitions are of one form."""
    builds = other.id in term.needs or term.id in other.needs
    leads = other.id in term.leads or term.id in other.leads
    return term.acts == other.acts and not (builds or leads or _is_named_after(term, other) or _is_kin(term, other))


def _is_named_after(term: _Compared, other: _Compared) -> bool:
    return bool(term.named) and (term.named <= other.named or other.named <= term.named)


def _above(term: Term, terms: Mapping[TermId, Term]) -> Iterator[TermId]:
    passed: set[TermId] = set()
    above = term.part_of
    while above and above in terms and above not in passed:
        passed.add(above)
        yield above
        above = terms[above].part_of
