"""Ticks on the watch list: kept in the browser, shared by items that say the same, counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from studyguide.hosts.assets import load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.asset_names import WATCH_SCRIPT

HTML = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="studyguide-id" content="bees"><title>Watch list</title><body>
<div class="sg-part"><p><span class="sg-ticked" role="status"></span></p><ul>
<li><label><input type="checkbox" class="sg-tick" data-key="a" hidden> first</label></li>
<li><label><input type="checkbox" class="sg-tick" data-key="b" hidden> second</label></li>
<li><label><input type="checkbox" class="sg-tick" data-key="a" hidden> first again</label></li></ul></div>
<script defer src="assets/watch.js"></script></body></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("watch")
    (folder / "assets").mkdir()
    (folder / WATCH_SCRIPT).write_bytes(load_assets(default_texts())[WATCH_SCRIPT])
    (folder / "index.html").write_text(HTML, encoding="utf-8")
    return f"{serve(folder)}/"


def test_ticks_stay_and_are_counted(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".sg-ticked")).to_have_text("0 of 3 ticked")
    page.get_by_label("first", exact=True).check()
    expect(page.get_by_label("first again")).to_be_checked()
    page.reload()
    expect(page.get_by_label("first again")).to_be_checked()
    expect(page.locator(".sg-ticked")).to_have_text("2 of 3 ticked")
    page.get_by_label("first again").uncheck()
    page.reload()
    expect(page.locator(".sg-ticked")).to_have_text("0 of 3 ticked")


def test_blocked_storage_is_told(page: Page, address: str) -> None:
    page.add_init_script("delete Window.prototype.localStorage; Object.defineProperty(window, 'localStorage', "
                         "{ get() { throw new DOMException('no', 'SecurityError'); } });")  # fmt: skip
    page.goto(address)
    expect(page.locator(".sg-ticked")).to_contain_text("not kept")
    page.get_by_label("second").check()
    expect(page.locator(".sg-ticked")).to_have_text("1 of 3 ticked (not kept: this browser's storage is blocked)")


def test_without_script_there_is_no_dead_box(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    context.close()
