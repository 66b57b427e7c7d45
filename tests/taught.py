"""The shipped guide with the decisions and causes of tests/cases/decisions instead of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from studyguide.model.diagnostics import Diagnostic
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile, load_sources

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "decisions"


def taught_sources() -> Sources:
    """Return what the guide is made from."""
    sources, _ = load_sources(ROOT)
    decisions = tuple(
        TextFile(f"docs/decisions/{path.name}", path.read_text("utf-8"))
        for path in sorted(CASES.glob("*.yml"))
        if path.name != "causes.yml"
    )
    causes = TextFile("docs/causes.yml", (CASES / "causes.yml").read_text("utf-8"))
    return replace(sources, decisions=decisions, causes=causes)


@cache
def taught() -> tuple[Guide, tuple[Diagnostic, ...]]:
    """Return the guide, made once for all tests, and what was reported."""
    return build_guide(taught_sources(), Site(id="taught"))
