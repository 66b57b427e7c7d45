"""Names that are everyday words are reported with the lines that they link, until their author decides on them."""

from __future__ import annotations

import pytest

from studyguide.model.diagnostics import Severity
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile

KINDS = """
field: testing
kinds:
  - {id: thing, name: Thing, plural: Things, folder: concepts}
families:
  - {id: testing, name: Testing, about: words}
"""
NOTE = "We make it, press C, less often, for the team.\nWe make it again with the team.\n"


def reported(name: str, more: str = "", note: str = NOTE) -> list[tuple[Severity, str]]:
    terms = f"- {{id: term, name: {name}, kind: thing, is: that which is tested{more}}}\n"
    sources = Sources(
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/testing.yml", terms),),
        notes=((NotePath("note.md"), note.encode()),),
    )
    _, diagnostics = build_guide(sources, Site())
    return [(d.severity, d.what) for d in diagnostics if d.kind == "everyday-name"]


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("make", "it would link 2 lines of the notes"),
        ("Less", "it would link 1 line of the notes"),
        ("C", "it would link 1 line of the notes"),
        ("team", "it links 2 lines of the notes"),
    ],
)
def test_everyday_names_are_warned_of_with_their_lines(name: str, links: str) -> None:
    assert reported(name) == [(Severity.WARNING, f"the name `{name}` is an everyday word: {links}")]


@pytest.mark.parametrize("more", [", match: any", ", match: capital", ", cues: [bread]", ", unless: [bread]"])
def test_nothing_is_said_once_the_author_has_decided(more: str) -> None:
    assert reported("make", more) == []


def test_common_words_are_a_notice_if_they_link_many_lines() -> None:
    assert reported("Bread", note="bread\n" * 9) == []
    said = "the name `Bread` is an everyday word: it links 10 lines of the notes"
    assert reported("Bread", note="bread\n" * 10) == [(Severity.NOTICE, said)]
    assert reported("Autolyse", note="autolyse\n" * 10) == []
