"""The console script as a shell sees it: what it prints, in which form, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from studyguide.cli.main import main
from tiny import built_here, copied, write

SCRIPT = Path(sys.executable).parent / "studyguide"
OUTLINE = {"path", "title", "date", "lines", "entries", "watchlist", "problems"}
ENTRY = {"kind", "title", "date", "byline", "depth", "first", "last"}
ITEM = {"text", "line", "group", "date", "date_inferred", "repeats"}
PROBLEM = {"line", "column", "kind", "what", "hint", "severity"}
MENTION = {"path", "line", "start", "end", "surface", "term", "name", "linked", "why"}
REFUSAL = {"path", "line", "start", "end", "surface", "refused", "why"}
BREAD = "# Bread 🍞 日本\n\n* 日本 Autolyse first, then 🍞🍞 proofing\n* a mother of three came by\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project, with files that are notes and files that are none, inside and far away."""
    root = tmp_path_factory.mktemp("cli")
    project = copied(root / "project")
    write(root, "far away/bread 日本.md", BREAD)
    write(root, "plain.txt", "nothing here is known\n")
    write(root, "empty.txt", "")
    (root / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\xff\xfe")
    return project


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert SCRIPT.exists(), "the package is not installed: run `python3 scripts/dev.py setup test`"
    return subprocess.run([SCRIPT, *arguments], cwd=project, capture_output=True, text=True, encoding="utf-8")


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_outline_prints_one_object_for_every_file_as_it_was_named(project: Path) -> None:
    files = ["./seeds/class.md", "seeds/jottings.txt", "../far away/bread 日本.md", "../picture.png", "../empty.txt"]
    ended = run(project, "outline", "--json", *files, str(project / "seeds" / "class.md"))
    found = rows(ended.stdout)
    assert ended.returncode == 0
    assert [row["path"] for row in found] == [*files, str(project / "seeds" / "class.md")]
    assert all(row.keys() == OUTLINE for row in found)
    assert all(entry.keys() == ENTRY for row in found for entry in row["entries"])
    assert all(item.keys() == ITEM for row in found for item in row["watchlist"])
    assert all(problem.keys() == PROBLEM for row in found for problem in row["problems"])
    assert [row["lines"] for row in found[:3]] == [30, 12, 4]
    assert [bool(row["problems"]) for row in found[3:5]] == [True, True]
    assert found[0]["title"] == "Evening class on bread"
    assert found[0]["entries"][0]["byline"] == [{"name": "Ada Crumb", "role": "head baker, Mill Street"}]
    assert [entry["date"] for entry in found[1]["entries"] if entry["date"]] == ["2020-11-04", "2020-11-11"]
    assert [(item["line"], item["repeats"]) for item in found[1]["watchlist"]] == [(10, None), (11, None), (12, 10)]


def test_mentions_have_columns_in_code_points(project: Path) -> None:
    ended = run(project, "mentions", "--json", "../far away/bread 日本.md")
    found = rows(ended.stdout)
    lines = BREAD.splitlines()
    assert ended.returncode == 0
    assert {row["path"] for row in found} == {"../far away/bread 日本.md"}
    for row in found:
        assert lines[row["line"] - 1][row["start"] : row["end"]] == row["surface"]
        assert row.keys() == (MENTION if "term" in row else REFUSAL)
    assert [(row["term"], row["name"]) for row in found if "term" in row] == [
        ("autolyse", "Autolyse"),
        ("proofing", "Proofing"),
    ]
    assert [(row["surface"], row["refused"]) for row in found if "refused" in row] == [("mother", ["starter"])]


def test_mentions_answers_for_every_file(project: Path) -> None:
    files = ["../plain.txt", "../picture.png", "../empty.txt", "seeds/class.md"]
    ended = run(project, "mentions", "--json", *files)
    found = rows(ended.stdout)
    assert ended.returncode == 0
    assert list(dict.fromkeys(row["path"] for row in found)) == files
    without = [row for row in found if "surface" not in row]
    assert [row.keys() for row in without] == [{"path", "problems"}] * 3
    assert [bool(row["problems"]) for row in without] == [False, True, True]


def test_the_file_of_facts_about_notes_is_no_note(project: Path) -> None:
    facts = project / "seeds" / "notes.yml"
    facts.write_text("class.md: {title: Class}\n", encoding="utf-8")
    ended = run(project, "outline", "--json", "seeds/class.md", "seeds/notes.yml")
    assert [row["path"] for row in rows(ended.stdout)] == ["seeds/class.md"]
    said = "seeds/notes.yml: skipped, as it says what the notes are, and is no note itself\n"
    assert ended.stderr == said
    elsewhere = run(project.parent, "outline", "--json", "project/seeds/class.md", "project/seeds/notes.yml")
    assert [row["path"] for row in rows(elsewhere.stdout)] == ["project/seeds/class.md"]
    assert elsewhere.stderr == f"project/{said}"
    write(project.parent, "far away/notes.yml", "a: b\n")
    of_nobody = run(project.parent, "outline", "--json", "far away/notes.yml")
    assert (len(rows(of_nobody.stdout)), of_nobody.stderr) == (1, "")
    alone = run(project, "outline", "seeds/notes.yml")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "is no note itself" in alone.stderr
    facts.unlink()


@pytest.mark.parametrize("command", ["outline", "mentions"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_file_that_is_not_there_is_reported_and_the_others_are_read(
    project: Path, command: str, form: tuple[str, ...]
) -> None:
    ended = run(project, command, *form, "seeds/none.md", "seeds/class.md")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "no such file" in ended.stdout + ended.stderr
    if form:
        assert rows(ended.stdout)[0]["path"] == "seeds/none.md"
        assert rows(ended.stdout)[-1]["path"] == "seeds/class.md"


def test_plain_text_is_for_people(project: Path) -> None:
    outline = run(project, "outline", "seeds/class.md").stdout
    assert "1-11 session: Mixing by hand by Ada Crumb" in outline
    mentions = run(project, "mentions", "seeds/class.md").stdout
    assert "seeds/class.md:8:4: hydration" not in mentions
    assert "seeds/class.md:7:16: hydration -> Hydration" in mentions


def test_explain_says_why(project: Path) -> None:
    linked = run(project, "explain", "seeds/class.md:9")
    refused = run(project, "explain", "../far away/bread 日本.md:4")
    assert (linked.returncode, refused.returncode) == (0, 0)
    assert "Autolyse" in linked.stdout
    assert "mother" in refused.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("explain", "seeds/class.md"), 2, "is not FILE:LINE"),
        (("explain", "seeds/none.md:3"), 1, "no such file"),
        (("explain", "seeds/class.md:999"), 1, "has 30 lines"),
        (("explain", "seeds/class.md:0"), 1, "has 30 lines"),
        (("outline",), 2, "Missing argument 'FILE...'"),
        (("check", "no-such-folder"), 2, "does not exist"),
        (("ouline", "seeds/class.md"), 2, "No such command"),
        (("outline", "--jsn", "seeds/class.md"), 2, "No such option"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(project: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = run(project, *arguments)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False)
    assert message in ended.stderr


def test_check_ends_with_one_when_something_is_wrong(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert built_here(project, site) == []
    good = run(project, "check", str(site))
    assert (good.returncode, good.stdout.splitlines()[-1].endswith(" 0 problems")) == (0, True), good.stdout
    page = site / "about" / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</article>", '<a href="../none/">x</a> ada@bakery.example</article>'), "utf-8"
    )
    bad = run(project, "check", str(site))
    assert bad.returncode == 1
    assert "`../none/` leads nowhere" in bad.stdout
    assert "the notes mask" in bad.stdout
    assert bad.stdout.splitlines()[-1].endswith(" 2 problems")


def test_help_has_examples(project: Path) -> None:
    whole = run(project, "--help")
    commands = [line.split()[0] for line in whole.stdout.split("Commands:")[1].strip().splitlines()]
    assert {"outline", "mentions", "explain", "check"} <= set(commands)
    assert "Examples:" in whole.stdout
    for command in commands:
        told = CliRunner().invoke(main, [command, "--help"])
        assert told.exit_code == 0
        assert "Example" in told.output, command


def test_the_module_is_the_same_program(project: Path) -> None:
    module = [sys.executable, "-m", "studyguide", "--version"]
    assert subprocess.run(module, capture_output=True, text=True).stdout == run(project, "--version").stdout


def test_a_closed_pipe_is_no_crash(project: Path) -> None:
    """As in `studyguide mentions ... | head -1`."""
    command = f"'{SCRIPT}' mentions --json {'seeds/class.md ' * 400} | head -1"
    ended = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, text=True)
    assert len(ended.stdout.splitlines()) == 1
    assert "Traceback" not in ended.stderr


SEPARATORS = "\x85\u2028\u2029"


@pytest.mark.parametrize("command", ["outline", "mentions", "suggest", "cards", "facts"])
def test_an_object_is_one_line_for_every_program(tmp_path: Path, command: str) -> None:
    """Many programs end a line at U+0085, U+2028 and U+2029, which JSON allows inside of a text."""
    project = copied(tmp_path / "project")
    terms = (project / "docs/glossary/dough.yml").read_text("utf-8")
    escaped = "".join(f"\\u{ord(char):04x}" for char in SEPARATORS)
    write(project, "docs/glossary/dough.yml", terms.replace("name: Autolyse", f'name: "Auto{escaped}lyse"'))
    name = f"seeds/odd{SEPARATORS}.md"
    write(project, name, f"# Sour{SEPARATORS}dough\n\nProofing and Banneton\n\nSour dough, Sour dough\n")
    files = [name] if command in {"outline", "mentions", "suggest"} else []
    ended = run(project, command, "--json", *files)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout and not set(SEPARATORS) & set(ended.stdout)
    found = rows(ended.stdout)
    assert not files or {row["path"] for row in found} == {name}
