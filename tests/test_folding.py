"""Words are folded alike by the generator and by the scripts of the site: both run the same table of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casefile import Case, agrees, cases
from node import run_script
from studyguide.render.data.spelling_help import joined
from studyguide.text.words import fold

RUNNER = Path(__file__).parent / "javascript" / "run_folding_cases.js"
CASES = cases("folding")


@pytest.fixture(scope="module")
def in_browser() -> dict[str, dict[str, str]]:
    """What the scripts of the site make of every case, by its name."""
    rows = json.loads(run_script(RUNNER, json.dumps([case.given for case in CASES])))
    return dict(zip(map(str, CASES), rows, strict=True))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_generator_folds(case: Case, accept: bool) -> None:
    agrees(case, {"folded": fold(case.given), "joined": joined(case.given)}, accept)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_site_folds_alike(case: Case, in_browser: dict[str, dict[str, str]]) -> None:
    assert in_browser[str(case)] == {"folded": fold(case.given), "joined": joined(case.given)}
