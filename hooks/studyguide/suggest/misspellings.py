"""Finds words that are nearly a known name and are nothing else that is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from studyguide.link.surface_forms import SurfaceForm, SurfaceForms
from studyguide.model.glossary import AliasKind, Glossary, Match, definition
from studyguide.model.note import NotePath, TermId
from studyguide.suggest.model import NoteLine, Proposal, Suggestion
from studyguide.suggest.note_words import Vocabulary
from studyguide.text.edit_distance import distance, without_a_letter
from studyguide.text.english_words import is_common_word
from studyguide.text.words import fold, singular, words_of

RARE = 3
"""How often a word may occur in all notes to be a slip by itself. Next to the rest of a name it may be frequent."""


class Slip(Struct, frozen=True):
    """Describes words that are nearly a spelling of a term."""

    text: str
    spelling: SurfaceForm
    places: tuple[tuple[NotePath, int], ...]


def slips(
    rows: Sequence[NoteLine], words: Vocabulary, glossary: Glossary, spellings: SurfaceForms, people: frozenset[str]
) -> Iterator[Slip]:
    """Yields likely misspellings of known names, in order of the text.

    A common English word is none: `males` is not `MAPE`. Another word counts if its edit distance to a word of a name
    is one (two from nine letters on), the glossary's own sentences do not use it, and either the rest of the name
    is next to it, or it is rare and the name is that word alone.
    """
    names = _names_by_word(spellings)
    suspects = _suspects(words, names, glossary, people)
    by_slip: dict[tuple[str, TermId], list[tuple[NotePath, int]]] = defaultdict(list)
    of: dict[tuple[str, TermId], SurfaceForm] = {}
    texts: dict[tuple[str, TermId], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for index in (i for i, word in enumerate(row.line.folds) if word in suspects):
            if any(first <= index <= last for first, last, _ in row.known):
                continue
            for first, last, spelling in _read_as(row, index, suspects[row.line.folds[index]], names, words):
                text = " ".join(row.line.text[row.line.spans[first][0] : row.line.spans[last][1]].split())
                key = fold(text), spelling.term
                by_slip[key].append((row.note, row.line.number))
                texts[key][text] += 1
                of.setdefault(key, spelling)
                break
    for key in sorted(by_slip):
        yield Slip(min(texts[key], key=lambda t: (-texts[key][t], t)), of[key], tuple(dict.fromkeys(by_slip[key])))


def _names_by_word(spellings: SurfaceForms) -> Mapping[str, Sequence[tuple[tuple[str, ...], int, SurfaceForm]]]:
    """Maps each word of a name, in the singular, to the names with it: their words, and the position of the word in
    them."""
    by_word: dict[str, dict[tuple[tuple[str, ...], int], SurfaceForm]] = defaultdict(dict)
    for spelling in dict.fromkeys(form.surface_form for forms in spellings.forms.values() for form in forms):
        if spelling.kind is AliasKind.MISSPELLING or spelling.match in (Match.NEVER, Match.EXACT):
            continue
        words = tuple(singular(fold(word)) for word in spelling.words)
        for at, word in enumerate(words):
            by_word[word].setdefault((words, at), spelling)
    return {word: [(*key, spelling) for key, spelling in names.items()] for word, names in by_word.items()}


def _suspects(
    words: Vocabulary, names: Mapping[str, object], glossary: Glossary, people: frozenset[str]
) -> Mapping[str, tuple[str, ...]]:
    """Maps each word of the notes that may be a slip to the words of names that may be meant."""
    sentences = (s for term in glossary.terms for s in (definition(term), term.more, term.use_when, term.not_when) if s)
    right = {singular(word) for sentence in sentences for word in words_of(sentence)} | names.keys() | people
    known = index_of(names, SHORT)
    suspects = (word for word in words.all if word not in right and singular(word) not in right)
    nearby = {word: _near(word, known) for word in suspects if known and not is_common_word(word)}
    return {word: near for word, near in nearby.items() if near}


def _near(word: str, known: Index) -> tuple[str, ...]:
    """Returns the words that a word may be a slip of, as written or in the singular."""
    return tuple(dict.fromkeys((*nearest(word, known), *nearest(singular(word), known))))


def _read_as(
    row: NoteLine,
    index: int,
    near: Iterable[str],
    names: Mapping[str, Sequence[tuple[tuple[str, ...], int, SurfaceForm]]],
    words: Vocabulary,
) -> Iterator[tuple[int, int, SurfaceForm]]:
    """Yields how the word at `index` may be read: first and last word of the name and its spelling, longest first."""
    folds = row.line.folds
    alone = words.all[folds[index]] <= RARE and len(folds[index]) >= SHORTEST
    readings = []
    for known in near:
        for parts, at, spelling in names[known]:
            first, last = index - at, index - at + len(parts) - 1
            if first < 0 or last >= len(folds) or (len(parts) == 1 and not alone):
                continue
            if all(singular(folds[first + i]) == part for i, part in enumerate(parts) if i != at):
                readings.append((first, last, spelling))
    return iter(sorted(readings, key=lambda one: one[0] - one[1]))


def alike(terms: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yields the proposed terms; of those that are nearly the same, only the most frequent, with the others'
    spellings. Two that have a definition each are different things."""
    ranked = sorted(terms, key=lambda one: (-len(one.places), one.name))
    same = dict(_similar_names([one.name for one in ranked]))
    defined = {one.name for one in ranked if one.definition}
    first: dict[str, str] = {}
    groups: dict[str, list[Suggestion]] = defaultdict(list)
    for one in ranked:
        similar = (name for name in same.get(one.name, ()) if not {name, one.name} <= defined)
        first[one.name] = next((first[name] for name in similar if name in first), one.name)
        groups[first[one.name]].append(one)
    for one, *others in groups.values():
        addition = "".join(f"; `{other.name}` ({len(other.places)}) may be the same" for other in others)
        spellings = tuple((other.name, len(other.places)) for other in others)
        yield replace(one, why=one.why + addition, spellings=spellings)


