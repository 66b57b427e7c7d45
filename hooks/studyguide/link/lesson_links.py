"""Finds the terms that lessons name; each is linked once in a section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from studyguide.execution.memo import ByIdentity, Memo, no_memo
from studyguide.execution.parallel import Mapper
from studyguide.link.mentions import find_mentions
from studyguide.link.readable_forms import FormComparison, ReadableForms
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.lesson import Lesson
from studyguide.model.note import Mention, Note, NotePath, TermId


def lesson_mentions(
    lessons: Mapping[TermId, Lesson], comparison: FormComparison, memo: Memo = no_memo, map_: Mapper = map
) -> dict[TermId, tuple[Mention, ...]]:
    """Returns, for each lesson, the mentions that become links: each term once in a section, never the lesson's own.

    A mention's line is the number of its piece of text in the lesson, beginning with 1, in the order of
    `lesson_lines`.
    """
    return dict(zip(lessons, map_(partial(_memoized_mentions_of, comparison, memo), lessons.values()), strict=True))


def _memoized_mentions_of(comparison: FormComparison, memo: Memo, lesson: Lesson) -> tuple[Mention, ...]:
    lines = tuple(lesson_lines(lesson))
    note = Note(NotePath(f"lessons/{lesson.term}"), lesson.term, tuple(text for _, text in lines))
    inputs = (ByIdentity(lesson), ReadableForms(note, comparison))
    made = partial(_mentions_of_lesson, lesson.term, lines, note, comparison.surface_forms)
    return memo(("lesson mentions", lesson.term), inputs, lambda: tuple(made()))


def lesson_lines(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yields each piece of text of a lesson as one line, after the heading of its section."""
    for section in lesson.sections:
        for line in section.lines:
            yield section.heading, line


def _mentions_of_lesson(
    term: TermId, lines: Sequence[tuple[str, str]], note: Note, surface_forms: SurfaceForms
) -> Iterator[Mention]:
    linked: set[tuple[str, TermId]] = set()
    for mention in find_mentions(note, surface_forms)[0]:
        place = (lines[mention.line - 1][0], mention.term)
        if mention.term != term and place not in linked:
            linked.add(place)
            yield mention
