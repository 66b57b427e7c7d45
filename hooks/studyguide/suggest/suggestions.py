"""Notes and a glossary to everything a person may want to add to it, the surest first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from studyguide.records import Note, NotePath
from studyguide.suggest.abbreviations import abbreviated
from studyguide.suggest.duplicates import alike, known_twice
from studyguide.suggest.gathered import Heap, gathered, key_of
from studyguide.suggest.misspellings import Slip, slips
from studyguide.suggest.phrases import phrases, surest
from studyguide.suggest.places import places_of
from studyguide.suggest.rows import people, rows_of, vocabulary
from studyguide.suggest.suggestion import Proposal, Row, Sign, Suggestion
from studyguide.terms import Glossary
from studyguide.weave.spellings import compile_spellings

WEIGHT = {
    Sign.ABBREVIATED: 4.0,
    Sign.LINK: 2.0,
    Sign.HEADING: 2.0,
    Sign.MARKED: 2.0,
    Sign.CAPITALS: 1.5,
    Sign.BESIDE: 1.0,
}
"""How sure each sign is; chosen by what a glossary written by hand took from notes."""
BESIDE, ALONE, ELSE = 3, 2, 1
"""On how many lines a name has to stand that is only beside a known term, that is one word with a
capital or a heading, or that has a better sign."""


def suggest(notes: Sequence[Note], glossary: Glossary) -> tuple[Suggestion, ...]:
    """Return what the notes suggest: spellings of known terms first, then new terms, each from the surest on."""
    spellings = compile_spellings(glossary)
    rows = [row for note in notes for row in rows_of(note, spellings)]
    words, names = vocabulary(rows), people(notes)
    seen = [*phrases(rows, words, names), *(found for row in rows for found in abbreviated(row))]
    heaps, aliases = gathered(seen, spellings)
    wrong = tuple(_misspellings(slips(rows, words, glossary, spellings, names)))
    taken = {key_of(one.name) for one in wrong}
    terms = _terms({key: heap for key, heap in heaps.items() if key not in taken}, rows)
    found = (*aliases, *wrong, *known_twice(glossary), *alike(terms))
    order = [*list(Proposal)[1:], Proposal.TERM]
    return tuple(sorted(found, key=lambda one: (order.index(one.proposal), -one.score, one.name)))


def _misspellings(found: Iterable[Slip]) -> Iterator[Suggestion]:
    for slip in found:
        name = slip.spelling.text
        why = f"nearly `{name}`, {_often(slip.places)}"
        yield Suggestion(Proposal.MISSPELLING, slip.text, slip.places, why, len(slip.text), slip.spelling.term)


def _terms(heaps: Mapping[str, Heap], rows: Sequence[Row]) -> Iterator[Suggestion]:
    """Yield the names that stand in the notes often enough, counted where no longer one takes their words."""
    shorts = {key_of(short): key for key, heap in heaps.items() for short in heap.shorts}
    found = places_of(rows, {*heaps, *shorts}, shorts, lambda key, count: count >= _least(heaps[key]))
    for key, where in found.items():
        heap = heaps[key]
        name = surest(where.texts or heap.texts)
        count, notes = len(where.places), len({note for note, _ in where.places})
        signs = [sign for sign in Sign if heap.signs[sign]]
        capitals = all(t[:1].isupper() for text in where.texts for t in text.split() if len(t) > 3)
        told = [_often(where.places)]
        told += ["always capitalised"] if capitals else ["with capitals and without"] if Sign.CAPITALS in signs else []
        told += [str(sign) for sign in signs if sign not in {Sign.CAPITALS, Sign.BESIDE}]
        told += [f"beside a known term: {heap.beside}"] if heap.beside else []
        score = sum(WEIGHT[s] for s in signs) + math.log2(count) + math.log2(notes) + (len(name.split()) > 1)
        yield Suggestion(Proposal.TERM, name, where.places, "; ".join(told), round(score, 2), None, tuple(heap.shorts))


def _least(heap: Heap) -> int:
    if set(heap.signs) == {Sign.BESIDE}:
        return BESIDE
    return ALONE if set(heap.signs) <= {Sign.CAPITALS, Sign.HEADING} and not any(" " in t for t in heap.texts) else ELSE


def _often(places: Sequence[tuple[NotePath, int]]) -> str:
    notes = {note for note, _ in places}
    first = f"{places[0][0]}:{places[0][1]}"
    times = f"{len(places)} lines" if len(places) > 1 else "1 line"
    return f"seen on {times} in {len(notes)} note{'s' * (len(notes) > 1)}, first at {first}"
