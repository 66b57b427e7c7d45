"""What every card of the shipped glossary must keep to, and how cards are made from a few terms of another field."""

from __future__ import annotations

import re
from functools import cache
from statistics import mean

import pytest

from casefile import Case, agrees
from casefile import cases as case_files
from studied import ROOT, of, shipped
from studyguide.model.decision import options_of
from studyguide.model.glossary import names_of
from studyguide.model.note import TermId
from studyguide.parse.curated.cards import read_own_cards
from studyguide.practice.deck import Card, CardKind, card_counts, card_rows, cards
from studyguide.practice.distractors import length_rank
from studyguide.practice.fairness import confusion_share, declared_confusions
from studyguide.practice.phrasing import common_words, flat, in_plural, time_bound, words
from studyguide.practice.questions import clause_about, has_ended
from studyguide.text.slug import slug

BEES = """
- {id: smoker, name: Smoker, kind: tool, does: calms the colony with cool white puffs}
- {id: veil, name: Veil, kind: tool, does: keeps stings off the face, confused_with: [
     {id: gloves, apart: A veil guards the face; gloves guard the hands.},
     {id: hive-tool, apart: A veil is worn by the keeper all day; a hive tool is held in one hand.}]}
- {id: gloves, name: Gloves, kind: tool, does: keep stings off the hands}
- {id: hive-tool, name: Hive tool, kind: tool, does: prises frames apart that are glued together}
- {id: brood, name: Brood, kind: sign, is: eggs and larvae}
"""


@cache
def made() -> tuple[Card, ...]:
    corpus = shipped()
    own, diagnostics = read_own_cards(
        "docs/cards.yml", (ROOT / "docs/cards.yml").read_text("utf-8"), corpus.notes_by_path, corpus.terms
    )
    assert diagnostics == ()
    return cards(corpus, own)


@cache
def choices() -> tuple[Card, ...]:
    return tuple(card for card in made() if card.options)


def frame(card: Card) -> str:
    """Return what a question says beside the names of two things it lets one choose between."""
    return card.question.partition(": which of the two ")[2] if card.kind is CardKind.AB else card.question


def test_there_are_enough() -> None:
    number = card_counts(made())
    assert number["cards"] >= 1000
    assert number["facts"] >= 600
    assert sum(number[kind] for kind in CardKind) == number["cards"]
    from_notes = {CardKind.NOTE, CardKind.CLOZE, CardKind.QUOTE}
    assert min(number[kind] for kind in CardKind if kind not in from_notes | {CardKind.BANK}) > 0


def test_ids_are_unique_and_made_from_data() -> None:
    ids = [card.id for card in made()]
    assert len(ids) == len(set(ids))
    for card in made():
        assert re.fullmatch(rf"{re.escape(card.term)}\.{card.kind}(:[a-z0-9-]+)?", card.id)


def test_at_most_four_a_term() -> None:
    generated = [card.term for card in made() if card.kind is not CardKind.OWN]
    assert max(generated.count(term) for term in set(generated)) <= 4
    assert set(generated) == {key for key, term in shipped().terms.items() if term.cards}


def test_a_pair_is_asked_once() -> None:
    pairs = [frozenset((card.term, card.id.partition(":")[2])) for card in made() if card.kind in ("ab", "apart")]
    assert len(pairs) == len(set(pairs))


def test_a_choice_has_three_options_that_can_be_mistaken_for_each_other() -> None:
    terms, declared = shipped().terms, declared_confusions(shipped().glossary)
    groups = [set(options_of(decision)) for decision in shipped().decisions]
    groups += [set(cause.terms) for cause in shipped().causes]
    for card in choices():
        assert len({option.text for option in card.options}) == len(card.options) == 3
        assert card.right is not None and card.options[card.right].term == card.term
        assert card.options[card.right].text == card.answer
        for other in {option.term for option in card.options} - {card.term} - declared.get(card.term, set()):
            one_form = (terms[other].does is None) == (terms[card.term].does is None)
            curated = any({card.term, other} <= group for group in groups)
            alike = declared.get(card.term, set()) & declared.get(other, set())
            assert one_form and (curated or alike or terms[other].kind == terms[card.term].kind), card.id


def test_nine_in_ten_choices_offer_a_declared_confusion_where_the_term_has_one() -> None:
    share = confusion_share(choices(), shipped().glossary)
    assert share.used >= 0.9 * share.possible


def test_nothing_that_has_ended_is_offered_beside_a_living_answer() -> None:
    terms = shipped().terms
    for card in choices():
        ended = {option.term for option in card.options if has_ended(terms[option.term])}
        assert not ended or card.term in ended, card.id


def test_no_wrong_option_is_right_as_well() -> None:
    terms = shipped().terms
    for card in choices():
        term = terms[card.term]
        for option in card.options:
            other = terms[option.term]
            if other is not term:
                assert other.id not in term.also_true and term.id not in other.also_true, card.id
                assert other.part_of != term.id and term.part_of != other.id, card.id
                assert option.why.startswith(f"{other.name}: ")


def test_the_right_option_is_not_told_by_length_or_place() -> None:
    ranks = [length_rank([len(option.text) for option in card.options], card.right or 0) for card in choices()]
    assert 1.9 <= mean(ranks) <= 2.1
    places = [card.right for card in choices()]
    assert min(places.count(place) for place in range(3)) > len(places) / 4


def test_no_stem_gives_the_answer_away() -> None:
    corpus = shipped()
    common = common_words(corpus.glossary.terms)
    right = {term.name: term for term in corpus.glossary.terms}
    for card in made():
        if card.kind in (CardKind.WHICH, CardKind.WHEN, CardKind.AB) and card.answer in right:
            given = set(words(frame(card))) & (set(words(card.answer)) - common)
            assert not given, f"{card.id}: {given}"
            said = flat(frame(card))
            for alias in names_of(right[card.answer]):
                assert len(flat(alias.text)) <= 4 or flat(alias.text) not in said, f"{card.id}: {alias.text}"
        assert card.answer not in card.question.split() or card.kind is CardKind.AB, card.id


