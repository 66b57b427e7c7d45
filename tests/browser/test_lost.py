"""The page for an address that leads nowhere: the names nearest to it, and a search that holds its words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.paper import ASSETS

NAMES = """globalThis.sgNames = [["Honey refractometer", "tools/refractometer/"], ["Hive scale", "tools/scale/"],
["Scale hive", "tools/scale/"], ["Queen excluder", "tools/excluder/"]];"""
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Lost</title><body>
<section id="sg-near" hidden><ul></ul></section><form><input id="sg-lost-words" aria-label="Words"></form>
<script defer src="/under/here/assets/words.js"></script>
<script defer src="/under/here/assets/names.js"></script><script defer src="/under/here/assets/suggest.js"></script>
<script defer src="/under/here/assets/lost.js"></script></body></html>"""


@pytest.fixture
def lost(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; its console may tell that an address is not there."""
    profile = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield profile.new_page()
    profile.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A site below a folder of its host, that answers with the lost page."""
    folder = tmp_path_factory.mktemp("host")
    shutil.copytree(ASSETS, folder / "under" / "here" / "assets")
    (folder / "under" / "here" / "assets" / "names.js").write_text(NAMES, encoding="utf-8")
    (folder / "404.html").write_text(HTML, encoding="utf-8")
    return f"{serve(folder)}/under/here/"


@pytest.mark.parametrize(
    ("place", "words", "near"),
    [
        ("tools/hony-refractometer/", "hony refractometer", ["tools/refractometer/"]),
        ("Honey_Refractometr.html", "Honey Refractometr", ["tools/refractometer/"]),
        ("the-old-excluder/", "the old excluder", ["tools/excluder/"]),
        ("about-hive-tools/index.html", "about hive tools", ["tools/scale/"]),
        ("%E6%A9%9F%E6%A2%B0/", "機械", []),
        ("%ff%3Cimg%20src=x%3E/", "%ff%3Cimg%20src=x%3E", []),
        ("<img src=x>/", "<img src=x>", []),
    ],
)
def test_the_names_nearest_to_an_address(lost: Page, address: str, place: str, words: str, near: list[str]) -> None:
    lost.goto(address + place)
    found = lost.locator("#sg-near a").evaluate_all("(links) => links.map((link) => link.href)")
    assert found == [address + other for other in near]
    assert lost.locator("#sg-near").is_visible() == bool(near)
    assert lost.get_by_label("Words").input_value() == words


def test_the_site_helps_who_mistyped_an_address(lost: Page, site_url: str) -> None:
    lost.goto(f"{site_url}services/amazon-lookout-for-visoin/")
    expect(lost.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert lost.locator("#sg-near a").first.evaluate("(a) => a.href").endswith("services/amazon-lookout-for-vision/")
    lost.get_by_label("Words or a name").fill("feature store")
    lost.get_by_role("button", name="Search", exact=True).last.click()
    expect(lost.locator(".md-search-result__link").first).to_have_attribute("href", re.compile("feature-store"))
    lost.go_back()
    lost.keyboard.press("Tab")
    expect(lost.locator(":focus")).to_have_text("Skip to content")
