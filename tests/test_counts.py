"""What a learner was promised is there: lessons, figures and questions for each exam."""

from __future__ import annotations

import json
from dataclasses import astuple

import pytest
from click.testing import CliRunner

from studied import shipped
from studyguide.analysis.freshness import count_glossary
from studyguide.cli.counts import teaching_counts
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
