"""Studying for an exam in a real browser: the plan, the mock exam, progress on all pages, and a review that behaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.paper import BANK, GUIDE, write_review
from studyguide.render.urls import Addressing

CARDS = "Object.fromEntries(studyguide.progress.open([], () => {}).cards)"
MORNING = "2026-03-02T08:00:00"
TOUCH_PX = 44
TOUCHED = "button, select, input:not([type=radio], [type=checkbox]), .sg-choice"
PLAN = json.dumps({"exam": "bee-1", "date": "2026-03-12", "minutes": 20, "retention": 0.9})
FRONT = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Bees</title>
<meta name="studyguide-id" content="{GUIDE}"><meta name="viewport" content="width=device-width">
<nav class="md-nav--primary"><a class="md-nav__link" href="../review/">Review</a></nav>
<main class="md-typeset"><h1>Bees</h1>
<div class="sg-study" data-study="home" hidden></div>
<div class="sg-study" data-study="exam" data-id="bee-1" hidden></div>
<div class="sg-study" data-study="term" data-id="veil" hidden></div>
<div class="sg-study" data-study="path" hidden></div>
<ol class="sg-steps"><li data-term="veil"><a href="../services/veil/">Veil</a></li>
<li data-term="extractor"><a href="../services/extractor/">Extractor</a></li></ol>
<script src="../assets/reading.js"></script></main></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exam")
    for name, addressing in (("guide", Addressing.DIRECTORY), ("disk", Addressing.FILE)):
        write_review(made / name, addressing, bank=BANK)
    (made / "guide" / "front").mkdir()
    (made / "guide" / "front" / "index.html").write_text(FRONT, "utf-8")
    return made


@pytest.fixture(scope="module")
def address(folder: Path, serve: Callable[[Path], str]) -> str:
    return f"{serve(folder)}/guide/"


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="{name}"]')


def answer_all(page: Page, most: int = 40) -> None:
    """Answer "Got it" until the session ends."""
    for _ in range(most):
        if part(page, "done").is_visible():
            return
        page.keyboard.press("Space")
        page.keyboard.press("2")
    pytest.fail("the session does not end")


def make_plan(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/plan/?exam=bee-1")
    page.get_by_label("Day of the exam").fill("2026-03-12")
    page.get_by_role("button", name="Save the plan").press("Enter")
    expect(part(page, "today")).to_be_visible()


def test_a_plan_by_keyboard_leads_to_todays_session(page: Page, address: str) -> None:
    make_plan(page, address)
    expect(part(page, "countdown")).to_contain_text("BEE-1 is in 10 days, on 2026-03-12.")
    expect(part(page, "today")).to_have_text("Today: 0 to repeat, 2 new, about 1 minute.")
    expect(part(page, "new-terms").get_by_role("link")).to_have_text(["Veil", "Extractor"])
    expect(part(page, "domains").get_by_role("row")).to_have_count(3)
    expect(part(page, "share")).to_contain_text("700 of 1000")
    page.get_by_role("link", name="Start today’s session").press("Enter")
    expect(page.get_by_label("What to review").locator("option:checked")).to_have_text("Today’s plan for BEE-1")
    expect(part(page, "plan")).to_contain_text("0 due, 2 new")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "count")).to_have_text("0 answered, 2 to go")
    page.keyboard.press("Space")
    page.keyboard.press("2")
    expect(part(page, "count")).to_have_text("1 answered, 2 to go")
    answer_all(page)
    expect(part(page, "done-title")).to_have_text("Done for now")
    page.goto(f"{address}review/plan/")
    expect(part(page, "domains").get_by_role("row").nth(1)).to_contain_text("100 %")
    expect(part(page, "today")).to_contain_text("Nothing is left for today.")
    page.reload()
    expect(page.get_by_label("Day of the exam")).to_have_value("2026-03-12")
    page.get_by_role("button", name="Delete the plan").press("Enter")
    expect(part(page, "result")).to_be_hidden()
    assert len(page.evaluate(CARDS)) == 2


def test_a_month_of_study_ends_with_every_term_known(page: Page, address: str) -> None:
    make_plan(page, address)
    for day in range(2, 12):
        page.clock.set_system_time(f"2026-03-{day:02}T08:00:00")
        page.goto(f"{address}review/?plan=today")
        expect(part(page, "plan")).not_to_be_empty()
        page.wait_for_function("() => document.querySelector('#sg-scope').value === 'plan:today'")
        if part(page, "go").is_visible():
            page.get_by_role("button", name="Start").press("Enter")
            expect(part(page, "card")).to_be_visible()
            answer_all(page)
    page.clock.set_system_time("2026-03-12T08:00:00")
    page.goto(f"{address}review/plan/")
    expect(part(page, "countdown")).to_contain_text("is today")
    cells = part(page, "domains").get_by_role("row").last.get_by_role("cell")
    assert [cell.inner_text() for cell in cells.all()] == ["2", "2", "2", "2", "2", ""]
    page.goto(f"{address}review/statistics/")
    expect(part(page, "sum")).to_contain_text("100 % were right")
    expect(part(page, "recall").get_by_role("figure")).to_be_visible()
    assert not Axe().run(page, "#sg-stats").response["violations"]


def test_all_pages_agree_on_what_is_due_and_known(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}front/")
    expect(page.locator(".sg-study:visible")).to_have_count(0)
    assert page.evaluate("typeof studyguide.progress") == "undefined"
    page.goto(f"{address}review/?page=veil")
    page.evaluate(f"studyguide.prefs.open().setPlan({PLAN})")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.clock.set_system_time("2026-03-02T09:00:00")
    page.goto(f"{address}front/")
    expect(page.locator(".sg-due")).to_have_text("1 due")
    home, exam, term = (page.locator(f'[data-study="{name}"]') for name in ("home", "exam", "term"))
    expect(home).to_contain_text("1 question due now.")
    expect(home).to_contain_text("BEE-1 in 10 days: you know 0 of 2 terms.")
    expect(exam).to_contain_text("You know 0 of 2 terms.")
    expect(term).to_contain_text("You were asked 1 of 3 questions; expected recall 50 %; due now.")
    expect(page.locator('[data-study="path"]')).to_be_hidden()
    page.goto(f"{address}review/")
    expect(part(page, "plan")).to_contain_text("1 due")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.goto(f"{address}front/")
    expect(page.locator(".sg-due")).to_have_count(0)
    expect(home).to_contain_text("Nothing is due now.")
    expect(home).to_contain_text("you know 1 of 2 terms")
    expect(exam).to_contain_text("You know 1 of 2 terms.")
    expect(page.locator('[data-study="path"]')).to_contain_text("You know 1 of 2 steps. Continue with Extractor")
    expect(page.locator(".sg-known")).to_have_count(1)
    assert not Axe().run(page, "main").response["violations"]
    page.goto(f"{address}review/plan/")
    expect(part(page, "domains").get_by_role("row").last).to_contain_text("All")
    assert part(page, "domains").get_by_role("row").last.get_by_role("cell").nth(0).inner_text() == "1"


def test_a_mock_exam_goes_on_after_a_reload(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/mock/?exam=bee-1")
    expect(part(page, "about")).to_contain_text("BEE-1: 5 questions in 10 minutes.")
    page.get_by_role("button", name="Start the exam").press("Enter")
    expect(part(page, "count")).to_have_text("Question 1 of 5, 0 answered")
    expect(part(page, "question")).to_be_focused()
    for number in range(1, 6):
        answer_rightly(page)
        if number == 2:
            page.get_by_role("button", name="Mark for review").press("Enter")
        if number < 5:
            page.get_by_role("button", name="Next").press("Enter")
            expect(part(page, "count")).to_contain_text(f"Question {number + 1} of 5")
    before = page.evaluate("studyguide.store.open(studyguide.store.guideId()).read('mock').answers")
    page.clock.set_system_time("2026-03-02T08:04:00")
    page.reload()
    expect(part(page, "left")).to_have_text(re.compile(r"5 of 5 answered, 6:0\d left\."))
    page.get_by_role("button", name="Continue").press("Enter")
    expect(part(page, "count")).to_have_text("Question 5 of 5, 5 answered")
    page.get_by_role("button", name="All questions").press("Enter")
    expect(part(page, "questions").get_by_role("button").nth(1)).to_have_text("2 answered, marked")
    assert page.evaluate("studyguide.store.open(studyguide.store.guideId()).read('mock').answers") == before
    part(page, "list").get_by_role("button", name="Finish").press("Enter")
    expect(part(page, "score")).to_contain_text("5 of 5 right, 100 %.")
    expect(part(page, "domains").get_by_role("table").first).to_contain_text("Tools")
    expect(part(page, "reasons").locator("details")).to_have_count(5)
    assert not Axe().run(page, "#sg-mock").response["violations"]
    page.reload()
    expect(part(page, "records")).to_contain_text("5 of 5 right")
    assert len(page.evaluate(CARDS)) == 5


RIGHT = """() => {
  const form = document.querySelector('[data-part="choices"]');
  const { questions, at } = studyguide.store.open(studyguide.store.guideId()).read('mock');
  const { type, options } = studyguide.deck.content(questions[at].id);
  const rights = options.filter(({ right }) => right).map(({ place }) => place);
  return { type, rights, texts: options.map(({ text }) => text), answers: options.map(({ answer }) => answer) };
}"""


def answer_rightly(page: Page) -> None:
    """Give the right answer to the question on the page, by keyboard."""
    of = page.evaluate(RIGHT)
    choices = part(page, "choices")
    if of["type"] == "matching":
        for text, answer in zip(of["texts"], of["answers"], strict=True):
            choices.get_by_role("combobox", name=text).select_option(answer)
    elif of["type"] == "ordering":
        for text in reversed(of["texts"]):
            for _ in of["texts"]:
                choices.get_by_role("button", name=f"Move up: {text}").press("Enter")
    else:
        for place in of["rights"]:
            choices.locator(f'input[value="{place}"]').press("Space")


def test_time_ends_a_mock_exam_and_what_was_missed_is_due(page: Page, address: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/mock/?exam=bee-1")
    page.get_by_role("button", name="Start the exam").press("Enter")
    expect(part(page, "count")).to_be_visible()
    page.clock.run_for(6 * 60_000)
    expect(part(page, "says")).to_have_text("Five minutes left.")
    page.clock.run_for(5 * 60_000)
    expect(part(page, "score")).to_contain_text("0 of 5 right")
    cards = page.evaluate(CARDS)
    assert len(cards) == 1, "only the question that was seen is logged"
    page.clock.run_for(2 * 60_000)
    page.goto(f"{address}review/?bank=bee-1")
    assert next(iter(cards.values()))["state"] == 1
    expect(part(page, "plan")).to_contain_text("due")


def test_the_review_goes_on_after_end_and_leaves_questions_out(page: Page, address: str) -> None:
    page.goto(f"{address}review/?family=hive")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "count")).to_have_text("0 answered, 4 to go")
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.keyboard.press("e")
    expect(part(page, "done-title")).to_have_text("Paused")
    expect(part(page, "result")).to_contain_text("4 questions of this session are left.")
    expect(part(page, "remind")).to_be_hidden()
    page.get_by_role("button", name="Continue").press("Enter")
    expect(part(page, "count")).to_have_text("1 answered, 4 to go")
    second = part(page, "question").inner_text()
    page.get_by_text("This question").click()
    page.get_by_role("button", name="Suspend").press("Enter")
    expect(part(page, "question")).not_to_have_text(second)
    if not page.get_by_role("button", name="Not today").is_visible():
        page.get_by_text("This question").click()
    page.get_by_role("button", name="Not today").press("Enter")
    page.goto(f"{address}review/")
    expect(page.get_by_label("What to review")).to_have_value("family:hive")
    expect(part(page, "left-out-count")).to_have_text("2 questions suspended or put off until tomorrow.")
    page.get_by_role("button", name="Ask them again").press("Enter")
    expect(part(page, "left-out")).to_be_hidden()


def test_cramming_changes_no_schedule(page: Page, address: str) -> None:
    page.goto(f"{address}review/?page=veil")
    page.get_by_label("How").select_option("cram")
    expect(part(page, "plan")).to_contain_text("Your answers change no schedule.")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("1")
    answer_all(page)
    expect(part(page, "result")).to_contain_text("1 missed")
    assert page.evaluate(CARDS) == {}


def test_weak_spots_and_studying_ahead(page: Page, address: str) -> None:
    page.goto(f"{address}review/?family=harvest")
    page.get_by_label("How").select_option("weak")
    expect(part(page, "plan")).to_contain_text("There are no weak spots here")
    page.get_by_label("How").select_option("due")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.get_by_role("button", name="Back to the overview").press("Enter")
    page.get_by_label("How").select_option("weak")
    expect(part(page, "plan")).to_contain_text("1 question")
    page.get_by_label("How").select_option("ahead")
    expect(part(page, "plan")).to_contain_text("They are not due yet.")


def test_on_a_phone_question_and_grades_are_in_view_together(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}review/?page=veil")
    page.get_by_role("button", name="Start").tap()
    page.get_by_role("button", name="Show the answer").tap()
    for element in (part(page, "question"), page.get_by_role("button", name="Got it")):
        box = element.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 640, (element, box)
    context.close()


@pytest.mark.parametrize("name", ["plan", "mock", "statistics"])
def test_pages_fit_a_phone_and_targets_can_be_touched(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}review/")
    plan = {"exam": "bee-1", "date": str(date.today() + timedelta(days=20)), "minutes": 20}
    page.evaluate("(plan) => studyguide.prefs.open().setPlan(plan)", plan)
    page.evaluate("studyguide.progress.open([], () => {}).answer('veil.does', 1, 4000)")
    page.goto(f"{address}review/{name}/")
    if name == "mock":
        page.get_by_role("button", name="Start the exam").tap()
        expect(part(page, "card")).to_be_visible()
    else:
        expect(page.locator(".sg-chart").first).to_be_visible()
    for control in page.locator(f".sg-review :is({TOUCHED}):visible").all():
        box = control.bounding_box()
        assert box and min(box["width"], box["height"]) >= TOUCH_PX, (control.inner_text(), box)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not Axe().run(page, ".sg-review").response["violations"]
    context.close()


AXES = """(plot) => {
  const texts = [...plot.querySelectorAll('span, .sg-plot-name, .sg-plot-rows')];
  return texts.map((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { text: text.textContent, size: parseFloat(getComputedStyle(text).fontSize), left, right, top, bottom };
  });
}"""
LEAST_LETTERS_PX = 10
"""These pages have no theme: with it, letters are a quarter larger."""


def test_axes_of_charts_can_be_read_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.clock.install(time=MORNING)
    page.goto(f"{address}review/")
    page.evaluate("studyguide.progress.open([], () => {}).answer('veil.does', 1, 4000)")
    page.goto(f"{address}review/statistics/")
    expect(part(page, "per-day").locator(".sg-plot-labels span")).to_have_text(
        ["02-03", "02-08", "02-13", "02-18", "02-23", "02-28"]
    )
    for plot in page.locator(".sg-plot").all():
        axes = plot.evaluate(AXES)
        assert {"Day", "0", "1", "2"} < {axis["text"] for axis in axes}
        for axis in axes:
            assert axis["size"] >= LEAST_LETTERS_PX
            assert 0 <= axis["left"] < axis["right"] <= 360
        for one, other in combinations(axes, 2):
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1, (one, other)


@pytest.mark.parametrize("name", ["plan", "mock", "statistics"])
def test_without_script_the_pages_say_so(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}review/{name}/")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_the_plan_and_the_mock_exam_open_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "disk" / "review" / "plan.html").as_uri())
    page.get_by_role("button", name="Save the plan").press("Enter")
    expect(part(page, "today")).to_contain_text("2 new")
    page.goto((folder / "disk" / "review" / "mock.html").as_uri())
    page.get_by_role("button", name="Start the exam").press("Enter")
    expect(part(page, "count")).to_contain_text("Question 1 of 5")


def test_blocked_storage_is_reported(page: Page, address: str) -> None:
    page.add_init_script("delete Window.prototype.localStorage; Object.defineProperty(window, 'localStorage', "
                         "{ get() { throw new DOMException('no', 'SecurityError'); } });")  # fmt: skip
    page.goto(f"{address}review/plan/")
    page.get_by_role("button", name="Save the plan").press("Enter")
    expect(part(page, "says")).to_contain_text("does not let the guide keep anything")
    page.goto(f"{address}review/mock/")
    page.get_by_role("button", name="Start the exam").press("Enter")
    expect(part(page, "trouble")).to_contain_text("storage is blocked")
    expect(part(page, "card")).to_be_visible()
