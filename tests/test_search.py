"""What the search finds: every spelling, no speaker, nothing masked, no passage twice, no dead address."""

from __future__ import annotations

import json
import re

import pytest

from studyguide.check.site import check_site
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.data.search_index import SearchDocument, index_entry, joined, names_asset
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import KINDS

TERMS = """
- id: bee-hive
  name: Bee-hive
  kind: tool
  does: houses a colony & its <honey>
  more: Wood keeps the warmth.
  use_when: There is a garden.
  aliases: [BH, {text: beehvie, kind: misspelling}, skep, {text: wax frame, kind: mention}]
  confused_with: [{id: smoker, apart: "A bee-hive is lived in, a smoker is blown."}]
- {id: smoker, name: Smoker, kind: tool, does: calms by fumes}
"""
NOTE = """# Building a bee-hive - Anna Comb, senior engineer

- the beehive stands on bricks, Anna said
- ask anna@comb.example before <b>painting</b> it with any other oil
- a smoker helps on warm days

<!-- paid too much for the smoker -->

# Keeping calm - Tom Wick, head of bees, The Apiary

Smoke first, then wait for Comb to nod.
"""


def _guide_documents(note: str = NOTE) -> tuple[SearchDocument, ...]:
    sources = Sources(
        notes=((NotePath("class.md"), note.encode()),),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", TERMS),),
    )
    guide, _ = build_guide(sources, Site())
    assert '["skep", "services/bee-hive/"]' in names_asset(guide.site_context)
    return guide.documents


@pytest.fixture(scope="module")
def documents() -> tuple[SearchDocument, ...]:
    return _guide_documents()


@pytest.fixture(scope="module")
def written(documents: tuple[SearchDocument, ...]) -> str:
    return json.dumps([index_entry(d) for d in documents], ensure_ascii=False)


def test_a_term_carries_every_spelling_joined(documents: tuple[SearchDocument, ...]) -> None:
    hive = next(d for d in documents if d.location == "services/bee-hive/")
    assert hive.names == ("beehive", "bh", "beehvie", "skep", "waxframe")
    assert hive.tags == ("Tool",)
    assert "Also called: BH, skep" in hive.text
    assert "There is a garden." in hive.text
    assert "bricks" in hive.context


def test_what_only_links_to_a_term_is_searched_and_not_shown(documents: tuple[SearchDocument, ...]) -> None:
    hive = next(d for d in documents if d.location == "services/bee-hive/")
    assert {"beehvie", "wax frame"} <= set(hive.context)
    assert "beehvie" not in hive.text and "wax frame" not in hive.text


@pytest.mark.parametrize("text", ["A/B testing", "a-b  Testing", "ab_testing"])
def test_spellings_that_differ_in_what_joins_them_are_one(text: str) -> None:
    assert joined(text) == "abtesting"


def test_no_speaker_is_found(written: str) -> None:
    assert "Building a bee-hive" in written
    assert not re.search(r"\b(anna|tom|wick|comb)\b", written, re.IGNORECASE)


def test_nothing_masked_is_found(written: str) -> None:
    assert "comb.example" not in written
    assert "paid too much" not in written


def test_each_passage_is_found_once(written: str) -> None:
    for passage in ("stands on bricks", "helps on warm days", "Smoke first", "a smoker is blown", "There is a"):
        assert written.count(passage) == 1


def test_what_a_note_holds_cannot_become_markup(documents: tuple[SearchDocument, ...]) -> None:
    for document in documents:
        assert set(re.findall(r"<[^>]*>", document.text)) <= {"<p>", "</p>"}
        assert "<" not in document.title
    assert "&lt;b&gt;painting" in "".join(d.text for d in documents)


def test_a_page_comes_before_its_parts(documents: tuple[SearchDocument, ...]) -> None:
    seen: set[str] = set()
    for document in documents:
        page, _, part = document.location.partition("#")
        assert not part or page in seen
        assert document.location not in seen
        seen.add(document.location)


def test_the_same_notes_give_the_same_index(documents: tuple[SearchDocument, ...]) -> None:
    assert documents == _guide_documents()


@pytest.mark.parametrize(
    ("location", "kinds"),
    [("a/", []), ("a/#L2", []), ("", []), ("a/#L9", ["search-target"]), ("b/", ["search-target"])],
)
def test_where_results_lead_is_checked(location: str, kinds: list[str]) -> None:
    files = {
        "index.html": b"<p>home</p>",
        "a/index.html": b'<p id="L2">a</p>',
        "search/search_index.json": json.dumps({"docs": [{"location": location, "title": "a", "text": ""}]}).encode(),
    }
    assert [p.kind for p in check_site(files) if p.place.file.startswith("search/")] == kinds
