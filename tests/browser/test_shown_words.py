"""No word of the engine's own is shown by scripts: a site with a marked catalog is used as a learner uses it.

Every word of the project begins with zz, and no text of its catalog has a Latin letter. So whatever Latin word a page
shows after its scripts ran is one that a project cannot change.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import yaml
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from marked_texts import PLACE, WORDS, marked_file, own_words
from studyguide.hosts.mkdocs.dev_server import mark_as_preview
from studyguide.parse.curated.site_texts import default_texts
from tiny import TINY, built_here

MORNING = "2026-03-02T08:00:00"
SHOWN = """() => {
  const roots = document.querySelectorAll(
    'article, .md-header__button, .sg-due, #sg-preview, .md-search-result:has([role=status])',
  );
  const hidden = 'script, style, noscript, code, math, .headerlink, .sg-formula';
  const shown = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!walker.currentNode.parentElement.closest(hidden)) shown.push(walker.currentNode.data);
    for (const element of [root, ...root.querySelectorAll('*')])
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'label'])
        if (element.hasAttribute(name) && !element.closest(hidden)) shown.push(element.getAttribute(name));
  }
  return shown;
}"""
"""All texts of a page that somebody reads or hears, those of parts that are hidden now included. Before the search is
loaded, its dialog has words of the theme, as its field has."""
ISSUE_FIELDS = {"https", "issues", "new", "title", "body", "example"}
"""Words of the address at which the code host takes a report."""
QUERIES = ("zzmill", "zzbrook", "zzrest", "zzsecond", "zz", "zzgolld", "zzflat zzloaf", "zzqqqq")
"""With the heading of a lesson, they bring every kind of hit and every text of the dialog."""
BLOCKED = """delete Window.prototype.localStorage;
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"""
FULL = """const set = Storage.prototype.setItem;
Storage.prototype.setItem = function () { throw new DOMException('no', 'QuotaExceededError'); };"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marked project, built with everything that a published site has."""
    folder = tmp_path_factory.mktemp("marked")
    project = folder / "project"
    shutil.copytree(WORDS, project)
    (project / "docs" / "texts.yml").write_text(marked_file(default_texts()), "utf-8")
    (project / "docs" / "index.md").write_text(
        "# Zzhome\n\n<!-- guide: doors -->\n\n<!-- guide: progress -->\n", "utf-8"
    )
    settings = (
        (TINY / "mkdocs.yml").read_text("utf-8").replace("../../../hooks", str(Path(__file__).parents[2] / "hooks"))
    )
    extra = "extra_javascript: [assets/reading.js]\nextra_css: [assets/guide.css]\nrepo_url: https://zz.example/zz/zz\n"
    (project / "mkdocs.yml").write_text(settings.replace("Baking bread", "Zzsite") + extra, "utf-8")
    built_here(project, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve_site: Callable[[Path], str]) -> str:
    return f"{serve_site(site)}/"


@pytest.fixture
def dialogs(page: Page) -> Iterator[list[str]]:
    """What the browser asked in windows of its own; each was accepted."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)
    yield asked
    assert foreign(asked) == set()


def foreign(texts: list[str]) -> set[str]:
    return {word for text in texts for word in own_words(text)}


def check(page: Page, *shown: str) -> None:
    """Asserts that nothing of the page is in Latin letters but the project's own words, and that `shown` are filled."""
    for name in shown:
        expect(page.locator(f'[data-part="{name}"]')).not_to_be_empty()
    assert foreign(page.evaluate(SHOWN)) == set()


def do(page: Page, action: str) -> None:
    page.locator(f'[data-do="{action}"]:visible').first.click()


def answer_all(page: Page, rating: str) -> None:
    for _ in range(60):
        check(page)
        if page.locator('[data-part="done"]').is_visible():
            return
        do(page, "reveal")
        check(page)
        do(page, rating)
    pytest.fail("the session does not end")


def start(page: Page) -> None:
    page.locator('#sg-review [type="submit"]').click()
    expect(page.locator('[data-part="card"]')).to_be_visible()
    check(page, "count")