def known_twice(glossary: Glossary) -> Iterator[Suggestion]:
    """Yields every two terms of the glossary whose names are nearly the same."""
    of = {term.name: term.id for term in glossary.terms}
    at = {key: f"{file}:{line}" for key, file, line in glossary.places}
    for name, others in _similar_names(list(of)):
        for other in others:
            if name < other:
                why = f"nearly the name of `{other}`: {at.get(of[name], '')} and {at.get(of[other], '')}"
                yield Suggestion(Proposal.DUPLICATE, name, (), why, len(name), of[other])


def _similar_names(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yields each name with the names that differ from it by a slip in one word."""
    gaps: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for name in names:
        words = [singular(word) for word in words_of(name)]
        for at, word in enumerate(words):
            gaps[(*words[:at], "", *words[at + 1 :])].setdefault(word, name)
    pairs: dict[str, list[str]] = defaultdict(list)
    for gap, group in gaps.items():
        if len(group) > 1:
            for word, others in _alike_words(group, SHORT if len(gap) > 1 else SHORTEST):
                pairs[group[word]] += [group[other] for other in others]
    yield from ((name, pairs[name]) for name in names if pairs[name])


def _alike_words(words: Iterable[str], shortest: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields each word that is a slip of others of these words, in their order, with the others, the nearest first.

    This is `nearest` for all of them at once: the letters of each are left out once, not once more to ask the index.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for group in index_of(words, shortest).values():
        if len(group) > 1:
            for word in group:
                near[word].update(group)
    yield from ((word, _slips_of(word, near[word])) for word in words if word in near)


SHORTEST = 5
"""Number of letters below which two words that differ are different words, if nothing else is known."""
SHORT = 4
"""The same limit if all other words of two names agree."""
LONG_WORD = 9
"""Number of letters from which a word with two slips is still the same word."""
LONGEST_WORD = 20
_INFLECTIONS = (
    "s es e ed d ing ings er ers or ors r rs ly y al n ion ions ive able ance ence ment ness ity ist ists ism"
)
INFLECTIONS = frozenset(_INFLECTIONS.split())
"""What one word may add to another without being a misspelling of it."""

Index = Mapping[str, Sequence[str]]
"""A known word with letters left out -> the words it may be."""


def index_of(words: Iterable[str], shortest: int = SHORTEST) -> Index:
    """Returns the index that `nearest` uses. Words are folded; words with fewer than `shortest` letters are left
    out."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in sorted({w for w in words if shortest <= len(w) <= LONGEST_WORD and w.isalpha()}):
        for rest in _rests(word):
            index[rest].append(word)
    return index


def nearest(word: str, index: Index) -> tuple[str, ...]:
    """Returns the known words that `word` is a slip of, the nearest first. A word is not a slip of itself."""
    if len(word) > LONGEST_WORD or not word.isalpha():
        return ()
    return _slips_of(word, {known for rest in _rests(word) if rest in index for known in index[rest]})


def _slips_of(word: str, near: Iterable[str]) -> tuple[str, ...]:
    """Returns which of the known words near a word it is a slip of, the nearest first."""
    distances = sorted((distance(word, known), known) for known in near if known != word)
    reach = 2 if len(word) >= LONG_WORD else 1
    return tuple(
        known
        for steps, known in distances
        if steps <= (reach if len(known) >= LONG_WORD else 1) and _is_slip(word, known)
    )


def _rests(word: str) -> Iterator[str]:
    """Yields the word, and the word without one letter, or without two if it is long."""
    once = without_a_letter(word)
    yield word
    yield from once
    if len(word) >= LONG_WORD:
        yield from {rest[:i] + rest[i + 1 :] for rest in once for i in range(len(rest))} - once


def _is_slip(word: str, known: str) -> bool:
    """Returns whether the difference may be a slip: not an added ending or beginning and, in short words, not at either
    end."""
    longer, shorter = sorted((word, known), key=len, reverse=True)
    stem = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if longer[stem:] in INFLECTIONS and (shorter[stem:] in INFLECTIONS or not shorter[stem:]):
        return False
    if longer.endswith(shorter):
        return False
    return len(shorter) >= LONG_WORD or (word[0] == known[0] and (word[-1] == known[-1] or len(shorter) > SHORTEST + 1))
