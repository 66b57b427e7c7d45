"""Compiles a glossary into the table of surface forms that recognizes its terms in a line."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from studyguide.link.typos import KnownWords, known_words
from studyguide.model.glossary import Alias, AliasKind, Glossary, Match, Term, definition, names_of, spellings_of
from studyguide.model.note import TermId
from studyguide.text.basic_words import is_basic_word
from studyguide.text.words import WORD, fold, gap, singular, variants, words_of

MAX_VARIANTS = 16
"""Number of variants of one spelling, by plurals of its words."""


BARE = ("", "")
"""Edges of a spelling that starts and ends with a word."""


class ContextCue(Struct, frozen=True):
    """Holds a word or phrase near a name that shows which sense is meant."""

    text: str
    """As in the glossary."""
    written: str
    """Its folded words between spaces; without the last space if it is the beginning of a word."""
    singular: str
    """The same with every word in the singular."""


class SurfaceForm(Struct, frozen=True, eq=False):
    """Describes one way to write a term, ready for comparison. Two are the same only if they are one object."""

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
    """The signs between the words, as `words.gap` returns them."""
    everyday: bool = False
    """Whether it is one letter or one of the most frequent words, and nobody decided how it is matched: it needs
    evidence."""
    blocks: bool = False
    """Whether it is a phrase in which the term is not meant, instead of a name of the term."""


class Variant(Struct, frozen=True):
    """Describes a spelling with each of its words as written or in the singular."""

    surface_form: SurfaceForm
    ends: tuple[int, ...]
    """Where each of its words ends in the key."""


class SurfaceForms(Struct, frozen=True):
    """Holds a trie as the set of its prefixes: a name is looked up by its folded letters without spaces and hyphens."""

    forms: Mapping[str, tuple[Variant, ...]]
    """By key: the folded words, joined."""
    prefixes: frozenset[str]
    """Every beginning of a key."""
    names: Mapping[TermId, str]
    shared: Mapping[str, Mapping[str, SurfaceForm]]
    """For names shortened in lists: their common beginning -> the word that may be alone -> the full spelling."""
    kinds: Mapping[TermId, str]
    families: Mapping[TermId, str]
    products: frozenset[TermId]
    """Terms of a kind that has a status: a proper name, which other proper names on the line support."""
    parts: frozenset[TermId]
    """Terms that are a part of another one."""
    words: Mapping[TermId, frozenset[str]]
    """The folded words of all spellings of a term."""
    known: KnownWords
    """The words of which a long word may be a slip."""
    glossary: Glossary
    """What they were compiled from."""

    def are_siblings(self, one: TermId, other: TermId) -> bool:
        """Returns whether two terms are of one sort, so that one in a list supports the other."""
        if one in self.products:
            return other in self.products
        return self.kinds.get(one) == self.kinds.get(other) and self.families.get(one) == self.families.get(other)


def compile_surface_forms(glossary: Glossary) -> SurfaceForms:
    """Compiles all spellings of all terms, in the glossary's order."""
    table: dict[str, list[Variant]] = defaultdict(list)
    shared: dict[str, dict[str, SurfaceForm]] = defaultdict(dict)
    words: dict[TermId, set[str]] = defaultdict(set)
    targets: set[str] = set()
    for term in glossary.terms:
        for phrase in term.not_in:
            blocking = replace(_spelling(term, Alias(phrase, match=Match.NEVER)), blocks=True)
            for key, form in _surface_variants(blocking) if blocking.words else ():
                table[key].append(form)
        for alias in names_of(term):
            surface_form = _spelling(term, alias)
            if not surface_form.words:
                continue
            folds = tuple(map(fold, surface_form.words))
            words[term.id].update(folds)
            if surface_form.kind is not AliasKind.MISSPELLING and surface_form.match in (Match.ANY, Match.CAPITAL):
                targets.update(folds)
            for key, form in _surface_variants(surface_form):
                table[key].append(form)
            if alias.ellipsis:
                stem, last = "".join(folds), "".join(map(fold, WORD.findall(alias.ellipsis)))
                if last and stem.endswith(last) and stem != last:
                    shared[stem.removesuffix(last)].setdefault(last, surface_form)
    prefixes = frozenset(key[:end] for key in table for end in range(1, len(key) + 1))
    products = {kind.id for kind in glossary.kinds if kind.status}
    written = (word for term in glossary.terms for word in prose_of_term(term))
    return SurfaceForms(
        {key: tuple(variants) for key, variants in table.items()},
        prefixes,
        {term.id: term.name for term in glossary.terms},
        dict(shared),
        {term.id: term.kind for term in glossary.terms},
        dict(glossary.family_of),
        frozenset(term.id for term in glossary.terms if term.kind in products),
        frozenset(term.id for term in glossary.terms if term.part_of),
        {term: frozenset(some) for term, some in words.items()},
        known_words(targets, {*written, *table, *(word for some in words.values() for word in some)}),
        glossary,
    )


def prose_of_term(term: Term) -> Iterator[str]:
    """Yields the folded words of the sentences whose words are no slips."""
    for text in (definition(term), term.more or ""):
        yield from words_of(text)


def keys_of_term(term: Term) -> Iterator[str]:
    """Yields every key at which a term is found, or at which it is not meant."""
    phrases = (Alias(phrase, match=Match.NEVER) for phrase in term.not_in)
    for alias in (*names_of(term), *phrases):
        surface_form = _spelling(term, alias)
        yield from (key for key, _ in _surface_variants(surface_form) if surface_form.words)


def words_of_names(term: Term) -> Iterator[str]:
    """Yields the folded words of all names of a term."""
    for text in spellings_of(term):
        yield from map(fold, WORD.findall(text))


def is_undecided(term: Term, alias: Alias) -> bool:
    """Returns whether nobody decided how a spelling is matched: it has no `match`, `cues` or `unless` of its own."""
    written = next((own for own in term.aliases if own.text == alias.text), None)
    if alias.cues or alias.unless:
        return False
    return written.match is None if written else term.match is None


def _spelling(term: Term, alias: Alias) -> SurfaceForm:
    text = re.sub(r"\s+", " ", alias.text)
    tokens = list(WORD.finditer(text))
    first, last = (tokens[0].start(), tokens[-1].end()) if tokens else (0, 0)
    between = tuple(gap(text[a.end() : b.start()]) or "" for a, b in itertools.pairwise(tokens))
    words = tuple(m.group() for m in tokens)
    match = alias.match or Match.ANY
    return SurfaceForm(
        term.id,
        term.name,
        text,
        alias.kind,
        match,
        _cues(alias.cues),
        _cues(alias.unless),
        (text[:first], text[last:]),
        words,
        between,
        is_basic_word(text) and is_undecided(term, alias),
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
