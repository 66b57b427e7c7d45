"""What the search finds: every spelling, no speaker, nothing masked, no passage twice, in documents and index."""

from __future__ import annotations

import re

import pytest

from search_reference import opened
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.data.search_documents import SearchDocument, search_texts
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_group import SearchGroup
from studyguide.render.data.search_index import search_index
from studyguide.render.data.spelling_help import names_asset
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

- the beehive rests on bricks, Anna said
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
        phrasings=TextFile("docs/phrasings.yml", "bee-hive: [where the small makers of sweetness live]"),
    )
    guide, _ = build_guide(sources, Site())
    assert '["skep", "services/bee-hive/"]' in names_asset(guide.site_context)
    return guide.documents


@pytest.fixture(scope="module")
def documents() -> tuple[SearchDocument, ...]:
    return _guide_documents()


@pytest.fixture(scope="module")
def written(documents: tuple[SearchDocument, ...]) -> str:
    return "\n".join(text for document in documents for text in search_texts(document))


def test_a_term_carries_every_spelling(documents: tuple[SearchDocument, ...]) -> None:
    hive = next(d for d in documents if d.location == "services/bee-hive/")
    assert hive.names == ("beehive", "bh", "beehvie", "skep", "waxframe")
    assert hive.kind == "Tool"
    assert hive.group is SearchGroup.TERM
    assert hive.shown_spellings == ("BH", "skep")
    assert set(hive.spellings) == {"BH", "beehvie", "skep", "wax frame"}
    assert "There is a garden." in hive.details
    assert "bricks" in hive.passages
    assert hive.phrasings == ("where the small makers of sweetness live",)


def test_everyday_descriptions_are_found_and_not_shown(documents: tuple[SearchDocument, ...]) -> None:
    files = dict(search_files(search_index(documents)))
    answer = opened(files).find("small makers of sweetness")
    assert answer.hits[0].location == "services/bee-hive/"
    assert not any("small makers" in text for text in files.values())


def test_a_pair_is_found_where_it_is_compared(documents: tuple[SearchDocument, ...]) -> None:
    answer = opened(dict(search_files(search_index(documents)))).find("smoker vs skep")
    assert [hit.location for hit in answer.hits][:3] == [
        "compare/confused-bee-hive/",
        "services/bee-hive/",
        "services/smoker/",
    ]


def test_no_speaker_is_found(written: str) -> None:
    assert "Building a bee-hive" in written
    assert not re.search(r"\b(anna|tom|wick|comb)\b", written, re.IGNORECASE)


def test_nothing_masked_is_found(written: str) -> None:
    assert "comb.example" not in written
    assert "paid too much" not in written


def test_each_passage_is_found_once(written: str) -> None:
    for passage in ("rests on bricks", "helps on warm days", "Smoke first", "a smoker is blown", "There is a"):
        assert written.count(passage) == 1


def test_a_page_comes_before_its_parts(documents: tuple[SearchDocument, ...]) -> None:
    seen: set[str] = set()
    for document in documents:
        page, _, part = document.location.partition("#")
        assert not part or page in seen
        assert document.location not in seen
        seen.add(document.location)


def test_the_same_notes_give_the_same_index(documents: tuple[SearchDocument, ...]) -> None:
    again = search_files(search_index(_guide_documents()))
    assert dict(search_files(search_index(documents))) == dict(again)


def test_all_parts_of_an_index_belong_together(documents: tuple[SearchDocument, ...]) -> None:
    before = dict(search_files(search_index(documents)))
    after = dict(search_files(search_index(documents[:-1])))
    digests = [{text.split('"')[3] for text in files.values()} for files in (before, after)]
    assert [len(found) for found in digests] == [1, 1]
    assert digests[0] != digests[1]
