"""Projects of older engines come to the one that runs now: pins, wheel, schemas, settings, and nothing else."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from studyguide.cli.main import main
from studyguide.hosts.migrations import FileChange, is_older, project_changes
from studyguide.hosts.scaffold import EnginePin, schema_files, starter_paths
from studyguide.render.data.site_file import SiteFile
from tiny import built_afresh, tree, write

NOW = version("studyguide")
NEW = EnginePin(
    "./wheels/studyguide-2.0-py3-none-any.whl",
    SiteFile("wheels/studyguide-2.0-py3-none-any.whl", b"new"),
    ("click==8.0",),
)
OLD_SETTINGS = "site_name: Bees, a guide\nextra:\n  generator: false\nplugins: [search]\n"


def upgraded(project: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "upgrade", *options])


def commit(project: Path) -> None:
    git = ["git", "-C", str(project), "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for step in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x", "--allow-empty"]):
        subprocess.run([*git, *step], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "notes/talk.md", "# Bees\n\nHoney.\n")
    made = CliRunner().invoke(main, ["new", str(tmp_path / "guide"), "--notes", str(tmp_path / "notes")])
    assert made.exit_code == 0, made.output
    commit(tmp_path / "guide")
    return tmp_path / "guide"


def changed(files: dict[str, bytes], before: str, engine: EnginePin = NEW) -> dict[str, FileChange]:
    return {change.path: change for change in project_changes(files, before, engine, "Bees, a guide")}


def test_a_project_of_this_engine_has_nothing_to_do(project: Path) -> None:
    before = tree(project)
    ended = upgraded(project)
    assert (ended.exit_code, "nothing to do" in ended.output) == (0, True), ended.output
    assert tree(project) == before


def test_an_older_project_gets_the_engine_and_builds(project: Path) -> None:
    (wheel,) = (project / "wheels").glob("*.whl")
    old = wheel.with_name("studyguide-0.0.9-py3-none-any.whl")
    wheel.rename(old)
    pins = project / "requirements.txt"
    pins.write_text(pins.read_text("utf-8").replace(wheel.name, old.name) + "mkdocs-glightbox==0.4.0\n", "utf-8")
    for gone in (".python-version", ".vscode/settings.json", "docs/schema/cards.json", ".github/workflows/publish.yml"):
        (project / gone).unlink()
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text("".join(line for line in text.splitlines(True) if "studyguide: {id" not in line), "utf-8")
    commit(project)
    before = tree(project)
    told = upgraded(project, "--dry-run")
    assert (told.exit_code, tree(project)) == (0, before), told.output
    ended = upgraded(project)
    assert ended.exit_code == 0, ended.output
    assert f"from 0.0.9 to {NOW}" in ended.output
    after = tree(project)
    changed_paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path for path in changed_paths if not path.startswith(".git/")} == {
        ".github/workflows/publish.yml", ".python-version", ".vscode/settings.json", "docs/schema/cards.json",
        "mkdocs.yml", "requirements.txt", f"wheels/{wheel.name}", f"wheels/{old.name}",
    }  # fmt: skip
    for path in changed_paths:
        assert path.startswith(".git/") or f" {path}: " in ended.output
    assert old.name not in after["requirements.txt"].decode()
    assert after["requirements.txt"].decode().endswith("mkdocs-glightbox==0.4.0\n")
    assert "  studyguide: {id: " in after["mkdocs.yml"].decode()
    run = built_afresh(project, project / "site", "--strict")
    assert run.returncode == 0, run.stderr
    commit(project)
    assert "nothing to do" in upgraded(project).output


@pytest.mark.parametrize("is_committed", [True, False])
def test_changes_that_are_not_committed_stop_it(is_committed: bool, project: Path) -> None:
    (project / "docs/schema/cards.json").unlink()
    if is_committed:
        commit(project)
    before = tree(project)
    ended = upgraded(project)
    assert (ended.exit_code == 0) is is_committed
    assert (tree(project) == before) is not is_committed
    if not is_committed:
        assert "not committed" in ended.output and "--force" in ended.output
        assert upgraded(project, "--force").exit_code == 0
        assert (project / "docs/schema/cards.json").exists()


def test_a_project_without_git_needs_force(tmp_path: Path) -> None:
    write(tmp_path, "plain/mkdocs.yml", OLD_SETTINGS)
    ended = upgraded(tmp_path / "plain")
    assert (ended.exit_code, "not in a git repository" in ended.output) == (1, True)
    assert upgraded(tmp_path / "plain", "--force").exit_code == 0


def test_a_newer_project_is_refused(project: Path) -> None:
    (project / "requirements.txt").write_text("studyguide==99.0\n")
    commit(project)
    ended = upgraded(project)
    assert (ended.exit_code, "install a newer one" in ended.output) == (1, True)


def test_a_project_from_before_the_pins_gets_what_a_new_one_has() -> None:
    changes = changed({"mkdocs.yml": OLD_SETTINGS.encode(), ".gitignore": b"site/\n"}, "")
    assert {"requirements.txt", ".python-version", ".github/workflows/publish.yml", "docs/cards.yml"} <= set(changes)
    settings = yaml.safe_load(changes["mkdocs.yml"].content or b"")
    assert settings["extra"] == {"studyguide": {"id": "bees-a-guide"}, "generator": False}
    assert changes[".gitignore"].content == b"site/\n.venv/\n/.site.*/\n"
    assert all(change.says for change in changes.values())


def test_what_an_author_took_away_stays_away() -> None:
    """Only projects of an older engine get a file that was new in this one."""
    assert ".github/workflows/publish.yml" not in changed({"mkdocs.yml": b"x: y\n"}, NOW)


def test_settings_that_somebody_changed_are_left_alone() -> None:
    own = b"extra: {studyguide: {id: mine}}\n"
    assert "mkdocs.yml" not in changed({"mkdocs.yml": own}, "")
    indented = b"extra:\n    studyguide:\n        id: mine\n"
    assert "mkdocs.yml" not in changed({"mkdocs.yml": indented}, "")


def test_only_files_of_the_engine_change() -> None:
    ours = {*starter_paths(), *schema_files(), NEW.wheel.path if NEW.wheel else ""}
    assert set(changed({"mkdocs.yml": OLD_SETTINGS.encode(), ".gitignore": b""}, "")) <= ours


@pytest.mark.parametrize(
    ("one", "other", "older"), [("0.9", "0.10", True), ("1.0", "1.0", False), ("", "0.1", True), ("?", "0.1", True)]
)
def test_versions_are_numbers(one: str, other: str, older: bool) -> None:
    assert is_older(one, other) is older
