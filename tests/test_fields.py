"""Another field, built by the same engine: nothing of the shipped one appears in its site."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from studied import shipped
from studyguide.cli.main import main
from studyguide.model.glossary import names_of
from tiny import built_afresh

BIRDS = Path(__file__).resolve().parent / "fields/birds"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("birds")
    made = CliRunner().invoke(
        main, ["new", str(here / "birds"), "--notes", str(BIRDS / "seeds"), "--field", "bird-watching"]
    )
    assert made.exit_code == 0, made.output
    (here / "birds/docs/glossary/terms.yml").unlink()
    shutil.copytree(BIRDS / "docs", here / "birds/docs", dirs_exist_ok=True)
    run = built_afresh(here / "birds", here / "site", "--strict")
    assert run.returncode == 0, run.stderr
    assert "48 terms" in run.stderr
    return here / "site"


def test_its_terms_are_linked_defined_and_asked(site: Path) -> None:
    wing = (site / "concepts/primary-projection/index.html").read_text("utf-8")
    assert "patch notebook" in wing
    assert re.search(r"75\s*%", wing)
    assert "<math" in wing
    note = (site / "notes/course/index.html").read_text("utf-8")
    assert "The line between the two is not sharp" in note
    assert "birdclub" not in (site / "notes/club-evenings/index.html").read_text("utf-8")
    glossary = json.loads((site / "glossary.json").read_text("utf-8"))
    assert len(glossary["terms"]) == 48


def test_speakers_are_on_the_page_of_their_note_only(site: Path) -> None:
    for name in ("Feldkamp", "Rothmann"):
        where = {
            p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file() and name.encode() in p.read_bytes()
        }
        assert where == {
            "notes/club-evenings/index.html", "notes/club-evenings/index.md",
            "notes/club-evenings/source/index.html", "notes/club-evenings/source/index.md",
        }  # fmt: skip


def test_no_word_of_the_shipped_field_appears(site: Path) -> None:
    """Of a product every spelling that is no everyday word; of the rest names of two words and more."""
    corpus = shipped()
    products = {kind.id for kind in corpus.glossary.kinds if kind.folder == "services"}
    ours = set()
    for term in corpus.glossary.terms:
        for alias in names_of(term):
            telling = (term.kind in products and re.search(r"[A-Z].*[A-Z]", alias.text)) or len(alias.text.split()) > 1
            if telling and not alias.cues and len(alias.text) > 2:
                ours.add(alias.text)
    ours |= {"AWS", "SageMaker", "machine learning", corpus.glossary.field}
    assert len(ours) > 1000
    pages = [p for p in site.rglob("*") if p.suffix in {".html", ".json", ".xml", ".txt", ".md"}]
    assert len(pages) > 90
    texts = [page.read_text("utf-8") for page in pages]
    found = {
        name for name in ours for text in texts if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    }
    assert found == set()
