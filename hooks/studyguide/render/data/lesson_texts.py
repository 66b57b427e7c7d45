"""The words of a lesson as the search shows them: with its code and its formulas."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from studyguide.model.lesson import Lesson
from studyguide.parse.curated.lesson_markdown import lesson_tokens
from studyguide.render.data.plain_formula import plain_formula
from studyguide.text.mathml import mathml


def lesson_texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yields each piece of text of a lesson as one line, after the heading of its section."""
    for section in lesson.sections:
        for token in lesson_tokens(section.markdown):
            if token.type == "inline":
                yield section.heading, "".join(map(_words_of, token.children or ())).strip()


def _words_of(child: Token) -> str:
    if child.type in {"text", "code_inline"}:
        return child.content
    if child.type == "formula":
        return plain_formula(mathml(child.content, "inline"))
    return " " if child.type in {"softbreak", "hardbreak"} else ""
