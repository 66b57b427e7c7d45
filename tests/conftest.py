"""Switches and fixtures of all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
SLOW_FOLDERS = ("browser",)
SLOW_FIXTURES = ("site_dir", "site_url")
SLOW_FILES = (
    "test_anki_builds.py",
    "test_anki_decks.py",
    "test_fuzz_projects.py",
    "test_new_walkthrough.py",
    "test_parallel.py",
    "test_wheel.py",
)
"""What `pytest --fast` leaves out: tests in a browser, of the whole site, and those that start other programs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the case files as expected")
    parser.addoption("--fast", action="store_true", help="leave out tests that need a browser, the site or a minute")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--fast"):
        return
    slow = [item for item in items if is_slow(item)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not is_slow(item)]


def is_slow(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return (
        item.path.name in SLOW_FILES
        or item.path.parent.name in SLOW_FOLDERS
        or any(fixture in fixtures for fixture in SLOW_FIXTURES)
    )


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
def site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The project's own site, strictly built from the working tree; `STUDYGUIDE_SITE` names one built already.

    With several test processes the first one that needs the site builds it, and the others wait.
    """
    if ready := os.environ.get("STUDYGUIDE_SITE"):
        return Path(ready)
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    target = shared / "built" / "site"
    with FileLock(shared / "built.lock"):
        if not target.exists():
            _build_site(target)
    return target


def _build_site(target: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, f"the site could not be built:\n{run.stdout}\n{run.stderr}"
