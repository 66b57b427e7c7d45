"""The grammar of notes: Markdown's own block rules and, before them, one rule of ours per construct people write.

A rule of ours looks at one line (and what follows it), and if it is its construct, pushes one token and moves on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studyguide.read import dialect_code, dialect_markups, dialect_outline, dialect_text, dialect_titles
from studyguide.read.syntax import Syntax, adornments_of

Rule = Callable[[StateBlock, int, int, bool], bool]
LEVELS = 120
"""Token levels (two per list, one per quote) below which everything is kept as plain text."""
OURS: tuple[tuple[str, Rule, tuple[str, ...]], ...] = (
    # name, rule, what it may interrupt
    ("too_deep", dialect_text.too_deep, ()),
    ("front_matter", dialect_code.front_matter, ()),
    ("org_headline", dialect_markups.org_headline, ("paragraph", "list")),
    ("org_special", dialect_markups.org_special, ("paragraph", "list")),
    ("asciidoc_title", dialect_markups.asciidoc_title, ("paragraph",)),
    ("asciidoc_listing", dialect_markups.asciidoc_listing, ("paragraph",)),
    ("directive", dialect_markups.directive, ("paragraph",)),
    ("callout", dialect_markups.callout, ("paragraph",)),
    ("math_block", dialect_code.math_block, ("paragraph",)),
    ("code_in_item", dialect_code.code_in_item, ("paragraph",)),
    ("indented_code", dialect_code.indented_code, ()),
    ("indented_text", dialect_outline.indented_text, ()),
    ("html_block", dialect_text.html_block, ("paragraph",)),
    ("table", dialect_text.table, ("paragraph",)),
    ("underlined_title", dialect_titles.underlined_title, ("paragraph",)),
    ("ruler", dialect_titles.ruler, ("paragraph", "list", "blockquote")),
    ("date_group", dialect_titles.date_group, ("paragraph",)),
    ("dated_headline", dialect_titles.dated_headline, ("paragraph",)),
)
LAST: tuple[tuple[str, Rule, tuple[str, ...]], ...] = (
    ("label", dialect_titles.label, ("paragraph",)),
    ("outline_item", dialect_outline.outline_item, ()),
    ("paragraph", dialect_text.paragraph, ()),
)
THEIRS = ("fence", "blockquote", "hr", "list", "heading")


def tokens_of(lines: Sequence[str], syntax: Syntax = Syntax.MARKDOWN) -> list[Token]:
    """Parse the view of a note into block tokens; every `map` counts lines from 0, its end exclusive."""
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
    tokens: list[Token] = []
    PARSER.block.parse(source, PARSER, environment, tokens)
    return tokens


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "maxNesting": LEVELS + 20})
    ruler = parser.block.ruler
    ruler.enableOnly(list(THEIRS))
    for name, rule, interrupts in OURS:
        ruler.before("fence", f"our_{name}", rule, {"alt": list(interrupts)})
    for name, rule, interrupts in LAST:
        ruler.before("paragraph", f"our_{name}", rule, {"alt": list(interrupts)})
    ruler.enable([f"our_{name}" for name, _, _ in (*OURS, *LAST)])
    return parser


PARSER = _parser()
"""As constant as its rules: what it knows of a note is in the `environment` of each call."""
