"""A learner's progress, scenario by scenario: what is stored, replayed, merged, taken over and saved.

The scripts run in Node without a page; `tests/javascript/run_progress_cases.js` says which steps a case can have.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from node import run_script

ROOT = Path(__file__).parents[1]
RUNNER = ROOT / "tests" / "javascript" / "run_progress_cases.js"
CASES = cases("progress")


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    """The result of every case, by its name: all run in one process."""
    given = json.dumps([case.given for case in CASES], default=str)
    return dict(zip(map(str, CASES), json.loads(run_script(RUNNER, given)), strict=True))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_scenario(case: Case, results: dict[str, Any], accept: bool) -> None:
    result = results[str(case)]
    assert isinstance(result, list), result["error"]
    agrees(case, result, accept)
