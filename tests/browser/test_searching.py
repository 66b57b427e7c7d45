"""The search as readers use it: they find what they mean, see the answer, and load the index only to search."""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from studyguide.hosts.mkdocs.dev_server import mark_as_preview

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import queries  # noqa: E402 - scripts/ is no package

CASES = ROOT / "tests" / "cases" / "search"
FIRST, IN_THREE, EVERYDAY_IN_THREE, TYPOS_IN_THREE = 0.85, 0.95, 0.8, 0.95
GZIPPED_PER_100_PAGES = 25 * 1024
GZIPPED_FIRST = 150 * 1024
"""Before the first hit, for each thousand pages."""
ITEM, LINK, META, BOX = (f".md-search-result__{name}" for name in ("item", "link", "meta", "list"))
INPUT = ".md-search__input"


def test_learners_find_what_they_mean(page: Page, site_url: str, site_dir: Path) -> None:
    places = _places(page, site_url, site_dir, "queries.tsv")
    missed = [text for text, place in places.items() if not 0 < place <= queries.FIRST]
    assert len(missed) <= (1 - IN_THREE) * len(places), missed
    assert sum(place == 1 for place in places.values()) >= FIRST * len(places)


@pytest.mark.parametrize(
    ("file", "share"),
    [
        ("everyday.tsv", EVERYDAY_IN_THREE),
        ("everyday_more.tsv", EVERYDAY_IN_THREE),
        ("typos.tsv", TYPOS_IN_THREE),
    ],
)
def test_everyday_words_and_typing_errors_are_enough(
    page: Page, site_url: str, site_dir: Path, file: str, share: float
) -> None:
    places = _places(page, site_url, site_dir, file)
    missed = [text for text, place in places.items() if not 0 < place <= queries.FIRST]
    assert len(missed) <= (1 - share) * len(places), missed


@pytest.mark.parametrize(
    ("words", "first"),
    [("presision", "Precision"), ("lookout for vison", "Amazon Lookout for Vision"), ("drift", "Data drift")],
)
def test_a_name_comes_before_what_only_speaks_of_it(page: Page, site_url: str, words: str, first: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, words)
    expect(page.locator(ITEM).first.locator("h1")).to_have_text(first)


def _places(page: Page, site_url: str, site_dir: Path, file: str) -> dict[str, int]:
    pages = queries.addresses(site_dir)
    page.goto(site_url)
    return {
        q.text: queries.place(queries.answer(page, site_url, q.text), [q.expected, *q.acceptable], pages)
        for q in queries.read_queries(CASES / file)
    }


@pytest.mark.parametrize("words", ["k means", "kmeans", "k-means", "K-Means"])
def test_however_a_name_is_spaced(page: Page, site_url: str, words: str) -> None:
    page.goto(site_url)
    assert queries.answer(page, site_url, words).results[0] == ("k-means", "concepts/k-means/")
    expect(page.locator(".sg-suggest")).to_be_hidden()


@pytest.mark.parametrize(
    "words", ["mlflow vs tensorboard", "TensorBoard versus MLflow", "difference between mlflow and tensorboard"]
)
def test_a_pair_is_found_first_where_it_is_compared(page: Page, site_url: str, words: str) -> None:
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


def test_an_exam_is_found_by_its_code(page: Page, site_url: str) -> None:
    page.goto(site_url)
    assert queries.answer(page, site_url, "AIF-C01").results[0][1] == "exams/aif-c01/"
    expect(page.locator(ITEM).first.locator(".sg-hit__kind")).to_have_text("Exam")


def test_a_hit_answers_by_itself(page: Page, site_url: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, "lookout for vision")
    first = page.locator(ITEM).first
    expect(first.locator("h1")).to_have_text("Amazon Lookout for Vision")
    expect(first.locator(".sg-hit__kind")).to_contain_text("Service")
    expect(first.locator(".sg-badge")).to_have_text(re.compile("discontinued|closed|deprecated"))
    expect(first.locator("mark").first).to_be_visible()


def test_what_notes_say_comes_below_note_by_note(page: Page, site_url: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, "ground truth")
    expect(page.locator(".sg-hit__group")).to_have_text("In the notes")
    note = page.locator(ITEM, has=page.locator(".sg-hit__group"))
    expect(note.locator(".sg-hit__kind")).to_have_text("Note")
    expect(note.locator(".sg-hit__part mark").first).to_have_text(re.compile("ground", re.IGNORECASE))


