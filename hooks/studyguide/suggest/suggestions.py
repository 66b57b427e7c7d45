"""Notes and a glossary to everything a person may want to add to it, the surest first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note, NotePath, TermId
from studyguide.suggest.abbreviations import abbreviated
from studyguide.suggest.candidate_terms import phrases, surest
from studyguide.suggest.misspellings import Slip, alike, known_twice, slips
from studyguide.suggest.model import NoteLine, Proposal, Seen, Sign, Suggestion
from studyguide.suggest.note_words import people, rows_of, vocabulary
from studyguide.suggest.occurrences import places_of
from studyguide.text.words import singular, words_of

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
    surface_forms = compile_surface_forms(glossary)
    rows = [row for note in notes for row in rows_of(note, surface_forms)]
    words, names = vocabulary(rows), people(notes)
    seen = [*phrases(rows, words, names), *(suggestions for row in rows for suggestions in abbreviated(row))]
    heaps, aliases = gathered(seen, surface_forms)
    wrong = tuple(_misspellings(slips(rows, words, glossary, surface_forms, names)))
    taken = {key_of(one.name) for one in wrong}
    terms = _term_suggestions({key: heap for key, heap in heaps.items() if key not in taken}, rows)
    suggestions = (*aliases, *wrong, *known_twice(glossary), *alike(terms))
    order = [*list(Proposal)[1:], Proposal.TERM]
    return tuple(sorted(suggestions, key=lambda one: (order.index(one.proposal), -one.score, one.name)))


def _misspellings(slips: Iterable[Slip]) -> Iterator[Suggestion]:
    for slip in slips:
        name = slip.spelling.text
        why = f"nearly `{name}`, {_often(slip.places)}"
        yield Suggestion(Proposal.MISSPELLING, slip.text, slip.places, why, len(slip.text), slip.spelling.term)


def _term_suggestions(heaps: Mapping[str, Evidence], rows: Sequence[NoteLine]) -> Iterator[Suggestion]:
    """Yield the names that stand in the notes often enough, counted where no longer one takes their words."""
    shorts = {key_of(short): key for key, heap in heaps.items() for short in heap.shorts}
    places = places_of(rows, {*heaps, *shorts}, shorts, lambda key, count: count >= _least(heaps[key]))
    for key, where in places.items():
        heap = heaps[key]
        name = surest(where.texts or heap.texts)
        count, notes = len(where.places), len({note for note, _ in where.places})
        signs = [sign for sign in Sign if heap.signs[sign]]
        capitals = all(t[:1].isupper() for text in where.texts for t in text.split() if len(t) > 3)
        reasons = [_often(where.places)]
        reasons += (
            ["always capitalised"] if capitals else ["with capitals and without"] if Sign.CAPITALS in signs else []
        )
        reasons += [str(sign) for sign in signs if sign not in {Sign.CAPITALS, Sign.BESIDE}]
        reasons += [f"beside a known term: {heap.beside}"] if heap.beside else []
        score = sum(WEIGHT[s] for s in signs) + math.log2(count) + math.log2(notes) + (len(name.split()) > 1)
        yield Suggestion(
            Proposal.TERM, name, where.places, "; ".join(reasons), round(score, 2), None, tuple(heap.shorts)
        )


def _least(heap: Evidence) -> int:
    if set(heap.signs) == {Sign.BESIDE}:
        return BESIDE
    return ALONE if set(heap.signs) <= {Sign.CAPITALS, Sign.HEADING} and not any(" " in t for t in heap.texts) else ELSE


def _often(places: Sequence[tuple[NotePath, int]]) -> str:
    notes = {note for note, _ in places}
    first = f"{places[0][0]}:{places[0][1]}"
    times = f"{len(places)} lines" if len(places) > 1 else "1 line"
    return f"seen on {times} in {len(notes)} note{'s' * (len(notes) > 1)}, first at {first}"


@dataclass(slots=True)
class Evidence:
    """What was gathered about one name; grows while rows are read, and nobody changes it afterwards."""

    texts: Counter[str] = field(default_factory=Counter)
    signs: Counter[Sign] = field(default_factory=Counter)
    shorts: dict[str, None] = field(default_factory=dict)
    """Its abbreviations, in order."""
    beside: str = ""


def gathered(seen: Iterable[Seen], surface_forms: SurfaceForms) -> tuple[dict[str, Evidence], tuple[Suggestion, ...]]:
    """Sort what was seen by name. What explains a known term by an unknown abbreviation, or the other way, is apart."""
    heaps: dict[str, Evidence] = defaultdict(Evidence)
    aliases: dict[tuple[str, TermId], list[tuple[NotePath, int]]] = defaultdict(list)
    said: dict[tuple[str, TermId], str] = {}
    for one in seen:
        key = key_of(one.text)
        name = _known_term(key, surface_forms)
        short = _known_term(key_of(one.short), surface_forms) if one.short else None
        if name is not None and one.short and short is None:
            aliases[one.short, name].append((one.note, one.line))
            said[one.short, name] = f"`{one.text} ({one.short})`"
        elif name is None and short is not None:
            aliases[one.text, short].append((one.note, one.line))
            said[one.text, short] = f"`{one.text} ({one.short})`"
        elif name is None and key:
            heap = heaps[key]
            heap.texts[one.text] += 1
            heap.signs[one.sign] += 1
            heap.beside = heap.beside or one.beside
            if one.short:
                heap.shorts.setdefault(one.short)
    for abbreviation in [short for heap in heaps.values() for short in heap.shorts]:
        heaps.pop(key_of(abbreviation), None)
    return heaps, tuple(
        Suggestion(Proposal.ALIAS, text, tuple(places), f"the notes explain it: {said[text, of]}", len(places), of)
        for (text, of), places in aliases.items()
    )


def _known_term(key: str, surface_forms: SurfaceForms) -> TermId | None:
    forms = surface_forms.forms.get(key, ())
    return forms[0].surface_form.term if forms else None


def key_of(text: str) -> str:
    """Return what two spellings have in common: folded letters, without spaces and hyphens, the last word singular."""
    words = words_of(text)
    return "".join((*words[:-1], singular(words[-1]))) if words else ""
