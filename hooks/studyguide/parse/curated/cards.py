"""Reads the cards that a person wrote in cards.yml: each in own words, or from a quote at the line it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.fields import RECORD_CONFIG, Id, Text
from studyguide.model.glossary import Term
from studyguide.model.note import REDACTED_KINDS, Note, NotePath, TermId
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at, validated


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Quote:
    """Where in the notes a card comes from."""

    note: NotePath
    """Path of the note below `seeds/`."""
    line: Annotated[int, Field(ge=1)]
    """1-based."""
    quote: Text
    """Letter for letter as in that line."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class OwnCard:
    """One card of `docs/cards.yml`."""

    term: Id
    """The term it belongs to."""
    id: Id
    """Follows `<term>.own:` in the card's id; never used again for another question of the term."""
    question: Text
    """What is asked."""
    answer: Text
    """What is right."""
    source: Literal["own words"] | Quote = "own words"
    """`own words`, or the line of a note that says it."""
    explanation: str = ""
    """What to read after the answer."""
    kind: Literal["own"] = "own"
    """Always `own`; may be left out."""
    place: str = ""
    """Filled in when read: `file:line` of the entry."""


CARD_ADAPTER = TypeAdapter(OwnCard)
CARD_KEYS = tuple(f.name for record in (OwnCard, Quote) for f in fields(record) if f.name != "place")


def read_own_cards(
    file: str, text: str, notes: Mapping[NotePath, Note], terms: Mapping[TermId, Term]
) -> tuple[tuple[OwnCard, ...], tuple[Diagnostic, ...]]:
    """Returns the cards in the order of the file. A card with a fault is left out and reported.

    Faults are an unknown term, an id used twice, a quote that is not in its line or is no longer shown, and a
    speaker's name.
    """
    document, faults = load(file, text)
    diagnostics = list(faults)
    if document.value is not None and not isinstance(document.value, list):
        hint = "start each with `- term: ...`"
        return (), (*diagnostics, problem_at(document, (1, 1), "bad-value", "cards are a list", hint))
    cards: dict[tuple[str, str], OwnCard] = {}
    for index in range(len(document.value or ())):
        checked = validated(CARD_ADAPTER, document, (index,), CARD_KEYS)
        card, wrong = checked[0], list(checked[1])
        if card is not None:
            wrong += _card_faults(card, index, document, notes, terms)
            if (card.term, card.id) in cards:
                first, at = cards[card.term, card.id].place, place_of(document, (index, "id"))
                what, hint = f"`{card.term}` has a card `{card.id}` already", f"it is at {first}"
                wrong.append(problem_at(document, at, "duplicate-id", what, hint))
            if not wrong:
                cards[card.term, card.id] = replace(card, place=f"{file}:{document.places[(index,)][0]}")
        diagnostics += wrong
    return tuple(cards.values()), tuple(diagnostics)


def _card_faults(
    card: OwnCard, index: int, document: YamlDocument, notes: Mapping[NotePath, Note], terms: Mapping[TermId, Term]
) -> Iterator[Diagnostic]:
    def fault(path: tuple[str, ...], kind: str, what: str, hint: str = "") -> Diagnostic:
        return problem_at(document, place_of(document, (index, *path)), kind, what, hint)

    if card.term not in terms:
        yield fault(("term",), "dangling-id", f"no term has the id `{card.term}`", closest(card.term, terms))
    if not isinstance(card.source, Quote):
        return
    note = notes.get(card.source.note)
    if note is None:
        hint = closest(card.source.note, notes)
        yield fault(("source", "note"), "unknown-note", f"no note `{card.source.note}`", hint)
        return
    line, quote = card.source.line, card.source.quote
    start = note.lines[line - 1].find(quote) if line <= len(note.lines) else -1
    if start < 0:
        now = [number for number, text in enumerate(note.lines, 1) if quote in text]
        hint = f"it is in line {now[0]}" if now else "copy it letter for letter"
        yield fault(("source", "quote"), "quote", f"line {line} of `{note.path}` does not say this", hint)
        return
    for zone in note.zones:
        if zone.line == line and zone.kind in REDACTED_KINDS and zone.start < start + len(quote) and start < zone.end:
            yield fault(("source", "quote"), "quote", "part of this quote is never shown", "quote what readers see")
            return
    speakers = {speaker.name for entry in note.entries for speaker in entry.byline}
    for key in ("question", "answer", "explanation"):
        if named := sorted(name for name in speakers if name in getattr(card, key)):
            yield fault((key,), "speaker", f"this names a speaker, {named[0]}", "cards leave names of speakers out")
