"""What a learner was promised is there: lessons, figures and questions for each exam."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from msgspec.structs import astuple

from studied import shipped
from studyguide.analysis.freshness import count_glossary
from studyguide.cli.cards import card_counts_text
from studyguide.cli.counts import counts_text, teaching_counts
from studyguide.cli.main import main

MOST_WITHOUT_SOURCE = 10
LEAST = {
    "lessons": 80,
    "figures": 36,
    "questions": 360,
    "questions for aif-c01": 140,
    "questions for aip-c01": 110,
    "questions for mla-c02": 110,
}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_enough(name: str, least: int) -> None:
    assert teaching_counts(shipped())[name] >= least


def test_the_command_prints_the_same() -> None:
    result = CliRunner().invoke(main, ["counts", "--json"])
    assert json.loads(result.output) == teaching_counts(shipped())


def test_every_definition_is_counted_once() -> None:
    glossary = count_glossary(shipped().glossary)
    assert sum(astuple(glossary.definitions)) == glossary.terms


def test_few_definitions_have_no_source() -> None:
    assert count_glossary(shipped().glossary).definitions.unsourced <= MOST_WITHOUT_SOURCE


def test_one_of_something_is_named_in_the_singular() -> None:
    counts = {"terms": 1, "lessons": 0, "causes": 1, "figures": 12, "questions for oven-1": 1}
    assert counts_text(counts).splitlines() == [
        "    1 term", "    0 lessons", "    1 cause", "   12 figures", "    1 question for oven-1",
    ]  # fmt: skip
    assert card_counts_text({"does": 1, "which": 0, "cards": 1, "facts": 1}) == "1 does, 1 card, 1 fact"
    assert card_counts_text({"does": 2, "cards": 2, "facts": 0}) == "2 does, 2 cards"
