"""The workflows: what they run exists here, what they use is pinned, what they may do is little."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

import dev
from sbom import bill_of_materials

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".github" / "workflows"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yml"))}
WORKFLOWS: dict[str, dict[str, Any]] = {name: yaml.load(text, yaml.BaseLoader) for name, text in TEXTS.items()}
PINNED = re.compile(r"- uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
TRIGGERS = {
    "publish": {"pull_request", "push", "schedule", "workflow_dispatch"},
    "release": {"push"},
    "test": {"pull_request", "push", "workflow_dispatch"},
}
WRITES = {("publish", "publish"): {"pages", "id-token"}, ("release", "release"): {"id-token"}}
"""What the jobs that publish may write; all others may write nothing."""
every_workflow = pytest.mark.parametrize("name", TEXTS)


def steps(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields each step of a workflow after the name of its job."""
    for job_name, job in WORKFLOWS[name]["jobs"].items():
        for step in job["steps"]:
            yield job_name, step


def words(name: str, job: str) -> list[str]:
    """Returns the jobs of dev.py that a job of a workflow runs."""
    return [step["run"].split()[2] for of, step in steps(name) if of == job and "run" in step]


@every_workflow
def test_every_step_that_runs_something_is_one_word_of_dev_py(name: str) -> None:
    runs = [step["run"] for _, step in steps(name) if "run" in step]
    assert len(runs) >= 2
    for run in runs:
        program, script, word, *rest = run.split()
        assert program in ("python", "python3") and script == "scripts/dev.py"
        assert word in dev.JOBS
        assert rest in ([], ["test"], ["--offline"], ["--fast"])


def test_checks_and_strict_build_are_between_a_change_and_the_public() -> None:
    assert words("publish", "check") == ["setup", "test", "build", "build"]
    assert WORKFLOWS["publish"]["jobs"]["publish"]["needs"] == "check"
    assert words("publish", "upkeep") == ["due", "watch", "links"]
    assert words("release", "release") == ["setup", "test", "package", "release"]


@every_workflow
def test_every_action_is_official_and_pinned_to_a_commit(name: str) -> None:
    used = [line.strip() for line in TEXTS[name].splitlines() if "uses:" in line]
    assert used
    for line in used:
        assert PINNED.match(line if line.startswith("- ") else f"- {line}"), line
        assert "uses: actions/" in line


def test_an_action_has_one_version_everywhere() -> None:
    used = {line.split("uses:")[1].strip() for text in TEXTS.values() for line in text.splitlines() if "uses:" in line}
    assert len({use.split("@")[0] for use in used}) == len(used)


@every_workflow
def test_only_the_jobs_that_publish_may_write(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    for job_name, job in WORKFLOWS[name]["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == WRITES.get((name, job_name), set())


@every_workflow
def test_no_secret_no_foreign_code_with_rights_and_no_kept_credentials(name: str) -> None:
    assert "secrets." not in TEXTS[name]
    assert set(WORKFLOWS[name]["on"]) == TRIGGERS[name]
    for _, step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@every_workflow
def test_a_run_that_publishes_is_never_cut_off(name: str) -> None:
    guard = WORKFLOWS[name]["concurrency"]
    assert "github.ref" in guard["group"]
    assert guard["cancel-in-progress"] == (
        "false" if name == "release" else "${{ github.event_name == 'pull_request' }}"
    )


@every_workflow
def test_every_job_ends_some_day_on_a_named_system(name: str) -> None:
    for job in WORKFLOWS[name]["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 60
        matrix = job.get("strategy", {}).get("matrix", {})
        systems = [*matrix.get("system", []), *(row["system"] for row in matrix.get("include", []))] or [job["runs-on"]]
        assert all(re.fullmatch(r"(ubuntu|macos|windows)-[\d.]+", system) for system in systems)


def test_every_python_that_is_supported_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    matrix = WORKFLOWS["test"]["jobs"]["test"]["strategy"]["matrix"]
    assert f">={matrix['python'][0]}" == project["requires-python"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    rows = [(row["system"].split("-")[0], row["python"]) for row in matrix["include"]]
    assert {system for system, _ in rows} == {"ubuntu", "macos", "windows"}
    # A version named to its last number: the runner would take the newest 3.11, without the faults of the first ones.
    assert ("ubuntu", "3.11.2") in rows


def test_a_release_is_a_tag_of_a_version() -> None:
    assert WORKFLOWS["release"]["on"]["push"] == {"tags": ["v*"]}
    assert WORKFLOWS["release"]["jobs"]["release"]["environment"]["name"] == "pypi"


@pytest.mark.parametrize("name", ["publish", "test"])
def test_the_cache_is_named_by_the_locks(name: str) -> None:
    keys = [step["with"]["key"] for _, step in steps(name) if step.get("uses", "").startswith("actions/cache@")]
    assert keys and all("requirements*.lock" in key and "hashFiles" in key for key in keys)
    assert {dev.RUN_LOCK.name, dev.TEST_LOCK.name} <= {path.name for path in ROOT.glob("requirements*.lock")}


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL"])
def test_what_it_hands_over_is_read(name: str) -> None:
    variables = {key for _, step in steps("publish") for key in step.get("env", {})}
    assert name in variables
    assert f"!ENV [{name}, " in (ROOT / "mkdocs.yml").read_text("utf-8")


def test_the_readers_of_a_word_find_it_in_the_help() -> None:
    assert all(job.__doc__ for job in dev.JOBS.values())


def test_commit_hooks_are_local_and_run_dev_py() -> None:
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            program, script, word, *_ = hook["entry"].split()
            assert (program, script) == ("python3", "scripts/dev.py") and word in dev.JOBS


def test_the_list_of_components_has_what_runs_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    sbom = bill_of_materials(project)
    names = {component["name"] for component in sbom["components"]}
    assert {Requirement(text).name for text in project["dependencies"]} <= names
    assert not {"hatchling", "pytest", "mypy", "ruff"} & names
    assert {row["ref"] for row in sbom["dependencies"]} == {
        sbom["metadata"]["component"]["bom-ref"],
        *(component["bom-ref"] for component in sbom["components"]),
    }


def test_no_lock_names_the_address_of_a_registry() -> None:
    for path in (*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"):
        assert '"resolved"' not in path.read_text("utf-8") and "index-url" not in path.read_text("utf-8"), path.name
