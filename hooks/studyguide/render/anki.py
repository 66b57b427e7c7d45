"""Decks for Anki: the same bytes for the same cards, and notes that update in place when a deck is imported again.

Anki finds a note again by its GUID and replaces it where the deck's is newer; the learner's schedule stays. So a GUID
depends on the guide's id and the card's id alone, and the time of a deck must rise when a card changes: adapters pass
the time of the inputs (`build_time`). Every other id depends on a name alone, too, and never on a time.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from msgspec import Struct

from studyguide.model.glossary import Family, Glossary, Term
from studyguide.model.guide_id import ascii_slug
from studyguide.model.note import TermId
from studyguide.model.note_card import NO_HINT
from studyguide.parse.curated.glossary import NOTE_DECK
from studyguide.practice.card import Card, CardKind
from studyguide.practice.note_practice import NotePractice
from studyguide.render.apkg import AnkiDeck, AnkiNote, NoteType, apkg
from studyguide.text.control_chars import escape_control_chars

FIELDS = ("Question", "Choices", "Answer", "Explanation", "Source")
FRONT = '<div class="question">{{Question}}</div>{{#Choices}}{{Choices}}{{/Choices}}'
BACK = """{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>
{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}<div class="source">{{Source}}</div>"""
CSS = """.card { font: 1.2rem/1.5 system-ui, sans-serif; text-align: left; max-width: 36em; margin: 0 auto; }
.answer { font-weight: 600; } .explanation { margin-top: .8em; }
.source { margin-top: 1em; font-size: .8em; opacity: .75; } ul { padding-left: 1.2em; }"""
CLOZE_FIELDS = ("Text", "Source")
CLOZE_FRONT = '<div class="question">{{cloze:Text}}</div>'
CLOZE_BACK = '<div class="answer">{{cloze:Text}}</div><div class="source">{{Source}}</div>'
CLOZE_CSS = f"{CSS} .cloze {{ font-weight: 600; text-decoration: underline; }}"
MATH = re.compile(r"(?<![\w$\\])\$(?=[^\s$])([^$\n]+)(?<=\S)\$(?![\w$])")
Fields = Mapping[str, tuple[str, ...]]
"""Of each card, by its id, the HTML of the `FIELDS`."""
ANKI_COLUMNS = ("GUID", "Front", "Back", "Deck", "Tags")
FORMULA_SIGNS = "=+-@＝＋－＠\t\r"
"""Characters by which a spreadsheet takes a cell for a formula."""
FIRST_SCHEME = 1
"""The first scheme of ids, without the guide's id: two guides of it touch each other. For decks given out already."""
CURRENT = 2
"""The scheme of ids that contain the guide's id."""


class Naming(Struct, frozen=True):
    """What the ids of everything in a guide's decks are made from."""

    guide: str = ""
    """The guide's id."""
    scheme: int = CURRENT


class Deck(Struct, frozen=True):
    """The cards of one family, of one exam or of the notes, or the questions of the bank for one exam."""

    id: str
    """The family's id, `exam-<exam>`, `from-notes` or `bank-<exam>`; part of the file's name."""
    name: str
    """As Anki shows it: `Field::Family`."""
    cards: tuple[Card, ...]


def decks(made: Iterable[Card], glossary: Glossary, naming: Naming) -> tuple[Deck, ...]:
    """Sort cards into a deck per family, in the glossary's order; families without cards are left out."""
    by_family: dict[str, list[Card]] = {}
    for card in made:
        by_family.setdefault(card.family, []).append(card)
    top = _top(glossary.field[:1].upper() + glossary.field[1:], naming)
    return tuple(
        Deck(family.id, _deck_name(top, family), tuple(by_family[family.id]))
        for family in glossary.families
        if family.id in by_family
    )


def _deck_name(top: str, family: Family) -> str:
    """Return the same name for packages and tables: it does not begin as a formula does in a spreadsheet."""
    name = f"{top}::{family.name}" if top else family.name
    return name.lstrip(FORMULA_SIGNS + " :") or family.id


def bank_decks(made: Iterable[Card], exams: Mapping[str, str], glossary: Glossary, naming: Naming) -> tuple[Deck, ...]:
    """Sort the cards of the bank into a deck per exam; `exams` gives the label of each exam that has questions."""
    top = _top(glossary.field[:1].upper() + glossary.field[1:], naming)
    found = tuple(made)
    names = {exam: f"Exam questions::{label}" for exam, label in exams.items()}
    return tuple(
        Deck(
            f"bank-{exam}",
            f"{top}::{name}" if top else name,
            tuple(card for card in found if f"exam::{exam}" in card.tags),
        )
        for exam, name in names.items()
    )


def note_deck(made: Iterable[NotePractice], glossary: Glossary, naming: Naming) -> Deck:
    """Return the deck of the cards that authors wrote in their notes, in the order of the notes and their lines."""
    return Deck(NOTE_DECK, _name_below_top(glossary, naming, "From the notes"), tuple(one.card for one in made))


def exam_deck(exam: str, label: str, ordered: Iterable[Card], glossary: Glossary, naming: Naming) -> Deck:
    """Return the deck of an exam with its cards in the order in which the exam's plan asks them."""
    return Deck(f"exam-{exam}", _name_below_top(glossary, naming, f"By exam::{label}"), tuple(ordered))


def _name_below_top(glossary: Glossary, naming: Naming, name: str) -> str:
    top = _top(glossary.field[:1].upper() + glossary.field[1:], naming)
    return (f"{top}::{name}" if top else name).lstrip(FORMULA_SIGNS + " :") or name


def fields_of_notes(made: Iterable[NotePractice]) -> Fields:
    """Return what Anki shows of each card of a note; of a cloze, the fields of the note type for clozes."""
    return {one.card.id: _fields_of_note(one) for one in made}


def _fields_of_note(one: NotePractice) -> tuple[str, ...]:
    card, source = one.card, _field_html(one.card.source)
    if card.kind is CardKind.CLOZE:
        return _cloze_html(one), source
    return _lines_html(card.question), "", _lines_html(card.answer), "", source


def _lines_html(text: str) -> str:
    """Lines as a field of Anki, with formulas as Anki writes them."""
    return MATH.sub(r"\\(\1\\)", "<br>".join(map(_field_html, text.splitlines())))


def _cloze_html(one: NotePractice) -> str:
    """A sentence as Anki's cloze: in place of each blank its part of the answer, and all of them are asked at once."""
    html, at = _outside_cloze(_lines_html(one.card.question)), 0
    blanks = [part.blank for parts in one.written.question_at for part in parts if part.blank]
    for blank, answer in zip(blanks, one.card.answer.splitlines(), strict=False):
        shown = _outside_cloze(_lines_html(blank))
        hint = "" if blank == NO_HINT else f"::{_inside_cloze(blank[1:-1])}"
        deletion = f"{{{{c1::{_inside_cloze(answer)}{hint}}}}}"
        start = html.index(shown, at)
        html = html[:start] + deletion + html[start + len(shown) :]
        at = start + len(deletion)
    return html


def _outside_cloze(html: str) -> str:
    """Markup in which nothing begins a part to leave out."""
    return html.replace("{{", "{&#123;")


def _inside_cloze(text: str) -> str:
    """Text as markup in which nothing ends a part to leave out, or begins its hint."""
    return _outside_cloze(_lines_html(text)).replace("}}", "}&#125;").replace("::", ":&#58;")


def fields_of(made: Iterable[Card], terms: Mapping[TermId, Term]) -> Fields:
    """Return what Anki shows of each card."""
    return {card.id: _fields(card, terms) for card in made}


def package(chosen: Sequence[Deck], fields: Fields, naming: Naming, at: int) -> bytes:
    """Return an .apkg of these decks; `at` is its time in seconds since 1970."""
    has_cloze = any(card.kind is CardKind.CLOZE for deck in chosen for card in deck.cards)
    clozes = (_cloze_type(naming),) if has_cloze else ()
    return apkg(_note_type(naming), [_deck(deck, fields, naming) for deck in chosen], at, clozes)


def table(chosen: Sequence[Deck], fields: Fields, naming: Naming) -> str:
    """Return the decks as tab-separated text that Anki imports as notes of its type Basic, found again by GUID."""
    text = io.StringIO()
    text.write("#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:4\n#tags column:5\n")
    text.write("#columns:" + "\t".join(ANKI_COLUMNS) + "\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for deck in chosen:
        for card in deck.cards:
            question, choices, answer, explanation, source = _basic_fields(card, fields)
            back = "<br><br>".join(
                part for part in (f"<b>{answer}</b>", explanation, f"<small>{source}</small>") if part
            )
            row = [guid(card, naming), _no_formula(question) + choices, back, deck.name, " ".join(_tags(card))]
            writer.writerow(row)
    return text.getvalue()


def _basic_fields(card: Card, fields: Fields) -> tuple[str, ...]:
    """The fields of a card as question and answer; a table has no clozes."""
    if card.kind is not CardKind.CLOZE:
        return fields[card.id]
    return _lines_html(card.question), "", _lines_html(card.answer), "", fields[card.id][-1]


def _no_formula(html: str) -> str:
    """Write a character that begins a formula in a spreadsheet as an entity, which Anki shows as the character.

    An apostrophe before it, as some programs write, would be shown on the card.
    """
    return f"&#{ord(html[0])};{html[1:]}" if html[:1] in FORMULA_SIGNS else html


def guid(card: Card, naming: Naming) -> str:
    """Return what a card is known by in every collection: it depends on the guide's id and the card's id alone."""
    return _id_digest(card.id if naming.scheme == FIRST_SCHEME else f"card {card.id}", naming).hex()[:20]


def _fields(card: Card, terms: Mapping[TermId, Term]) -> tuple[str, ...]:
    choices = "".join(f"<li>{_field_html(option.text)}</li>" for option in card.options)
    answer = f"\\({_field_html(card.answer)}\\)" if card.kind is CardKind.FORMULA else _field_html(card.answer)
    if card.kind is CardKind.BANK:
        listed = "".join(f"<li>{_field_html(text)}</li>" for text in card.asked_parts)
        explanation = "<br>".join(map(_field_html, card.explanation.splitlines()))
        choices = choices or listed
        return _field_html(card.question), f"<ul>{choices}</ul>", answer, explanation, _field_html(card.source)
    wrong = [option.why for index, option in enumerate(card.options) if index != card.right]
    explanation = "<br>".join(_field_html(part) for part in (card.explanation, *wrong) if part)
    works = "; ".join(dict.fromkeys(source.title for source in terms[card.term].sources))
    source = _field_html(f"{card.source} · {works}" if works else card.source)
    return _field_html(card.question), f"<ul>{choices}</ul>" if choices else "", answer, explanation, source


def _field_html(text: str) -> str:
    """Text as a field of Anki: `[` is an entity, since `[sound:...]` and the like are commands to it."""
    return escape(escape_control_chars(" ".join(text.split())), quote=False).replace("[", "&#91;")


def _tags(card: Card) -> list[str]:
    return [f"asks::{card.kind}", *card.tags]


def _top(field: str, naming: Naming) -> str:
    """Return the name of the deck above all of a guide's decks.

    Anki knows decks by their names. So the name contains the guide's id, unless it says the same in other letters.
    """
    if naming.scheme == FIRST_SCHEME or ascii_slug(field) == naming.guide:
        return field
    return f"{field} ({naming.guide})" if field and naming.guide else field or naming.guide


def _note_type(naming: Naming) -> NoteType:
    if naming.scheme == FIRST_SCHEME:
        return NoteType(_number("note type 1", naming), "Study guide", FIELDS, FRONT, BACK, CSS)
    name = f"Study guide ({naming.guide})" if naming.guide else "Study guide"
    return NoteType(_number("note type", naming), name, FIELDS, FRONT, BACK, CSS)


def _cloze_type(naming: Naming) -> NoteType:
    name = f"Study guide cloze ({naming.guide})" if naming.guide else "Study guide cloze"
    number = _number("note type cloze", naming)
    return NoteType(number, name, CLOZE_FIELDS, CLOZE_FRONT, CLOZE_BACK, CLOZE_CSS, is_cloze=True)


def _deck(deck: Deck, fields: Fields, naming: Naming) -> AnkiDeck:
    notes = tuple(
        AnkiNote(
            guid(card, naming),
            f"{naming.guide} {card.term}",
            fields[card.id],
            tuple(_tags(card)),
            int(card.kind is CardKind.CLOZE),
        )
        for card in deck.cards
    )
    return AnkiDeck(_number(f"deck {deck.id}", naming), deck.name, notes)


def _number(name: str, naming: Naming) -> int:
    """Return an id that Anki accepts and that depends on the name and the guide's id alone."""
    return 2**30 + int.from_bytes(_id_digest(name, naming)[:4]) % 2**30


def _id_digest(name: str, naming: Naming) -> bytes:
    whole = f"studyguide {name}" if naming.scheme == FIRST_SCHEME else f"studyguide {naming.guide} {name}"
    return hashlib.sha256(whole.encode()).digest()
