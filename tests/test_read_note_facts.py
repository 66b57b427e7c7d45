"""`seeds/notes.yml`: what is read, and what is said of every fault."""

from __future__ import annotations

from pathlib import Path

from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.note import NoteMetadata, NotePath, Span
from studyguide.parse.curated.note_metadata import read_note_metadata

SEEDS = Path(__file__).parent.parent / "seeds"


def test_every_field() -> None:
    text = """
talks/a.txt:
  title: A title
  event: A conference
  year: 2020
  author: Jane
  encoding: cp1252
  slug: a-title
  publish: no
  withhold: [12, 14-20]
  allow: [info@example.org]
b.txt:
"""
    facts, diagnostics = read_note_metadata("seeds/notes.yml", text)
    assert diagnostics == ()
    spans = (Span(12, 12), Span(14, 20))
    every = NoteMetadata(
        "A title", "A conference", 2020, "Jane", "cp1252", "a-title", False, spans, ("info@example.org",)
    )
    assert facts == {NotePath("talks/a.txt"): every, NotePath("b.txt"): NoteMetadata()}


def test_faults_name_their_place_and_what_to_write() -> None:
    text = """a.txt:
  titel: A
  year: 20
  slug: Ä b
  publish: maybe
  withhold: 5-3
b.txt: text
a.txt:
  title: twice
"""
    facts, diagnostics = read_note_metadata("seeds/notes.yml", text)
    said = [format_diagnostic(problem).split("\n")[0] for problem in diagnostics]
    assert said == [
        "seeds/notes.yml:8:1: `a.txt` is written twice (first on line 1)",
        "seeds/notes.yml:2:3: unknown key `titel`",
        "seeds/notes.yml:3:3: `20` is not a year",
        "seeds/notes.yml:4:3: `Ä b` is not fit for an address",
        "seeds/notes.yml:5:3: `maybe` is neither true nor false",
        "seeds/notes.yml:6:3: `5-3` is no line or run of lines",
        "seeds/notes.yml:7:1: `b.txt` needs fields below it",
    ]
    assert "did you mean `title`?" in diagnostics[1].hint
    assert facts[NotePath("a.txt")].publish is False, "a note is kept out where it is not clear whether it may be shown"


def test_a_file_that_is_no_mapping() -> None:
    facts, diagnostics = read_note_metadata("notes.yml", "- a\n- b\n")
    assert facts == {}
    assert [problem.kind for problem in diagnostics] == ["bad-value"]
    assert read_note_metadata("notes.yml", "") == ({}, ())


def test_the_projects_own_file_names_its_seeds() -> None:
    facts, diagnostics = read_note_metadata("seeds/notes.yml", (SEEDS / "notes.yml").read_text(encoding="utf-8"))
    assert diagnostics == ()
    assert {SEEDS / path for path in facts} == set(SEEDS.glob("*.txt"))
