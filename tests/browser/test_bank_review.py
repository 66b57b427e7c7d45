"""The question bank in the review: each type of question is answered by keyboard, judged and kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.paper import BANK, write_review

CARDS = "Object.fromEntries(studyguide.progress.open([], () => {}).cards)"
TOUCH_PX = 44
ORDERED = "list => [...list.children].map((item) => item.querySelector('span').textContent)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("bank")
    write_review(folder / "guide", bank=BANK)
    return f"{serve(folder)}/guide/review/"


def part(page: Page, name: str) -> Any:
    return page.locator(f'[data-part="{name}"]')


def ask(page: Page, address: str, stem: str) -> None:
    """Start a session of the bank and skip to one question."""
    page.goto(f"{address}?bank=bee-1")
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    for _ in range(4):
        if stem in part(page, "question").inner_text():
            return
        page.keyboard.press("s")
    pytest.fail(f"never asked: {stem}")


def test_the_scope_of_an_exam_has_its_questions(page: Page, address: str) -> None:
    page.goto(f"{address}?bank=bee-1")
    expect(part(page, "plan")).to_contain_text("0 due, 4 new")
    page.get_by_label("What to review").select_option("exam:bee-1")
    expect(part(page, "plan")).to_contain_text("0 due, 4 new")  # of six: a term gives one new question a day


def test_one_answer_is_chosen_by_its_letter(page: Page, address: str) -> None:
    ask(page, address, "fly at a keeper's eyes")
    options = part(page, "choices").get_by_role("button")
    expect(options).to_have_count(4)
    wrong = next(at for at in range(4) if "A veil" not in options.nth(at).inner_text())
    page.keyboard.press("abcd"[wrong])
    expect(part(page, "answer").locator(".sg-verdict")).to_contain_text("Not ")
    expect(part(page, "answer")).to_contain_text("It covers the face.")
    expect(part(page, "answer").get_by_role("link", name="Skep")).to_have_attribute("href", "../services/skep/")
    page.keyboard.press("1")
    assert list(page.evaluate(CARDS)) == ["bank:bee-1-sting"]
    page.reload()
    expect(part(page, "kept")).to_contain_text("Progress on 1 question")


def test_several_answers_are_ticked_by_keyboard(page: Page, address: str) -> None:
    ask(page, address, "Full frames lie on the table")
    boxes = part(page, "choices").get_by_role("checkbox")
    expect(boxes).to_have_count(5)
    for name in ("The extractor", "The uncapping fork"):
        part(page, "choices").get_by_label(name).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Show the answer").press("Enter")
    expect(part(page, "answer").locator(".sg-verdict")).to_contain_text("Right.")
    expect(page.locator(".sg-suggested")).to_contain_text("Got it")
    expect(boxes.first).to_be_disabled()


def test_half_of_several_answers_is_named(page: Page, address: str) -> None:
    ask(page, address, "Full frames lie on the table")
    part(page, "choices").get_by_label("The extractor").check()
    page.get_by_role("button", name="Show the answer").click()
    expect(part(page, "answer").locator(".sg-verdict")).to_have_text("Not quite. 1 of 2 right answers chosen.")
    expect(page.locator(".sg-suggested")).to_contain_text("Missed")


def test_steps_are_put_in_order_by_keyboard(page: Page, address: str) -> None:
    ask(page, address, "In which order does a keeper open")
    steps = page.locator(".sg-order")
    wanted = ["Put on the veil", "Blow smoke", "Lift the frames"]
    page.get_by_role("button", name=f"Move up: {wanted[0]}").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert steps.evaluate(ORDERED)[0] == wanted[0]
    expect(page.get_by_role("button", name=f"Move up: {wanted[0]}")).to_be_focused()
    expect(part(page, "says")).to_have_text("Now 1 of 3.")
    down = page.get_by_role("button", name=f"Move down: {wanted[2]}")
    down.press("Enter")
    down.press("Enter")
    assert steps.evaluate(ORDERED) == wanted
    page.get_by_role("button", name="Show the answer").press("Enter")
    expect(part(page, "answer").locator(".sg-verdict")).to_contain_text("Right.")


def test_pairs_are_matched_by_keyboard(page: Page, address: str) -> None:
    ask(page, address, "Which tool serves which purpose")
    for prompt, answer in (("Calm", "Smoker"), ("Measure", "Feeder"), ("Feed", "Refractometer")):
        select = part(page, "choices").get_by_role("combobox", name=prompt)
        select.focus()
        page.keyboard.type(answer)
        expect(select).to_have_value(answer)
    page.get_by_role("button", name="Show the answer").press("Enter")
    expect(part(page, "answer").locator(".sg-verdict")).to_have_text("Not quite. 1 of 3 pairs right.")


def test_an_answer_that_was_not_given_is_not_judged(page: Page, address: str) -> None:
    for stem in ("Full frames", "In which order", "Which tool serves"):
        ask(page, address, stem)
        page.keyboard.press("Space")
        expect(part(page, "answer")).to_be_visible()
        expect(part(page, "answer").locator(".sg-verdict")).to_have_count(0)
        expect(part(page, "choices")).not_to_contain_text("✗")


def test_without_script_all_questions_are_in_a_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address.replace("review/", "exams/bee-1/questions/"))
    expect(page.locator("[data-id]")).to_have_count(4)
    page.get_by_text("Which tool serves which purpose?").click()
    expect(page.get_by_text("Smoke calms.").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("stem", ["fly at", "Full frames", "In which order", "Which tool serves"])
def test_every_type_is_accessible_and_fits_a_phone(browser: Browser, address: str, stem: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    ask(page, address, stem)
    for control in page.locator("#sg-review :is(button, select, label.sg-choice):visible").all():
        box = control.bounding_box()
        assert box and min(box["width"], box["height"]) >= TOUCH_PX, (control.inner_text(), box)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Show the answer").tap()
    rules = {rule["id"] for rule in Axe().run(page, "#sg-review").response["violations"]}
    assert not rules
    context.close()
