"""A new project is complete: its engine installs anywhere, and its workflow runs the commands of its README."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from studyguide.cli import engine_pin as pins
from studyguide.cli.commands import COMMANDS
from studyguide.cli.main import main
from studyguide.hosts.scaffold import EnginePin
from studyguide.hosts.stored_memo import CACHE_VARIABLE
from studyguide.parse.curated.schemas import FILES_BY_SCHEMA, schemas
from studyguide.render.data.site_file import SiteFile
from tiny import tree, write

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = ".github/workflows/publish.yml"


def made(folder: Path, *options: str) -> Path:
    write(folder, "notes/talk.md", "# Bees\n\nHoney.\n")
    arguments = ["new", str(folder / "guide"), "--notes", str(folder / "notes"), "--field", "bees", *options]
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 0, ended.output
    return folder / "guide"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("publishes"))


def commands_of_readme(project: Path) -> list[str]:
    section = (project / "README.md").read_text("utf-8").split("## Build")[1]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    return block[1].splitlines()


def workflow(project: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((project / WORKFLOW).read_text("utf-8"), yaml.BaseLoader)
    return loaded


def test_the_workflow_runs_the_commands_of_the_readme(project: Path) -> None:
    jobs = workflow(project)["jobs"]
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert runs == commands_of_readme(project)
    assert [step for step in jobs["publish"]["steps"] if "run" in step] == []
    assert jobs["publish"]["needs"] == "build"


def test_every_command_of_the_readme_exists(project: Path) -> None:
    text = (project / "README.md").read_text("utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    named = {shlex.split(line)[1] for line in lines if line.startswith("studyguide ")}
    assert {"build", "check", "serve", "suggest", "explain"} <= named <= set(COMMANDS)


def test_its_workflow_is_as_safe_as_that_of_the_repository(project: Path) -> None:
    """The same versions of the same actions, pinned to a commit, and the same few rights."""
    text = (project / WORKFLOW).read_text("utf-8")
    ours = (ROOT / WORKFLOW).read_text("utf-8")
    used = set(re.findall(r"uses: (\S+ # v[\d.]+)", text))
    assert used and used <= set(re.findall(r"uses: (\S+ # v[\d.]+)", ours))
    parsed = workflow(project)
    assert parsed["permissions"] == {"contents": "read"}
    assert parsed["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert parsed["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert "secrets." not in text and "pull_request_target" not in text
    checkout = parsed["jobs"]["build"]["steps"][0]
    assert checkout["with"]["persist-credentials"] == "false"


def test_the_variables_of_the_workflow_are_read(project: Path) -> None:
    given = {key for step in workflow(project)["jobs"]["build"]["steps"] for key in step.get("env", {})}
    assert given == {"SITE_URL", "REPO_URL"}
    for name in given:
        assert f"!ENV [{name}, " in (project / "mkdocs.yml").read_text("utf-8")


def test_the_workflow_of_the_repository_keeps_the_cache_folder_of_its_build(project: Path) -> None:
    jobs = workflow(ROOT)["jobs"]
    steps = jobs.get("build", jobs.get("check"))["steps"]
    (build,) = (step["env"] for step in steps if CACHE_VARIABLE in step.get("env", {}))
    (kept,) = (step["with"] for step in steps if step.get("with", {}).get("path") == build[CACHE_VARIABLE])
    assert "hashFiles" in kept["key"] and "seeds/**" in kept["key"] and kept["key"].startswith(kept["restore-keys"])
    ignored = (project / ".gitignore").read_text("utf-8").splitlines()
    assert f"{build[CACHE_VARIABLE].partition('/')[0]}/" in ignored


def test_editors_find_the_schema_of_each_curated_file(project: Path) -> None:
    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {path.removeprefix("./docs/schema/"): glob for path, glob in settings.items()} == FILES_BY_SCHEMA
    assert set(FILES_BY_SCHEMA) == set(schemas()) - {"lessons.json"}
    for schema, pattern in settings.items():
        text = (project / schema).read_text("utf-8")
        jsonschema.Draft202012Validator.check_schema(json.loads(text))
        assert "**" not in pattern


@pytest.mark.parametrize(
    "path", ["docs/cards.yml", "docs/exams/example.yml", "seeds/notes.yml", "docs/corrections.yml"]
)
def test_examples_in_comments_are_valid(path: str, project: Path) -> None:
    """Each example is what remains when the comment signs are gone; remarks beside values are left out."""
    text = (project / path).read_text("utf-8")
    named = re.search(r"\$schema=(\S+)", text)
    assert named is not None
    schema = json.loads((project / path).parent.joinpath(named[1]).read_text("utf-8"))
    lines = [
        re.sub(r"(?<=\S)\s{2,}\S.*$", "", line[2:].rstrip()) for line in text.splitlines() if line.startswith("# ")
    ]
    start = next(at for at, line in enumerate(lines) if re.match(r"(- )?[\w.]+:(\s|$)", line) and at > 0)
    example = "\n".join(line for line in lines[start:] if re.match(r"\s*(- )?[\w.]+:(\s|$)|\s+- ", line))
    blocks = re.split(r"\n(?=code: )", example)
    value = yaml.safe_load(blocks[0])
    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
    assert value and [fault.message for fault in faults] == []


def test_a_checkout_pins_a_wheel_of_itself(project: Path) -> None:
    lines = (project / "requirements.txt").read_text("utf-8").splitlines()
    (wheel,) = tree(project / "wheels")
    assert f"./wheels/{wheel}" in lines
    with zipfile.ZipFile(project / "wheels" / wheel) as packed:
        assert "studyguide/cli/main.py" in packed.namelist()
    always = [text for text in distribution("studyguide").requires or () if "extra ==" not in text]
    needed = {re.split(r"[<>=;\[ ]", text)[0].lower() for text in always}
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    assert needed <= pinned


def test_a_wheel_can_be_named(project: Path, tmp_path: Path) -> None:
    (wheel,) = (project / "wheels").glob("*.whl")
    mine = tmp_path / "studyguide-9.8.7-py3-none-any.whl"
    shutil.copy(wheel, mine)
    guide = made(tmp_path, "--wheel", str(mine))
    assert tree(guide / "wheels") == {mine.name: mine.read_bytes()}
    assert pins.read_pin((guide / "requirements.txt").read_text("utf-8")) == "9.8.7"


@pytest.mark.parametrize("name", ["other-1.0-py3-none-any.whl", "studyguide-1.0-py3-none-any.whl"])
def test_what_is_no_wheel_of_the_engine_is_refused(name: str, tmp_path: Path) -> None:
    write(tmp_path, "notes/a.md", "text\n")
    write(tmp_path, name, "not a zip")
    arguments = ["new", str(tmp_path / "guide"), "--notes", str(tmp_path / "notes"), "--wheel", str(tmp_path / name)]
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 1
    assert name in ended.output
    assert not (tmp_path / "guide").exists()


def test_an_installed_engine_is_packed_again_as_it_was(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far from a checkout, and although the file that was installed is gone, the project gets the same wheel."""
    (wheel,) = (project / "wheels").glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(tmp_path / "lib"), str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    installed = next(iter(Distribution.discover(name="studyguide", path=[str(tmp_path / "lib")])))
    monkeypatch.setattr(pins, "_checkout", lambda: None)
    monkeypatch.setattr(pins, "distribution", lambda name: installed if name == "studyguide" else distribution(name))
    pin = pins.engine_pin()
    assert pin.wheel is not None and pin.wheel.path == f"wheels/{wheel.name}"
    with zipfile.ZipFile(BytesIO(pin.wheel.content)) as again, zipfile.ZipFile(wheel) as before:
        assert {n: again.read(n) for n in again.namelist() if not n.endswith("/RECORD")} == {
            n: before.read(n) for n in before.namelist() if not n.endswith("/RECORD")
        }
        record = next(name for name in again.namelist() if name.endswith("/RECORD"))
        rows = list(csv.reader(StringIO(again.read(record).decode())))
    assert sorted(row[0] for row in rows) == sorted(zipfile.ZipFile(BytesIO(pin.wheel.content)).namelist())
    assert pins.engine_pin() == pin
    command[-2:] = [str(tmp_path / "again"), str(tmp_path / wheel.name)]
    (tmp_path / wheel.name).write_bytes(pin.wheel.content)
    subprocess.run(command, check=True, capture_output=True)


