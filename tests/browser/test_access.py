"""Every kind of page, usable by everyone: by axe's rules, by keyboard alone, enlarged, without motion and colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.page_kinds import PAGE_KINDS
from browsers import FLAGS

EACH_KIND = pytest.mark.parametrize("address", [at for _, at in PAGE_KINDS], ids=[kind for kind, _ in PAGE_KINDS])
WIDTHS = (1280, 360)
HEIGHT = 800
SOME_TABS = 45
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""What may differ between light and dark: nothing else on a page does."""
THEME_FAULTS: frozenset[tuple[str, str]] = frozenset()
"""Parse errors of the theme's own markup that are let pass: the parser's code and the page. None is known."""
FOCUSED = """() => {
  const focused = document.activeElement;
  const shown = focused.matches('.md-option') ? document.querySelector('.md-option + label:not([hidden])') : focused;
  const style = getComputedStyle(shown);
  const within = [...shown.getClientRects()].flatMap((box) => [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].map(
    ([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
  return {
    name: [focused.tagName, focused.className, (focused.textContent || '').trim().slice(0, 30)].join(' '),
    page: focused === document.body,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && style.opacity > 0,
    visible: within.some((hit) => hit && shown.contains(hit)),
    above: within.filter((hit) => hit && !shown.contains(hit)).map((hit) => `${hit.tagName}.${hit.className}`)[0],
  };
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((at) => {
  const style = getComputedStyle(at);
  return [style.transitionDuration, style.animationDuration].some(
    (times) => times.split(',').some((time) => parseFloat(time) > 0)) &&
    (style.transitionProperty !== 'none' || style.animationName !== 'none');
}).map((at) => at.tagName + '.' + at.className)"""


@EACH_KIND
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(browser: Browser, site_url: str, address: str, width: int, scheme: Any) -> None:
    with _profile(browser, width, color_scheme=scheme) as profile:
        page = profile.new_page()
        page.goto(site_url + address)
        assert _violations(page) == ""


@pytest.mark.parametrize("address", ["", "services/amazon-lookout-for-vision/", "notes/aws-ml-class/", "review/"])
def test_axe_finds_nothing_in_the_dark_colors_of_wide_pages(browser: Browser, site_url: str, address: str) -> None:
    """What only a wide screen shows, the menu and the table of contents, is alike on all pages."""
    with _profile(browser, 1280, color_scheme="dark") as profile:
        page = profile.new_page()
        page.goto(site_url + address)
        assert _violations(page, OF_COLOUR) == ""


def test_colors_follow_the_system_until_a_reader_chooses(browser: Browser, site_url: str) -> None:
    with _profile(browser, 1280, color_scheme="light") as profile:
        page = profile.new_page()
        scheme = page.locator("body")
        page.goto(site_url)
        expect(scheme).to_have_attribute("data-md-color-scheme", "default")
        page.emulate_media(color_scheme="dark")
        expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
        page.reload()
        expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
        page.get_by_title("Switch to light").click()
        page.reload()
        expect(scheme).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_while_searching(browser: Browser, site_url: str, width: int) -> None:
    with _profile(browser, width) as profile:
        page = profile.new_page()
        page.goto(site_url)
        page.keyboard.press("Tab")
        while "Search" not in page.evaluate("() => document.activeElement.ariaLabel ?? ''"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.type("recall")
        page.locator(".md-search-result__link").first.wait_for()
        assert _violations(page) == ""


def test_axe_finds_nothing_in_the_open_menu(browser: Browser, site_url: str) -> None:
    with _profile(browser, 360) as profile:
        page = profile.new_page()
        page.goto(site_url + "concepts/recall/")
        page.get_by_role("button", name="Menu").click()
        assert _violations(page) == ""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["", "services/amazon-lookout-for-vision/", "notes/aws-ml-class/", "404.html"])
def test_focus_is_always_seen(browser: Browser, site_url: str, address: str, width: int) -> None:
    with _profile(browser, width) as profile:
        page = profile.new_page()
        page.goto(site_url + address)
        forward = list(_tabbed(page, "Tab", SOME_TABS))
        page.evaluate(
            "() => { const all = document.querySelectorAll('.md-content a[href]'); all[all.length - 1]?.focus(); }"
        )
        back = list(_tabbed(page, "Shift+Tab", SOME_TABS))
    assert len(forward) >= 3
    unseen = [stop for stop in forward + back if not (stop["marked"] and stop["visible"])]
    assert not unseen, "\n".join(map(str, unseen))


def test_tab_reaches_skip_link_search_menu_and_content(page: Page, site_url: str) -> None:
    page.goto(site_url + "services/amazon-lookout-for-vision/")
    stops = [stop["name"] for stop in _tabbed(page, "Tab", SOME_TABS)]
    order = [
        next(n for n, name in enumerate(stops) if part in name)
        for part in ("md-skip", "sg-skip-menu", "md-search__input", "md-path__link", "sg-term")
    ]
    assert order == sorted(order)
    assert order[0] == 0
    assert not any("md-nav__link" in name for name in stops[: order[-1]]), "the menu comes before the article"


