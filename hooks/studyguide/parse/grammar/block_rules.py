"""Defines the grammar of notes: Markdown's own block rules and, before them, one rule for each other construct.

A rule of ours looks at one line (and what follows it), and if it is its construct, pushes one leaf and moves on.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

from studyguide.parse.blocks import MutableBlock
from studyguide.parse.grammar import rules_code, rules_headings, rules_markup, rules_outline, rules_text
from studyguide.parse.line_habits import line_habits
from studyguide.parse.markup_language import MarkupLanguage, adornments_of

RuleFunction = Callable[[StateBlock, int, int, bool], bool]
MAX_NESTING = 120
"""Token levels (two per list, one per quote) below which all text becomes plain text."""


class BlockRule(Struct, frozen=True):
    """Describes a construct and the rule that parses it."""

    rule: RuleFunction
    interrupts: tuple[str, ...] = ()
    """The constructs that it may end without a blank line between."""
    begins: str = ""
    """The characters with which its first line may begin; '' for any."""


WORDS, ANYTHING = ("paragraph",), ("paragraph", "list", "blockquote")
CONSTRUCTS = (
    # The parser tries them in this order.
    BlockRule(rules_text.too_deep),
    BlockRule(rules_code.front_matter, (), "-+"),
    BlockRule(rules_markup.org_headline, ("paragraph", "list"), "*"),
    BlockRule(rules_markup.org_special, ("paragraph", "list"), "#:"),
    BlockRule(rules_markup.asciidoc_title, WORDS, "="),
    BlockRule(rules_markup.asciidoc_listing, WORDS, "-.`"),
    BlockRule(rules_markup.asciidoc_list, ("paragraph", "list"), "*."),
    BlockRule(rules_markup.directive, WORDS, "."),
    BlockRule(rules_markup.callout, WORDS, ":!?"),
    BlockRule(rules_headings.indented_heading, WORDS, "#"),
    BlockRule(rules_headings.numbered_title, WORDS),
    BlockRule(rules_code.math_block, WORDS, "$\\"),
    BlockRule(rules_code.code_in_item, WORDS),
    BlockRule(rules_code.indented_code),
    BlockRule(rules_outline.indented_text),
    BlockRule(rules_text.html_block, WORDS, "<"),
    BlockRule(rules_text.table_rule, WORDS),
    BlockRule(rules_headings.underlined_title, WORDS),
    BlockRule(rules_text.divider, ANYTHING, rules_text.DIVIDERS),
    BlockRule(rules_headings.date_group, WORDS, rules_headings.DATES),
    BlockRule(rules_headings.dated_headline, WORDS, rules_headings.DATES),
    BlockRule(rules_block.fence, ANYTHING, "`~"),
    BlockRule(rules_block.blockquote, ANYTHING, ">"),
    BlockRule(rules_block.list_block, ("paragraph", "blockquote"), "-+*0123456789"),
    BlockRule(rules_headings.heading, ("paragraph", "blockquote"), "#"),
    BlockRule(rules_headings.label, WORDS),
    BlockRule(rules_headings.bare_label, WORDS),
    BlockRule(rules_outline.outline_item),
    BlockRule(rules_text.paragraph),
)


def tokens_of(lines: Sequence[str], syntax: MarkupLanguage = MarkupLanguage.MARKDOWN) -> list[Token | MutableBlock]:
    """Parses the normalized lines of a note into leaves and the tokens that open and close containers. These are
    Markdown's own tokens: their `map` counts lines from 0, with an exclusive end."""
    source = "\n".join(lines) + "\n"
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    environment: dict[str, Any] = {
        "starts": starts,
        "lines": lines,
        "syntax": syntax,
        "adornments": adornments_of(lines),
        "habits": line_habits(lines),
    }
    tokens: list[Any] = []
    BLOCK_PARSER.block.parse(source, BLOCK_PARSER, environment, tokens)
    return tokens


def _block_parser() -> MarkdownIt:
    """Returns Markdown's parser with one rule for all constructs and, for each construct that others may end, a rule
    for those."""
    parser = MarkdownIt("zero", {"html": False, "maxNesting": MAX_NESTING + 20})
    ruler = parser.block.ruler
    ruler.enableOnly([])
    ruler.push("construct", _first_of(CONSTRUCTS))
    for ended in ANYTHING:
        ending = _first_of([construct for construct in CONSTRUCTS if ended in construct.interrupts])
        ruler.push(f"end of {ended}", ending, {"alt": [ended]})
    return parser


def _first_of(constructs: Sequence[BlockRule]) -> RuleFunction:
    """Returns a rule that tries only constructs that can begin with a line's first character. Most lines begin with a
    letter, which few constructs do."""
    every = tuple(construct.rule for construct in constructs)
    begins = {
        character: tuple(c.rule for c in constructs if character in c.begins or not c.begins)
        for character in string.ascii_letters + string.digits + string.punctuation
    }

    def rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for begin in begins.get(state.src[start : start + 1], every):  # noqa: SIM110 a generator takes longer
            if begin(state, line, end, silent):
                return True
        return False

    return rule


BLOCK_PARSER = _block_parser()
"""A constant like its rules: the state of a note is in the `environment` of each call."""
