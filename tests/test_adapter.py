"""The MkDocs adapter: what a build makes, what an edit changes, what it reports, and that it writes nowhere else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tiny import built_afresh, built_here, copied, differing, put_back, tree, write

PAGE = "concepts/autolyse/index.html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def test_a_strict_build_of_another_field_has_nothing_to_report(project: Path, tmp_path: Path) -> None:
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    assert "Every line with text is accounted for" in run.stderr


def test_after_edits_in_one_process_the_site_is_that_of_a_fresh_build(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert built_here(project, site) == []

    note = project / "seeds" / "class.md"
    write(project, "seeds/class.md", note.read_text("utf-8") + "\nAutolyse again, at dawn.\n")
    assert built_here(project, site) == []
    assert "at dawn" in (site / PAGE).read_text("utf-8")

    dough = project / "docs" / "glossary" / "dough.yml"
    changed = dough.read_text("utf-8").replace("lets flour rest with water", "leaves flour alone with water")
    write(project, "docs/glossary/dough.yml", changed)
    assert built_here(project, site) == []
    assert "eaves flour alone" in (site / "glossary" / "index.html").read_text("utf-8")
    assert "ets flour rest" not in (site / PAGE).read_text("utf-8")

    write(project, "docs/index.md", "# Bread, at last\n\nWritten again.\n")
    write(project, "seeds/deep/new.md", "# A new note\n\nBanneton and Proofing.\n")
    (project / "seeds" / "jottings.txt").unlink()
    assert built_here(project, site) == []
    assert not (site / "notes" / "jottings").exists()

    fresh = tmp_path / "fresh"
    run = built_afresh(project, fresh)
    assert run.returncode == 0, run.stderr
    assert differing(tree(site), tree(fresh)) == []


def test_a_fault_is_reported_with_its_line_and_the_next_build_is_whole_again(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    dough = (project / "docs" / "glossary" / "dough.yml").read_text("utf-8")
    times = (project / "docs/glossary/dough.yml").stat()
    built_here(project, site)
    before = tree(site)
    write(project, "docs/glossary/dough.yml", dough.replace("use_when: The dough tears.", "use_wen: The dough tears."))
    told = "\n".join(built_here(project, site))
    line = dough.splitlines().index("  use_when: The dough tears.") + 1
    assert f"docs/glossary/dough.yml:{line}:3: unknown key `use_wen`" in told
    assert "did you mean `use_when`?" in told
    put_back(project / "docs/glossary/dough.yml", dough, times)
    assert built_here(project, site) == []
    assert differing(tree(site), before) == []


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("docs/glossary/oven.yml", "- id: banneton\n  id: twice\n", "`id` is written twice"),
        ("docs/corrections.yml", "- {note: none.md, quote: a, kind: wrong, says: b}\n", "no note `none.md`"),
        ("docs/exams/guild.yml", "id: guild\n", "`name` is missing"),
        ("docs/index.md", "# Home\n\n<!-- guide: nothing-such -->\n", "there is no fragment `nothing-such`"),
        ("docs/glossary.md", "# Mine\n", "docs/glossary.md has the path of a page of the guide"),
        ("seeds/notes.yml", "class.md: {year: soon}\n", "`soon` is not a year"),
        ("docs/kinds.yml", "field: [", "not valid YAML"),
    ],
)
def test_a_strict_build_fails_and_says_why(project: Path, tmp_path: Path, path: str, text: str, message: str) -> None:
    write(project, path, text)
    messages = built_here(project, tmp_path / "site")
    assert message in "\n".join(messages)


def test_a_strict_build_ends_with_an_error(project: Path, tmp_path: Path) -> None:
    write(project, "docs/glossary/oven.yml", "- id: banneton\n")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode != 0
    assert "docs/glossary/oven.yml:1" in run.stderr


def test_a_build_with_nothing_in_it_still_is_a_site(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    for path in [*(project / "seeds").iterdir(), *(project / "docs").rglob("*.yml")]:
        path.unlink()
    site = tmp_path / "site"
    assert built_here(project, site) == []
    said = (site / "notes" / "index.html").read_text("utf-8")
    assert "No notes yet" in said


def test_same_input_same_bytes(project: Path, tmp_path: Path) -> None:
    """Whatever the order of sets, and of the files on the disk."""
    shuffled = copied(tmp_path / "shuffled")
    for folder in ("seeds", "docs/glossary"):
        files = sorted((shuffled / folder).iterdir())
        texts = {path: path.read_bytes() for path in files}
        for path in files:
            path.unlink()
        random.Random(7).shuffle(files)
        for path in files:
            path.write_bytes(texts[path])
    one = built_afresh(project, tmp_path / "one", PYTHONHASHSEED="1")
    other = built_afresh(shuffled, tmp_path / "other", PYTHONHASHSEED="2", TZ="Pacific/Auckland")
    assert (one.returncode, other.returncode) == (0, 0)
    assert differing(tree(tmp_path / "one"), tree(tmp_path / "other")) == []


def test_nothing_is_written_beside_the_site_and_no_data_file_is_published(project: Path, tmp_path: Path) -> None:
    before = tree(project)
    for folder in [project, *project.rglob("*")]:
        os.utime(folder, (1, 1))
    site = tmp_path / "site"
    built_here(project, site)
    assert tree(project) == before
    assert all(p.stat().st_mtime == 1 for p in project.rglob("*") if "__pycache__" not in p.parts)
    published = tree(site)
    assert [path for path in published if path.endswith((".yml", ".yaml", ".py"))] == []
    markdown = [path for path in published if path.endswith(".md")]
    assert [path for path in markdown if f"{path.removesuffix('.md')}.html" not in published] == []
    assert not [path for path in markdown if published[path].startswith(b"---\n")], "no source is published"