def test_review(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/?page=zzrest")
    expect(page.locator("#sg-scope option:checked")).to_contain_text("Zzrest")
    check(page, "plan", "kept")
    start(page)
    page.keyboard.press("Space")
    check(page, "missed-wait", "got-wait")
    for key in "1uus":
        page.keyboard.press(key)
        check(page, "says")
    page.locator("details:has([data-do='bury']) > summary").click()
    do(page, "suspend")
    check(page, "says")
    address_of_report = page.locator('[data-part="report"]').get_attribute("href") or ""
    assert foreign([unquote_plus(address_of_report)]) <= ISSUE_FIELDS
    do(page, "bury")
    do(page, "end")
    check(page, "done-title", "result")
    do(page, "resume")
    do(page, "end")
    do(page, "overview")
    check(page, "left-out-count")
    do(page, "release")
    check(page, "says")
    for mode in ("ahead", "weak", "cram"):
        page.locator("#sg-mode").select_option(mode)
        check(page, "plan")
    start(page)
    for rating in ("missed", "got"):
        do(page, "reveal")
        do(page, rating)
        check(page, "says")


def test_ways_to_answer(page: Page, address: str) -> None:
    page.goto(f"{address}review/?bank=zzguild")
    page.locator("#sg-mode").select_option("cram")
    start(page)
    types = set()
    for _ in range(4):
        choices = page.locator('[data-part="choices"]')
        if choices.locator("button.sg-choice").count():
            types.add("single")
            choices.locator("button.sg-choice").last.click()
        elif choices.locator("ol").count():
            types.add("ordering")
            choices.locator("li button").nth(1).click()
            check(page, "says")
        elif choices.locator("select").count():
            types.add("matching")
            choices.locator("select").first.select_option(index=1)
        else:
            types.add("multiple")
            choices.locator("input").first.check()
        if page.locator('[data-do="reveal"]').is_visible():
            do(page, "reveal")
        check(page, "answer")
        expect(page.locator(".sg-verdict")).to_be_visible()
        do(page, "got")
        if page.locator('[data-part="done"]').is_visible():
            break
    assert types == {"single", "multiple", "ordering", "matching"}


def test_storage_and_backups(page: Page, address: str, dialogs: list[str], tmp_path: Path) -> None:
    page.goto(f"{address}review/?bank=zzguild")
    page.locator("details.sg-keep > summary").last.click()
    do(page, "wipe")
    check(page, "says")
    start(page)
    do(page, "reveal")
    do(page, "got")
    with page.expect_download() as download:
        page.locator('.sg-keep [data-do="backup"]').click()
    download.value.save_as(tmp_path / "backup.json")
    says = page.locator('[data-part="says"]').inner_text()
    assert own_words(says.replace(download.value.suggested_filename, "")) == []
    file = json.loads((tmp_path / "backup.json").read_text("utf-8"))
    damaged = {**file, "log": {**file["log"], "zzgone": "2\ndoes xx yy", "other": "2\ndoes 1"}}
    for changes in ({}, damaged, {"format": ""}, {"version": 9}, {"log": 1}):
        text = json.dumps({**file, **changes})
        page.locator("#sg-file").set_input_files({"name": "b.json", "mimeType": "", "buffer": text.encode()})
        page.wait_for_function("() => document.querySelector('#sg-file').value === ''")
        check(page, "says")
    page.locator("#sg-file").set_input_files({"name": "b.json", "mimeType": "", "buffer": b"no"})
    check(page, "says")
    page.reload()
    page.locator("details.sg-keep > summary").last.click()
    do(page, "wipe")
    check(page, "says")
    assert len(dialogs) == 1


@pytest.mark.parametrize("script", [BLOCKED, FULL])
def test_storage_that_keeps_nothing(context: BrowserContext, address: str, script: str) -> None:
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{address}review/")
    start(page)
    page.keyboard.press("Space")
    page.keyboard.press("2")
    check(page)
    page.goto(f"{address}review/mock/")
    do(page, "start")
    check(page, "trouble")
    page.goto(f"{address}notes/watch-list/")
    page.locator("input.sg-tick").first.check()
    check(page)


def test_plan(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/plan/")
    page.evaluate("document.querySelector('#sg-plan form').noValidate = true")
    for day, minutes in (("2026-03-01", "20"), ("2028-03-01", "20"), ("2026-03-02", "0"), ("2026-03-12", "1")):
        page.locator("#sg-plan-date").fill(day)
        page.locator("#sg-plan-minutes").fill(minutes)
        page.locator('#sg-plan [type="submit"]').click()
        check(page, "says")
    check(page, "countdown", "today", "new-terms", "share", "domains", "load")
    page.goto(f"{address}review/?plan=today")
    expect(page.locator("#sg-scope option:checked")).to_contain_text("ZZ-1")
    start(page)
    answer_all(page, "got")
    for path in ("", "exams/zzguild/", "concepts/zzrest/", "concepts/zzshare/", "path/"):
        page.goto(f"{address}{path}")
        page.wait_for_function("() => 'progress' in studyguide")
        page.wait_for_timeout(300)
        check(page)
    page.clock.set_system_time("2026-03-12T08:00:00")
    for path in ("review/plan/", "", "review/statistics/"):
        page.goto(f"{address}{path}")
        page.wait_for_timeout(300)
        check(page)
    page.clock.set_system_time("2026-03-14T08:00:00")
    page.goto(f"{address}review/plan/")
    check(page, "countdown", "today")
    page.locator('[data-part="delete"]').click()
    check(page, "says")


def test_mock_exam(page: Page, address: str, dialogs: list[str]) -> None:
    page.clock.install(time=MORNING)
    page.add_init_script("Math.random = () => 0.3")
    page.goto(f"{address}review/mock/")
    check(page, "about")
    do(page, "start")
    for _ in range(3):
        check(page, "count", "time", "type")
        choices = page.locator('[data-part="choices"]')
        if choices.locator("li button").count():
            choices.locator("li button").nth(1).click()
            check(page, "says")
        elif choices.locator("input").count():
            choices.locator("input").first.check()
        do(page, "next")
    for _ in range(2):
        do(page, "mark")
        check(page, "says")
    do(page, "mark")
    do(page, "overview")
    check(page, "questions")
    page.reload()
    check(page, "left")
    do(page, "resume")
    page.clock.run_for(86 * 60_000)
    check(page, "says")
    do(page, "finish")
    check(page)
    check(page, "score", "domains", "reasons")
    do(page, "again")
    check(page, "records")
    assert len(dialogs) == 1


def test_statistics(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/statistics/")
    check(page)
    for day, scope, ratings in (("02", "", ["got"] * 30), ("09", "?page=zzrest", ["missed"] * 4)):
        page.clock.set_system_time(f"2026-03-{day}T08:00:00")
        page.goto(f"{address}review/{scope}")
        start(page)
        for rating in ratings:
            if page.locator('[data-part="done"]').is_visible():
                break
            do(page, "reveal")
            do(page, rating)
    page.goto(f"{address}review/statistics/")
    check(page, "sum", "recall", "per-day", "due", "hardest")


def test_lists_and_links(page: Page, address: str, site: Path) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}notes/watch-list/")
    page.locator("input.sg-tick").first.check()
    check(page)
    page.goto(f"{address}glossary/")
    page.locator("[data-filter] input").fill("zzrest")
    expect(page.locator("[data-filter] [role=status]")).not_to_be_empty()
    check(page)
    page.goto(f"{address}notes/zzclass/")
    names = {link.get_attribute("data-says") or "" for link in page.locator("a[data-says]").all()}
    assert len(names) > 3
    assert foreign(list(names)) == set()
    page.locator("a[data-says]").first.hover()
    expect(page.locator("#sg-preview")).not_to_be_empty()
    page.goto(f"{address}services/zzmill/")
    expect(page.locator("time.sg-checked").first).to_contain_text("(")
    check(page)
    expect(page.locator("button.md-header__button")).to_have_count(2)
    page.goto("about:blank")
    worker = (site / "sw.js").read_text("utf-8").partition("\n")[0]
    page.set_content(json.loads(worker.partition(" = ")[2].removesuffix(";"))["notKept"])
    assert foreign([page.title(), page.locator("body").inner_text()]) == set()


def search(page: Page, words: str) -> str:
    """Returns what the dialog of the search shows for a query, and before it."""
    box, says = page.locator(".md-search__input"), page.locator(".md-search-result [role=status]")
    box.fill("")
    expect(says).to_be_visible()
    idle = says.inner_text()
    box.fill(words)
    expect(says).not_to_have_text(idle)
    page.wait_for_load_state("networkidle")
    check(page)
    return f"{idle}\n{page.locator('.md-search-result').inner_text()}\n"


def test_search(page: Page, context: BrowserContext, address: str, site: Path) -> None:
    """The dialog shows every text that it has: with hits, without one, in a preview, and without its index."""
    texts = yaml.safe_load(marked_file(default_texts()))
    heading = texts["lesson"]["worked_example"].strip("⟦⟧")
    page.goto(address)
    shown = "".join(search(page, words) for words in (*QUERIES, heading))
    expect(page.locator(".md-search[role=dialog]")).to_have_attribute("aria-label", texts["theme"]["search"])
    preview = mark_as_preview((site / "index.html").read_bytes())
    page.route(address, lambda route: route.fulfill(body=preview, content_type="text/html"))
    page.goto(address)
    shown += search(page, "zzqqqq")
    page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('zzqqqq'))")
    page.locator(".md-search__input").fill("")
    expect(page.locator(".sg-misses li")).to_have_text("zzqqqq")
    check(page)
    shown += page.locator(".md-search-result").inner_text()
    offline = context.new_page()
    offline.route(re.compile(r"/search/core\.js"), lambda route: route.abort())
    offline.goto(address)
    shown += search(offline, "zzrest")
    ended = {state: texts["states"][state] for state in ("deprecated", "closed to new customers", "discontinued")}
    patterns = {name: _patterns(text) for name, text in {**texts["search"], **ended}.items()}
    assert [name for name, forms in patterns.items() if not all(re.search(form, shown) for form in forms)] == []


def _patterns(text: str | dict[str, str]) -> list[str]:
    """Returns a pattern for each form of a text of the catalog, with anything in its places."""
    forms = [text] if isinstance(text, str) else list(text.values())
    return [".+".join(map(re.escape, PLACE.split(form)[::2])) for form in forms]
