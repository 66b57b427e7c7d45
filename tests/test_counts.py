"""What a learner was promised is there: lessons, figures and questions for each exam."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from studied import shipped
from studyguide.cli.counts import teaching_counts
from studyguide.cli.main import main

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
