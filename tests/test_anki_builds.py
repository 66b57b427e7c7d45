"""Decks of whole builds against Anki's own backend: what a plain build, a commit, an edit and a second guide give."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner

from studyguide.cli.main import main
from studyguide.hosts.build_time import LATEST, build_time
from tiny import built_afresh, copied, write

BASE = 1_700_000_000
FOUND = "share of the relevant items that were found"
SOLD = "taking back of goods already sold because they are dangerous"
EDITED = "share of the relevant items that a search finds"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def guide(folder: Path, means: str, line: str = "recall of a search engine") -> Path:
    """Make a project with one term and one note."""
    notes = folder.with_name(f"{folder.name}-notes")
    write(notes, "a.md", f"# Some notes\n\n{line}\n")
    done = CliRunner().invoke(main, ["new", str(folder), "--notes", str(notes)])
    assert done.exit_code == 0, done.output
    define(folder, means)
    return folder


def define(project: Path, means: str, at: int = 0) -> None:
    """Write the definition of the one term, and date the file."""
    write(project, "docs/glossary/terms.yml", f"- id: recall\n  name: Recall\n  kind: concept\n  is: {means}\n")
    if at:
        os.utime(project / "docs/glossary/terms.yml", (at, at))


def dated(project: Path, at: int) -> None:
    """Date every file of a project."""
    for path in project.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (at, at))


def committed(project: Path, at: int) -> None:
    date = {"GIT_AUTHOR_DATE": f"{at} +0000", "GIT_COMMITTER_DATE": f"{at} +0000"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "--allow-empty", "-m", "Notes"]):
        subprocess.run(["git", "-C", str(project), *arguments], check=True, env={**os.environ, **date})


def deck(project: Path, **environment: str) -> Path:
    """Build as a reader of the manual does, strictly; return the package with every card."""
    site = project.with_name(f"{project.name}-site")
    run = built_afresh(project, site, "--strict", **environment)
    assert run.returncode == 0 and "WARNING" not in run.stderr, run.stderr
    return site / "decks/all.apkg"


def imported(collection: Collection, package: Path) -> tuple[int, int]:
    """Import a package; return how many notes were new and how many were updated."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    assert not log.conflicting
    return len(log.new), len(log.updated)


def next_card(collection: Collection) -> Card:
    """Return the card that Anki asks next."""
    [nid] = collection.find_notes("")
    collection.decks.select(collection.get_note(nid).cards()[0].did)
    card = collection.sched.getCard()
    assert card is not None
    card.start_timer()
    return card


def answers(collection: Collection) -> list[str]:
    return sorted(collection.get_note(nid)["Answer"] for nid in collection.find_notes(""))


def mod(collection: Collection) -> int:
    [time] = collection.db.list("select distinct mod from notes")
    return int(time)


def test_a_plain_build_gives_cards_that_open_and_pass_the_check(collection: Collection, tmp_path: Path) -> None:
    project = guide(tmp_path / "search", FOUND)
    assert imported(collection, deck(project)) == (1, 0)
    card = next_card(collection)
    assert "Recall" in card.question() and FOUND in card.answer().lower()
    assert min(collection.db.list("select id from notes") + collection.db.list("select id from cards")) > 0
    assert collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    define(project, EDITED, mod(collection) + 1)
    assert imported(collection, deck(project)) == (0, 1)
    assert [EDITED in answer.lower() for answer in answers(collection)] == [True]


def test_two_guides_with_a_card_of_equal_id_stay_apart(collection: Collection, tmp_path: Path) -> None:
    one, other = guide(tmp_path / "a", FOUND), guide(tmp_path / "b", SOLD, "a recall of a car by its maker")
    assert imported(collection, deck(one, SOURCE_DATE_EPOCH="1790000000")) == (1, 0)
    assert imported(collection, deck(other, SOURCE_DATE_EPOCH="1790000099")) == (1, 0)
    told = {}
    for nid in collection.find_notes(""):
        note = collection.get_note(nid)
        told[collection.decks.name(note.cards()[0].did).partition("::")[0]] = note["Answer"].lower()
    assert set(told) == {"A", "B"} and FOUND in told["A"] and SOLD in told["B"]


