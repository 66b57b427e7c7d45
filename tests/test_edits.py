"""Commands that change the curated files of a project: what they write, and what they refuse."""

from __future__ import annotations

import os
import pty
import select
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.parse.curated.strict_yaml import load
from studyguide.parse.curated.yaml_edits import with_entry, with_item, yaml_scalar
from woven_from import KINDS

ROOT = Path(__file__).resolve().parents[1]


def _project(folder: Path, files: dict[str, str]) -> None:
    for path, text in {"mkdocs.yml": "site_name: bees\n", "docs/kinds.yml": KINDS, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _changes(folder: Path, files: dict[str, str]) -> dict[str, str]:
    now = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}
    given = {"mkdocs.yml", "docs/kinds.yml"}
    return {path: text for path, text in now.items() if path not in given and files.get(path) != text}


@pytest.mark.parametrize("case", cases("edits"), ids=str)
def test_edits(case: Case, accept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = case.given["files"]
    _project(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, shlex.split(case.given["run"]), input=case.given.get("keys"))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    outcome = {"code": done.exit_code, "changes": _changes(tmp_path, files)}
    if "keys" not in case.given:
        outcome["says"] = done.output.strip()
    agrees(case, outcome, accept)


@pytest.mark.parametrize("command", ["suggest", "rename a b", "link a.md:1 b c", "watched a.md:1"])
def test_outside_of_a_project_is_an_error(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, command.split())
    assert done.exit_code == 1
    assert "no project here or above" in done.output


def test_undo_gives_every_file_its_bytes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# The hive, with a comment\n- {id: smoker, name: Smoker, kind: tool, does: calms bees}\n\n\n"
    notes = "- **Propolis**: a resin for glue\n- **Wax moth**: a pest of hives\n- **Comb**: sheet of wax cells\n"
    _project(tmp_path, {"docs/glossary/hive.yml": text, "seeds/bees.md": notes})
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["suggest", "--accept"], input="anuuq")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "docs/glossary/hive.yml").read_text("utf-8") == text
    assert not (tmp_path / "docs/suggestions.yml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_ten_terms_are_accepted_at_a_terminal(tmp_path: Path) -> None:
    """The keys are read one by one from a terminal, as a person presses them."""
    names = ["alder", "birch", "cedar", "elder", "hazel", "larch", "linden", "maple", "poplar", "willow"]
    notes = "".join(f"- **{name.capitalize()} tree**: a plant that grows in wet ground\n" for name in names)
    _project(tmp_path, {"docs/glossary/hive.yml": "# Trees\n", "seeds/trees.md": notes})
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.environ["PYTHONPATH"] = str(ROOT / "hooks")
        os.execv(sys.executable, [sys.executable, "-m", "studyguide", "suggest", "--accept"])
    _press_until(terminal, b"a", "10 accepted, 0 left")
    os.waitpid(child, 0)
    written = (tmp_path / "docs/glossary/hive.yml").read_text("utf-8")
    assert written.startswith("# Trees\n")
    assert written.count("quote:") == 10


@pytest.mark.skipif(sys.platform == "win32", reason="a session without a terminal")
def test_accept_without_a_terminal_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    _project(tmp_path, {"docs/glossary/hive.yml": "# Trees\n", "seeds/trees.md": "- **Alder tree**: a plant\n"})
    done = subprocess.run(
        [sys.executable, "-m", "studyguide", "suggest", "--accept"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("Error: --accept asks for keys and needs a terminal\n"), done.stderr


def _press_until(terminal: int, key: bytes, wanted: str) -> None:
    """Presses a key whenever the terminal asks for one, or is silent: it drops a key that comes before it listens."""
    shown = ""
    for _ in range(200):
        ready, _, _ = select.select([terminal], [], [], 1)
        shown += os.read(terminal, 65536).decode("utf-8", "replace") if ready else ""
        if wanted in shown:
            return
        if not ready or shown.rstrip().endswith("q quit"):
            os.write(terminal, key)
    raise AssertionError(shown)


@pytest.mark.parametrize(
    "text", ["on", "no", "12:30", "a: b", "# x", "'q'", "{a}", "- a", "", "null", "2020-01-01", "*"]
)
def test_a_scalar_is_read_back_as_it_was_written(text: str) -> None:
    document, faults = load("a.yml", with_item("- name: x\n", (0,), "aliases", yaml_scalar(text)))
    assert not faults
    assert document.value == [{"name": "x", "aliases": [text]}]


def test_a_file_that_is_no_list_is_refused() -> None:
    with pytest.raises(ValueError, match="not a list"):
        with_entry("a: b\n", ["- id: x"])
