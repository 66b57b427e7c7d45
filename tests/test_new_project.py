"""A project made from a folder of notes: it builds at once and says on every page what is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from studyguide.cli.main import main
from studyguide.hosts.assets import load_assets
from studyguide.hosts.scaffold import project_files
from studyguide.model.note import NotePath
from studyguide.parse.curated.site_texts import default_texts
from tiny import built_afresh, tree

ROOT = Path(__file__).resolve().parents[1]
BIRDS = ROOT / "tests/fields/birds"
OWN = {"site_name", "site_description", "copyright", "hooks", "exclude_docs"}
"""What a new project says otherwise than the shipped one, which has pages for its developers to leave out."""


def made(folder: Path, notes: Path, *options: str) -> str:
    done = CliRunner().invoke(main, ["new", str(folder), "--notes", str(notes), *options])
    assert done.exit_code == 0, done.output
    return done.output


def config(text: str) -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        """SafeLoader with the tag of MkDocs."""

    Loader.add_constructor("!ENV", lambda _, node: str(node.value))
    return dict(yaml.load(text, Loader))


def words(page: Path) -> str:
    article = re.search(r"<article.*?</article>", page.read_text("utf-8"), re.DOTALL)
    assert article is not None, page
    return " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", article[0], flags=re.DOTALL).split())


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project and its site, without a term."""
    here = tmp_path_factory.mktemp("fresh")
    made(here / "birds", BIRDS / "seeds", "--field", "bird-watching")
    run = built_afresh(here / "birds", here / "site", "--strict")
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    return here / "birds", here / "site"


def test_notes_are_copied_and_the_originals_stay(fresh: tuple[Path, Path], tmp_path: Path) -> None:
    before = tree(BIRDS)
    made(tmp_path / "again", BIRDS / "seeds")
    assert tree(BIRDS) == before
    seeds = tree(fresh[0] / "seeds")
    assert {name: data for name, data in seeds.items() if name != "notes.yml"} == tree(BIRDS / "seeds")


def test_the_site_has_no_fault(fresh: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fresh[0])
    done = CliRunner().invoke(main, ["check", str(fresh[1])])
    assert done.exit_code == 0, done.output
    assert " 0 problems" in done.output


def test_every_page_without_terms_says_something(fresh: tuple[Path, Path]) -> None:
    for page in sorted(fresh[1].rglob("index.html")):
        shown = words(page)
        assert len(shown.split()) > 8, f"{page.relative_to(fresh[1])}: {shown}"
        assert not re.search(r"\bNone\b|\{\{|\{%|undefined", shown), page
    names = {page.relative_to(fresh[1]).as_posix() for page in fresh[1].rglob("*.html")}
    assert not any(name.startswith(("services/", "exams/")) for name in names)
    assert "studyguide suggest" in words(fresh[1] / "glossary/index.html")


def test_styles_and_scripts_come_with_the_engine(fresh: tuple[Path, Path]) -> None:
    project, site = fresh
    assert not (project / "docs/assets").exists()
    for path in load_assets(default_texts()):
        assert (site / path).exists(), path
    assert "Content-Security-Policy" in (site / "index.html").read_text("utf-8")


def test_its_settings_are_those_of_the_shipped_guide(fresh: tuple[Path, Path]) -> None:
    ours = config((ROOT / "mkdocs.yml").read_text("utf-8"))
    theirs = config((fresh[0] / "mkdocs.yml").read_text("utf-8"))
    assert theirs["extra"].pop("studyguide") == {"id": "birds-bird-watching"}
    ours["extra"].pop("studyguide")
    differ = {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}
    assert differ <= OWN, f"carry {sorted(differ - OWN)} over to hooks/studyguide/hosts/scaffold_files/mkdocs.yml.jinja"


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    before = tree(tmp_path)
    done = CliRunner().invoke(main, ["new", str(tmp_path), "--notes", str(BIRDS / "seeds")])
    assert done.exit_code == 2
    assert "not empty" in done.output
    assert tree(tmp_path) == before


def test_what_is_no_note_is_left_out_and_named(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "deep/er").mkdir(parents=True)
    (notes / "deep/er/café 日本.txt").write_bytes(b"tern")
    (notes / "old.txt").write_bytes(b"caf\xe9 and a tern\n")
    (notes / "paper.pdf").write_bytes(b"%PDF-1.4")
    (notes / "blob").write_bytes(bytes(range(256)))
    (notes / ".hidden").write_text("no")
    (notes / "out.txt").symlink_to(ROOT / "README.md")
    said = made(tmp_path / "guide", notes)
    assert "2 of 3 files copied into seeds/, with 1 pictures or other files" in said
    assert "no ending      1  left out: not a note, see above" in said
    assert set(tree(tmp_path / "guide/seeds")) == {"notes.yml", "deep/er/café 日本.txt", "old.txt", "paper.pdf"}
    assert "encoding: cp1252" in (tmp_path / "guide/seeds/notes.yml").read_text("utf-8")
    run = built_afresh(tmp_path / "guide", tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    assert "pdftotext" in run.stderr
    assert "café and a tern" in words(tmp_path / "site/notes/old/index.html")


def test_its_own_facts_are_kept() -> None:
    facts = b"tern.txt: {title: Terns}\n"
    files, _ = project_files("terns", [(NotePath("tern.txt"), b"tern")], facts)
    assert {file.path: file.content for file in files}["seeds/notes.yml"] == facts


@pytest.mark.parametrize(
    "field", ['"; x: [1]', "{{ 7*7 }}", "<b>& 'co'", '"><img src=x>', "a: b # c", "- *x*\n# y", "日本の鳥"]
)
def test_a_field_is_text_wherever_it_is(field: str, tmp_path: Path) -> None:
    made(tmp_path / "guide", BIRDS / "seeds", "--field", field)
    run = built_afresh(tmp_path / "guide", tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "<b>&" not in page
    assert "<img src=x" not in page
    assert "49" not in words(tmp_path / "site/index.html")
