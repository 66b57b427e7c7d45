"""Spelling help on the page for an unknown address: which names are offered for a text."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.paper import ASSETS

NAMES = [
    ["K-means", "concepts/k-means/"],
    ["Ground truth", "concepts/ground-truth/"],
    ["Recall", "concepts/recall/"],
    ["Recal", "concepts/recall/"],
    ["Bagging", "concepts/bagging/"],
    ["Boosting", "concepts/boosting/"],
    ["Refractometer", "services/refractometer/"],
    ["F1", "concepts/f1/"],
    ["分類器模型", "concepts/classifier/"],
]
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title><body>
<script defer src="../assets/words.js"></script><script defer src="../assets/names.js"></script>
<script defer src="../assets/suggest.js"></script></body></html>"""
LOADED = "() => Boolean(globalThis.studyguide?.suggestions)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(ASSETS, folder / "assets")
    rows = ",".join(f'["{name}","{place}"]' for name, place in NAMES)
    (folder / "assets" / "names.js").write_text(f"globalThis.sgNames = [{rows}];", encoding="utf-8")
    (folder / "page").mkdir()
    (folder / "page" / "index.html").write_text(HTML, encoding="utf-8")
    return f"{serve(folder)}/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kmeans", ["K-means"]),
        ("groundtruth", ["Ground truth"]),
        ("recal", ["Recal"]),
        ("reacll", ["Recall"]),
        ("refractomiter", ["Refractometer"]),
        ("rfractomter", ["Refractometer"]),
        ("bagxxng", ["Bagging"]),
        ("xx", []),
        ("f2", []),
        ("photosynthesis", []),
        ("分類器模形", ["分類器模型"]),
    ],
)
def test_the_names_most_like_a_query(page: Page, address: str, query: str, expected: list[str]) -> None:
    page.goto(f"{address}page/")
    page.wait_for_function(LOADED)
    found = page.evaluate("(query) => studyguide.suggestions(query).map(({name}) => name)", query)
    assert found == expected
