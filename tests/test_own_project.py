"""The one tool of an author: which project a command works in, what it reads, and what it prints."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from studyguide.cli.main import main
from tiny import copied, tree, write

NEEDING = ("suggest", "facts", "exams", "cards", "counts", "ledger", "schema", "serve", "build", "upgrade")
NOTE = "# Bread\n\nAutolyse first.\n"
ESCAPE = "\x1b"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {key: value for key, value in os.environ.items() if key != "NO_MKDOCS_2_WARNING"} | environment
    command = [sys.executable, "-m", "studyguide", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("command", [*NEEDING, "export out", "mentions note.md", "explain note.md:3"])
def test_outside_of_a_project_a_command_says_so(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "note.md", NOTE)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    ended = CliRunner().invoke(main, command.split())
    assert ended.exit_code == 1
    assert "no project here or above" in ended.output
    assert "--project" in ended.output and "studyguide new" in ended.output
    assert tree(tmp_path) == before


def test_what_needs_no_glossary_works_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "note.md", NOTE)
    monkeypatch.chdir(tmp_path)
    assert json.loads(CliRunner().invoke(main, ["outline", "--json", "note.md"]).output)["title"] == "Bread"


def test_a_project_can_be_named(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "far/note.md", NOTE)
    monkeypatch.chdir(tmp_path / "far")
    for variables, arguments in (({}, ["--project", str(project)]), ({"STUDYGUIDE_PROJECT": str(project)}, [])):
        ended = CliRunner().invoke(main, [*arguments, "mentions", "--json", "note.md"], env=variables)
        found = json.loads(ended.output)
        assert (found["path"], found["term"]) == ("note.md", "autolyse")


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["--project", str(tmp_path), "counts"])
    assert ended.exit_code == 2
    assert "is not a project" in ended.output


def test_a_folder_is_read_as_its_notes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    write(project, "seeds/deep/er.md", NOTE)
    write(project, "seeds/deep/code.py", "import this\n")
    ended = CliRunner().invoke(main, ["outline", "--json", "seeds", "./seeds/deep"])
    paths = [json.loads(line)["path"] for line in ended.output.splitlines()]
    assert paths == ["seeds/class.md", "seeds/deep/er.md", "seeds/jottings.txt", "seeds/deep/er.md"]


def test_a_folder_without_notes_is_an_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "empty").mkdir()
    ended = CliRunner().invoke(main, ["outline", "empty"])
    assert (ended.exit_code, "empty has no notes" in ended.output) == (2, True)


@pytest.mark.parametrize(("name", "path"), [("", "-"), ("talks/bread.md", "talks/bread.md")])
def test_the_standard_input_is_a_note(name: str, path: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    options = ["--name", name] if name else []
    ended = CliRunner().invoke(main, ["outline", "--json", *options, "-"], input=NOTE)
    found = json.loads(ended.output)
    assert (found["path"], found["title"], found["lines"]) == (path, "Bread", 3)


def test_the_standard_input_gets_the_facts_of_the_note_it_is_called(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    write(project, "seeds/notes.yml", "class.md: {title: A title of its own}\n")
    ended = CliRunner().invoke(main, ["outline", "--json", "--name", "seeds/class.md", "-"], input=NOTE)
    assert json.loads(ended.output)["title"] == "A title of its own"


@pytest.mark.parametrize("most", ["0", "-3"])
def test_a_number_below_one_is_refused(most: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    ended = CliRunner().invoke(main, ["suggest", "--most", most])
    assert (ended.exit_code, "x>=1" in ended.output) == (2, True)


def test_build_is_strict_quiet_of_the_host_and_without_escape_codes(project: Path) -> None:
    built = run(project, "build")
    assert built.returncode == 0, built.stderr
    assert ESCAPE not in built.stdout + built.stderr
    assert "end of life" not in built.stdout + built.stderr
    checked = run(project, "check")
    assert checked.returncode == 0, checked.stdout
    write(project, "seeds/old.txt", "x")
    (project / "seeds/old.txt").write_bytes(b"caf\xe9 in the morning\n")
    before = tree(project / "site")
    assert run(project, "build", "-q").returncode == 1
    assert tree(project / "site") == before
    assert run(project, "build", "-q", "--no-strict").returncode == 0
    assert tree(project / "site") != before


def test_build_works_from_below_and_from_elsewhere(project: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    assert run(project / "docs", "build", "-q").returncode == 0
    built = run(tmp_path / "else", "--project", str(project), "build", "-q", "-d", "out")
    assert built.returncode == 0, built.stderr
    assert tree(tmp_path / "else/out").keys() == tree(project / "site").keys()


def test_build_puts_its_address_into_the_site_and_check_knows_it(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(re.sub("(?m)^site_url:.*\n", "", settings.read_text("utf-8")), "utf-8")
    with settings.open("a", encoding="utf-8") as file:
        file.write('\nsite_url: !ENV [SITE_URL, ""]\n')
    assert run(project, "build", "-q", "--url", "https://example.org/guide/").returncode == 0
    assert "https://example.org/guide/" in (project / "site/sitemap.xml").read_text("utf-8")
    assert 'href="/guide/' in (project / "site/404.html").read_text("utf-8")
    assert run(project, "check").returncode == 1
    assert run(project, "check", "--base", "/guide/").returncode == 0
    assert run(project, "check", SITE_URL="https://example.org/guide/").returncode == 0


def test_serve_says_in_one_line_that_the_port_is_taken(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run(project, "serve", "-q", "-a", f"127.0.0.1:{taken.getsockname()[1]}")
    assert ended.returncode == 1
    assert "cannot serve at" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "arguments", [("outline", "--json", "seeds"), ("suggest", "--json"), ("mentions", "--json", "seeds")]
)
def test_output_for_programs_is_all_there_is(arguments: tuple[str, ...], project: Path) -> None:
    ended = run(project, *arguments)
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ESCAPE not in ended.stdout
