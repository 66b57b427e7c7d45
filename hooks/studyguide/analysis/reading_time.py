"""Estimates how long a lesson takes to read."""

from __future__ import annotations

from studyguide.model.lesson import Lesson

WORDS_A_MINUTE = 180
"""A little below the usual 200 to 250: lessons have numbers to follow."""


def lesson_minutes(lesson: Lesson) -> int:
    """Returns the minutes that a lesson takes, at least one."""
    words = sum(len(line.split()) for section in lesson.sections for line in section.lines)
    return max(1, round(words / WORDS_A_MINUTE))
