"""Progress in a real browser: guides and tabs beside each other, damage, clocks, and what a log weighs."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.paper import write_review

LEDGER = Path(__file__).parents[2] / "docs" / "ledger" / "card-ids.txt"
ANSWERS = 10_000
LOG_BUDGET_BYTES = 300_000
MORNING = "2026-03-02T08:00:00"
LATER = "2026-03-05T08:00:00"
AHEAD = "2026-12-27T08:00:00"
THEME_KEYS = ("__palette", "__md", "__consent", "__announce", "__outdated")
OLD_CARD = {"state": 2, "step": None, "stability": 9.0, "difficulty": 5.0, "due": 9, "last": 5, "first": 1}
OLD_CARD |= {"reviews": 2, "lapses": 0}
KEYS = "Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort()"
FILL = """([ids, answers]) => {
  const { reviewLog: log, logRows } = studyguide;
  const texts = new Map();
  for (const [at, rating, duration, time] of answers) {
    const term = log.termOf(ids[at]);
    texts.set(term, log.append(texts.get(term) ?? null, ids[at], [logRows.answerRow(rating, duration, time)]));
  }
  for (const [term, text] of texts) localStorage.setItem(`studyguide/a/log/${term}`, text);
  const stored = Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const progress = studyguide.progress.open(ids, () => {});
  const logged = [...progress.answers().values()].flat().length;
  return { stored, logged, backup: progress.backup(Date.now()).length, ascii: Object.values(localStorage).every(
    (text) => /^[\\x00-\\x7f]*$/.test(text)) };
}"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Two guides with the same cards on one host, below /a/ and /b/."""
    folder = tmp_path_factory.mktemp("host")
    for guide in ("a", "b"):
        write_review(folder / guide, guide=guide)
    return serve(folder)


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="{name}"]')


def start(page: Page) -> None:
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()


def study(page: Page, answers: int) -> None:
    start(page)
    for _ in range(answers):
        page.keyboard.press("Space")
        page.keyboard.press("2")
    page.keyboard.press("e")
    page.get_by_role("button", name="Back to the overview").click()


def test_two_guides_on_one_host_know_nothing_of_each_other(page: Page, host: str) -> None:
    page.goto(f"{host}/a/review/")
    study(page, 2)
    page.goto(f"{host}/b/review/")
    expect(part(page, "plan")).to_contain_text("0 due, 7 new")
    study(page, 1)
    assert all(key.startswith(("studyguide/a/", "studyguide/b/")) for key in page.evaluate(KEYS))
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Backup, restore, delete").click()
    page.get_by_role("button", name="Delete all progress").click()
    expect(part(page, "says")).to_contain_text("All progress was deleted")
    assert all(key.startswith("studyguide/a/") for key in page.evaluate(KEYS))
    page.goto(f"{host}/a/review/")
    expect(part(page, "kept")).to_contain_text("Progress on 2 questions")


def test_what_guides_shared_goes_to_the_first_that_has_the_card(page: Page, host: str) -> None:
    page.goto(f"{host}/a/assets/fsrs.js")
    shared = {"version": 1, "cards": {"veil.does": OLD_CARD, "hammer.does": OLD_CARD}, "settings": {"limit": 3}}
    page.evaluate("(text) => localStorage.setItem('studyguide.1.review', text)", json.dumps(shared))
    page.goto(f"{host}/a/review/")
    expect(part(page, "plan")).to_contain_text("1 due, 3 new")
    page.goto(f"{host}/b/review/")
    expect(part(page, "plan")).to_contain_text("0 due, 7 new")
    left = json.loads(page.evaluate("localStorage.getItem('studyguide.1.review')"))
    assert list(left["cards"]) == ["hammer.does"]


def test_the_shipped_site_names_its_guide_in_every_key(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}review/")
    start(page)
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.goto(f"{site_url}notes/watch-list/")
    page.locator("input.sg-tick").first.check()
    keys = [key for key in page.evaluate(KEYS) if not any(name in key for name in THEME_KEYS)]
    assert "studyguide/aws-ml/ticks" in keys
    assert any(key.startswith("studyguide/aws-ml/log/") for key in keys)
    assert all(key.startswith("studyguide/aws-ml/") for key in keys)


