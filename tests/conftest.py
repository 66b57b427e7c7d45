"""Switches and fixtures of all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the case files as expected")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether case files are to be rewritten instead of checked."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session", autouse=True)
def undated() -> Iterator[None]:
    """What a test builds is dated by nobody, in this process and in those it starts, unless the test says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, strictly built from the working tree; `STUDYGUIDE_SITE` names one built already."""
    if ready := os.environ.get("STUDYGUIDE_SITE"):
        return Path(ready)
    target = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, f"the site could not be built:\n{run.stdout}\n{run.stderr}"
    return target
