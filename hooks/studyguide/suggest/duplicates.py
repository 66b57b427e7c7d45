"""Names that may be two spellings of one thing: among proposals, and among the glossary's own terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from studyguide.suggest.near import SHORT, SHORTEST, index_of, nearest
from studyguide.suggest.suggestion import Proposal, Suggestion
from studyguide.terms import Glossary
from studyguide.weave.words import singular, words_of


def alike(terms: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield the proposed terms; of those that are nearly the same the most frequent, with the others' spellings."""
    ranked = sorted(terms, key=lambda one: (-len(one.places), one.name))
    same = dict(_pairs([one.name for one in ranked]))
    first: dict[str, str] = {}
    groups: dict[str, list[Suggestion]] = defaultdict(list)
    for one in ranked:
        first[one.name] = next((first[name] for name in same.get(one.name, ()) if name in first), one.name)
        groups[first[one.name]].append(one)
    for one, *others in groups.values():
        told = "".join(f"; `{other.name}` ({len(other.places)}) may be the same" for other in others)
        spellings = tuple((other.name, len(other.places)) for other in others)
        yield replace(one, why=one.why + told, spellings=spellings)


def known_twice(glossary: Glossary) -> Iterator[Suggestion]:
    """Yield every two terms of the glossary whose names are nearly the same."""
    of = {term.name: term.id for term in glossary.terms}
    at = {key: f"{file}:{line}" for key, file, line in glossary.places}
    for name, others in _pairs(list(of)):
        for other in others:
            if name < other:
                why = f"nearly the name of `{other}`: {at.get(of[name], '')} and {at.get(of[other], '')}"
                yield Suggestion(Proposal.DUPLICATE, name, (), why, len(name), of[other])


def _pairs(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each name with those that differ from it by a slip in one word."""
    gaps: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for name in names:
        words = [singular(word) for word in words_of(name)]
        for at, word in enumerate(words):
            gaps[(*words[:at], "", *words[at + 1 :])].setdefault(word, name)
    found: dict[str, list[str]] = defaultdict(list)
    for gap, group in gaps.items():
        known = index_of(group, SHORT if len(gap) > 1 else SHORTEST) if len(group) > 1 else {}
        for word, name in group.items():
            found[name] += [group[near] for near in nearest(word, known)]
    yield from ((name, found[name]) for name in names if found[name])
