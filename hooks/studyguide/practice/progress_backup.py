"""Writes a backup of progress, as the review page restores it, from the schedules of another program.

The other program keeps an interval and an ease for each card, as SM-2 does. They are taken over as a state of FSRS: the
interval is the time after which the chance of recall has fallen to 90 %, and the difficulty is the one with which the
next good answer multiplies the interval by the ease.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from studyguide.parse.cards.schedules import Schedule

BACKUP_FORMAT = "studyguide progress"
VERSION = 2
STATE_REVIEW = 2
RECALL = 0.9
"""The chance of recall at which SM-2 is taken to ask a card again."""
GROWTH = (1.8722, 0.1666, 0.796)
"""The default parameters 8, 9 and 10 of FSRS-6: how much an answer makes the memory more stable."""
LEAST_DIFFICULTY, MOST_DIFFICULTY = 1.0, 10.0
EASE_UNIT = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz"
OFFSET_BASIS, PRIME, HASH_BITS = 0x811C9DC5, 0x01000193, 32
"""Constants of the checksum FNV-1a."""


def progress_backup(guide: str, made: int, schedules: Iterable[tuple[str, Schedule]]) -> str:
    """Returns the text of a backup file; `made` is its time in seconds since 1970."""
    log = {card_id: f"{VERSION}\n{card_id} {checked_row(card_id, schedule)}" for card_id, schedule in schedules}
    backup: Mapping[str, object] = {
        "format": BACKUP_FORMAT,
        "version": VERSION,
        "guide": guide,
        "made": (EPOCH + timedelta(seconds=made)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "log": log,
        "ticks": [],
    }
    return json.dumps(backup, indent=1) + "\n"


def checked_row(card_id: str, schedule: Schedule) -> str:
    """Returns the state of a card as a row of the review log, with its check characters."""
    due = datetime(schedule.due.year, schedule.due.month, schedule.due.day, tzinfo=UTC)
    last = due - timedelta(days=schedule.interval)
    times = [_milliseconds(time) for time in (due, last, last)]
    fields = (STATE_REVIEW, "", schedule.interval, sm2_difficulty(schedule), *times, 1, 0)
    row = "s" + ",".join(map(str, fields))
    return row + _check_characters(f"{card_id} {row}")


def sm2_difficulty(schedule: Schedule) -> float:
    """Returns the difficulty in FSRS of a card with an ease of SM-2."""
    base, saturation, forgetting = GROWTH
    growth = math.exp(base) * math.pow(schedule.interval, -saturation) * math.expm1((1 - RECALL) * forgetting)
    difficulty = 11 - (schedule.ease / EASE_UNIT - 1) / growth
    return round(min(max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY), 4)


def _milliseconds(time: datetime) -> int:
    return round((time - EPOCH) / timedelta(milliseconds=1))


def _check_characters(text: str) -> str:
    """Returns the characters by which a damaged row is noticed: those of review_log.js."""
    value = OFFSET_BASIS
    for character in text:
        value = ((value ^ ord(character)) * PRIME) % 2**HASH_BITS
    value %= len(BASE_36) ** 2
    return BASE_36[value // len(BASE_36)] + BASE_36[value % len(BASE_36)]