def test_no_stem_names_what_only_the_right_one_of_two_is_called() -> None:
    terms = shipped().terms
    for card in made():
        if card.kind is CardKind.AB:
            pair = [terms[id_].name for id_ in (card.term, TermId(card.id.partition(":")[2]))]
            other = next(name for name in pair if name != card.answer)
            only = {*words(card.answer), *words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", card.answer))} - {*words(other)}
            assert not only & {*words(frame(card))}, f"{card.id}: {only & {*words(frame(card))}}"


def test_the_answer_to_which_of_two_is_the_one_that_the_sentence_is_about() -> None:
    terms = shipped().terms
    for card in made():
        if card.kind is CardKind.AB:
            about, _, _ = card.explanation.partition(frame(card).rstrip("?"))
            subject = flat(re.split(r"; |, (?:while|whereas) ", about)[-1]).removeprefix(" the ").strip()
            subject = re.sub("^(?:an?|the) ", "", subject)
            pair = [terms[id_] for id_ in (card.term, TermId(card.id.partition(":")[2]))]
            called = {term.name: {flat(alias.text).strip() for alias in names_of(term)} for term in pair}
            other = next(name for name in called if name != card.answer)
            assert subject not in called[other] or subject in called[card.answer], f"{card.id}: {subject}"
            assert any(name.endswith(subject) for name in called[card.answer]), f"{card.id}: {subject}"


@pytest.mark.parametrize("case", case_files("pair_questions"), ids=str)
def test_the_clause_that_a_question_about_two_terms_is_made_from(case: Case, accept: bool) -> None:
    """`one` and `two` are names, `apart` what sets them apart, `aliases` other names of the first, `common` words that
    many names have; expected is the name that the clause is about, with its predicate."""
    names: list[tuple[str, list[str]]] = [
        (case.given["one"], case.given.get("aliases", [])),
        (case.given["two"], []),
    ]
    listed = (
        f"- {{id: {slug(name)}, name: {name}, kind: tool, does: helps, aliases: {also}}}\n" for name, also in names
    )
    one, two = of("".join(listed)).glossary.terms
    clause = clause_about(case.given["apart"], one, two, case.given.get("common", []))
    agrees(case, {clause[0].name: clause[1]} if clause else {}, accept)


def test_no_question_is_negated_or_bound_to_its_time() -> None:
    for card in made():
        asked = re.split(r"(?<=[.…]) ", card.question)[-1]
        opening = re.search(r"\b(?:which|what|when|how)((?: \S+){0,2})", asked, re.I)
        assert card.kind is CardKind.OWN or opening, card.question
        assert not opening or not re.search(r"\b(not|never|no|cannot)\b", opening[1]), card.question
        assert not re.search(r"\b(none|all|both) of the above\b|\bEXCEPT\b", card.question)
        assert not any(re.search(r"of the above|\bneither\b", option.text) for option in card.options)
        assert not time_bound(card.question) or card.question.startswith("As of "), card.question


def test_questions_read_as_sentences() -> None:
    for card in made():
        assert card.question.endswith(("?", ".")) and "  " not in card.question, card.question
        assert card.question[0].isupper() or not card.question[0].isalpha() or card.kind is CardKind.AB, card.question
        assert not re.search(r"[{}]|\?\?|\.\.|\?\.| \?", card.question), card.question
        assert card.answer and card.source and card.family and card.tags
        assert not any(" " in tag for tag in card.tags)


@pytest.mark.parametrize(
    ("does", "several"),
    [
        ("serves bread and loads each loaf", "serve bread and load each loaf"),
        ("copies orders, records them and returns only the paid", "copy orders, record them and return only the paid"),
        ("bakes, so that the cook serves and loads less", "bake, so that the cook serves and loads less"),
        ("keeps plates and serves of old meals", "keep plates and serves of old meals"),
        ("catches heat or releases it", "catch heat or release it"),
    ],
)
def test_several_things_have_verbs_in_the_plural(does: str, several: str) -> None:
    assert in_plural(does, {"serves", "loads", "returns"}) == several


def test_products_at_their_end_are_dated_and_never_advised() -> None:
    terms = shipped().terms
    for card in made():
        status = terms[card.term].status
        if status and status.state in ("discontinued", "deprecated", "closed to new customers"):
            assert card.kind not in (CardKind.WHEN, CardKind.NOT_WHEN)
            if card.kind is CardKind.DOES:
                assert card.question.startswith(f"As of {status.checked}, ")


def test_cards_are_the_same_every_time() -> None:
    assert cards(shipped()) == cards(shipped())


def test_rows_follow_the_contract() -> None:
    row, *_ = card_rows((choices()[0],), {choices()[0].term: "concepts/x/"})
    assert list(row) == ["id", "kind", "term", "question", "answer", "options", "source", "page"]
    assert row["answer"] in row["options"] and re.fullmatch(r"docs/glossary/[a-z-]+\.yml:\d+", row["source"])


def test_another_field() -> None:
    asked = {card.id: card for card in cards(of(BEES))}
    assert asked["smoker.does"].question == "What does Smoker do?"
    assert asked["brood.does"].question == "What is Brood?"
    assert asked["veil.apart:gloves"].answer == "A veil guards the face; gloves guard the hands."
    assert {option.term for option in asked["hive-tool.which"].options} <= {"smoker", "veil", "gloves", "hive-tool"}
    assert "brood.which" not in asked
