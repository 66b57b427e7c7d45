"""The glossary loader: one fault, one message with its place; all faults of one run together; no value changes type."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from casefile import Case, agrees, cases
from studyguide.model.diagnostics import Severity, format_diagnostic
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.curated.strict_yaml import load
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import TextFile, load_sources

ROOT = Path(__file__).parents[1]
KINDS = """\
field: keeping bees
kinds:
  - {id: tool, name: Tool, plural: Tools, folder: concepts}
  - {id: maker, name: Maker, plural: Makers, folder: services, status: true, advice: true}
  - {id: rate, name: Rate, plural: Rates, folder: concepts, formula: true}
families:
  - {id: hive, name: The hive, about: What is in the garden.}
  - {id: field, name: The field, about: What grows around it.}
"""


@pytest.mark.parametrize("case", cases("glossary"), ids=str)
def test_messages(case: Case, accept: bool) -> None:
    """`given` maps a file's name to its text, or is the text of `hive.yml`; `kinds.yml` may be given too."""
    files = {"hive.yml": case.given} if isinstance(case.given, str) else dict(case.given)
    kinds = files.pop("kinds.yml", KINDS)
    glossary, diagnostics = read_glossary(
        ("docs/kinds.yml", kinds), {f"docs/glossary/{name}": text for name, text in files.items()}
    )
    agrees(
        case, {"terms": [t.id for t in glossary.terms], "problems": [format_diagnostic(p) for p in diagnostics]}, accept
    )


@pytest.mark.parametrize("word", ["on", "no", "Yes", "12:30", "010", "0x1F", "1e3", "2020-12-18", "=", "1_000", "true"])
def test_a_plain_word_stays_the_word_it_is(word: str) -> None:
    document, diagnostics = load("a.yml", f"- {word}\n- [{word}]\n- {{key: {word}}}\n- {word}: x\n")
    assert diagnostics == ()
    assert document.value == [word, [word], {"key": word}, {word: "x"}]


@pytest.mark.parametrize("word", ["", "~", "null", "NULL"])
def test_nothing_is_nothing(word: str) -> None:
    document, diagnostics = load("a.yml", f"key: {word}\n")
    assert (document.value, diagnostics) == ({"key": None}, ())


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_holds_no_terms_and_no_fault(text: str) -> None:
    glossary, diagnostics = read_glossary(("docs/kinds.yml", KINDS), {"docs/glossary/hive.yml": text})
    assert (glossary.terms, diagnostics) == ((), ())


def test_what_names_a_left_out_term_is_left_out_with_it() -> None:
    """Whatever is wrong, what comes back can be published: every reference is alive."""
    text = """\
- {id: bee, name: Bee, kind: nothing, does: gathers}
- id: veil
  name: Veil
  kind: tool
  does: keeps a face unstung
  part_of: bee
  needs: [bee, smoker]
  see: [{id: bee, why: stings}, {id: smoker, why: calms}]
- {id: smoker, name: Smoker, kind: tool, does: calms}
"""
    glossary, diagnostics = read_glossary(("docs/kinds.yml", KINDS), {"docs/glossary/hive.yml": text})
    veil, smoker = glossary.terms
    assert (veil.part_of, veil.needs, [related.id for related in veil.see]) == (None, ("smoker",), ["smoker"])
    assert smoker.id == "smoker"
    assert [problem.kind for problem in diagnostics] == ["unknown-kind"]


def test_the_order_of_terms_is_that_of_families_and_entries() -> None:
    entry = "- {{id: {0}, name: {0}, kind: tool, does: stands}}\n"
    files = {
        "docs/glossary/field.yml": entry.format("clover"),
        "docs/glossary/hive.yml": entry.format("veil") + entry.format("frame"),
    }
    for given in (files, dict(reversed(files.items()))):
        glossary, diagnostics = read_glossary(("docs/kinds.yml", KINDS), given)
        assert diagnostics == ()
        assert [term.id for term in glossary.terms] == ["veil", "frame", "clover"]
        assert [asdict(family)["id"] for family in glossary.families] == ["hive", "field"]


def test_the_shipped_glossary_has_no_fault() -> None:
    files: dict[str, Any] = {
        f"docs/glossary/{path.name}": path.read_text("utf-8") for path in (ROOT / "docs" / "glossary").glob("*.yml")
    }
    _, diagnostics = read_glossary(("docs/kinds.yml", (ROOT / "docs" / "kinds.yml").read_text("utf-8")), files)
    assert "\n".join(map(format_diagnostic, diagnostics)) == ""


def test_a_family_that_cannot_be_read_is_reported_and_not_every_term_it_lost() -> None:
    broken = tuple(
        TextFile(file.path, file.text + "\n- id: [\n") if file.path.endswith("metrics.yml") else file
        for file in load_sources(ROOT)[0].families
    )
    _, diagnostics = build_guide(replace(load_sources(ROOT)[0], families=broken), Site())
    errors = [problem for problem in diagnostics if problem.severity is Severity.ERROR]
    assert {problem.kind for problem in errors} == {"yaml"}
    assert errors[0].place.file == "docs/glossary/metrics.yml"
