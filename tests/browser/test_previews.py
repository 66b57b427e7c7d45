"""A term's link shows its definition: by pointer, by keyboard, not by touch, from a disk and under a sub-path."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.paper import ASSETS
from studyguide.hosts.assets import ENGINE_ASSETS, load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.asset_names import READING_SCRIPT, STYLE_SHEET

PREVIEW_BUDGET_BYTES = 1536
READING_PAGE_BUDGET_BYTES = 3 * 1024
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="assets/guide.css">
<body><main><p><button>before</button></p>
<p><a class="sg-term" id="first" href="#smoker" data-says="Calms a colony, &lt;b&gt;always&lt;/b&gt;.">smoker</a> and
<a class="sg-term" id="second" href="#veil" data-says="Keeps stings away.">veil</a></p>
<p><time class="sg-checked" id="day" datetime="2026-01-01">2026-01-01</time>
<time class="sg-checked" id="month" datetime="2025-12">2025-12</time>
<time class="sg-checked" id="today" datetime="2026-01-03">2026-01-03</time></p>
</main><script defer src="assets/reading.js"></script></body></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("preview")
    inner = made / "some" / "where"
    shutil.copytree(ASSETS, inner / "assets")
    for path in (STYLE_SHEET, READING_SCRIPT):
        (inner / path).write_bytes(load_assets(default_texts())[path])
    (inner / "index.html").write_text(HTML, encoding="utf-8")
    return made


@pytest.fixture(params=["sub-path", "disk"])
def address(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    if request.param == "disk":
        return (folder / "some" / "where" / "index.html").as_uri()
    return f"{serve(folder)}/some/where/"


def test_a_resting_pointer_shows_it_and_may_enter_it(page: Page, address: str) -> None:
    page.goto(address)
    box, link = page.locator("#sg-preview"), page.locator("#first")
    link.hover()
    expect(box).to_be_hidden()
    expect(box).to_have_text("Calms a colony, <b>always</b>.")
    expect(box).to_be_visible()
    beside, shown = link.bounding_box(), box.bounding_box()
    assert beside
    assert shown
    assert abs(beside["y"] + beside["height"] - shown["y"]) < 2
    assert abs(beside["x"] - shown["x"]) < 2
    expect(link).to_have_attribute("aria-describedby", "sg-preview")
    box.hover()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.get_by_text("before").hover()
    expect(box).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


def test_a_passing_pointer_shows_nothing(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#first").hover()
    page.get_by_text("before").hover()
    page.wait_for_timeout(500)
    expect(page.locator("#sg-preview")).to_be_hidden()


def test_keyboard_focus_shows_it_and_escape_closes_it_in_place(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator("#sg-preview")
    page.get_by_text("before").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#first")).to_be_focused()
    expect(page.locator("#first")).to_have_accessible_description("Calms a colony, <b>always</b>.")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator("#first")).to_be_focused()
    page.keyboard.press("Tab")
    expect(box).to_have_text("Keeps stings away.")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}#veil")


def test_a_tap_follows_the_link(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(address)
    page.locator("#first").tap()
    expect(page).to_have_url(f"{address}#smoker")
    page.wait_for_timeout(500)
    expect(page.locator("#sg-preview")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    ("term", "state"),
    [
        ("aws-robomaker", "Discontinued."),
        ("amazon-sagemaker-ai", "Renamed."),
        ("sagemaker-experiments", "Deprecated."),
        ("amazon-ec2", None),
    ],
)
def test_a_preview_begins_with_the_state(page: Page, site_url: str, term: str, state: str | None) -> None:
    page.goto(f"{site_url}notes/aws-ml-class/")
    link = page.locator(f'a[data-says][href$="/{term}/"]').first
    link.scroll_into_view_if_needed()
    link.hover()
    expect(page.locator("#sg-preview")).to_have_text(
        re.compile(rf"^{state or '(?!Closed|Discontinued|Renamed|Deprecated)'}.+")
    )


@pytest.mark.parametrize("style", ["position: fixed; right: 0; bottom: 0", "position: fixed; left: -1em; top: 0"])
def test_it_stays_inside_the_window(page: Page, address: str, style: str) -> None:
    page.set_viewport_size({"width": 320, "height": 300})
    page.goto(address)
    link = page.locator("#first")
    link.evaluate("(a, css) => { a.style.cssText = css; a.dataset.says = 'word '.repeat(40); }", style)
    page.evaluate("document.body.style.minHeight = '200vh'; scrollTo(0, 100)")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    box = page.locator("#sg-preview").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 300


def test_ages_are_counted_in_the_readers_browser(page: Page, address: str) -> None:
    page.clock.install(time="2026-01-03T12:00:00")
    page.goto(address)
    expect(page.locator("#day")).to_have_text("2026-01-01 (2 days ago)")
    expect(page.locator("#month")).to_have_text("2025-12")
    expect(page.locator("#today")).to_have_text("2026-01-03")


def test_an_age_goes_on_below_its_date_where_there_is_little_room(page: Page, address: str) -> None:
    page.clock.install(time="2026-01-13T12:00:00")
    page.goto(address)
    page.evaluate("document.querySelector('main').className = 'md-typeset'")
    page.evaluate("document.querySelector('#day').parentElement.style.width = '7em'")
    widths = page.evaluate(
        "[document.querySelector('#day'), document.querySelector('#day').parentElement].map(e => e.offsetWidth)"
    )
    assert widths[0] <= widths[1]


def test_budgets() -> None:
    assets = load_assets(default_texts())
    assert len(gzip.compress((ENGINE_ASSETS / "preview.js").read_bytes(), 9)) <= PREVIEW_BUDGET_BYTES
    assert len(gzip.compress(assets[READING_SCRIPT], 9)) <= READING_PAGE_BUDGET_BYTES
