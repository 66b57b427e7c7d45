"""Links to the code host: the right file and line, and none into a file in which anything is masked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyguide.model.note import NotePath, Page
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site, is_private, to_seed
from studyguide.sources import load_sources
from tiny import TINY, built_afresh, copied

BLOB = "https://code.example/baker/bread/blob/main/"


@pytest.fixture(scope="module")
def guide() -> Guide:
    made, _ = build_guide(load_sources(TINY)[0], Site(blob_url=BLOB))
    return made


def page(guide: Guide, path: str) -> Page:
    return next(p for p in guide.pages if p.path == path)


def test_a_terms_page_leads_to_the_line_its_entry_begins_at(guide: Guide) -> None:
    lines = (TINY / "docs" / "glossary" / "dough.yml").read_text("utf-8").splitlines()
    line = lines.index("- id: autolyse") + 1
    made = page(guide, "concepts/autolyse.md")
    assert made.source == f"docs/glossary/dough.yml#L{line}"
    assert f'href="{BLOB}docs/glossary/dough.yml#L{line}"' in made.markdown


def test_a_passage_leads_to_its_line_of_the_seed(guide: Guide) -> None:
    lines = (TINY / "seeds" / "jottings.txt").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "Proofing took" in text)
    assert f'href="{BLOB}seeds/jottings.txt#L{line}"' in page(guide, "concepts/proofing.md").markdown


def test_no_link_leads_into_a_file_with_something_masked(guide: Guide) -> None:
    note = guide.site_context.corpus.notes_by_path[NotePath("class.md")]
    assert is_private(note)
    assert to_seed(guide.site_context, note.path, 5) == ""
    assert page(guide, "notes/class.md").source == ""
    for made in guide.pages:
        assert f"{BLOB}seeds/class.md" not in made.markdown, made.path
    assert f"{BLOB}seeds/jottings.txt" in page(guide, "notes/jottings.md").markdown


def test_every_link_to_the_code_host_names_a_file_and_a_line_that_exist(guide: Guide) -> None:
    for made in guide.pages:
        for path, line in re.findall(rf'href="{BLOB}([^"#]+)(?:#L(\d+))?"', made.markdown):
            text = (TINY / path).read_text("utf-8")
            assert int(line or 1) <= len(text.splitlines()), (made.path, path, line)


def test_without_a_code_host_there_is_no_such_link() -> None:
    made, _ = build_guide(load_sources(TINY)[0], Site())
    assert all("/blob/" not in p.markdown for p in made.pages)


def test_edit_links_of_the_built_site_name_the_file_each_page_is_made_from(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("features: [", "features: [content.action.edit, ")
    config.write_text(f"{text}\nrepo_url: https://code.example/baker/bread\n", "utf-8")
    run = built_afresh(project, tmp_path / "site", "--strict")
    assert run.returncode == 0, run.stderr

    def edited(page: str) -> list[str]:
        html = (tmp_path / "site" / page / "index.html").read_text("utf-8")
        return re.findall(r'href="https://code\.example/baker/bread/edit/main/([^"]+)"', html)

    assert [re.sub(r"\d+", "N", link) for link in edited("concepts/autolyse")] == ["docs/glossary/dough.yml#LN"]
    assert edited("notes/jottings") == ["seeds/jottings.txt"]
    assert edited("notes/class") == []
    assert edited("glossary") == []
    assert edited("about") == ["docs/about/index.md"]
