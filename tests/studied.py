"""The shipped guide and small made-up ones, for the tests of practice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studyguide.link.corpus import Corpus
from studyguide.linked_corpus import link_corpus
from studyguide.pipeline import build_guide
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile, load_sources

ROOT = Path(__file__).parent.parent

KINDS = """
field: keeping bees
kinds:
  - {id: tool, name: Tool, plural: Tools, folder: services}
  - {id: sign, name: Sign, plural: Signs, folder: concepts}
families:
  - {id: hive, name: The hive, about: What is in the garden.}
"""


@cache
def shipped() -> Corpus:
    """Return the guide of this project, built once for all tests."""
    return link_corpus(load_sources(ROOT)[0])[0]


@cache
def shipped_guide() -> Guide:
    """Return the pages and files of this project, made once for all tests."""
    return build_guide(load_sources(ROOT)[0], Site())[0]


def of(terms: str, kinds: str = KINDS) -> Corpus:
    """Return a guide that has only the terms of one family file, `hive.yml`."""
    return link_corpus(
        Sources(kinds=TextFile("docs/kinds.yml", kinds), families=(TextFile("docs/glossary/hive.yml", terms),))
    )[0]
