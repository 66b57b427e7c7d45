"""What the search shows of a lesson: no formula and no code is missing from its sentences."""

from __future__ import annotations

import pytest

from studyguide.model.lesson import Lesson
from studyguide.model.note import TermId
from studyguide.parse.curated.lesson_markdown import lesson_section
from studyguide.render.data.lesson_texts import lesson_texts

CASES = (
    ("Recall is $54/60 = 0.9$, precision lower.[^own]", "Recall is 54/60 = 0.9, precision lower."),
    (r"It is $\frac{a}{b}$.", "It is a/b."),
    ("Call `converse` with **one**\nmessage.", "Call converse with one message."),
)


@pytest.mark.parametrize(("markdown", "text"), CASES)
def test_a_sentence_keeps_its_formulas_and_code(markdown: str, text: str) -> None:
    section = lesson_section("How it works", markdown, 1)
    lesson = Lesson(TermId("any"), "Do it.", "2026-01-02", {}, (section,), (), "docs/lessons/any.md")
    assert list(lesson_texts(lesson)) == [("How it works", text)]
