"""Spelling help: which names are offered for a query, and that a hit is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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
<form><input class="md-search__input" aria-label="Search"></form>
<div class="md-search-result"><div class="md-search-result__meta">Type to search</div>
<ol class="md-search-result__list"></ol></div>
<script defer src="../assets/guide.js"></script></body></html>"""
FOUND = """(html) => {
  document.querySelector(".md-search-result__list").innerHTML = html;
  document.querySelector(".md-search-result__meta").textContent = html ? "1 document" : "No matching documents";
}"""
LOADED = "() => Boolean(globalThis.studyguide?.suggestions)"
WHOLE = "<li><a><article><h1>Refractometers</h1></article></a></li>"
PARTLY = "<li><a><article><h1>Honey</h1><p class='md-search-result__terms'>Missing: <del>x</del></p></article></a></li>"


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
    page.get_by_label("Search").focus()
    page.wait_for_function(LOADED)
    found = page.evaluate("(query) => studyguide.suggestions(query).map(({name}) => name)", query)
    assert found == expected


def test_a_query_without_hits_is_helped_and_a_hit_is_left_alone(page: Page, address: str) -> None:
    page.goto(f"{address}page/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Search").focus()
    page.wait_for_function(LOADED)
    assert [url.rsplit("/", 1)[1] for url in asked] == ["words.js", "names.js", "suggest.js"]
    help_line = page.locator(".sg-suggest")
    page.get_by_label("Search").fill("refractomiter")
    page.evaluate(FOUND, WHOLE)
    page.wait_for_timeout(300)
    expect(help_line).to_be_hidden()
    page.evaluate(FOUND, PARTLY)
    expect(help_line).to_have_text("Did you mean Refractometer?")
    page.evaluate(FOUND, "")
    expect(help_line).to_have_text("Did you mean Refractometer?")
    link = help_line.get_by_role("link")
    assert link.evaluate("(a) => a.href") == f"{address}services/refractometer/"
    page.get_by_label("Search").fill("photosynthesis")
    expect(help_line).to_be_hidden()
