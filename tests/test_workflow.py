"""The workflow that publishes: what it runs exists here, what it uses is pinned, what it may do is little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import dev

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".github" / "workflows" / "publish.yml"
TEXT = FILE.read_text("utf-8")
WORKFLOW: dict[str, Any] = yaml.load(TEXT, yaml.BaseLoader)
PINNED = re.compile(r"- uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in WORKFLOW["jobs"].items():
        for step in job["steps"]:
            yield name, step


def test_every_step_that_runs_something_is_one_word_of_dev_py() -> None:
    runs = [step["run"] for _, step in steps() if "run" in step]
    assert len(runs) >= 5
    for run in runs:
        program, script, word, *rest = run.split()
        assert (program, script) == ("python3", "scripts/dev.py")
        assert word in dev.JOBS
        assert rest in ([], ["test"], ["--offline"])


def test_checks_and_strict_build_stand_between_a_change_and_the_public() -> None:
    words = [step["run"].split()[2] for name, step in steps() if name == "check" and "run" in step]
    assert words == ["setup", "test", "build", "build"]
    assert WORKFLOW["jobs"]["publish"]["needs"] == "check"


def test_every_action_is_official_and_pinned_to_a_commit() -> None:
    used = [line.strip() for line in TEXT.splitlines() if "uses:" in line]
    assert used
    for line in used:
        assert PINNED.match(line if line.startswith("- ") else f"- {line}"), line
        assert "uses: actions/" in line


def test_only_the_job_that_publishes_may_write() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    for name, job in WORKFLOW["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == ({"pages", "id-token"} if name == "publish" else set())


def test_no_secret_no_foreign_code_with_rights_and_no_kept_credentials() -> None:
    assert "secrets." not in TEXT
    assert set(WORKFLOW["on"]) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_a_run_that_publishes_is_never_cut_off() -> None:
    guard = WORKFLOW["concurrency"]
    assert "github.ref" in guard["group"]
    assert guard["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


def test_the_cache_is_named_by_the_locks() -> None:
    keys = [step["with"]["key"] for _, step in steps() if step.get("uses", "").startswith("actions/cache@")]
    assert keys and all("requirements*.lock" in key and "hashFiles" in key for key in keys)
    assert {dev.RUN_LOCK.name, dev.TEST_LOCK.name} <= {path.name for path in ROOT.glob("requirements*.lock")}


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL"])
def test_what_it_hands_over_is_read(name: str) -> None:
    given = {key for _, step in steps() for key in step.get("env", {})}
    assert name in given
    assert f"!ENV [{name}, " in (ROOT / "mkdocs.yml").read_text("utf-8")


def test_the_readers_of_a_word_find_it_in_the_help() -> None:
    assert all(job.__doc__ for job in dev.JOBS.values())
