"""Pages with hundreds of terms: closed by letter or family at first, and opened by whatever asks for an entry."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

LONG = ("glossary/", "concepts/", "services/", "compare/", "review/metrics/", "exams/aif-c01/questions/")
SHORT = ("kinds/algorithm/", "families/tools/")
SCREENS_OF_A_PHONE = 8


@pytest.mark.parametrize("address", LONG)
def test_a_long_list_fits_a_few_screens_of_a_phone(browser: Browser, site_url: str, address: str) -> None:
    profile = browser.new_context(viewport={"width": 360, "height": 800})
    page = profile.new_page()
    page.goto(site_url + address)
    height = page.evaluate("() => document.documentElement.scrollHeight")
    closed = page.locator("details[data-fold]:not([open])").count()
    profile.close()
    assert closed > 5
    assert height < SCREENS_OF_A_PHONE * 800


@pytest.mark.parametrize("address", SHORT)
def test_a_short_list_is_open(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    assert page.locator("dl.sg-list > div").count() > 10
    assert page.locator("details[data-fold]").count() == 0


def test_words_leave_the_questions_that_have_them_with_their_objective(page: Page, site_url: str) -> None:
    page.goto(site_url + "exams/aif-c01/questions/")
    page.get_by_label("Filter by words").fill("kiln logs")
    expect(page.locator(".sg-item:visible")).to_have_count(1)
    expect(page.locator(".sg-of-task:visible")).to_have_count(1)
    expect(page.locator(".sg-objective:visible")).to_have_count(1)
    expect(page.locator(".md-content h2:visible")).to_have_count(1)
    page.get_by_label("Filter by words").fill("")
    expect(page.locator(".sg-item:visible")).to_have_count(0)
    expect(page.locator(".sg-of-task:visible")).to_have_count(14)


def test_a_fragment_opens_the_task_of_an_objective(page: Page, site_url: str) -> None:
    page.goto(site_url + "exams/aif-c01/questions/#objective-1-1-1")
    expect(page.locator("details[data-fold][open]")).to_have_count(1)
    expect(page.locator("#objective-1-1-1")).to_be_in_viewport()


def test_a_letter_opens_its_list_each_time(page: Page, site_url: str) -> None:
    page.goto(site_url + "glossary/")
    fold = page.locator("#k + .sg-part details")
    for _ in range(2):
        page.locator(".sg-letters").get_by_text("K", exact=True).click()
        expect(fold).to_have_attribute("open", "")
        expect(page.locator("#k")).to_be_in_viewport()
        fold.locator("summary").click()
        expect(fold).not_to_have_attribute("open", "")


def test_a_fragment_opens_the_list_of_its_letter(page: Page, site_url: str) -> None:
    page.goto(site_url + "glossary/#m")
    expect(page.locator("details[data-fold][open]")).to_have_count(1)
    expect(page.locator("#m + .sg-part dt").first).to_be_in_viewport()


def test_a_fragment_opens_the_list_of_an_entry(page: Page, site_url: str) -> None:
    """An entry of the glossary has an id where its term has no page: one gets an id here."""
    page.route(
        re.compile("/glossary/$"),
        lambda route: route.fulfill(
            response=(given := route.fetch()), body=re.sub(r"<dt>(?=.{0,200}>k-NN<)", '<dt id="term-x">', given.text())
        ),
    )
    page.goto(site_url + "glossary/#term-x")
    expect(page.locator("#term-x")).to_be_in_viewport()
    expect(page.locator("details[data-fold][open]")).to_have_count(1)


def test_the_filter_opens_what_it_finds_and_closes_it_again(page: Page, site_url: str) -> None:
    page.goto(site_url + "glossary/")
    page.locator("#k + .sg-part summary").click()
    page.get_by_label("Filter by word").fill("neighbors labels")
    expect(page.get_by_role("link", name="k-nearest neighbors", exact=True)).to_be_visible()
    assert page.locator("dl.sg-list > div:visible").count() < 20
    page.get_by_label("Filter by word").fill("")
    expect(page.locator("details[data-fold][open]")).to_have_count(1)


def test_a_list_opens_without_script(browser: Browser, site_url: str) -> None:
    profile = browser.new_context(java_script_enabled=False)
    page = profile.new_page()
    page.goto(site_url + "glossary/#k")
    page.locator("#k + .sg-part summary").click()
    expect(page.get_by_role("link", name="k-means", exact=True)).to_be_visible()
    profile.close()


def test_every_entry_is_printed(page: Page, site_url: str) -> None:
    page.goto(site_url + "services/")
    page.emulate_media(media="print")
    heights = page.locator("dl.sg-list > div").evaluate_all("(all) => all.map((at) => at.offsetHeight)")
    assert len(heights) > 200
    assert min(heights) > 0
