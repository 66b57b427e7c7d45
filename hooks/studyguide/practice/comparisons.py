"""Builds comparisons: terms that one chooses between, side by side, with inputs, results and costs.

Which terms belong together follows from the data alone: parts of one whole, terms of one kind and family that build on
the same thing, terms with a training block, and pairs that are declared to be confused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from studyguide.link.corpus import Corpus
from studyguide.model.decision import Decision, options_of
from studyguide.model.glossary import Glossary, Term, definition
from studyguide.model.note import TermId
from studyguide.model.texts import Texts, text_of
from studyguide.practice.phrasing import Phrasing, closed_sentence, phrasings

AT_ONCE = 16
"""Number of rows that a reader can take in at once. Larger groups of siblings are split by what they build on."""
FEWEST = 3
"""Number of rows below which a group says no more than a pair does."""
NAMED = 3
"""Names that fit into a title."""


class ComparisonKind(StrEnum):
    PARTS = "parts"
    """Parts or special cases of one term."""
    SIBLINGS = "siblings"
    """Terms of one kind and family."""
    INPUTS = "inputs"
    """Everything that is trained, by the data it learns from."""
    CONFUSED = "confused"
    """A term and the terms it is confused with."""


class ComparisonRow(Struct, frozen=True):
    """Holds one term in a comparison. Every text may be ''."""

    term: TermId
    name: str
    have: str
    """Inputs: the data it learns from, and its form."""
    want: str
    """What it does or is: its definition, as a sentence."""
    when: str
    """When one chooses it."""
    cost: str
    """When one does not choose it, and the alternative."""
    machines: str
    formula: str
    """LaTeX."""
    status: str
    """`closed to new customers (as of 2025-11-20)`; '' if it is active or has no status."""


class Comparison(Struct, frozen=True):
    id: str
    """Stable, in kebab case: the kind and the ids it was made from."""
    kind: ComparisonKind
    title: str
    about: str
    """One sentence: what the rows have in common."""
    rows: tuple[ComparisonRow, ...]
    apart: tuple[tuple[TermId, TermId, str], ...]
    """Each pair of its rows that is declared to be confused, with the sentence that distinguishes them."""


def comparisons(corpus: Corpus, names: Mapping[TermId, Phrasing] | None = None) -> tuple[Comparison, ...]:
    """Returns every comparison, no two with the same rows. `names` are the phrasings of the terms, if they are known.

    Each declared pair is side by side in at least one of them, unless the two collide only by name.
    """
    glossary, texts = corpus.glossary, corpus.texts
    names = phrasings(glossary) if names is None else names
    groups = [*_part_groups(texts, glossary), *_siblings(texts, glossary, names), *_input_groups(texts, glossary)]
    small = _by_member(group[3] for group in groups if len(group[3]) <= AT_ONCE)
    largest = [group for group in groups if not _is_part_of_another(group[3], small)]
    unique = list({frozenset(group[3]): group for group in reversed(largest)}.values())[::-1]
    stars = _confused(texts, glossary, names, (group[3] for group in unique))
    return tuple(_comparison(texts, group, corpus.terms) for group in (*unique, *stars))


def replaced_by_decisions(comparisons: Iterable[Comparison], decisions: Iterable[Decision]) -> dict[str, str]:
    """Returns, for each comparison whose rows are all options of one decision, the id of the smallest such decision."""
    options = sorted(((frozenset(options_of(d)), d.id) for d in decisions), key=lambda pair: (len(pair[0]), pair[1]))
    rows = {comparison.id: {row.term for row in comparison.rows} for comparison in comparisons}
    targets = {
        id_: next((target for terms, target in options if members <= terms), "") for id_, members in rows.items()
    }
    return {id_: target for id_, target in targets.items() if target}


def collide_only_by_name(one: Term, other: Term, family_of: Mapping[TermId, str]) -> bool:
    """Returns whether one name is part of the other, but the terms share neither kind nor family."""
    words, others = _name_words(one), _name_words(other)
    is_part = words <= others or others <= words
    return is_part and one.kind != other.kind and family_of[one.id] != family_of[other.id]


def _name_words(term: Term) -> set[str]:
    return set(re.findall(r"\w+", term.name.lower()))


def by_term(comparisons: Iterable[Comparison]) -> dict[TermId, tuple[str, ...]]:
    """Returns the ids of the comparisons that contain each term, the smallest first."""
    comparison_ids: dict[TermId, list[str]] = {}
    for comparison in sorted(comparisons, key=lambda c: len(c.rows)):
        for row in comparison.rows:
            comparison_ids.setdefault(row.term, []).append(comparison.id)
    return {term: tuple(ids) for term, ids in comparison_ids.items()}


_Group = tuple[ComparisonKind, str, tuple[str, str], Sequence[TermId]]
"""Kind, id, title with a sentence about it, and the terms."""


def _part_groups(texts: Texts, glossary: Glossary) -> Iterator[_Group]:
    children: dict[TermId, list[TermId]] = {}
    for term in glossary.terms:
        if term.part_of:
            children.setdefault(term.part_of, []).append(term.id)
    for term in glossary.terms:
        if len(parts := children.get(term.id, ())) > 1:
            title = text_of(texts, "compare.parts_title", name=term.name)
            yield ComparisonKind.PARTS, f"parts-of-{term.id}", (title, closed_sentence(definition(term))), parts


def _siblings(texts: Texts, glossary: Glossary, phrasings: Mapping[TermId, Phrasing]) -> Iterator[_Group]:
    family_of = dict(glossary.family_of)
    sorted_out: dict[tuple[str, str], list[Term]] = {}
    for term in glossary.terms:
        sorted_out.setdefault((term.kind, family_of[term.id]), []).append(term)
    for family in glossary.families:
        for kind in glossary.kinds:
            members = sorted_out.get((kind.id, family.id), [])
            name = f"siblings-{kind.id}-{family.id}"
            if FEWEST <= len(members) <= AT_ONCE:
                title = text_of(texts, "compare.siblings_title", family=family.name, kinds=kind.plural.lower())
                yield ComparisonKind.SIBLINGS, name, (title, family.about), [t.id for t in members]
            if len(members) <= AT_ONCE:
                continue
            by_need: dict[TermId, list[TermId]] = {}
            for term in members:
                for need in dict.fromkeys(term.needs):
                    by_need.setdefault(need, []).append(term.id)
            for need, group in by_need.items():
                if need not in phrasings:
                    continue
                if FEWEST <= len(group) <= AT_ONCE:
                    title = text_of(texts, "compare.need_title", kinds=kind.plural, name=phrasings[need].full)
                    yield ComparisonKind.SIBLINGS, f"{name}-{need}", (title, family.about), group


def _input_groups(texts: Texts, glossary: Glossary) -> Iterator[_Group]:
    trained = [(term.training.learns_from, term.name, term.id) for term in glossary.terms if term.training]
    if len(trained) >= FEWEST:
        words = (
            text_of(texts, "compare.inputs_title"),
            text_of(texts, "compare.inputs_about"),
        )
        yield ComparisonKind.INPUTS, "inputs", words, [term for _, _, term in sorted(trained)]


def _confused(
    texts: Texts, glossary: Glossary, phrasings: Mapping[TermId, Phrasing], shown: Iterable[Iterable[TermId]]
) -> Iterator[_Group]:
    """Yields a group around each term with the pairs declared on it that no other page shows, unless a larger one has
    them.

    Pairs that collide only by name get no table: a sentence on their pages says how they differ.
    """
    pages = _by_member(shown)
    stars: dict[TermId, dict[TermId, None]] = {}
    terms = {term.id: term for term in glossary.terms}
    family_of = dict(glossary.family_of)
    for term in glossary.terms:
        pairs = [c.id for c in term.confused_with if c.id in phrasings]
        pairs = [other for other in pairs if not collide_only_by_name(term, terms[other], family_of)]
        others = [other for other in pairs if not any(other in rows for rows in pages.get(term.id, ()))]
        if others:
            stars[term.id] = dict.fromkeys((term.id, *others))
    called = {term.id: term.name for term in glossary.terms}
    single = {frozenset(star): hub for hub, star in reversed(stars.items())}
    all_stars = _by_member(stars.values())
    for hub, star in stars.items():
        if single[frozenset(star)] != hub or _is_part_of_another(star, all_stars):
            continue
        first, names = called[hub], [phrasings[term].bare for term in star]
        title = text_of(texts, "compare.confused_title", name=first)
        if len(names) <= NAMED:
            title = text_of(texts, "compare.confused_names", names=", ".join([first, *names[1:-1]]), last=names[-1])
        about = text_of(texts, "compare.two_confused" if len(star) == 2 else "compare.terms_confused")
        yield ComparisonKind.CONFUSED, f"confused-{hub}", (title, about), list(star)


_ByMember = Mapping[TermId, Sequence[frozenset[TermId]]]
"""The groups that contain each term."""


def _by_member(groups: Iterable[Iterable[TermId]]) -> _ByMember:
    containing: dict[TermId, list[frozenset[TermId]]] = {}
    for group in map(frozenset, groups):
        for member in group:
            containing.setdefault(member, []).append(group)
    return containing


def _is_part_of_another(group: Iterable[TermId], groups: _ByMember) -> bool:
    """Returns whether one of the groups contains all members of this group and others."""
    members = frozenset(group)
    fewest = min((groups.get(member, ()) for member in members), key=len)
    return any(members < other for other in fewest)


def _comparison(texts: Texts, group: _Group, terms: Mapping[TermId, Term]) -> Comparison:
    kind, name, (title, about), members = group
    inside = set(members)
    apart = tuple(
        (member, confusion.id, closed_sentence(confusion.apart))
        for member in members
        for confusion in terms[member].confused_with
        if confusion.id in inside
    )
    return Comparison(name, kind, title, about, tuple(_row_of(texts, terms[member]) for member in members), apart)


def _row_of(texts: Texts, term: Term) -> ComparisonRow:
    training, status = term.training, term.status
    lasting = status is None or status.state == "active"
    return ComparisonRow(
        term=term.id,
        name=term.name,
        have="; ".join((training.learns_from, training.input)) if training else "",
        want=closed_sentence(definition(term)),
        when=term.use_when or "",
        cost=term.not_when or "",
        machines=training.machines if training else "",
        formula=term.formula or "",
        status=""
        if status is None or lasting
        else text_of(
            texts, "compare.status_as_of", state=text_of(texts, f"states.{status.state}"), date=status.checked
        ),
    )
