"""The parser of a line for each syntax, as a markdown-it parser with the rules that the syntax has."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it import MarkdownIt

from studyguide.render.html.inline.rules_markdown import (
    HIGHLIGHT,
    INSERTED,
    SUBSCRIPT,
    SUPERSCRIPT,
    block_id,
    cloze,
    footnote_reference,
    inline_footnote,
    tag,
    wikilink,
)
from studyguide.render.html.inline.rules_other_markup import asciidoc_link, org_link, org_text, rest_markup
from studyguide.render.html.inline.rules_shared import (
    SPACED_LETTER,
    WORDS,
    bare_url,
    escaped_newline,
    formula,
    newline,
    only_at,
    paired,
)
from studyguide.render.html.inline.scope import InlineSyntax

FORMULA_AT_SIGN = only_at("$\\", formula)


def markdown_parser() -> MarkdownIt:
    """Return the parser of a line of Markdown: CommonMark, GFM, and the constructs of `rules_markdown`."""
    parser = _parser(
        "escape", "backticks", "emphasis", "strikethrough", "link", "image", "autolink", "html_inline", "entity"
    )
    ruler = parser.inline.ruler
    for name, rule in (
        ("escaped_newline", escaped_newline),
        ("formula", FORMULA_AT_SIGN),
        ("wikilink", only_at("[!", wikilink)),
        ("footnote_reference", only_at("[", footnote_reference)),
        ("inline_footnote", only_at("^", inline_footnote)),
        ("bare_url", only_at(":", bare_url)),
        ("tag", only_at("#", tag)),
        ("block_id", only_at("^", block_id)),
        ("highlight", HIGHLIGHT),
        ("cloze", only_at("{", cloze)),
        ("inserted", INSERTED),
        ("superscript", SUPERSCRIPT),
    ):
        ruler.before("escape", name, rule)
    ruler.after("strikethrough", "subscript", SUBSCRIPT)
    return parser


def raw_html_parser() -> MarkdownIt:
    """Return the parser of a block of HTML: tags, entities, and text that is nothing else."""
    return _parser("html_inline", "entity")


def plain_parser() -> MarkdownIt:
    """Return the parser of plain text: only web addresses are more than characters."""
    parser = _parser()
    parser.inline.ruler.push("bare_url", only_at(":", bare_url))
    return parser


def org_parser() -> MarkdownIt:
    """Return the parser of a line of Org."""
    parser = _parser()
    ruler = parser.inline.ruler
    ruler.at("text", org_text)
    ruler.push("formula", FORMULA_AT_SIGN)
    ruler.push("org_link", only_at("[", org_link))
    ruler.push("bare_url", only_at(":", bare_url))
    for sign, element in (("*", "strong"), ("/", "em"), ("_", "ins"), ("+", "s"), ("=", "code"), ("~", "code")):
        ruler.push(element + sign, paired(sign, element, WORDS, SPACED_LETTER))
    return parser


def rest_parser() -> MarkdownIt:
    """Return the parser of a line of reStructuredText."""
    parser = _parser("escape", "emphasis")
    parser.inline.ruler.before("escape", "rest_markup", only_at("`:", rest_markup))
    parser.inline.ruler.push("bare_url", only_at(":", bare_url))
    return parser


def asciidoc_parser() -> MarkdownIt:
    """Return the parser of a line of AsciiDoc."""
    parser = _parser()
    ruler = parser.inline.ruler
    ruler.push("asciidoc_link", only_at(":", asciidoc_link))
    ruler.push("bare_url", only_at(":", bare_url))
    for sign, element in (("*", "strong"), ("_", "em"), ("`", "code"), ("#", "mark")):
        ruler.push(element, paired(sign, element, WORDS, SPACED_LETTER))
    return parser


def _parser(*rules: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": True, "maxNesting": 40}).enable(list(rules))
    parser.inline.ruler.push("line_end", newline)
    return parser


PARSERS: Mapping[InlineSyntax, MarkdownIt] = {
    InlineSyntax.MARKDOWN: markdown_parser(),
    InlineSyntax.ORG: org_parser(),
    InlineSyntax.REST: rest_parser(),
    InlineSyntax.ASCIIDOC: asciidoc_parser(),
    InlineSyntax.PLAIN: plain_parser(),
    InlineSyntax.HTML: raw_html_parser(),
}
"""Constants: parsing keeps nothing between two texts."""