def test_a_released_engine_is_named_by_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path, "studyguide-3.2.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: studyguide\nVersion: 3.2.1\n")
    released = next(iter(Distribution.discover(name="studyguide", path=[str(tmp_path)])))
    monkeypatch.setattr(pins, "_checkout", lambda: None)
    monkeypatch.setattr(pins, "distribution", lambda _: released)
    assert pins.engine_pin() == EnginePin("studyguide==3.2.1")


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("studyguide==1.2.3\n", "1.2.3"),
        ("# x\n  studyguide == 1.2.3  # mine\n", "1.2.3"),
        ("./wheels/studyguide-0.2.0-py3-none-any.whl\n", "0.2.0"),
        ("studyguide\n", ""),
        ("studyguide-extra==1.0\n", ""),
        ("", ""),
    ],
)
def test_the_engine_of_a_project_is_read(text: str, version: str) -> None:
    assert pins.read_pin(text) == version


def test_a_stranger_gets_from_notes_to_a_checked_site_and_so_does_a_clone(project: Path, tmp_path: Path) -> None:
    """Away from the checkout: install the wheel, make a project, build, check; then the same from a clone of it."""
    (wheel,) = (project / "wheels").glob("*.whl")
    for number in range(20):
        text = f"# Note {number}\n\n2024-03-{number + 1:02}\n\nOn bees #hive, see [[note{(number + 1) % 20}]].\n"
        write(tmp_path, f"notes/part{number % 3}/note{number}.md", text)
    git = {f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def run(folder: Path, library: Path, *command: str) -> None:
        environment = {**os.environ, **git, "PYTHONPATH": str(library), "SITE_URL": "https://example.org/bees"}
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def install(library: Path, file: Path) -> Path:
        run(tmp_path, library, "pip", "install", "-q", "--no-deps", "--target", str(library), str(file))
        return library

    library = install(tmp_path / "library", wheel)
    run(tmp_path, library, "studyguide", "new", "bees", "--notes", "notes", "--git")
    subprocess.run(["git", "clone", "-q", "bees", "clone"], cwd=tmp_path, check=True)
    steps = workflow(tmp_path / "clone")["jobs"]["build"]["steps"]
    installing, *commands = [step["run"].split() for step in steps if "run" in step]
    assert installing == ["python", "-m", "pip", "install", "-r", "requirements.txt"]
    (kept,) = (tmp_path / "clone/wheels").glob("*.whl")
    for folder, of_it in (("bees", library), ("clone", install(tmp_path / "other", kept))):
        for command in commands:
            run(tmp_path / folder, of_it, *command)
    assert tree(tmp_path / "clone/site") == tree(tmp_path / "bees/site")


def test_git_is_initialised_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "Ada")
        monkeypatch.setenv(f"{name}_EMAIL", "ada@example.org")
    guide = made(tmp_path, "--git")
    git = ["git", "-C", str(guide)]
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout == ""
    listed = subprocess.run([*git, "ls-files"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert set(listed) == {path for path in tree(guide) if not path.startswith(".git/")}
    assert subprocess.run([*git, "branch", "--show-current"], capture_output=True, text=True).stdout == "main\n"


def test_a_wheel_that_is_kept_is_a_file_of_the_project() -> None:
    pin = EnginePin("./wheels/x.whl", SiteFile("wheels/x.whl", b"x"))
    assert pin.wheel is not None and pin.requirement == f"./{pin.wheel.path}"
