"""Cases of linking: sentences read with the shipped glossary, and rules shown with glossaries of two or three terms."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import SurfaceForms, compile_surface_forms
from studyguide.model.note import NoteMetadata, NotePath
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.note import parse_note
from studyguide.sources import load_sources

ROOT = Path(__file__).parent.parent
KINDS = """
field: testing
kinds:
  - {id: thing, name: Thing, plural: Things, folder: concepts}
  - {id: product, name: Product, plural: Products, folder: services, status: true}
families: []
"""


@cache
def shipped() -> SurfaceForms:
    sources, _ = load_sources(ROOT)
    kinds = (sources.kinds.path, sources.kinds.text)
    return compile_surface_forms(read_glossary(kinds, {file.path: file.text for file in sources.families})[0])


def of_terms(terms: str) -> SurfaceForms:
    """A glossary from its YAML, with what every entry needs filled in."""
    glossary, diagnostics = read_glossary(("kinds.yml", KINDS), {"docs/glossary/testing.yml": terms})
    assert not [p for p in diagnostics if p.kind not in ("unknown-family", "missing-field")], diagnostics
    return compile_surface_forms(glossary)


def linked(text: str, surface_forms: SurfaceForms) -> dict[str, list[str]]:
    """What is linked and refused, as `surface -> term`, each prefixed by its line where there are several."""
    note, _ = parse_note(NotePath("case.md"), text.encode(), NoteMetadata())
    assert note is not None
    mentions, rejections = find_mentions(note, surface_forms)
    several = len(text.splitlines()) > 1
    rows = [(m.line, f"{m.surface} -> {m.term}") for m in mentions]
    kept = [(r.line, f"{r.surface}: {r.why}") for r in rejections]
    found = {"linked": rows, "refused": kept}
    return {key: [f"{n}: {said}" if several else said for n, said in value] for key, value in found.items() if value}


@pytest.mark.parametrize("case", cases("mentions/sentences"), ids=str)
def test_sentences_with_the_shipped_glossary(case: Case, accept: bool) -> None:
    agrees(case, linked(case.given, shipped()).get("linked", []), accept)


@pytest.mark.parametrize("case", cases("mentions/rules"), ids=str)
def test_rules(case: Case, accept: bool) -> None:
    given: dict[str, Any] = case.given
    agrees(case, linked(given["text"], of_terms(given["terms"])), accept)


@pytest.mark.parametrize("case", cases("mention_reasons"), ids=str)
def test_reasons(case: Case, accept: bool) -> None:
    note, _ = parse_note(NotePath("case.md"), case.given["text"].encode(), NoteMetadata())
    assert note is not None
    mentions, rejections = find_mentions(note, of_terms(case.given["terms"]))
    rows = [
        f"{m.line}:{m.start}-{m.end} {m.surface} is {m.term}{m.read_as and f' ({m.read_as})'}: {m.why}"
        for m in mentions
    ]
    rows += [f"{r.line}:{r.start}-{r.end} {r.surface} is not {' or '.join(r.refused)}: {r.why}" for r in rejections]
    agrees(case, rows, accept)
