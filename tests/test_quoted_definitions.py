"""Definitions that are quoted from a line of the notes: where they are found, what is reported, what is asked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from casefile import Case, agrees, cases
from studyguide.model.diagnostics import Severity, format_diagnostic
from studyguide.model.glossary import definition
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.data.markdown_twin import markdown_twin
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import KINDS


def _sources(given: Mapping[str, object]) -> Sources:
    notes = given["notes"]
    assert isinstance(notes, dict)
    return Sources(
        notes=tuple((NotePath(name), text.encode()) for name, text in notes.items()),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", str(given["terms"])),),
    )


@pytest.mark.parametrize("case", cases("quotes"), ids=str)
def test_quotes(case: Case, accept: bool) -> None:
    guide, diagnostics = build_guide(_sources(case.given), Site())
    practice, corpus = guide.site_context.practice, guide.site_context.corpus
    outcome: dict[str, object] = {
        term.id: {"says": definition(term), "line": term.quote.line if term.quote else None}
        for term in corpus.glossary.terms
    }
    outcome["asks"] = [f"{card.question} {card.answer} ({card.source})" for card in practice.cards]
    told = (p for p in diagnostics if p.place.file == "docs/glossary/hive.yml" or p.severity is Severity.ERROR)
    outcome["told"] = [f"{problem.severity}: {format_diagnostic(problem)}" for problem in told]
    agrees(case, outcome, accept)


def test_a_quoted_definition_is_shown_as_a_quotation_that_leads_to_its_line() -> None:
    terms = "- {id: wax-moth, name: Wax moth, kind: tool, quote: {note: bees.md, line: 3}}"
    given = {"notes": {"bees.md": "# Bees\n\n- **Wax moth**: a pest of weak hives\n"}, "terms": terms}
    guide, _ = build_guide(_sources(given), Site())
    page = next(page for page in guide.pages if page.path.endswith("/wax-moth.md"))
    assert "<q>Wax moth: a pest of weak hives</q>" in page.markdown
    assert 'Quoted from <a href="../../notes/bees/#L3">Bees, line 3</a>.' in page.markdown
    assert "own wording" not in page.markdown
    assert "**Definition from the notes:** “Wax moth: a pest of weak hives”" in markdown_twin(page.markdown)
    rows = next(file.content for file in guide.files if file.path == "glossary.json").decode()
    assert '"quote": {\n    "note": "bees.md",\n    "line": 3\n   }' in rows
