"""What pages say of single lines and facts, case by case (`tests/cases/quoted_words`): quotes, items, and how sure a
status is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.model.note import NotePath, PagePath
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile

KINDS = """
field: keeping bees
kinds: [{id: tool, name: Tool, plural: Tools, folder: services, status: true}]
families: [{id: hive, name: The hive, about: All of it.}]
"""
ROWS = {
    "questions": (PagePath("trust/coverage.md"), re.compile(r"<li><q>(.*?)</q>")),
    "watched": (PagePath("notes/watch-list.md"), re.compile(r"<li><input[^>]*> <span>(.*?) <small>")),
    "linked from": (PagePath("notes/bees.md"), re.compile(r"<li><a[^>]*>[^<]*, line \d+</a>: (.*?)</li>")),
    "named in": (PagePath("services/smoker.md"), re.compile(r"<li><q>(.*?)</q>")),
    "editor": (PagePath("services/smoker.md"), re.compile(r"On <q>(.*?)</q>")),
    "status": (PagePath("services/smoker.md"), re.compile(r'<p class="sg-provenance">(.*?)</p></div>')),
    "not confirmed": (PagePath("trust/freshness.md"), re.compile(r"</a> <small>(.*?)</small></li>")),
}


@pytest.mark.parametrize("case", cases("quoted_words"), ids=str)
def test_quoted_words(case: Case, accept: bool) -> None:
    pages = pages_of(case.given)
    rows = {name: pattern.findall(pages.get(page, "")) for name, (page, pattern) in ROWS.items()}
    agrees(case, {name: found for name, found in rows.items() if found}, accept)


def pages_of(given: Mapping[str, Any]) -> dict[PagePath, str]:
    """Return the Markdown of the pages of a guide; `given` has `notes` by path, `terms` and `corrections`."""
    sources = Sources(
        notes=tuple((NotePath(path), text.encode()) for path, text in given.get("notes", {}).items()),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", given.get("terms", "")),),
        corrections=TextFile("docs/corrections.yml", given.get("corrections", "")),
    )
    return {page.path: page.markdown for page in build_guide(sources, Site())[0].pages}
