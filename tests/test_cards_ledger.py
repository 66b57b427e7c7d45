"""The ledger of card ids: complete, and no id is used twice."""

from __future__ import annotations

from studied import ROOT, shipped
from studyguide.model.diagnostics import Severity
from studyguide.parse.curated.cards import read_own_cards
from studyguide.practice.bank_cards import bank_cards
from studyguide.practice.card_ids import check_ledger, updated_card_ledger
from studyguide.practice.deck import Card, CardKind, cards

FILE = "docs/ledger/card-ids.txt"


def card(card_id: str) -> Card:
    return Card(card_id, CardKind.DOES, card_id.split(".")[0], "?", "!", card_id)  # type: ignore[arg-type]


def test_the_shipped_ledger_is_complete() -> None:
    corpus = shipped()
    own, _ = read_own_cards("docs/cards.yml", (ROOT / "docs/cards.yml").read_text(), corpus.notes_by_path, corpus.terms)
    every = (*cards(corpus, own), *bank_cards(corpus.questions))
    diagnostics = check_ledger(every, FILE, (ROOT / FILE).read_text("utf-8"))
    assert not diagnostics, f"{len(diagnostics)} ids: run studyguide ledger"


def test_a_retired_id_is_never_used_again() -> None:
    (problem,) = check_ledger([card("veil.does")], FILE, "veil.does retired\n")
    assert (problem.kind, problem.severity, problem.place.line) == ("retired-id", Severity.ERROR, 1)


def test_new_and_vanished_ids_are_reported() -> None:
    diagnostics = check_ledger([card("veil.does")], FILE, "smoker.does\n")
    assert [(problem.kind, problem.severity) for problem in diagnostics] == [("ledger", Severity.NOTICE)] * 2


def test_no_ledger_is_not_compared() -> None:
    assert check_ledger([card("veil.does")], FILE, "") == ()


def test_ids_are_only_ever_added() -> None:
    text = updated_card_ledger([card("veil.does"), card("gloves.does")], "")
    assert text == "gloves.does\nveil.does\n"
    text = updated_card_ledger([card("veil.does")], text)
    assert text == "gloves.does retired\nveil.does\n"
    assert updated_card_ledger([card("veil.does")], text) == text
    assert updated_card_ledger([card("veil.does"), card("gloves.does")], text) == text
