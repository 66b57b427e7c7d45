"""Decision pages in a browser: the field filters, and tables fit a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.paper import document
from studyguide.hosts.assets import load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.asset_names import FILTER_SCRIPT, STYLE_SHEET
from taught import taught

PAGES = ("decide", "decide/inference-options", "decide/metric-by-error", "decide/symptoms")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Iterator[str]:
    """Write the pages of the decisions with the guide's styles, and return where they are served."""
    folder = tmp_path_factory.mktemp("decide")
    (folder / "assets").mkdir()
    for asset in (FILTER_SCRIPT, STYLE_SHEET):
        (folder / asset).write_bytes(load_assets(default_texts())[asset])
    for page in taught()[0].pages:
        stem = page.path.removesuffix(".md")
        if stem in PAGES:
            target = folder / stem / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            style = f'<link rel="stylesheet" href="{"../" * (stem.count("/") + 1)}{STYLE_SHEET}">'
            target.write_text(document(page).replace("<main", f"{style}<main"), "utf-8")
    yield f"{serve(folder)}/"


def test_the_field_hides_what_does_not_hold_the_words(page: Page, address: str) -> None:
    page.goto(f"{address}decide/")
    field = page.get_by_label("Filter by name")
    field.focus()
    page.keyboard.type("serverless")
    expect(page.locator(".sg-cards > li:visible")).to_have_count(1)
    expect(page.get_by_role("heading", name="Training")).to_be_hidden()
    expect(page.locator(".sg-filter [role=status]")).to_have_text("1 of 3")
    field.fill("")
    expect(page.locator(".sg-cards > li:visible")).to_have_count(3)
    expect(page.get_by_role("heading", name="Training")).to_be_visible()


def test_symptoms_can_be_filtered(page: Page, address: str) -> None:
    page.goto(f"{address}decide/symptoms/")
    page.get_by_label("Filter by word").fill("NaN")
    expect(page.locator("tbody > tr:visible")).to_have_count(1)


def test_without_script_the_list_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}decide/")
    expect(page.get_by_label("Filter by name")).to_be_hidden()
    expect(page.locator(".sg-cards > li")).to_have_count(3)
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{address}{path}/")
    assert {rule["id"] for rule in Axe().run(page).response["violations"]} == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