def test_a_link_leads_from_the_start_of_a_page_to_the_menu(page: Page, site_url: str) -> None:
    page.goto(site_url + "services/amazon-lookout-for-vision/")
    page.get_by_text("Skip to menu").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.md-sidebar--primary .md-nav__link')")


def test_the_menu_of_a_small_screen_works_by_keyboard(browser: Browser, site_url: str) -> None:
    with _profile(browser, 360) as profile:
        page = profile.new_page()
        page.goto(site_url + "services/amazon-lookout-for-vision/")
        opener = page.get_by_role("button", name="Menu")
        opener.press("Enter")
        assert opener.get_attribute("aria-expanded") == "true"
        inside = [stop for stop, _ in zip(_tabbed(page, "Tab", 4), range(4), strict=False)]
        assert all(stop["visible"] and "md-nav" in stop["name"] for stop in inside), inside
        page.keyboard.press("Escape")
        assert opener.get_attribute("aria-expanded") == "false"
        assert opener.evaluate("(button) => button === document.activeElement")
        page.get_by_role("button", name="Search").press("Enter")
        assert page.locator(".md-search__input").evaluate("(input) => input === document.activeElement")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_leads_into_the_search(browser: Browser, site_url: str, key: str, width: int) -> None:
    with _profile(browser, width) as profile:
        page = profile.new_page()
        page.goto(site_url)
        page.keyboard.press(key)
        page.wait_for_function("() => document.activeElement.matches('.md-search__input')")
        page.keyboard.type("presision")
        assert page.get_by_role("textbox", name="Search").input_value() == "presision"


@EACH_KIND
def test_nothing_runs_off_a_page_of_320_pixels(browser: Browser, site_url: str, address: str) -> None:
    with _profile(browser, 320) as profile:
        page = profile.new_page()
        page.goto(site_url + address)
        assert _overhang(page) <= 0


def test_nothing_runs_off_when_text_is_twice_as_large(
    browser: Browser, browser_path: str | None, site_url: str
) -> None:
    """The reader's own setting of the browser: letters of 32 instead of 16 pixels."""
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=browser_path, args=flags)
    with _profile(large, 1280) as profile:
        page = profile.new_page()
        wide = {}
        for kind, address in PAGE_KINDS:
            page.goto(site_url + address)
            assert page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
            wide[kind] = _overhang(page)
    large.close()
    assert {kind: by for kind, by in wide.items() if by > 0} == {}


@EACH_KIND
def test_nothing_moves_for_who_asked_for_stillness(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    assert page.evaluate(MOVING) == []


def test_the_voices_differ_without_colors(browser: Browser, site_url: str) -> None:
    with _profile(browser, 1280, forced_colors="active") as profile:
        page = profile.new_page()
        page.goto(site_url + "services/amazon-lookout-for-vision/")
        borders = {
            voice: page.locator(f".sg-{voice}").first.evaluate(
                "(at) => getComputedStyle(at).borderLeftStyle + ' ' + getComputedStyle(at).borderLeftWidth"
            )
            for voice in ("definition", "passage", "editor")
        }
        labels = page.locator(".sg-definition .sg-voice, .sg-editor .sg-voice").all_text_contents()
    assert all(not border.startswith("none") for border in borders.values())
    assert borders["editor"] != borders["passage"]
    assert {label.strip() for label in labels} == {"Definition", "Editor's note"}


def test_html_is_valid(site_dir: Path) -> None:
    """All lists and notes, and every tenth page of a term or a comparison: what the parser of the standard calls an
    error is one."""
    pages = sorted(site_dir.rglob("*.html"))
    alike = [p for p in pages if p.parent.parent.name in {"services", "concepts", "compare"}]
    chosen = [p for p in pages if p not in set(alike)] + alike[::10]
    found = [
        (code, f"{path.relative_to(site_dir)}:{line}")
        for path in chosen
        for (line, _), code, _ in _parse_errors(path.read_text("utf-8"))
        if (code, path.relative_to(site_dir).as_posix()) not in THEME_FAULTS
    ]
    assert found == []


def _profile(browser: Browser, width: int, **options: Any) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **options)


def _violations(page: Page, rules: tuple[str, ...] = ()) -> str:
    """Every fault axe finds, of any impact, grouped by rule; by all of its rules, or by some."""
    grouped: dict[str, list[str]] = defaultdict(list)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    for violation in Axe().run(page, options=options).response["violations"]:
        rule = f"{violation['id']} ({violation['impact']}): {violation['help']}"
        for node in violation["nodes"]:
            why = [item["message"] for item in node["any"] + node["all"] + node["none"]]
            grouped[rule].append(f"    {node['html'][:150]}\n      {why[0] if why else ''}")
    return "\n".join(f"{rule}, {len(nodes)} places\n" + "\n".join(nodes[:5]) for rule, nodes in grouped.items())


def _tabbed(page: Page, key: str, times: int) -> Iterator[dict[str, Any]]:
    """Yield where the focus stands after each press of a key, until it leaves the page."""
    for _ in range(times):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop["page"]:
            return
        yield stop


def _overhang(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _parse_errors(html: str) -> list[tuple[tuple[int, int], str, Any]]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return list(parser.errors)
