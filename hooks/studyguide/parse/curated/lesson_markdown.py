"""Parses the Markdown of lessons into tokens: CommonMark with tables, formulas and source marks."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.model.lesson import LessonSection

SOURCE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
FORMULA = re.compile(r"\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)")
"""A formula within a line: no blank inside its dollar signs, and no digit behind, as `$5 and $6` would have."""
FORMULA_FENCE = "$$"
FORMULA_SIGN = "$"
"""A text without it has no formula."""


def lesson_tokens(markdown: str) -> list[Token]:
    """Parses the text of one section. Formulas are `formula` tokens, source marks are `source_mark` tokens."""
    return LESSON_PARSER.parse(markdown)


def lesson_section(heading: str, markdown: str, line: int) -> LessonSection:
    """Returns a section with its text as lines; `line` is the 1-based one on which the text begins."""
    lines = tuple(plain_text(token) for token in lesson_tokens(markdown) if token.type == "inline")
    return LessonSection(heading, markdown, line, lines)


def plain_text(inline: Token) -> str:
    """Returns the words of an `inline` token, with a blank for each character of code, formulas and source marks.

    Words keep their places: a child of type `text` begins after the lengths of all children before it.
    """
    return "".join(_token_words(child) for child in inline.children or ())


def _token_words(child: Token) -> str:
    if child.type == "text":
        return child.content
    return " " * width(child)


def width(child: Token) -> int:
    """Returns how many characters of `plain_text` a child takes."""
    return 1 if child.type in {"softbreak", "hardbreak"} else len(child.content)


def _source_mark(state: StateInline, silent: bool) -> bool:
    mark = SOURCE_MARK.match(state.src, state.pos)
    if mark is None:
        return False
    if not silent:
        state.push("source_mark", "", 0).content = mark[1]
    state.pos = mark.end()
    return True


def _formula_rule(state: StateInline, silent: bool) -> bool:
    formula = FORMULA.match(state.src, state.pos)
    if formula is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = formula[1]
    state.pos = formula.end()
    return True


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parses a formula that is a paragraph of its own: `$$...$$` on one line or several."""
    text = ""
    for line in range(start, end):
        text += state.getLines(line, line + 1, state.blkIndent, keepLastLF=False).strip() + "\n"
        formula = text.strip()
        if not formula.startswith(FORMULA_FENCE):
            return False
        if len(formula) > 2 * len(FORMULA_FENCE) and formula.endswith(FORMULA_FENCE):
            if not silent:
                token = state.push("formula_block", "", 0)
                token.content = formula.removeprefix(FORMULA_FENCE).removesuffix(FORMULA_FENCE).strip()
                token.map = [start, line + 1]
            state.line = line + 1
            return True
    return False


def _lesson_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.inline.ruler.before("link", "source_mark", _source_mark)
    parser.inline.ruler.before("escape", "formula", _formula_rule)
    parser.block.ruler.before("paragraph", "formula_block", _formula_block, {"alt": ["paragraph"]})
    return parser


LESSON_PARSER = _lesson_parser()
"""A constant: parsing leaves no state in it."""
