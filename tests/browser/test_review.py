"""The review page in a real browser: a session by keyboard, what is kept, what goes wrong, and no script at all."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.paper import write_review
from studyguide.hosts.assets import load_assets
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.asset_names import REVIEW_SCRIPT
from studyguide.render.urls import Addressing

CARDS = "Object.fromEntries(studyguide.progress.open([], () => {}).cards)"
"""The state of each card, from what the browser has stored."""
SCRIPT_BUDGET_BYTES = 25 * 1024
TOUCH_PX = 44
FIELDS = ("state", "step", "stability", "difficulty", "due", "last", "first", "reviews", "lapses")
IMPOSSIBLE = sorted(set(product(FIELDS, ("x", -1, None, 1e300))) - {("step", None), ("stability", 1e300)}, key=str)
MORNING = "2026-03-02T08:00:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bees")
    write_review(made / "guide")
    write_review(made / "disk", Addressing.FILE)
    return made


@pytest.fixture(scope="module")
def address(folder: Path, serve: Callable[[Path], str]) -> str:
    return f"{serve(folder)}/guide/review/"


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="{name}"]')


def study(page: Page, keys: str) -> None:
    """Start, then press keys one after the other."""
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    for key in keys:
        page.keyboard.press("Space" if key == "_" else key)


def backup(page: Page, target: Path) -> Path:
    page.get_by_text("Backup, restore, delete").click()
    with page.expect_download() as download:
        page.locator('.sg-keep [data-do="backup"]').click()
    download.value.save_as(target)
    return target


def test_session_by_keyboard_survives_reload_wipe_and_restore(page: Page, address: str, tmp_path: Path) -> None:
    page.clock.install(time=MORNING)
    page.goto(address)
    expect(part(page, "plan")).to_have_text("0 due, 7 new, about 3 minutes.")
    study(page, "")
    expect(part(page, "question")).to_have_text("What does Smoker do?")
    expect(part(page, "question")).to_be_focused()
    page.keyboard.press("2")
    expect(part(page, "answer")).to_be_hidden()
    page.keyboard.press("Space")
    expect(part(page, "answer")).to_contain_text("Calms a colony before it is opened.")
    expect(part(page, "answer")).to_contain_text("It burns jute.")
    expect(part(page, "answer")).to_contain_text("the smoker goes first")
    expect(part(page, "answer").get_by_role("link", name="Smoker")).to_have_attribute("href", "../services/smoker/")
    expect(part(page, "answer")).to_be_focused()
    page.keyboard.press("1")
    expect(part(page, "says")).to_have_text("Missed: back in 1 minute.")
    for _ in range(6):
        page.keyboard.press("Space")
        page.keyboard.press("2")
    expect(part(page, "count")).to_have_text("7 answered, 7 to go")
    expect(part(page, "question")).to_have_text("What does Smoker do?")
    for _ in range(9):
        page.keyboard.press("Space")
        page.keyboard.press("2")
    expect(part(page, "done-title")).to_be_focused()
    expect(part(page, "result")).to_contain_text("15 answered, 1 missed. Nothing is due here now.")
    expect(part(page, "missed-list")).to_have_text("Smoker")
    cards = page.evaluate(CARDS)
    assert {card["state"] for card in cards.values()} == {2}

    saved = backup(page, tmp_path / "backup.json")
    page.reload()
    expect(part(page, "plan")).to_contain_text("The next one comes back in")
    expect(part(page, "kept")).to_contain_text("Progress on 7 questions")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Backup, restore, delete").click()
    page.get_by_role("button", name="Delete all progress").click()
    expect(part(page, "plan")).to_have_text("0 due, 7 new, about 3 minutes.")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("Restore from a backup file").set_input_files(saved)
    expect(part(page, "says")).to_have_text("Restored: 7 questions came from the file, 0 stayed as they were here.")
    assert page.evaluate(CARDS) == cards

    page.clock.set_system_time("2026-03-05T09:00:00")
    page.reload()
    expect(part(page, "plan")).to_contain_text("7 due, 7 new, about")


def test_choices_undo_skip_and_end(page: Page, address: str) -> None:
    page.goto(f"{address}?page=veil")
    expect(page.get_by_label("What to review").locator("option:checked")).to_have_text("One page: Veil")
    expect(part(page, "plan")).to_contain_text("0 due, 2 new")
    study(page, "_2")
    expect(part(page, "question")).to_have_text("Which of these keeps stings away from the face?")
    options = part(page, "choices").get_by_role("button")
    wrong = next(i for i in range(3) if "Veil" not in options.nth(i).inner_text())
    page.keyboard.press("abc"[wrong])
    expect(part(page, "answer").locator(".sg-verdict")).to_contain_text("Not ")
    expect(options.nth(wrong)).to_contain_text("✗ your choice")
    expect(page.locator(".sg-suggested")).to_contain_text("Missed")
    page.keyboard.press("1")
    page.keyboard.press("u")
    expect(part(page, "says")).to_have_text("Undone.")
    expect(part(page, "count")).to_have_text("1 answered, 2 to go")
    assert list(page.evaluate(CARDS)) == ["veil.does"]
    right = next(i for i in range(3) if "Veil" in options.nth(i).inner_text())
    options.nth(right).click()
    expect(part(page, "answer").locator(".sg-verdict")).to_have_text("Right.")
    page.get_by_role("button", name="Got it").click()
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(part(page, "result")).to_contain_text("2 answered, 0 missed.")
    page.get_by_role("button", name="Undo the last answer").click()
    expect(part(page, "card")).to_be_visible()


def test_scopes_and_the_daily_limit(page: Page, address: str) -> None:
    page.goto(f"{address}?family=harvest")
    expect(part(page, "plan")).to_contain_text("0 due, 3 new")
    page.get_by_label("What to review").select_option("exam:bee-1")
    expect(part(page, "plan")).to_contain_text("0 due, 2 new")
    page.get_by_label("New questions a day").fill("1")
    expect(part(page, "plan")).to_contain_text("0 due, 1 new")
    study(page, "_2e")
    page.get_by_role("button", name="Back to the overview").click()
    page.get_by_label("What to review").select_option("all")
    expect(part(page, "plan")).to_contain_text("Nothing is due here now.")
    expect(page.get_by_role("button", name="Start")).to_be_hidden()
    page.reload()
    expect(page.get_by_label("New questions a day")).to_have_value("1")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "not readable as JSON"),
        ('{"cards": {}}', "not a backup of progress"),
        ('{"format": "studyguide progress", "version": 3, "log": {}}', "from a newer version"),
        ('{"format": "studyguide progress", "version": 1}', "no list of answers"),
        ('{"format": "studyguide progress", "version": 2, "cards": {}}', "no list of answers"),
    ],
)
def test_a_bad_file_changes_nothing_and_says_why(page: Page, address: str, text: str, says: str) -> None:
    page.goto(address)
    study(page, "_2e")
    before = page.evaluate("JSON.stringify(localStorage)")
    page.locator("#sg-file").set_input_files({"name": "b.json", "mimeType": "", "buffer": text.encode()})
    expect(part(page, "says")).to_contain_text(says)
    expect(part(page, "says")).to_contain_text("Nothing was changed.")
    assert page.evaluate("JSON.stringify(localStorage)") == before


@pytest.mark.parametrize(("field", "value"), IMPOSSIBLE)
def test_an_impossible_entry_is_lost_alone(page: Page, address: str, field: str, value: object) -> None:
    page.goto(address)
    card = {"state": 2, "step": None, "stability": 3.0, "difficulty": 5.0, "due": 9, "last": 5, "first": 1}
    card |= {"reviews": 2, "lapses": 0}
    cards = {"veil.does": card | {field: value}, "smoker.does": card}
    file = {"format": "studyguide progress", "version": 1, "cards": cards}
    result = page.evaluate(
        "(text) => studyguide.progress.open(['veil.does', 'smoker.does'], () => {}).restore(text)", json.dumps(file)
    )
    assert result == {"taken": 1, "stayed": 0, "lost": 1, "foreign": 0}
    assert list(page.evaluate(CARDS)) == ["smoker.does"]


def test_two_tabs_do_not_lose_each_others_answers(context: BrowserContext, address: str) -> None:
    first, second = context.new_page(), context.new_page()
    for tab, family in ((first, "hive"), (second, "harvest")):
        tab.goto(f"{address}?family={family}")
    study(first, "_2")
    study(second, "_2")
    study_more = "() => [...document.querySelectorAll('[data-do=skip]')].length"
    assert first.evaluate(study_more) == 1
    first.keyboard.press("Space")
    first.keyboard.press("2")
    assert sorted(first.evaluate(CARDS)) == ["extractor.does", "smoker.does", "veil.does"]
    second.evaluate("localStorage.clear()")
    expect(part(first, "says")).to_contain_text("Progress was deleted")


def test_blocked_storage_is_reported_and_a_session_still_works(page: Page, address: str, tmp_path: Path) -> None:
    page.add_init_script("delete Window.prototype.localStorage; Object.defineProperty(window, 'localStorage', "
                         "{ get() { throw new DOMException('no', 'SecurityError'); } });")  # fmt: skip
    page.goto(address)
    expect(part(page, "trouble")).to_contain_text("does not let the guide keep anything")
    expect(part(page, "trouble")).to_contain_text("Anki")
    study(page, "_2_2e")
    expect(part(page, "result")).to_contain_text("2 answered")
    saved = json.loads(backup(page, tmp_path / "b.json").read_text())
    assert sorted(saved["log"]) == ["smoker", "veil"]


def test_full_storage_is_reported(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("for (let size = 2 ** 22; size; size >>= 1) try { while (true) localStorage.setItem("
                  "'x' + size + Math.random(), 'x'.repeat(size)); } catch {}")  # fmt: skip
    study(page, "_2")
    expect(part(page, "trouble")).to_contain_text("storage is full")
    page.keyboard.press("Space")
    page.keyboard.press("2")
    expect(part(page, "count")).to_contain_text("2 answered")


def test_opens_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "disk" / "review.html").as_uri() + "?family=hive")
    expect(part(page, "plan")).to_contain_text("0 due, 4 new")
    study(page, "_")
    expect(part(page, "answer")).to_contain_text("the smoker goes first")
    page.keyboard.press("2")
    assert list(page.evaluate(CARDS)) == ["smoker.does"]


def test_without_script_every_question_is_in_a_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Harvest").click()
    expect(page.locator("[data-id]")).to_have_count(6)
    page.get_by_text("What does Extractor do?").click()
    expect(page.get_by_text("Spins liquid out of frames").first).to_be_visible()
    context.close()


def test_targets_are_large_enough_to_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}?page=veil")
    for step in ("start", "card", "answer"):
        if step == "card":
            page.get_by_role("button", name="Start").tap()
        if step == "answer":
            page.get_by_role("button", name="Show the answer").tap()
        controls = page.locator("#sg-review :is(button, select, input, summary):visible")
        for control in controls.all():
            box = control.bounding_box()
            assert box and min(box["width"], box["height"]) >= TOUCH_PX, (step, control.inner_text(), box)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_asks_no_other_host_and_keeps_its_budget(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    study(page, "_2e")
    assert all(url.startswith(address.removesuffix("guide/review/")) for url in asked)
    assert len(gzip.compress(load_assets(default_texts())[REVIEW_SCRIPT], 9)) <= SCRIPT_BUDGET_BYTES
