"""Which files of a folder become notes: cases of files and ignore files, as the author is shown them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.hosts.note_choice import choose_files, count_choices
from tiny import tree, write


def laid_out(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        write(folder, path, text)
    return folder


@pytest.mark.parametrize("case", cases("note_choice"), ids=str)
def test_choice(case: Case, accept: bool, tmp_path: Path) -> None:
    given = case.given
    folder = laid_out(tmp_path, {**dict.fromkeys(given["files"], "text\n"), **given.get("ignore_files", {})})
    choices = choose_files(folder / given.get("folder", "."), given.get("only", ()))
    agrees(case, [f"{choice.path}: {choice.reason or choice.fate}" for choice in choices], accept)


def test_counts_are_by_ending_and_folders_come_last(tmp_path: Path) -> None:
    laid_out(tmp_path, dict.fromkeys(["a.md", "b.md", "c.py", "LICENSE", "venv/pyvenv.cfg", "d.PNG"], "x"))
    assert count_choices(choose_files(tmp_path)) == (
        (".md", 2, "copied"),
        (".png", 1, "copied as attachments"),
        (".py", 1, "left out: code"),
        ("no ending", 1, "left out: settings or data"),
        ("venv/", 1, "left out: an environment or what a program made"),
    )


def test_a_code_repository_gives_its_notes_and_says_what_is_left_out(tmp_path: Path) -> None:
    code = {f"src/part{number}.py": "import this\n" for number in range(60)}
    environment = {f"env/lib/module{number}.py": "" for number in range(60)} | {"env/pyvenv.cfg": "home = x\n"}
    laid_out(tmp_path / "notes", {"README.md": "# Bees\n\nHoney.\n", "docs/talk.txt": "Wax.\n", **code, **environment})
    ended = CliRunner().invoke(main, ["new", str(tmp_path / "guide"), "--notes", str(tmp_path / "notes")])
    assert ended.exit_code == 0, ended.output
    assert set(tree(tmp_path / "guide/seeds")) == {"README.md", "docs/talk.txt", "notes.yml"}
    rows = [" ".join(line.split()) for line in ended.output.splitlines()]
    assert {".md 1 copied", ".txt 1 copied", ".py 60 left out: code"} <= set(rows)
    assert "env/ left out: an environment or what a program made" in rows


@pytest.mark.parametrize("files", [{}, {"a.py": "1\n"}, {"a.bin": "\0\0\0\0"}, {".hidden.md": "text\n"}])
def test_a_folder_without_notes_is_an_error_and_nothing_is_written(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    laid_out(tmp_path / "notes", files)
    ended = CliRunner().invoke(main, ["new", str(tmp_path / "guide"), "--notes", str(tmp_path / "notes")])
    assert ended.exit_code == 2
    assert "has no notes" in ended.output
    assert not (tmp_path / "guide").exists()
