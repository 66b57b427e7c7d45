"""The built site as a reader meets it: links work, lines are found, search finds, nothing asks another host."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.page_kinds import PAGE_KINDS

EACH_KIND = pytest.mark.parametrize("address", [at for _, at in PAGE_KINDS], ids=[kind for kind, _ in PAGE_KINDS])
SERVICE = "services/amazon-lookout-for-vision/"
NOTE = "notes/aws-ml-class/"
MAX_REQUESTS = 10
MAX_GZIPPED = 100 * 1024
SEARCHED = (
    ("recall", "concepts/recall/"),
    ("lookout for vision", SERVICE),
    ("feature store", "concepts/feature-store/"),
)


@EACH_KIND
def test_no_page_asks_another_host(page: Page, site_url: str, address: str) -> None:
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(site_url + address, wait_until="networkidle")
    expect(page.locator("h1")).to_have_count(1)
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in {"data", "blob"}}
    assert hosts == {urlsplit(site_url).netloc}
    assert failed == []


def test_tables_of_many_columns_need_no_scrolling(page: Page, site_url: str, site_dir: Path) -> None:
    wide = [p for p in site_dir.glob("compare/*/index.html") if p.read_text("utf-8").count('<th scope="col"') >= 6]
    assert len(wide) > 10
    for table in sorted(wide):
        page.goto(site_url + table.parent.relative_to(site_dir).as_posix() + "/", wait_until="domcontentloaded")
        hidden = page.locator(".sg-scroll").evaluate("(at) => at.scrollWidth - at.clientWidth")
        assert hidden == 0, f"{table.parent.name}: {hidden} pixels"


def test_a_link_on_a_term_leads_to_its_definition(page: Page, site_url: str) -> None:
    page.goto(site_url + NOTE)
    link = page.locator("a.sg-term").first
    said = link.get_attribute("data-says")
    link.click()
    expect(page.locator(".sg-definition")).to_contain_text(said or "a definition in the link itself")


def test_a_passage_leads_to_its_line(page: Page, site_url: str) -> None:
    page.goto(site_url + SERVICE)
    passage = page.locator(".sg-passage").first
    words = passage.locator("blockquote").inner_text().split()
    passage.locator("figcaption a").click()
    fragment = urlsplit(page.url).fragment
    line = page.locator(f"#{fragment}")
    expect(line).to_be_in_viewport()
    assert fragment.startswith("L")
    assert words[0] in line.inner_text()
    header = page.locator(".md-header").bounding_box()
    box = line.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["y"] + header["height"], "the line is hidden under the header"


@pytest.mark.parametrize(("words", "address"), SEARCHED)
def test_search_finds_a_term_first(page: Page, site_url: str, words: str, address: str) -> None:
    page.goto(site_url)
    assert _first_result(page, words).startswith(site_url + address)


def test_everything_works_under_a_sub_path(page: Page, nested_url: str) -> None:
    strays: list[str] = []
    page.on("request", lambda request: strays.append(request.url) if not request.url.startswith(nested_url) else None)
    for _, address in PAGE_KINDS:
        if address != "404.html":  # it has no place of its own: its links start at the root the site is built for
            answer = page.goto(nested_url + address)
            assert answer
            assert answer.status == 200
    words, address = SEARCHED[0]
    assert _first_result(page, words).startswith(nested_url + address)
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("h1")).to_contain_text("Recall")
    assert strays == []


def test_an_unknown_address_gets_a_page_that_leads_home(page: Page, site_url: str) -> None:
    page.goto(site_url + "404.html")
    page.locator("a.md-logo").first.click()
    assert page.url == site_url


@pytest.mark.parametrize("address", [SERVICE, "concepts/recall/"])
def test_a_term_page_is_light(page: Page, site_url: str, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url + address, wait_until="networkidle")
    first_view = [url for url in asked if url.startswith("http") and "/search/" not in url and "/workers/" not in url]
    weight = sum(len(gzip.compress(page.request.get(url).body(), 6)) for url in first_view)
    assert len(first_view) <= MAX_REQUESTS
    assert weight <= MAX_GZIPPED, f"{weight / 1024:.0f} KiB"


def _first_result(page: Page, words: str) -> str:
    """Address of the first result of a search for whole words: those shown while they are typed are others."""
    box = page.locator(".md-search__input")
    box.fill(words)
    box.press("End")
    link = page.locator(".md-search-result__link").first
    link.wait_for()
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document")
    return str(link.evaluate("(at) => at.href"))
