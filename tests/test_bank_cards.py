"""Cards of the question bank: an id each, a plain form for Anki, a page for each exam."""

from __future__ import annotations

import re

from browser.paper import BANK, bees
from studied import shipped
from studyguide.practice.bank_cards import bank_cards
from studyguide.practice.card import CardKind
from studyguide.render.anki import fields_of
from studyguide.render.pages.anki_decks import deck_files
from studyguide.render.pages.bank import bank_files, bank_steps
from studyguide.render.pages.review import review_page


def test_every_question_is_a_card_with_an_id_of_its_own() -> None:
    cards = tuple(bank_cards(shipped().questions))
    assert len(cards) == len(shipped().questions) == len({card.id for card in cards})
    assert {card.kind for card in cards} == {CardKind.BANK}
    for card in cards:
        assert re.fullmatch(r"bank:[a-z0-9-]+", card.id)
        assert card.term in shipped().terms
        assert card.right is None or card.options[card.right].text == card.answer


def test_the_plain_form_of_each_type() -> None:
    ctx = bees(bank=BANK)
    fields = fields_of(ctx.practice.bank, ctx.corpus.terms)
    question, choices, answer, explanation, source = fields["bank:bee-1-sting"]
    assert (question, answer, source) == (
        "Bees fly at a keeper's eyes. What does she put on?",
        "A veil",
        "The bee book",
    )
    assert choices == "<ul><li>A veil</li><li>A feeder</li><li>A skep</li><li>A fork</li></ul>"
    assert explanation.startswith("A veil: It covers the face.<br>A feeder: It holds syrup.")
    assert fields["bank:bee-1-honey-tools"][2] == "The extractor; The uncapping fork"
    _, choices, answer, _, _ = fields["bank:bee-1-opening"]
    assert choices == "<ul><li>Blow smoke</li><li>Lift the frames</li><li>Put on the veil</li></ul>"
    assert answer == "1. Put on the veil; 2. Blow smoke; 3. Lift the frames"
    assert fields["bank:bee-1-purposes"][2] == "Calm → Smoker; Measure → Refractometer; Feed → Feeder"


def test_decks_hold_the_bank_apart() -> None:
    files = {name: make() for name, make in deck_files(bees(bank=BANK))}
    assert {"decks/bank-bee-1.apkg", "decks/bank-bee-1.tsv"} <= files.keys()
    assert b"Exam questions::BEE-1" in files["decks/bank-bee-1.tsv"]
    assert b"fly at a keeper" not in files["decks/all.tsv"]
    assert not any("bank" in name for name, _ in deck_files(bees()))


def test_the_page_and_the_file_of_an_exam_hold_every_question() -> None:
    ctx = bees(bank=BANK)
    [page] = [page for step in bank_steps(ctx) for page in step()]
    [(path, text)] = bank_files(ctx)
    assert (page.path, path) == ("exams/bee-1/questions.md", "assets/questions/bank-bee-1.js")
    for card in ctx.practice.bank:
        assert f'data-id="{card.id}"' in page.markdown
        assert card.id in text
    assert re.findall(r'id="(objective-[^"]+)"', page.markdown) == ["objective-1-1", "objective-1-2", "objective-1-3"]
    assert page.markdown.count('<details class="sg-more sg-fold sg-of-task" data-fold open>') == 3, "few are open"
    assert 'href="../../../review/?bank=bee-1"' in page.markdown


def test_the_review_lists_ids_without_what_all_begin_with() -> None:
    ctx = bees(bank=BANK)
    ids = "sting veil;honey-tools extractor;opening skep;purposes smoker"
    assert f'<li data-exam="bee-1" data-ids="{ids}">' in review_page(ctx, ctx.practice.cards).markdown
    assert "sg-bank" not in review_page(bees(), bees().practice.cards).markdown


def test_right_answers_are_marked_alone() -> None:
    [page] = [page for step in bank_steps(bees(bank=BANK)) for page in step()]
    item = page.markdown.partition('data-id="bank:bee-1-honey-tools"')[2].partition("</details>")[0]
    assert re.findall(r"<div data-right><dt><span>([^<]+)", item) == ["The extractor", "The uncapping fork"]
