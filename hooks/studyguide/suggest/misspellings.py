"""Lines to words that are nearly a known name, where nothing else is known by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide.names import definition
from studyguide.records import NotePath, TermId
from studyguide.suggest.near import SHORT, SHORTEST, Index, index_of, nearest
from studyguide.suggest.rows import Vocabulary
from studyguide.suggest.suggestion import Row
from studyguide.terms import AliasKind, Glossary, Match
from studyguide.weave.spellings import Spelling, Spellings
from studyguide.weave.words import fold, singular, words_of

RARE = 3
"""How often a word may stand in all notes and be a slip by itself. Beside the rest of a name it may be frequent."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that are nearly a spelling of a term."""

    text: str
    spelling: Spelling
    places: tuple[tuple[NotePath, int], ...]


def slips(
    rows: Sequence[Row], words: Vocabulary, glossary: Glossary, spellings: Spellings, people: frozenset[str]
) -> Iterator[Slip]:
    """Yield likely misspellings of known names, in order of the text.

    A word counts if one letter (two from nine on) sets it apart from a word of a name, the glossary's own sentences do
    not use it, and either the rest of the name stands beside it, or it is rare and the name is that word alone.
    """
    names = _names(spellings)
    suspects = _suspects(words, names, glossary, people)
    found: dict[tuple[str, TermId], list[tuple[NotePath, int]]] = defaultdict(list)
    of: dict[tuple[str, TermId], Spelling] = {}
    texts: dict[tuple[str, TermId], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for index in (i for i, word in enumerate(row.line.folds) if word in suspects):
            if any(first <= index <= last for first, last, _ in row.known):
                continue
            for first, last, spelling in _read_as(row, index, suspects[row.line.folds[index]], names, words):
                text = " ".join(row.line.text[row.line.spans[first][0] : row.line.spans[last][1]].split())
                key = fold(text), spelling.term
                found[key].append((row.note, row.line.number))
                texts[key][text] += 1
                of.setdefault(key, spelling)
                break
    for key in sorted(found):
        yield Slip(min(texts[key], key=lambda t: (-texts[key][t], t)), of[key], tuple(dict.fromkeys(found[key])))


def _names(spellings: Spellings) -> Mapping[str, Sequence[tuple[tuple[str, ...], int, Spelling]]]:
    """Map each word of a name, in the singular, to the names with it: their words, and which of them it is."""
    found: dict[str, dict[tuple[tuple[str, ...], int], Spelling]] = defaultdict(dict)
    for spelling in dict.fromkeys(form.spelling for forms in spellings.forms.values() for form in forms):
        if spelling.kind is AliasKind.MISSPELLING or spelling.match is Match.NEVER:
            continue
        words = tuple(singular(fold(word)) for word in spelling.words)
        for at, word in enumerate(words):
            found[word].setdefault((words, at), spelling)
    return {word: [(*key, spelling) for key, spelling in names.items()] for word, names in found.items()}


def _suspects(
    words: Vocabulary, names: Mapping[str, object], glossary: Glossary, people: frozenset[str]
) -> Mapping[str, tuple[str, ...]]:
    """Map each word of the notes that may be a slip to the words of names it may be."""
    sentences = (s for term in glossary.terms for s in (definition(term), term.more, term.use_when, term.not_when) if s)
    right = {singular(word) for sentence in sentences for word in words_of(sentence)} | names.keys() | people
    known = index_of(names, SHORT)
    found = {word: _near(word, known) for word in words.all if word not in right and singular(word) not in right}
    return {word: near for word, near in found.items() if near}


def _near(word: str, known: Index) -> tuple[str, ...]:
    """Return what a word is a slip of, as it stands or in the singular."""
    return tuple(dict.fromkeys((*nearest(word, known), *nearest(singular(word), known))))


def _read_as(
    row: Row,
    index: int,
    near: Iterable[str],
    names: Mapping[str, Sequence[tuple[tuple[str, ...], int, Spelling]]],
    words: Vocabulary,
) -> Iterator[tuple[int, int, Spelling]]:
    """Yield how the word at `index` may be read: first and last word of the name and its spelling, longest first."""
    folds = row.line.folds
    alone = words.all[folds[index]] <= RARE and len(folds[index]) >= SHORTEST
    found = []
    for known in near:
        for parts, at, spelling in names[known]:
            first, last = index - at, index - at + len(parts) - 1
            if first < 0 or last >= len(folds) or (len(parts) == 1 and not alone):
                continue
            if all(singular(folds[first + i]) == part for i, part in enumerate(parts) if i != at):
                found.append((first, last, spelling))
    return iter(sorted(found, key=lambda one: one[0] - one[1]))
