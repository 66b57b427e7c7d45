"""Suggests everything that a person may want to add to a glossary, from notes, the surest first."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from studyguide.execution.parallel import Mapper, counting_map
from studyguide.execution.progress import CountReport
from studyguide.execution.steps import NO_STEPS, StepCalls
from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note, NotePath, TermId
from studyguide.suggest.candidate_terms import neighbors, surest
from studyguide.suggest.field_labels import field_labels
from studyguide.suggest.keys import key_of
from studyguide.suggest.language_words import DEFAULT_LANGUAGE, language_of, languages
from studyguide.suggest.misspellings import Slip, alike, known_twice, slips
from studyguide.suggest.model import DefiningLine, NoteLine, Proposal, Seen, Sign, Suggestion
from studyguide.suggest.names import name_of_title
from studyguide.suggest.note_findings import note_findings, rows_in_own_language
from studyguide.suggest.note_words import people, rows_of, vocabulary
from studyguide.suggest.occurrences import Where, places_of
from studyguide.text.english_words import is_common_word
from studyguide.text.words import singular, words_of

WEIGHT = {
    Sign.DEFINED: 4.0,
    Sign.TITLE: 3.0,
    Sign.BRACKETS: 1.5,
    Sign.ABBREVIATED: 4.0,
    Sign.LINK: 2.0,
    Sign.HEADING: 2.0,
    Sign.MARKED: 2.0,
    Sign.CAPITALS: 1.0,
    Sign.BESIDE: 1.0,
}
"""How strong each sign is, chosen by what a glossary written by hand took from notes."""
MANY_LINES = 8
"""Lines and notes beyond so many make a name no surer: the most frequent words are everyday words."""
SENTENCE, LINE = 6.0, 5.0
"""What a name gains by a sentence, a definition list or a table that says what it is, and by any other sure line: more
than by being frequent, so that names with a line come before those for which only that speaks."""
WEAK = 4.0
"""What a word of everyday language loses."""
SURE_RANK = 2
"""The patterns of definitions up to this rank count in full, the others half."""
MORE_THAN_NAME = 3
"""Number of words behind a name that say what it is."""
BESIDE, ALONE, ELSE = 3, 2, 1
"""Number of lines on which a name must occur: one that is only next to a known term, one that only has capitals or is a
single word in a heading, and one that has a better sign."""
FILE_NAME = re.compile(r"[a-zß-ÿ]{3}[A-ZÀ-Ý]|^[^\W\d]{4,}\d{1,3}$")
"""Capitals within a word or a number behind it, as in the name of a file such as `WinterBees` or `Bees2`."""
LEAST_RECURRING, RECURRING_HEADING = 3, 4
"""A heading that so many places have is one that every text of a kind has, such as `Side effects`, and no term."""


def suggest(notes: Sequence[Note], glossary: Glossary, steps: StepCalls = NO_STEPS) -> tuple[Suggestion, ...]:
    """Returns the suggestions of the notes: spellings of known terms first, then new terms, each from the surest on."""
    surface_forms = compile_surface_forms(glossary)
    steps.begin("collecting the words")
    names = people(notes)
    by_note = _rows_by_note(notes, surface_forms, steps.count)
    rows = [row for _, own in by_note for row in own]
    words = vocabulary(rows)
    steps.begin("looking for names and definitions")
    findings = list(steps.map_(partial(note_findings, words, names), by_note))
    steps.begin("comparing the names")
    defined = [line for one in findings for line in one.defined]
    seen = [seen for one in findings for seen in one.phrases]
    seen += neighbors(rows, words)
    seen += [seen for one in findings for seen in one.abbreviations]
    seen += _as_seen(defined)
    titles = list(_note_titles(by_note, {key_of(text) for text in {one.text for one in seen}}, names))
    heaps, aliases = gathered((*seen, *titles), surface_forms)
    wrong = tuple(_misspellings(slips(rows, words, glossary, surface_forms, names)))
    labels = field_labels([lead for one in findings for lead in one.lead_ins])
    taken = {key_of(one.name) for one in wrong} | _labels(labels, heaps, defined, len(notes))
    heaps = {key: heap for key, heap in heaps.items() if key not in taken}
    steps.begin("counting their places")
    terms = _term_suggestions(heaps, [own for _, own in by_note], _best(defined), titles, steps.map_)
    suggestions = (*aliases, *wrong, *known_twice(glossary), *alike(terms))
    order = [*list(Proposal)[1:], Proposal.TERM]
    return tuple(sorted(suggestions, key=lambda one: (order.index(one.proposal), -one.score, one.name)))


def _rows_by_note(
    notes: Sequence[Note], surface_forms: SurfaceForms, count: CountReport
) -> list[tuple[Note, list[NoteLine]]]:
    """Returns each note with its rows. A note too short to show its language has that of all notes."""
    english = languages()[DEFAULT_LANGUAGE]
    every = language_of((words_of(line) for note in notes for line in note.lines[:200]), english)
    rows = counting_map(
        lambda note: rows_in_own_language(list(rows_of(note, surface_forms, every)), every), notes, count
    )
    return list(zip(notes, rows, strict=True))


def _labels(
    field_labels: Collection[str], heaps: Mapping[str, Evidence], defined: Iterable[DefiningLine], notes: int
) -> set[str]:
    """Returns the keys of names that are labels of fields or headings that every text has, of so many notes."""
    least = max(LEAST_RECURRING, min(RECURRING_HEADING, math.ceil(notes / 2)))
    sentences = {key_of(line.name) for line in defined if not line.is_lead_in and line.rank <= 1}
    labels = {key for key in field_labels if key not in sentences}
    recurring = {
        key
        for key, heap in heaps.items()
        if heap.signs[Sign.HEADING] >= least and not heap.signs[Sign.TITLE] and key not in sentences
    }
    return labels | recurring


def _note_titles(
    by_note: Iterable[tuple[Note, Sequence[NoteLine]]], known: Collection[str], people: frozenset[str]
) -> Iterator[Seen]:
    """Yields the titles of notes that are names, at their first line. A file name of one word without a capital or with
    several, such as `bees.md` or `WinterBees.md`, is one only if a line marks it as a name too."""
    for note, rows in by_note:
        language = rows[0].language if rows else languages()[DEFAULT_LANGUAGE]
        name = name_of_title(note.title, language, people)
        is_file_name = name.islower() or FILE_NAME.search(name)
        if name and (not is_file_name or " " in name or key_of(name) in known):
            yield Seen(note.path, 1, name, Sign.TITLE)


def _as_seen(defined: Iterable[DefiningLine]) -> Iterator[Seen]:
    for line in defined:
        yield Seen(line.note, line.line, line.name, Sign.DEFINED)


def _best(defined: Iterable[DefiningLine]) -> dict[str, DefiningLine]:
    """Returns the surest definition of each name; of equals the first."""
    best: dict[str, DefiningLine] = {}
    for line in defined:
        key = key_of(line.name)
        if key not in best or line.rank < best[key].rank:
            best[key] = line
    return best


def _misspellings(slips: Iterable[Slip]) -> Iterator[Suggestion]:
    for slip in slips:
        name = slip.spelling.text
        why = f"nearly `{name}`, {_often(slip.places)}"
        yield Suggestion(Proposal.MISSPELLING, slip.text, slip.places, why, len(slip.text), slip.spelling.term)


def _term_suggestions(
    heaps: Mapping[str, Evidence],
    rows: Sequence[Sequence[NoteLine]],
    definitions: Mapping[str, DefiningLine],
    titles: Iterable[Seen],
    map_: Mapper,
) -> Iterator[Suggestion]:
    """Yields the names that occur in the notes often enough, not counting places where a longer name takes their
    words."""
    shorts = {key_of(short): key for key, heap in heaps.items() for short in heap.shorts}
    exact = {key_of(short): short for heap in heaps.values() for short in heap.shorts}
    exact |= {key: next(iter(heap.texts)) for key, heap in heaps.items() if all(t.isupper() for t in heap.texts)}
    least = {key: _least(heap) for key, heap in heaps.items()}
    found_at = places_of(rows, {*heaps, *shorts}, shorts, least, exact, map_)
    of_title = {key_of(title.text): Where(((title.note, title.line),), Counter()) for title in titles}
    elsewhere = of_title | {
        key: Where(((line.note, line.line),), Counter({line.name: 1}))
        for key, line in definitions.items()
        if line.is_code and line.rank <= SURE_RANK
    }
    for key in dict.fromkeys((*found_at, *(key for key in elsewhere if key in heaps))):
        own = definitions.get(key)
        of_short = (definitions.get(key_of(short)) for short in heaps[key].shorts)
        of_short = (line for line in of_short if line and not _only_names(line.text, heaps[key], key))
        yield _suggestion(heaps[key], found_at.get(key) or elsewhere[key], own or next(of_short, None))


def _suggestion(heap: Evidence, where: Where, definition: DefiningLine | None) -> Suggestion:
    name = surest(where.texts or heap.texts)
    is_own = definition is not None and key_of(definition.name) == key_of(name)
    if definition and is_own and _is_other_form(words_of(name), words_of(definition.name)):
        name = definition.name
    count, notes = len(where.places), len({note for note, _ in where.places})
    signs = [sign for sign in Sign if heap.signs[sign]]
    capitals = bool(where.texts) and all(t[:1].isupper() for text in where.texts for t in text.split() if len(t) > 3)
    reasons = [f"{definition.pattern} at {definition.note}:{definition.line}"] if definition else []
    reasons += [_often(where.places)]
    reasons += ["always capitalized"] if capitals else ["with capitals and without"] if Sign.CAPITALS in signs else []
    quiet = {Sign.CAPITALS, Sign.BESIDE, Sign.DEFINED}
    reasons += [str(sign) for sign in signs if sign not in quiet]
    reasons += [f"beside a known term: {heap.beside}"] if heap.beside else []
    if definition and Sign.DEFINED not in signs:
        signs = [Sign.DEFINED, *signs]  # a line defines its abbreviation
    score = sum(WEIGHT[s] for s in signs) + math.log2(min(count, MANY_LINES)) + math.log2(min(notes, MANY_LINES))
    score += len(name.split()) > 1
    if definition and definition.rank > SURE_RANK:
        score -= WEIGHT[Sign.DEFINED] / 2
    if definition and definition.rank <= SURE_RANK:
        score += SENTENCE if definition.rank < SURE_RANK else LINE
    if _is_weak(name, signs, definition):
        score -= WEAK
    if count == 1 and definition is None and {Sign.TITLE, Sign.HEADING} <= set(signs):
        score -= WEIGHT[Sign.HEADING]  # the heading repeats the title, and the text never says it
    suggestion = Suggestion(
        Proposal.TERM, name, where.places, "; ".join(reasons), round(score, 2), None, tuple(heap.shorts)
    )
    return replace(suggestion, definition=definition if definition and definition.rank <= SURE_RANK else None)


def _only_names(text: str, heap: Evidence, key: str) -> bool:
    """Returns whether a text behind an abbreviation says what it abbreviates and nothing more."""
    name = next(iter(heap.texts))
    return key_of(text[: len(name)]) == key and len(words_of(text[len(name) :])) < MORE_THAN_NAME


def _is_other_form(words: Sequence[str], defined: Sequence[str]) -> bool:
    """Returns whether a name is better written as in its definition; a singular is as good as a plural there."""
    return words != defined and (len(words) != len(defined) or words[-1] != singular(defined[-1]))


def _is_weak(name: str, signs: Collection[Sign], definition: DefiningLine | None) -> bool:
    """Returns whether a name is one word of everyday language for which only headings, capitals or lead-ins speak."""
    if " " in name or name.isupper() or (definition and definition.rank <= SURE_RANK and not definition.is_lead_in):
        return False
    quiet = {Sign.HEADING, Sign.CAPITALS, Sign.MARKED, Sign.DEFINED, Sign.BESIDE}
    return set(signs) <= quiet and (name.islower() or is_common_word(name))


def _least(heap: Evidence) -> int:
    signs = set(heap.signs)
    if signs == {Sign.BESIDE}:
        return BESIDE
    weak = {Sign.CAPITALS, Sign.HEADING, Sign.BRACKETS}
    if signs == {Sign.CAPITALS} or (signs <= weak and not any(" " in text for text in heap.texts)):
        return ALONE
    return ELSE


def _often(places: Sequence[tuple[NotePath, int]]) -> str:
    notes = {note for note, _ in places}
    first = f"{places[0][0]}:{places[0][1]}"
    times = f"{len(places)} lines" if len(places) > 1 else "1 line"
    return f"seen on {times} in {len(notes)} note{'s' * (len(notes) > 1)}, first at {first}"


class Evidence(Struct):
    """Collects the evidence for one name; it grows while rows are read, and nothing changes it afterwards."""

    texts: Counter[str] = field(default_factory=Counter)
    signs: Counter[Sign] = field(default_factory=Counter)
    shorts: dict[str, None] = field(default_factory=dict)
    """Its abbreviations, in order."""
    beside: str = ""


def gathered(seen: Iterable[Seen], surface_forms: SurfaceForms) -> tuple[dict[str, Evidence], tuple[Suggestion, ...]]:
    """Sorts the evidence by name. A known term explained by an unknown abbreviation, or the reverse, is kept apart."""
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