def test_a_tab_shows_at_once_what_another_has_stored(context: BrowserContext, host: str) -> None:
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{host}/a/review/")
    study(second, 2)
    expect(part(first, "says")).to_have_text("Progress was changed in another tab.")
    expect(part(first, "kept")).to_contain_text("Progress on 2 questions")
    second.evaluate("localStorage.clear()")
    expect(part(first, "says")).to_contain_text("Progress was deleted")
    expect(part(first, "plan")).to_contain_text("0 due, 7 new")


def test_a_session_goes_on_after_another_tab_has_deleted_everything(context: BrowserContext, host: str) -> None:
    first, second = context.new_page(), context.new_page()
    errors: list[str] = []
    first.on("pageerror", lambda error: errors.append(str(error)))
    for tab in (first, second):
        tab.goto(f"{host}/a/review/")
    start(first)
    first.keyboard.press("Space")
    first.keyboard.press("1")
    second.evaluate("localStorage.clear()")
    expect(part(first, "says")).to_contain_text("Progress was deleted")
    for _ in range(3):
        first.keyboard.press("Space")
        first.keyboard.press("2")
    expect(part(first, "count")).to_contain_text("4 answered")
    assert errors == []


def test_a_clock_that_was_ahead_blocks_nothing(page: Page, host: str) -> None:
    page.clock.install(time=AHEAD)
    page.goto(f"{host}/a/review/")
    study(page, 14)
    page.clock.set_system_time(MORNING)
    page.reload()
    expect(part(page, "plan")).to_contain_text("The next one comes back in 2 days.")
    page.clock.set_system_time(LATER)
    page.reload()
    expect(part(page, "plan")).to_contain_text("7 due, 7 new")
    study(page, 7)
    expect(part(page, "plan")).to_contain_text("0 due, 7 new")


def test_damage_is_told_and_mended_by_a_backup(page: Page, host: str, tmp_path: Path) -> None:
    page.goto(f"{host}/a/review/")
    study(page, 2)
    page.get_by_text("Backup, restore, delete").click()
    with page.expect_download() as download:
        page.locator('.sg-keep [data-do="backup"]').click()
    download.value.save_as(tmp_path / "backup.json")
    page.evaluate("localStorage.setItem('studyguide/a/log/veil', localStorage['studyguide/a/log/veil'].slice(0, -3))")
    page.reload()
    expect(part(page, "trouble")).to_contain_text("1 damaged entry of your progress could not be read.")
    expect(part(page, "kept")).to_contain_text("Progress on 1 question ")
    page.get_by_text("Backup, restore, delete").click()
    page.get_by_label("Restore from a backup file").set_input_files(tmp_path / "backup.json")
    expect(part(page, "says")).to_contain_text("1 question came from the file, 1 stayed")
    expect(part(page, "trouble")).to_be_hidden()


def test_data_of_a_newer_version_is_read_only(page: Page, host: str) -> None:
    page.goto(f"{host}/a/assets/fsrs.js")
    page.evaluate("localStorage.setItem('studyguide/a/log/veil', '3\\nsomething')")
    before = page.evaluate("JSON.stringify(localStorage)")
    page.goto(f"{host}/a/review/")
    expect(part(page, "trouble")).to_contain_text("A newer version of this guide has stored progress")
    study(page, 2)
    expect(part(page, "kept")).to_contain_text("Progress on 2 questions")
    page.get_by_label("New questions a day").fill("3")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Backup, restore, delete").click()
    page.get_by_role("button", name="Delete all progress").click()
    expect(part(page, "says")).to_contain_text("A newer version")
    assert page.evaluate("JSON.stringify(localStorage)") == before


def test_ten_thousand_answers_fit_into_their_budget(page: Page, host: str) -> None:
    ids = [line.split()[0] for line in LEDGER.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    chance = random.Random(1)
    times = sorted(chance.randrange(1_767_225_600_000, 1_798_761_600_000) for _ in range(ANSWERS))
    answers = [
        (chance.randrange(len(ids)), chance.choice((1, 3, 3, 3, 4)), chance.randrange(2_000, 90_000), t) for t in times
    ]
    page.clock.install(time="2027-01-01T00:00:00")
    page.goto(f"{host}/a/review/")
    filled = page.evaluate(FILL, [ids, answers])
    assert filled["logged"] == ANSWERS
    assert filled["ascii"], "a character is one byte"
    assert filled["stored"] <= LOG_BUDGET_BYTES
    assert filled["backup"] <= LOG_BUDGET_BYTES
    page.reload()
    expect(part(page, "plan")).to_contain_text("due")
