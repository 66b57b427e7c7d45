"""Reads the comments in which a note-taking program keeps when its cards come back: `<!--SR:!2024-01-01,3,250-->`.

Nothing of them is published. They are read only for an author who takes the progress along.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from studyguide.model.note import Note
from studyguide.model.note_card import NoteCard
from studyguide.parse.cards.card_lines import CardLine

SCHEDULE_COMMENT = re.compile(r"<!--SR:([^<>\n]*)-->")
SCHEDULE = re.compile(r"!?(\d{4})-(\d\d)-(\d\d),(\d{1,6}(?:\.\d{1,6})?),(\d{1,5})")
NOT_SCHEDULED = date(2000, 1, 1)
"""The day that the program writes for a card of several that was never asked."""


class Schedule(Struct, frozen=True):
    """Holds when a card comes back, by the author's own program."""

    due: date
    interval: float
    """Days between the last answer and `due`."""
    ease: int
    """In percent; 250 at the beginning."""


def schedules_of(note: Note) -> Iterator[tuple[NoteCard, Schedule]]:
    """Yields the cards of a note that are scheduled. A comment belongs to the card that it is in or behind."""
    comments = dict(_comments(note.lines))
    for line, cards in _cards_with_comment(note, comments):
        schedules = comments[line]
        for card in cards:
            schedule = schedules[card.number] if card.number < len(schedules) else None
            if schedule is not None:
                yield card, schedule


def unattached_schedules(note: Note) -> tuple[int, ...]:
    """Returns the 1-based lines of the comments that belong to no card."""
    comments = dict(_comments(note.lines))
    attached = {line for line, _ in _cards_with_comment(note, comments)}
    return tuple(line for line, schedules in comments.items() if any(schedules) and line not in attached)


def _cards_with_comment(note: Note, comments: Mapping[int, object]) -> Iterator[tuple[int, list[NoteCard]]]:
    """Yields the line of each comment that belongs to cards, with the cards of the same lines."""
    groups: dict[tuple[int, int], list[NoteCard]] = {}
    for card in note.cards:
        groups.setdefault((card.first, card.last), []).append(card)
    for (first, last), cards in groups.items():
        if line := _comment_line(comments, note.lines, first, last):
            yield line, cards


def schedule_lines(rows: Sequence[CardLine], lines: Sequence[str]) -> dict[int, int]:
    """Returns the 1-based lines with words that a comment belongs to, each with the number of its schedules."""
    with_words = [row.line for row in rows if not row.is_empty]
    places = ((len(schedules), bisect_right(with_words, line)) for line, schedules in _comments(lines))
    return {with_words[at - 1]: count for count, at in places if at}


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, list[Schedule | None]]]:
    for number, text in enumerate(lines, 1):
        if "<!--SR:" in text and (match := SCHEDULE_COMMENT.search(text)):
            yield number, [_schedule(match_) for match_ in SCHEDULE.finditer(match[1])]


def _schedule(match: re.Match[str]) -> Schedule | None:
    try:
        due = date(*(int(part) for part in match.groups()[:3]))
    except ValueError:
        return None
    interval, ease = float(match[4]), int(match[5])
    return None if due == NOT_SCHEDULED or interval <= 0 else Schedule(due, interval, ease)


def _comment_line(comments: Mapping[int, object], lines: Sequence[str], first: int, last: int) -> int:
    """Returns the line of the comment of the card in some lines; 0 if it has none."""
    inside = next((line for line in range(first, last + 1) if line in comments), 0)
    below = last + 1
    if not inside and below in comments and not SCHEDULE_COMMENT.sub("", lines[below - 1]).strip(" \t>"):
        return below
    return inside
