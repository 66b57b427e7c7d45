"""A glossary to everything that has to be known to recognise its terms in a line."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studyguide.model.glossary import Alias, AliasKind, Glossary, Match, names_of
from studyguide.model.note import TermId
from studyguide.text.words import WORD, fold, gap, singular, variants, words_of

MAX_VARIANTS = 16
"""Of one spelling, by plurals of its words."""


BARE = ("", "")
"""Of a spelling that starts and ends with a word."""


@dataclass(frozen=True, slots=True)
class ContextCue:
    """A word or phrase near a name that tells which sense is meant."""

    text: str
    """As the glossary has it."""
    written: str
    """Its folded words between spaces; without the last space if it is the beginning of a word."""
    singular: str
    """The same with every word in the singular."""


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceForm:
    """One way to write a term, ready to be compared. Two are the same only if they are one object."""

    term: TermId
    name: str
    """The term's name."""
    text: str
    """As the glossary has it."""
    kind: AliasKind
    match: Match
    cues: tuple[ContextCue, ...]
    unless: tuple[ContextCue, ...]
    edges: tuple[str, str]
    """Signs before the first word and after the last, such as the dot of `.NET` or the end of `C++`; mostly empty."""
    words: tuple[str, ...]
    """As written, without the signs between them."""
    gaps: tuple[str, ...]
    """What stands between the words, as `words.gap` says it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling with each of its words as written or in the singular."""

    surface_form: SurfaceForm
    ends: tuple[int, ...]
    """Where each of its words ends in the key."""


@dataclass(frozen=True, slots=True)
class SurfaceForms:
    """A trie as the set of its prefixes: a name is looked up by its folded letters without spaces and hyphens."""

    forms: Mapping[str, tuple[Variant, ...]]
    """By key: the folded words, joined."""
    prefixes: frozenset[str]
    """Every beginning of a key."""
    names: Mapping[TermId, str]
    shared: Mapping[str, Mapping[str, SurfaceForm]]
    """For names shortened in lists: what they begin with -> the word that may stand alone -> the full spelling."""


def compile_surface_forms(glossary: Glossary) -> SurfaceForms:
    """Return all spellings of all terms, in the glossary's order."""
    table: dict[str, list[Variant]] = defaultdict(list)
    shared: dict[str, dict[str, SurfaceForm]] = defaultdict(dict)
    for term in glossary.terms:
        for alias in names_of(term):
            surface_form = _spelling(term.id, term.name, alias)
            if not surface_form.words:
                continue
            for key, form in _surface_variants(surface_form):
                table[key].append(form)
            if alias.ellipsis:
                stem, last = "".join(map(fold, surface_form.words)), "".join(map(fold, WORD.findall(alias.ellipsis)))
                if last and stem.endswith(last) and stem != last:
                    shared[stem.removesuffix(last)].setdefault(last, surface_form)
    prefixes = frozenset(key[:end] for key in table for end in range(1, len(key) + 1))
    names = {term.id: term.name for term in glossary.terms}
    return SurfaceForms({key: tuple(variants) for key, variants in table.items()}, prefixes, names, dict(shared))


def _spelling(term: TermId, name: str, alias: Alias) -> SurfaceForm:
    text = re.sub(r"\s+", " ", alias.text)
    tokens = list(WORD.finditer(text))
    first, last = (tokens[0].start(), tokens[-1].end()) if tokens else (0, 0)
    between = tuple(gap(text[a.end() : b.start()]) or "" for a, b in itertools.pairwise(tokens))
    words = tuple(m.group() for m in tokens)
    match = alias.match or Match.ANY
    return SurfaceForm(
        term,
        name,
        text,
        alias.kind,
        match,
        _cues(alias.cues),
        _cues(alias.unless),
        (text[:first], text[last:]),
        words,
        between,
    )


def _cues(texts: Iterable[str]) -> tuple[ContextCue, ...]:
    cues = []
    for text in texts:
        words = tuple(words_of(text))
        close = "" if text.endswith("*") else " "
        if words:
            written, single = " ".join(words), " ".join(map(singular, words))
            cues.append(ContextCue(text, f" {written}{close}", f" {single}{close}"))
    return tuple(cues)


def _surface_variants(surface_form: SurfaceForm) -> Iterator[tuple[str, Variant]]:
    choices = [(fold(w),) if surface_form.match is Match.EXACT else variants(fold(w)) for w in surface_form.words]
    seen = set()
    for chosen in itertools.islice(itertools.product(*choices), MAX_VARIANTS):
        key = "".join(chosen)
        if key not in seen:
            seen.add(key)
            yield key, Variant(surface_form, tuple(itertools.accumulate(map(len, chosen))))
