"""A corpus made from texts: what a case of corrections, exams, freshness or coverage starts from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studyguide.link.corpus import Corpus
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.note import NotePath
from studyguide.pipeline import link_corpus
from studyguide.sources import Sources, TextFile

KINDS = """
field: keeping bees
kinds:
  - {id: tool, name: Tool, plural: Tools, folder: services}
families:
  - {id: hive, name: The hive, about: What is in the garden.}
"""


def woven_from(given: Mapping[str, Any]) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Link `given`: `notes` and `exams` are texts by name, `terms` and `corrections` are YAML.

    A term may be shortened to `{id, name}`; what a real entry has to have besides is no matter here.
    """
    sources = Sources(
        notes=tuple((NotePath(name), text.encode()) for name, text in given.get("notes", {}).items()),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", _entries(given.get("terms", ""))),),
        exams=tuple(TextFile(f"docs/exams/{name}.yml", text) for name, text in given.get("exams", {}).items()),
        corrections=TextFile("docs/corrections.yml", given.get("corrections", "")),
    )
    return link_corpus(sources)


def _entries(terms: str) -> str:
    return "\n".join(
        line.replace("name:", "kind: tool, does: is written there, name:") if "kind:" not in line else line
        for line in terms.splitlines()
    )
