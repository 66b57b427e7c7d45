"""The search as readers use it: they find what they mean, and pay for the index only when they type."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import queries  # noqa: E402 - scripts/ is no package

FILE = ROOT / "tests" / "cases" / "search" / "queries.tsv"
FIRST, IN_THREE = 0.8, 0.95
GZIPPED_PER_100_PAGES = 60 * 1024


def test_learners_find_what_they_mean(page: Page, site_url: str, site_dir: Path) -> None:
    asked = queries.read_queries(FILE)
    pages = queries.addresses(site_dir)
    page.goto(site_url)
    places = {
        q.text: queries.place(queries.answer(page, site_url, q.text), [q.expected, *q.acceptable], pages) for q in asked
    }
    missed = [text for text, place in places.items() if not 0 < place <= queries.FIRST]
    assert len(missed) <= (1 - IN_THREE) * len(places), missed
    assert sum(place == 1 for place in places.values()) >= FIRST * len(places)


@pytest.mark.parametrize("words", ["k means", "kmeans", "k-means", "K-Means"])
def test_however_a_name_is_spaced(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    assert queries.answer(page, site_url, words).results[0] == ("k-means", "concepts/k-means/")


@pytest.mark.parametrize(
    "words", ["mlflow vs tensorboard", "TensorBoard versus MLflow", "difference between mlflow and tensorboard"]
)
def test_a_pair_is_found_first_where_it_is_told_apart(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    assert queries.answer(page, site_url, words).results[0][1] == "compare/confused-mlflow/"


@pytest.mark.parametrize("words", ["kend", "ken"])
def test_the_beginning_of_a_name_is_enough(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    assert queries.answer(page, site_url, words).results[0][0] == "Amazon Kendra"


@pytest.mark.parametrize(
    "words", ['"', "+", "-", "*", "~1", "a^", "title:x", "tags:", "+recall -precision", "<img src=x>", "🙂"]
)
def test_whatever_is_typed_is_answered(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, words)
    expect(page.locator(".md-search-result img")).to_have_count(0)
    assert queries.answer(page, site_url, "recall").results[0][0] == "Recall"


def test_results_say_what_kind_of_page_they_are(page: Page, site_url: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, "recall")
    expect(page.locator(".md-search-result__item").first.locator(".md-tag").first).to_have_text("Metric")


def test_the_index_is_fetched_when_the_search_is_first_used(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url, wait_until="networkidle")
    assert not [url for url in asked if "/search/" in url or "/workers/" in url]
    page.locator(".md-search__input").focus()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith("search_index.json")]


def test_the_index_is_light(site_dir: Path) -> None:
    weight = len(gzip.compress((site_dir / "search" / "search_index.json").read_bytes(), 6))
    pages = sum(1 for _ in site_dir.rglob("*.html"))
    assert weight * 100 / pages <= GZIPPED_PER_100_PAGES