def test_edits_are_taken_over_from_commit_to_commit(collection: Collection, tmp_path: Path) -> None:
    """Commit, build, import; edit, build, import; commit, build, import; edit in the same second, build, import."""
    project = guide(tmp_path / "search", FOUND)
    dated(project, BASE - 50)
    committed(project, BASE)
    assert imported(collection, deck(project)) == (1, 0)
    assert mod(collection) == BASE
    collection.sched.answerCard(next_card(collection), 4)
    schedule = collection.db.all("select id, due, ivl, reps, queue from cards")

    define(project, EDITED, BASE + 100)
    assert imported(collection, deck(project)) == (0, 1)
    assert mod(collection) == BASE + 100
    committed(project, BASE + 200)
    assert imported(collection, deck(project)) == (0, 1)
    assert mod(collection) == BASE + 200 and EDITED in answers(collection)[0].lower()
    define(project, SOLD, BASE + 200)
    assert imported(collection, deck(project)) == (0, 1)
    assert mod(collection) == BASE + 201 and SOLD in answers(collection)[0].lower()
    assert collection.db.all("select id, due, ivl, reps, queue from cards") == schedule
    assert collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_the_same_files_with_the_same_times_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for folder in ("one", "two"):
        project = guide(tmp_path / folder / "search", FOUND)
        dated(project, BASE)
        made.append(deck(project).read_bytes())
    assert made[0] == made[1]


def test_without_a_history_the_newest_input_gives_the_time(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    dated(project, BASE)
    assert build_time(project, {}) == (BASE, ())
    for number, path in enumerate(("seeds/new.md", "docs/glossary/oven.yml", "mkdocs.yml"), 1):
        (project / path).touch()
        os.utime(project / path, (BASE + number, BASE + number))
        assert build_time(project, {}) == (BASE + number, ())
    for path in ("README.md", "site/index.html", "docs/.new.swp", "seeds/.cache/x"):
        write(project, path, "not an input")
    assert build_time(project, {}) == (BASE + 3, ())
    assert build_time(project, {"PATH": ""}) == (BASE + 3, ())


def test_with_a_history_the_last_commit_gives_the_time(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    committed(project, BASE)
    assert build_time(project, {}) == (BASE, ())
    write(project, "notes.tmp", "not an input")
    assert build_time(project, {}) == (BASE, ())
    dated(project, BASE - 1000)
    assert build_time(project, {}) == (BASE, ())
    write(project, "seeds/untracked.md", "Autolyse")
    dated(project, BASE - 1000)
    assert build_time(project, {}) == (BASE + 1, ())
    os.utime(project / "seeds/untracked.md", (BASE + 500, BASE + 500))
    assert build_time(project, {}) == (BASE + 500, ())
    write(project, ".gitignore", "seeds/untracked.md\n")
    assert build_time(project, {}) == (BASE + 500, ())
    (project / "seeds/untracked.md").unlink()
    (project / "docs/glossary/oven.yml").unlink()
    assert build_time(project, {}) == (BASE + 1, ())


def test_the_history_of_another_project_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, "other.txt", "x")
    committed(tmp_path, BASE + 9000)
    project = copied(tmp_path / "project")
    dated(project, BASE)
    assert build_time(project, {}) == (BASE, ())


def test_without_git_the_newest_input_gives_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copied(tmp_path / "project")
    committed(project, BASE)
    dated(project, BASE + 5)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build_time(project, {}) == (BASE + 5, ())


def test_an_empty_project_has_a_time_that_anki_accepts(tmp_path: Path) -> None:
    assert build_time(tmp_path, {}) == (1, ())


@pytest.mark.parametrize("given", ["1", str(BASE), str(LATEST)])
def test_a_given_time_wins(given: str, tmp_path: Path) -> None:
    assert build_time(tmp_path, {"SOURCE_DATE_EPOCH": given}) == (int(given), ())


@pytest.mark.parametrize("given", ["", "0", "-5", "1.5", "now", "1e9", "١٢", " 12", str(LATEST + 1), "9" * 5000])
def test_a_given_time_that_is_none_is_named(given: str, tmp_path: Path) -> None:
    time, [problem] = build_time(tmp_path, {"SOURCE_DATE_EPOCH": given})
    assert time == 1 and repr(given)[:40] in problem.what


@pytest.mark.parametrize("given", ["now", "0", "99999999999999999999"])
def test_a_build_goes_on_without_a_given_time_that_is_none(given: str, tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    run = built_afresh(project, tmp_path / "site", SOURCE_DATE_EPOCH=given)
    assert run.returncode == 0, run.stderr
    assert run.stderr.count(f"SOURCE_DATE_EPOCH: '{given}' is not a time") == 1
    assert "Traceback" not in run.stderr and (tmp_path / "site/decks/all.apkg").exists()
    assert built_afresh(project, tmp_path / "strict", "--strict", SOURCE_DATE_EPOCH=given).returncode == 1
