"""The schedule in the browser against the reference implementation, review by review."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from fsrs import Card, Rating, Scheduler
from playwright.sync_api import Page

from browser.paper import ASSETS

HISTORIES = 2000
MAX_REVIEWS = 24
START = datetime(2025, 1, 6, 7, 30, tzinfo=UTC)
ROUNDING = 1e-9
"""Relative: two mathematics libraries differ in the last bit of a power, nothing else may differ."""
REPLAY = """(histories) => histories.map((history) => {
  let card = null;
  return history.map(([rating, now]) => (card = studyguide.fsrs.review(card, rating, now)));
})"""

REPLAY_LOG = """(histories) => histories.map((history) => {
  const log = studyguide.reviewLog;
  let [card, text] = [null, null];
  for (const [rating, now] of history) {
    const events = text ? log.decode("a", text).cards.get("a.does") : [];
    const time = log.nextTime(events, now);
    card = log.reviewed(card, rating, time);
    text = log.append(text, "a.does", [studyguide.logRows.answerRow(rating, 4000, time)]);
  }
  return [card, log.replay(log.decode("a", text).cards.get("a.does"))];
})"""
"""Each history answer by answer, and the state that its log gives."""
MERGE_LOGS = """([histories, shares]) => histories.map((history, number) => {
  const log = studyguide.reviewLog;
  const events = history.reduce((list, [rating, now], at) => {
    const time = log.nextTime(list, now);
    const back = at % 5 === 4 ? [studyguide.logRows.takenBackRow(time)] : [];
    return [...list, ...[studyguide.logRows.answerRow(rating, 4000, time), ...back].map(studyguide.logRows.parsedRow)];
  }, []);
  const [first, second] = ["one", "two"].map((name) => {
    const times = new Set(history.map((_, at) => events.filter(({ kind }) => kind === "answer")[at].time)
      .filter((_, at) => [name, "both"].includes(shares[number][at])));
    return events.filter(({ time }) => times.has(time));
  });
  const merges = [[first, second], [second, first], [log.merged(first, second), second]];
  return [events, ...merges.map(([a, b]) => log.merged(a, b))].map(log.replay);
})"""
"""Each history whole, and as two devices that have parts of it, merged in either order and once more."""


def test_same_history_same_schedule(page: Page) -> None:
    histories = [list(_history(random.Random(seed))) for seed in range(HISTORIES)]
    page.add_script_tag(path=ASSETS / "fsrs.js")
    replayed = page.evaluate(REPLAY, histories)
    scheduler = Scheduler(enable_fuzzing=False)
    for number, (history, results) in enumerate(zip(histories, replayed, strict=True)):
        card = Card(card_id=number)
        for at, ((rating, now), ours) in enumerate(zip(history, results, strict=True)):
            card, _ = scheduler.review_card(card, Rating(rating), _moment(now))
            assert _differences(card, ours) == [], f"history {number}, review {at}: {history[: at + 1]}"


def test_the_review_log_replays_to_the_same_state(page: Page) -> None:
    histories = [list(_history(random.Random(seed))) for seed in range(HISTORIES)]
    for script in ("fsrs.js", "log_rows.js", "review_log.js"):
        page.add_script_tag(path=ASSETS / script)
    results = page.evaluate(REPLAY_LOG, histories)
    assert all(step == replayed for step, replayed in results)
    assert sum(card["reviews"] for card, _ in results) == sum(map(len, histories))


def test_logs_are_merged_in_any_order(page: Page) -> None:
    chance = random.Random(1)
    histories = [list(_history(random.Random(seed))) for seed in range(HISTORIES)]
    shares = [[chance.choice(("one", "two", "both")) for _ in history] for history in histories]
    for script in ("fsrs.js", "log_rows.js", "review_log.js"):
        page.add_script_tag(path=ASSETS / script)
    for whole, *merged in page.evaluate(MERGE_LOGS, [histories, shares]):
        assert merged == [whole] * 3


def test_module_and_script_are_one(page: Page, serve: Any) -> None:
    page.goto(f"{serve(ASSETS)}/fsrs.mjs")
    assert page.evaluate("import('./fsrs.mjs').then((m) => m.review(null, 3, 0).due)") == 600_000


def _history(chance: random.Random) -> Iterator[tuple[int, int]]:
    """Yields ratings and times in ms: at once, within the day, near the due date, far too late, clock put back."""
    scheduler = Scheduler(enable_fuzzing=False)
    card, now = Card(card_id=1), START
    for _ in range(chance.randint(1, MAX_REVIEWS)):
        rating = chance.choice((1, 2, 3, 3, 3, 4))
        yield rating, _milliseconds(now)
        card, _ = scheduler.review_card(card, Rating(rating), now)
        wait = (card.due - now).total_seconds()
        gaps = (wait, wait * chance.uniform(0.2, 1.8), wait + chance.uniform(0, 4e7), chance.uniform(1, 86_400), 86_400)
        seconds = chance.choice((*gaps, -60))
        now += timedelta(milliseconds=round(seconds * 1000))
        if now.year > 2300:
            return


def _differences(card: Card, ours: dict[str, Any]) -> list[str]:
    exact = {"state": int(card.state), "step": card.step, "due": _milliseconds(card.due)}
    near = {"stability": card.stability, "difficulty": card.difficulty}
    return [key for key, value in exact.items() if ours[key] != value] + [
        key for key, value in near.items() if not math.isclose(ours[key], value or 0, rel_tol=ROUNDING)
    ]


def _milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _moment(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
