"""Compares the surface forms of two builds by what one text can read of them, so that an edit of the glossary links
only the notes again that it can touch.

Linking reads the table of surface forms at keys that are made of the words of the text, and at nothing else. So a
text is linked alike with two tables that are equal at every key that its words can spell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern

from msgspec import Struct

from studyguide.link.mentions import tokenized_lines
from studyguide.link.surface_forms import SurfaceForms, keys_of_term, prose_of_term, words_of_names
from studyguide.link.typos import LONGEST_TYPO, SHORTEST_TYPO
from studyguide.model.glossary import Term
from studyguide.model.note import Note, ZoneKind
from studyguide.text.words import WORD, fold, inflections, singular

SHORTEST_INFLECTION = SHORTEST_TYPO - 3
"""Number of letters of the shortest form of a word that may be a slip."""
SHARED_END = 4
"""Number of letters that a slip shares with its word at the beginning or at the end."""


class FormChanges(Struct, frozen=True):
    """Holds what differs between two tables of surface forms."""

    keys: frozenset[str] = frozenset()
    """Keys, and beginnings of keys, at which the tables differ."""
    words: frozenset[str] = frozenset()
    """Words that only one of them takes for correctly spelled."""
    names: frozenset[str] = frozenset()
    """Long words of changed names, of which another word may be a slip."""
    is_everything: bool = False
    """Whether every text may be linked otherwise."""

    def __bool__(self) -> bool:
        return bool(self.keys or self.words or self.names or self.is_everything)


class FormComparison:
    """Holds the surface forms of one build, and how they differ from those of the builds before."""

    __slots__ = ("earlier", "surface_forms")

    def __init__(self, surface_forms: SurfaceForms) -> None:
        self.surface_forms = surface_forms
        self.earlier: list[tuple[SurfaceForms, FormChanges]] = [(surface_forms, FormChanges())]

    def changes_since(self, before: SurfaceForms) -> FormChanges:
        """Returns how the forms of an earlier build differ; each is compared once."""
        known = next((changes for forms, changes in self.earlier if forms is before), None)
        if known is None:
            known = form_changes(before, self.surface_forms)
            self.earlier.append((before, known))
        return known


class ReadableForms:
    """Compares surface forms as an input of linking a text: equal if the text reads the same in both."""

    __slots__ = ("comparison", "note", "words")

    def __init__(self, note: Note, comparison: FormComparison) -> None:
        self.note, self.comparison = note, comparison
        self.words: TextWords | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReadableForms):
            return False
        if changes := other.comparison.changes_since(self.comparison.surface_forms):
            self.words = self.words or text_words(self.note)
            if reads_any(self.words, changes):
                return False
        self.comparison = other.comparison  # what was compared is not held any longer
        return True

    __hash__ = None  # type: ignore[assignment]


def form_changes(before: SurfaceForms, after: SurfaceForms) -> FormChanges:
    """Returns at which keys two tables differ, from the terms that are spelled otherwise."""
    one, two = before.glossary, after.glossary
    old, new = {term.id: term for term in one.terms}, {term.id: term for term in two.terms}
    families = dict(one.family_of), dict(two.family_of)
    if one.kinds != two.kinds or [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        return FormChanges(is_everything=True)
    keys: set[str] = set()
    names: set[str] = set()
    prose: set[str] = set()
    for id_ in dict.fromkeys((*old, *new)):
        pair = old.get(id_), new.get(id_)
        if pair[0] is pair[1] and families[0].get(id_) == families[1].get(id_):
            continue
        terms = [term for term in pair if term is not None]
        prose.update(word for term in terms for word in prose_of_term(term))
        if len({*map(_spelled, terms)}) == 1 and len(terms) > 1 and families[0].get(id_) == families[1].get(id_):
            continue
        if any(alias.ellipsis for term in terms for alias in term.aliases):
            return FormChanges(is_everything=True)
        keys.update(key for term in terms for key in keys_of_term(term))
        names.update(word for term in terms for word in words_of_names(term))
    beginnings = {key[:end] for key in keys for end in range(1, len(key))}
    keys.update(key for key in beginnings if (key in before.prefixes) != (key in after.prefixes))
    words = {*prose, *names, *keys}
    words.update([singular(word) for word in words])
    return FormChanges(
        frozenset(keys),
        frozenset(
            word
            for word in words
            if len(word) >= SHORTEST_INFLECTION and (word in before.known.all) != (word in after.known.all)
        ),
        frozenset(word for word in names if len(word) >= SHORTEST_TYPO - 1),
    )


def _spelled(term: Term) -> tuple[object, ...]:
    """Returns all that linking reads of a term but its family."""
    return (
        term.name, term.kind, bool(term.part_of), term.match, term.cues, term.unless, term.not_in, term.aliases,
    )  # fmt: skip


class TextWords(Struct, frozen=True):
    """Holds what a text can spell."""

    shapes: frozenset[str]
    """Its words in every form in which they are looked up."""
    cuts: frozenset[str]
    """The beginnings of its words that are looked up behind another word."""
    long: frozenset[str]
    """Its words that may be slips."""


def text_words(note: Note) -> TextWords:
    """Returns the words of a note's lines, names of files, title and folders."""
    lines = tokenized_lines(note)
    written = {line.text[start:end] for line in lines for start, end in line.spans}
    written.update(*(WORD.findall(text) for text in _other_texts(note)))
    shapes: set[str] = set()
    cuts: set[str] = set()
    long: set[str] = set()
    for word in written:
        folded = fold(word)
        shapes.update((folded, singular(folded), *inflections(folded, word), *inflections(folded, "")))
        if "_" in folded:
            bare = folded.replace("_", "")
            shapes.update(inflections(bare, "") if bare else ())
        cuts.add(folded[:4] if len(folded) > 4 else folded[:-1] or folded)
        if SHORTEST_TYPO <= len(folded) <= LONGEST_TYPO and folded.isascii():
            long.update((folded, singular(folded)))
    # A preview holds the words of all notes, most of which are in many of them: interning stores each once.
    return TextWords(frozenset(map(intern, shapes)), frozenset(map(intern, cuts)), frozenset(map(intern, long)))


def _other_texts(note: Note) -> Iterator[str]:
    """Yields what is looked up besides a note's lines."""
    for text in (note.title, note.path):
        yield text
        yield text.replace("_", " ")
    for zone in note.zones:
        if zone.kind is ZoneKind.PATH:
            yield note.lines[zone.line - 1][zone.start : zone.end]


def reads_any(words: TextWords, changes: FormChanges) -> bool:
    """Returns whether a text may be linked otherwise after these changes."""
    return (
        changes.is_everything
        or not changes.words.isdisjoint(words.shapes)
        or any(_may_be_slip(word, name) for name in changes.names for word in words.long)
        or any(_is_spelled(key, words) for key in changes.keys)
    )


def _may_be_slip(word: str, name: str) -> bool:
    near = word[:SHARED_END] == name[:SHARED_END] or word[-SHARED_END:] == name[-SHARED_END:]
    return near and abs(len(word) - len(name)) <= 1


def _is_spelled(key: str, words: TextWords) -> bool:
    """Returns whether a key is made of words of a text; the last one may be cut off."""
    starts: Iterable[int] = (0,)
    while starts:
        ends: set[int] = set()
        for start in starts:
            if start and key[start:] in words.cuts:
                return True
            for end in range(start + 1, len(key) + 1):
                if key[start:end] in words.shapes:
                    ends.add(end)
        if len(key) in ends:
            return True
        starts = ends
    return False
