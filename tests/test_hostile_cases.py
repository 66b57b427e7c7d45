"""What the fuzzer found once stays mended: each file of `cases/fuzz` obeys the laws, and so do a few new inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import generated
from laws import obeys

FOUND = sorted((Path(__file__).parent / "cases" / "fuzz").iterdir())


@pytest.mark.parametrize("case", FOUND, ids=lambda path: path.name)
def test_a_finding_stays_mended(case: Path) -> None:
    obeys(case.name, case.read_bytes())


def test_a_few_generated_inputs(tmp_path: Path) -> None:
    assert generated(1500, 20, 7, tmp_path / "found") == 0
