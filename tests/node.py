"""Runs scripts of the site in Node, without a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[1] / "hooks" / "studyguide" / "render" / "assets"


def run_script(script: Path, given: str) -> str:
    """Returns what a script prints that gets the folder of assets as argument and a text as input.

    Without Node the test is skipped, and fails where CI=true.
    """
    node = shutil.which("node")
    if node is None:
        reason = f"Node.js is not installed, so {script.name} was not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    command = [node, str(script), str(ASSETS)]
    run = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stdout
