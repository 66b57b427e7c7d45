"""The ledger of card ids: complete, and no id is used twice."""

from __future__ import annotations

from studied import ROOT, shipped
from studyguide.problems import Severity
from studyguide.read.own_cards import read_own_cards
from studyguide.study.cards import Card, CardKind, cards
from studyguide.study.ledger import check_ledger, updated_ledger

FILE = "docs/ledger/card-ids.txt"


def card(card_id: str) -> Card:
    return Card(card_id, CardKind.DOES, card_id.split(".")[0], "?", "!", card_id)  # type: ignore[arg-type]


def test_the_shipped_ledger_is_complete() -> None:
    woven = shipped()
    own, _ = read_own_cards("docs/cards.yml", (ROOT / "docs/cards.yml").read_text(), woven.notes_by_path, woven.terms)
    problems = check_ledger(cards(woven, own), FILE, (ROOT / FILE).read_text("utf-8"))
    assert not problems, f"{len(problems)} ids: run studyguide ledger"


def test_a_retired_id_is_never_used_again() -> None:
    (problem,) = check_ledger([card("veil.does")], FILE, "veil.does retired\n")
    assert (problem.kind, problem.severity, problem.place.line) == ("retired-id", Severity.ERROR, 1)


def test_new_and_vanished_ids_are_told() -> None:
    problems = check_ledger([card("veil.does")], FILE, "smoker.does\n")
    assert [(problem.kind, problem.severity) for problem in problems] == [("ledger", Severity.NOTICE)] * 2


def test_no_ledger_is_not_compared() -> None:
    assert check_ledger([card("veil.does")], FILE, "") == ()


def test_ids_are_only_ever_added() -> None:
    text = updated_ledger([card("veil.does"), card("gloves.does")], "")
    assert text == "gloves.does\nveil.does\n"
    text = updated_ledger([card("veil.does")], text)
    assert text == "gloves.does retired\nveil.does\n"
    assert updated_ledger([card("veil.does")], text) == text
    assert updated_ledger([card("veil.does"), card("gloves.does")], text) == text