def test_text_that_was_pasted_with_the_mouse_is_searched(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(INPUT).click()
    page.locator(INPUT).evaluate(
        "(input) => { input.value = 'recall'; input.dispatchEvent(new InputEvent('input', {bubbles: true})); }"
    )
    expect(page.locator(LINK).first).to_have_attribute("href", re.compile("concepts/recall/"))


def test_a_query_in_the_address_is_answered(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?q=recall")
    expect(page.locator(LINK).first).to_be_visible()
    expect(page.locator(INPUT)).to_have_value("recall")
    page.locator(LINK).first.click()
    page.wait_for_url("**/concepts/recall/")
    page.go_back()
    expect(page.locator(INPUT)).to_have_value("recall")
    expect(page.locator(LINK).first).to_be_visible()


def test_a_query_in_the_address_opens_the_search_on_a_phone(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site_url}?q=recall")
    expect(page.locator(INPUT)).to_be_focused()
    expect(page.locator(LINK).first).to_be_in_viewport()


def test_only_the_answer_to_the_text_in_the_box_is_shown(page: Page, site_url: str) -> None:
    page.goto(site_url)
    box = page.locator(INPUT)
    box.press_sequentially("precision recall kendra", delay=1)
    box.fill("kendra")
    expect(page.locator(ITEM).first.locator("h1")).to_have_text("Amazon Kendra")
    box.fill("")
    expect(page.locator(ITEM)).to_have_count(0)
    expect(page.locator(META)).to_have_text("Type to start searching")


def test_a_query_without_a_hit_says_so_and_offers_the_nearest_name(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(INPUT).fill("zzzzqqqq")
    expect(page.locator(META)).to_contain_text("No matching documents")
    expect(page.locator(".sg-suggest")).to_be_hidden()
    expect(page.locator(".sg-misses")).to_be_hidden()


def test_an_author_sees_what_was_searched_without_a_hit(page: Page, site_url: str, site_dir: Path) -> None:
    preview = mark_as_preview((site_dir / "index.html").read_bytes())
    page.route(site_url, lambda route: route.fulfill(body=preview, content_type="text/html"))
    page.goto(site_url)
    box, misses = page.locator(INPUT), page.locator(".sg-misses li")
    box.fill("zzzzq")
    for words in ("zzzzqqqq", "qqqqzzzz <i>"):
        box.fill(words)
        expect(page.locator(META)).to_contain_text("No matching documents")
        page.wait_for_function("(words) => Object.values(localStorage).some((kept) => kept.includes(words))", arg=words)
    box.fill("recall")
    expect(page.locator(LINK).first).to_be_visible()
    expect(misses.first).to_be_hidden()
    box.fill("")
    expect(misses).to_have_text(["qqqqzzzz <i>", "zzzzqqqq"])
    page.reload()
    box.focus()
    expect(misses).to_have_text(["qqqqzzzz <i>", "zzzzqqqq"])
    page.get_by_role("button", name="Clear the list").click()
    expect(page.locator(".sg-misses")).to_be_hidden()
    assert not page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('/misses')).length")


def test_the_search_works_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    page.keyboard.type("recall")
    expect(page.locator(LINK).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(LINK).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(LINK).first).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/concepts/recall/")


def test_the_best_title_is_completed(page: Page, site_url: str) -> None:
    page.goto(site_url)
    queries.answer(page, site_url, "vanishing gr")
    page.keyboard.press("ArrowRight")
    expect(page.locator(INPUT)).to_have_value(re.compile("^vanishing gradient", re.IGNORECASE))


def test_a_phone_shows_the_answer(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(site_url)
        page.locator(".md-header__button[for=__search]").click()
        page.locator(INPUT).fill("recall")
        expect(page.locator(LINK).first).to_be_in_viewport()
        assert page.evaluate(
            "(() => { const { scrollWidth, clientWidth } = document.querySelector('.md-search__scrollwrap');"
            " return scrollWidth <= clientWidth; })()"
        )


def test_the_index_is_fetched_when_the_search_is_first_used(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url, wait_until="networkidle")
    assert not [url for url in asked if "/search" in url]
    page.locator(INPUT).focus()
    page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in asked if "/search" in url] == ["core.js", "search.js"]


def test_a_part_of_a_newer_build_loads_everything_again(page: Page, site_url: str, site_dir: Path) -> None:
    """A browser may have the core of the last build, while all other parts are those of the next one."""
    core = (site_dir / "search" / "core.js").read_text("utf-8")
    digest = core.split('"')[3]
    page.route(
        re.compile(r"/search/core\.js$"),
        lambda route: route.fulfill(body=core.replace(digest, "0" * 12, 1), content_type="text/javascript"),
    )
    page.goto(site_url)
    page.locator(INPUT).fill("recall")
    expect(page.locator(LINK).first).to_have_attribute("href", re.compile("concepts/recall/"))


def test_the_index_is_light(page: Page, site_url: str, site_dir: Path) -> None:
    pages = sum(1 for _ in site_dir.rglob("*.html"))
    weights = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in (site_dir / "search").glob("*.js")}
    assert sum(weights.values()) * 100 / pages <= GZIPPED_PER_100_PAGES
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].rsplit("/", 1)[1]))
    page.goto(site_url)
    asked.clear()
    page.locator(INPUT).fill("too many false alarms metric")
    expect(page.locator(LINK).first).to_be_visible()
    script = len(gzip.compress((site_dir / "assets" / "search.js").read_bytes(), 6))
    assert (script + sum(weights.get(name, 0) for name in asked)) * 1000 / pages <= GZIPPED_FIRST
