"""Decks for Anki: the same bytes for the same cards, and notes that update in place when a deck is imported again.

Anki finds a note again by its GUID, which comes from the card's id, and replaces it where the deck's is newer; the
learner's schedule stays. So the time of a deck must rise when a card changes: adapters pass SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import genanki

from studyguide.model.glossary import Glossary, Term
from studyguide.model.note import TermId
from studyguide.practice.card import Card, CardKind
from studyguide.text.control_chars import escape_control_chars

FIELDS = ("Question", "Choices", "Answer", "Explanation", "Source")
FRONT = '<div class="question">{{Question}}</div>{{#Choices}}{{Choices}}{{/Choices}}'
BACK = """{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>
{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}<div class="source">{{Source}}</div>"""
CSS = """.card { font: 1.2rem/1.5 system-ui, sans-serif; text-align: left; max-width: 36em; margin: 0 auto; }
.answer { font-weight: 600; } .explanation { margin-top: .8em; }
.source { margin-top: 1em; font-size: .8em; opacity: .75; } ul { padding-left: 1.2em; }"""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of a package: the oldest a zip file can hold."""
Fields = Mapping[str, tuple[str, ...]]
"""Of each card, by its id, the HTML of the `FIELDS`."""
COLUMNS = ("GUID", "Front", "Back", "Deck", "Tags")


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of one family."""

    id: str
    """The family's id; part of the file's name."""
    name: str
    """As Anki shows it: `Field::Family`."""
    cards: tuple[Card, ...]


def decks(made: Iterable[Card], glossary: Glossary) -> tuple[Deck, ...]:
    """Sort cards into a deck per family, in the glossary's order; families without cards are left out."""
    by_family: dict[str, list[Card]] = {}
    for card in made:
        by_family.setdefault(card.family, []).append(card)
    top = glossary.field[:1].upper() + glossary.field[1:]
    return tuple(
        Deck(family.id, f"{top}::{family.name}" if top else family.name, tuple(by_family[family.id]))
        for family in glossary.families
        if family.id in by_family
    )


def fields_of(made: Iterable[Card], terms: Mapping[TermId, Term]) -> Fields:
    """Return what Anki shows of each card."""
    return {card.id: _fields(card, terms) for card in made}


def package(chosen: Sequence[Deck], fields: Fields, at: int) -> bytes:
    """Return an .apkg of these decks; `at` is its time in seconds since 1970."""
    model = _model()
    made = []
    for deck in chosen:
        made.append(genanki.Deck(_number(f"deck {deck.id}"), deck.name))
        for place, card in enumerate(deck.cards):
            note = genanki.Note(model, list(fields[card.id]), guid=guid(card), tags=_tags(card), due=place)
            made[-1].add_note(note)
    connection = sqlite3.connect(":memory:")
    genanki.Package(made).write_to_db(connection.cursor(), at, itertools.count(at * 1000))
    connection.commit()
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (("collection.anki2", connection.serialize()), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            file.writestr(entry, data)
    connection.close()
    return stored.getvalue()


def table(chosen: Sequence[Deck], fields: Fields) -> str:
    """Return the decks as tab-separated text that Anki imports as notes of its type Basic, found again by GUID."""
    text = io.StringIO()
    text.write("#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:4\n#tags column:5\n")
    text.write("#columns:" + "\t".join(COLUMNS) + "\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for deck in chosen:
        for card in deck.cards:
            question, choices, answer, explanation, source = fields[card.id]
            back = "<br><br>".join(
                part for part in (f"<b>{answer}</b>", explanation, f"<small>{source}</small>") if part
            )
            writer.writerow([guid(card), question + choices, back, deck.name, " ".join(_tags(card))])
    return text.getvalue()


def guid(card: Card) -> str:
    """Return what a card is known by in every collection: it depends on the card's id alone."""
    return hashlib.sha256(f"studyguide {card.id}".encode()).hexdigest()[:20]


def _fields(card: Card, terms: Mapping[TermId, Term]) -> tuple[str, ...]:
    choices = "".join(f"<li>{_html(option.text)}</li>" for option in card.options)
    answer = f"\\({_html(card.answer)}\\)" if card.kind is CardKind.FORMULA else _html(card.answer)
    wrong = [option.why for index, option in enumerate(card.options) if index != card.right]
    explanation = "<br>".join(_html(part) for part in (card.explanation, *wrong) if part)
    works = "; ".join(dict.fromkeys(source.title for source in terms[card.term].sources))
    source = _html(f"{card.source} · {works}" if works else card.source)
    return _html(card.question), f"<ul>{choices}</ul>" if choices else "", answer, explanation, source


def _html(text: str) -> str:
    """Text as a field of Anki: `[` is an entity, since `[sound:...]` and the like are commands to it."""
    return escape(escape_control_chars(" ".join(text.split())), quote=False).replace("[", "&#91;")


def _tags(card: Card) -> list[str]:
    return [f"asks::{card.kind}", *card.tags]


def _model() -> genanki.Model:
    return genanki.Model(
        _number("note type 1"),
        "Study guide",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )


def _number(name: str) -> int:
    """Return an id that Anki accepts and that depends on the name alone."""
    return 2**30 + int.from_bytes(hashlib.sha256(f"studyguide {name}".encode()).digest()[:4]) % 2**30
