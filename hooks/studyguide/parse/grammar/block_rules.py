"""The grammar of notes: Markdown's own block rules and, before them, one rule of ours per construct people write.

A rule of ours looks at one line (and what follows it), and if it is its construct, pushes one leaf and moves on.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studyguide.parse.blocks import MutableBlock
from studyguide.parse.grammar import rules_code as dialect_code
from studyguide.parse.grammar import rules_headings as dialect_titles
from studyguide.parse.grammar import rules_markup as dialect_markups
from studyguide.parse.grammar import rules_outline as dialect_outline
from studyguide.parse.grammar import rules_text as dialect_text
from studyguide.parse.markup_language import MarkupLanguage, adornments_of

Rule = Callable[[StateBlock, int, int, bool], bool]
LEVELS = 120
"""Token levels (two per list, one per quote) below which everything is kept as plain text."""


class BlockRule(NamedTuple):
    """One thing people write, and the rule that reads it."""

    rule: Rule
    interrupts: tuple[str, ...] = ()
    """What it may end without a blank line between."""
    begins: str = ""
    """The characters one of which its first line begins with; '' where that may be any."""


WORDS, ANYTHING = ("paragraph",), ("paragraph", "list", "blockquote")
CONSTRUCTS = (
    # in the order in which they are tried
    BlockRule(dialect_text.too_deep),
    BlockRule(dialect_code.front_matter, (), "-+"),
    BlockRule(dialect_markups.org_headline, ("paragraph", "list"), "*"),
    BlockRule(dialect_markups.org_special, ("paragraph", "list"), "#:"),
    BlockRule(dialect_markups.asciidoc_title, WORDS, "="),
    BlockRule(dialect_markups.asciidoc_listing, WORDS, "-.`"),
    BlockRule(dialect_markups.asciidoc_list, ("paragraph", "list"), "*."),
    BlockRule(dialect_markups.directive, WORDS, "."),
    BlockRule(dialect_markups.callout, WORDS, ":!?"),
    BlockRule(dialect_code.math_block, WORDS, "$\\"),
    BlockRule(dialect_code.code_in_item, WORDS),
    BlockRule(dialect_code.indented_code),
    BlockRule(dialect_outline.indented_text),
    BlockRule(dialect_text.html_block, WORDS, "<"),
    BlockRule(dialect_text.table, WORDS),
    BlockRule(dialect_titles.underlined_title, WORDS),
    BlockRule(dialect_text.divider, ANYTHING, dialect_text.DIVIDERS),
    BlockRule(dialect_titles.date_group, WORDS, dialect_titles.DATES),
    BlockRule(dialect_titles.dated_headline, WORDS, dialect_titles.DATES),
    BlockRule(rules_block.fence, ANYTHING, "`~"),
    BlockRule(rules_block.blockquote, ANYTHING, ">"),
    BlockRule(rules_block.list_block, ("paragraph", "blockquote"), "-+*0123456789"),
    BlockRule(dialect_titles.heading, ("paragraph", "blockquote"), "#"),
    BlockRule(dialect_titles.label, WORDS),
    BlockRule(dialect_outline.outline_item),
    BlockRule(dialect_text.paragraph),
)


def tokens_of(lines: Sequence[str], syntax: MarkupLanguage = MarkupLanguage.MARKDOWN) -> list[Token | MutableBlock]:
    """Parse the view of a note into leaves and what opens and closes round them: Markdown's own tokens, whose `map`
    counts lines from 0, its end exclusive."""
    source = "\n".join(lines) + "\n"
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    environment: dict[str, Any] = {
        "starts": starts,
        "lines": lines,
        "syntax": syntax,
        "adornments": adornments_of(lines),
    }
    tokens: list[Any] = []
    PARSER.block.parse(source, PARSER, environment, tokens)
    return tokens


def _parser() -> MarkdownIt:
    """Markdown's parser with one rule for all constructs and, for each that may be ended, one for those that end it."""
    parser = MarkdownIt("zero", {"html": False, "maxNesting": LEVELS + 20})
    ruler = parser.block.ruler
    ruler.enableOnly([])
    ruler.push("construct", _any_of(CONSTRUCTS))
    for ended in ANYTHING:
        ending = _any_of([construct for construct in CONSTRUCTS if ended in construct.interrupts])
        ruler.push(f"end of {ended}", ending, {"alt": [ended]})
    return parser


def _any_of(constructs: Sequence[BlockRule]) -> Rule:
    """Try those that can begin with a line's first character: most lines begin with a letter, few constructs do."""
    every = tuple(construct.rule for construct in constructs)
    begins = {
        character: tuple(c.rule for c in constructs if character in c.begins or not c.begins)
        for character in string.ascii_letters + string.digits + string.punctuation
    }

    def rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for found in begins.get(state.src[start : start + 1], every):  # noqa: SIM110 a generator takes longer
            if found(state, line, end, silent):
                return True
        return False

    return rule


PARSER = _parser()
"""As constant as its rules: what it knows of a note is in the `environment` of each call."""
