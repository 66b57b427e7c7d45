"""Editor's notes: cases of how a quote finds its line, and what the shipped ones have to hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.model.diagnostics import format_diagnostic
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
from tiny import write
from woven_from import KINDS, woven_from

WRONG = {
    "000": (209,),
    "002": (15, 49, 77, 132, 140, 141, 145),
    "003": (3, 7, 19),
    "004": (26,),
}
"""Lines of the seeds, by the number in a note's name, that say something false. Each needs an editor's note."""


@pytest.mark.parametrize("case", cases("corrections"), ids=str)
def test_anchoring(case: Case, accept: bool) -> None:
    corpus, diagnostics = woven_from(case.given)
    found: dict[str, Any] = {
        "anchored": [
            f"{path}:{a.line}:{a.start}-{a.end} {a.correction.kind}: {a.correction.says}"
            for path, anchored in corpus.corrections.items()
            for a in anchored
        ],
        "problems": [format_diagnostic(p) for p in diagnostics if p.place.file == "docs/corrections.yml"],
    }
    agrees(case, {key: rows for key, rows in found.items() if rows}, accept)


def test_every_false_line_has_its_note() -> None:
    marked = {
        (path[:3], anchored.line)
        for path, notes in shipped().corrections.items()
        for anchored in notes
        if anchored.correction.kind == "wrong"
    }
    assert {(note, line) for note, lines in WRONG.items() for line in lines} <= marked


def test_what_a_shipped_note_rests_on_is_named() -> None:
    for notes in shipped().corrections.values():
        for said in (anchored.correction for anchored in notes):
            if said.source == "textbook":
                assert said.sources, f"{said.quote}: common knowledge names a work"
            elif said.source == "unconfirmed":
                assert said.confidence != "high", f"{said.quote}: what was not confirmed is not certain"
            else:
                assert said.checked, f"{said.quote}: an address was looked up on a day"


def test_shipped_notes_are_whole_sentences_and_name_a_term_once() -> None:
    for notes in shipped().corrections.values():
        for said in (anchored.correction for anchored in notes):
            assert len(set(said.terms)) == len(said.terms), said.quote
            assert said.says.endswith("."), said.quote


def test_a_note_on_a_withheld_line_names_the_line_and_quotes_nothing(tmp_path: Path) -> None:
    files = {
        "docs/kinds.yml": KINDS,
        "docs/glossary/hive.yml": "- {id: smoker, name: Smoker, kind: tool, does: calms bees}\n",
        "docs/corrections.yml": "- {note: a.md, quote: secret line, kind: unclear, says: It is clear now., "
        "terms: [smoker], source: unconfirmed}\n",
        "seeds/a.md": "# Bees\n\na secret line\n",
        "seeds/notes.yml": "a.md: {withhold: [3]}\n",
    }
    for path, text in files.items():
        write(tmp_path, path, text)
    guide, _ = build_guide(load_sources(tmp_path)[0], Site(id="bees"))
    (page,) = (page for page in guide.pages if page.path.endswith("/smoker.md"))
    assert "It is clear now." in page.markdown
    assert "secret" not in page.markdown
    assert "<q></q>" not in page.markdown
    assert 'L3">Bees, line 3</a>:' in page.markdown.partition("On <a href=")[2]
