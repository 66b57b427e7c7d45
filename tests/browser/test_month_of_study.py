"""Four weeks of study with a moved clock: each week, every page says the same about what is due and known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.paper import BANK, EXAM, GUIDE, TERMS, write_review

FIRST_DAY = date(2026, 3, 2)
DAYS = 28
EXAM_DAY = FIRST_DAY + timedelta(days=DAYS)
STUDY_TIME, COUNT_TIME, LATE_STUDY_TIME = "08:00:00", "12:00:00", "12:30:00"
"""Questions come back after whole days, so none becomes due in the minute in which the pages are read."""
MISSED_EVERY = 5
"""One of so many answers is missed."""
DAYS_OFF = (5, 6)
"""Days of each week without study, after which something is due."""
MINUTES = "1"
"""A short day, so that the terms are learned over weeks."""
WIDE_EXAM = EXAM.replace(
    "domains: [{name: Tools, weight: 100, tasks: [{id: '1', says: Name them., terms: [veil, extractor]}]}]",
    "domains: [{name: Hive, weight: 60, tasks: [{id: '1', says: Name them., terms: [smoker, veil, feeder, skep]}]},"
    " {name: Harvest, weight: 40, tasks: [{id: '1', says: Use them., terms:"
    " [extractor, refractometer, uncapping-fork]}]}]",
)
STEPS = "".join(f'<li data-term="{term}"><a href="../services/{term}/">{term}</a></li>' for term in TERMS)
FRONT = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Bees</title>
<meta name="studyguide-id" content="{GUIDE}">
<nav class="md-nav--primary"><a class="md-nav__link" href="../review/">Review</a></nav>
<main class="md-typeset"><h1>Bees</h1>
<div class="sg-study" data-study="home" hidden></div>
<div class="sg-study" data-study="exam" data-id="bee-1" hidden></div>
{"".join(f'<div class="sg-study" data-study="term" data-id="{term}" hidden></div>' for term in TERMS)}
<div class="sg-study" data-study="path" hidden></div>
<ol class="sg-steps">{STEPS}</ol>
<script src="../assets/reading.js"></script></main></html>"""
"""The places for progress of the home page, an exam, the terms and a path, on one page with a menu."""


class _Counts(NamedTuple):
    """What the pages say at one moment; each field by the page that says it."""

    due_in_menu: int
    due_at_home: int
    due_in_review: int
    to_repeat_in_review: int
    to_repeat_in_plan: int
    known_at_home: int
    known_at_exam: int
    known_in_domains: int
    known_on_path: int
    ticks_on_path: int
    known_in_plan: int
    asked_at_exam: int
    asked_in_plan: int
    asked_on_terms: int


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("month")
    write_review(folder / "guide", bank=BANK, exam=WIDE_EXAM)
    (folder / "guide" / "front").mkdir()
    (folder / "guide" / "front" / "index.html").write_text(FRONT, "utf-8")
    return f"{serve(folder)}/guide/"


def part(page: Page, name: str) -> Locator:
    return page.locator(f'[data-part="{name}"]')


def number(text: str, pattern: str) -> int:
    """Returns the number in a text; 0 if the text says nothing of it."""
    match = re.search(pattern, text)
    return int(match[1]) if match else 0


def column(table: Locator, at: int) -> list[int]:
    """Returns the numbers of a column; tables have a head row, and the first cell of a row is its label."""
    rows = table.get_by_role("row").all()[1:]
    return [int(row.get_by_role("cell").nth(at).inner_text()) for row in rows]


def wait_for_plan(page: Page) -> None:
    """Waits until the review shows today's plan, which it chooses by itself once the exam is loaded."""
    page.wait_for_function("() => document.querySelector('#sg-scope').value === 'plan:today'")
    expect(part(page, "plan")).not_to_be_empty()


