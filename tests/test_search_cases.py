"""Searches of small guides: what comes first, in any script."""

from __future__ import annotations

from functools import cache

import pytest

from casefile import Case, agrees, cases
from search_reference import Reference, opened
from studyguide.model.note import NotePath
from studyguide.pipeline import build_guide
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_index import search_index
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import KINDS

TERMS = """
- id: bee-hive
  name: Bee-hive
  kind: tool
  does: houses a colony
  aliases: [BH, {text: beehvie, kind: misspelling}, skep]
  confused_with: [{id: smoker, apart: "A bee-hive is lived in, a smoker is blown."}]
- {id: smoker, name: Smoker, kind: tool, does: calms bees by fumes}
- {id: honey-super, name: Honey super, kind: tool, does: holds frames above the brood}
- {id: swarm, name: Swarm, kind: tool, is: cluster that leaves with its old queen}
"""
PHRASINGS = """
bee-hive: [where the small makers of sweetness live]
honey-super: [box full of sweet food]
"""
NOTE = """# Building a bee-hive

- it rests on bricks and is painted with linseed oil

# Keeping calm

- a smoker helps on warm days

# 机器学习笔记

过拟合：模型在训练集上表现很好，在测试集上表现很差。
正则化可以减少过拟合。

## 評価

適合率と再現率のバランスを見る。

# רשימות

הכוורת היא הבית של דבורים רבות, ליד כוורת שנייה.

# ملاحظات

تربية النحل تحتاج إلى صبر.
"""
IN_CJK = 0.95
FIRST = 3


def reference(note: str, terms: str = "", phrasings: str = "") -> Reference:
    """Returns the index of a guide with one note."""
    sources = Sources(
        notes=((NotePath("class.md"), note.encode()),),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", terms),) if terms else (),
        phrasings=TextFile("docs/phrasings.yml", phrasings),
    )
    return opened(dict(search_files(search_index(build_guide(sources, Site())[0].documents))))


@cache
def apiary() -> Reference:
    """Returns the index of the guide that most cases ask."""
    return reference(NOTE, TERMS, PHRASINGS)


@pytest.mark.parametrize("case", cases("search"), ids=str)
def test_what_comes_first(case: Case, accept: bool) -> None:
    index = apiary()
    found = {}
    for query in case.given:
        answer = index.find(query)
        titles = [index.titles[index.locations.index(hit.location)] for hit in answer.hits[:FIRST]]
        found[query] = [*titles, *([] if answer.is_exact else ["(not as typed)"])]
    agrees(case, found, accept)


@pytest.mark.parametrize("case", cases("search_cjk"), ids=str)
def test_words_within_sentences_without_spaces(case: Case, accept: bool) -> None:
    index = reference(case.given["note"])
    missed = []
    for query, title in case.given["queries"].items():
        hits = index.find(query).hits[:FIRST]
        if title not in [index.titles[index.locations.index(hit.location)] for hit in hits]:
            missed.append(query)
    assert len(missed) <= (1 - IN_CJK) * len(case.given["queries"])
    agrees(case, missed, accept)