def study_today(page: Page, address: str, before: int) -> int:
    """Takes the session of the plan to its end and returns the number of answers; `before` were given earlier."""
    page.goto(f"{address}review/?plan=today")
    wait_for_plan(page)
    if not part(page, "go").is_visible():
        return 0
    page.get_by_role("button", name="Start").press("Enter")
    expect(part(page, "card")).to_be_visible()
    answers = 0
    while not part(page, "done").is_visible():
        page.keyboard.press("Space")
        page.keyboard.press("1" if (before + answers) % MISSED_EVERY == 0 else "2")
        answers += 1
        assert answers < 60, "the session does not end"
    return answers


def counts(page: Page, address: str) -> _Counts:
    """Reads what is due, known and asked from every page that says it."""
    page.goto(f"{address}front/")
    expect(page.locator('[data-study="exam"] table')).to_be_visible()
    menu, home = page.locator(".sg-due"), page.locator('[data-study="home"]').inner_text()
    exam, path = page.locator('[data-study="exam"]'), page.locator('[data-study="path"]').inner_text()
    terms = page.locator('[data-study="term"]').all_inner_texts()
    of_front = {
        "due_in_menu": number(menu.first.inner_text(), r"(\d+) due") if menu.count() else 0,
        "due_at_home": number(home, r"(\d+) questions? due now"),
        "known_at_home": number(home, r"you know (\d+) of 7 terms"),
        "known_at_exam": number(exam.inner_text(), r"You know (\d+) of 7 terms"),
        "known_in_domains": sum(column(exam, 0)),
        "known_on_path": number(path, r"You know (\d+) of 7 steps"),
        "ticks_on_path": page.locator(".sg-known").count(),
        "asked_at_exam": sum(column(exam, 1)),
        "asked_on_terms": sum(text != "" for text in terms),
    }
    page.goto(f"{address}review/")
    wait_for_plan(page)
    to_repeat = number(part(page, "plan").inner_text(), r"(\d+) due")
    page.get_by_label("What to review").select_option("all")
    due = number(part(page, "plan").inner_text(), r"(\d+) due")
    page.goto(f"{address}review/plan/")
    expect(part(page, "domains").get_by_role("row")).to_have_count(4)
    today = part(page, "today").inner_text()
    table = part(page, "domains")
    return _Counts(
        **of_front,
        due_in_review=due,
        to_repeat_in_review=to_repeat,
        to_repeat_in_plan=number(today, r"(\d+) to repeat"),
        known_in_plan=column(table, 0)[-1],
        asked_in_plan=column(table, 4)[-1],
    )


def test_every_page_agrees_each_week_of_a_month(page: Page, address: str) -> None:
    page.clock.install(time=f"{FIRST_DAY}T{STUDY_TIME}")
    page.goto(f"{address}review/plan/?exam=bee-1")
    page.get_by_label("Day of the exam").fill(f"{EXAM_DAY}")
    page.get_by_label("Minutes a day").fill(MINUTES)
    page.get_by_role("button", name="Save the plan").press("Enter")
    expect(part(page, "countdown")).to_contain_text(f"BEE-1 is in {DAYS} days")
    answers, weeks = 0, list[_Counts]()
    for day in range(DAYS + 1):
        today = FIRST_DAY + timedelta(days=day)
        page.clock.set_system_time(f"{today}T{STUDY_TIME}")
        if day and day % 7 == 0:
            page.clock.set_system_time(f"{today}T{COUNT_TIME}")
            week = counts(page, address)
            weeks.append(week)
            assert week.due_in_menu == week.due_at_home == week.due_in_review, week
            assert week.to_repeat_in_review == week.to_repeat_in_plan, week
            assert week.known_at_home == week.known_at_exam == week.known_in_domains == week.known_in_plan, week
            assert week.asked_at_exam == week.asked_in_plan == week.asked_on_terms, week
            assert week.known_on_path == week.ticks_on_path, week
            page.clock.set_system_time(f"{today}T{LATE_STUDY_TIME}")
        if day < DAYS and day % 7 not in DAYS_OFF:
            answers += study_today(page, address, answers)
    assert all(week.due_in_menu for week in weeks), weeks
    assert weeks[-1].asked_at_exam == len(TERMS), weeks
    expect(part(page, "countdown")).to_contain_text("is today")
    page.goto(f"{address}review/statistics/")
    expect(part(page, "sum")).to_contain_text(f"{answers} answers")
