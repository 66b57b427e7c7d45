"""What people write inside a line beyond CommonMark: one markdown-it rule for each construct.

A rule looks at the character at hand, and if its construct begins there, pushes its tokens and moves on. The marks
that `inline` puts into the text count as letters to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from studyguide.text.formula_signs import WORD_OF_PROSE, reads_as_bracketed_formula, reads_as_formula
from studyguide.text.words import CJK

InlineRule = Callable[[StateInline, bool], bool]

WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")
FOOTNOTE = re.compile(r"\[\^([^\]\s^]{1,80})\]")
SPACED_LETTER = re.compile(rf"[^\W_{CJK}]")
"""A letter or digit of a script that puts spaces between words: what touches it is a part of the word."""
URL = re.compile(r"://[^\s<>\"`{}|\\^\[\]\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+")
"""The rest of an address, up to a sign that none has: also up to the punctuation of Chinese and Japanese."""
TAG = re.compile(r"#(?=[\w/-]*[^\W\d_])[\w/-]+")
DISPLAY = re.compile(r"\$\$(?!\$)([^$]+)\$\$")
DOLLARS = re.compile(r"\$(?=[^\s$])((?:\\.|[^$\\\n])*)(?<=\S)\$(?![\d$_])")
BRACKETS = re.compile(r"\\\((.(?:[^\\]|\\(?!\)))*+)\\\)|\\\[(.(?:[^\\]|\\(?!\]))*+)\\\]", re.DOTALL)
BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]+[ \t]*(?=\n|$)")
CLOZE = re.compile(r"\{\{(c\d{1,3})::((?:[^{}:\n]|:(?!:))+)(?:::([^{}:\n]+))?\}\}")
ORG_TEXT = re.compile(r"[^*/_+=~$\\\[:\n]+")
ORG_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
REST_LINK = re.compile(r"`([^`<\n]++)\s*+<([^`<>\n]+)>`__?")
REST_ROLE = re.compile(r":[a-zA-Z][\w:+.-]{0,40}:`([^`<\n]++)\s*+(?:<[^`<>\n]*>)?`")
REST_CODE = re.compile(r"``(?=\S)(.(?:[^`]|`(?:(?!`)|(?<=\s`)))*+)``", re.DOTALL)
ASCIIDOC_LINK = re.compile(r"://[^\s<>\"`{}|\\^\[\]]+\[([^\]\n]*)\]")
TRAILING = ".,;:!?'*_~="


def newline(state: StateInline, silent: bool) -> bool:
    """End a line: softly, or hard behind two blanks. The token says which line of the block begins behind it."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        kind = "hardbreak" if state.pending.endswith("  ") else "softbreak"
        state.pending = state.pending.rstrip(" ")
        state.push(kind, "br", 0).meta = {"row": state.src.count("\n", 0, state.pos) + 1}
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True


def escaped_newline(state: StateInline, silent: bool) -> bool:
    """End a line hard with a backslash."""
    if not state.src.startswith("\\\n", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0).meta = {"row": state.src.count("\n", 0, state.pos) + 1}
    state.pos += 2
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True


def bare_url(state: StateInline, silent: bool) -> bool:
    """Link `http://` and `https://` addresses, and nothing that has no scheme."""
    scheme = next((s for s in ("https", "http") if state.pending.lower().endswith(s)), "")
    match = URL.match(state.src, state.pos, state.posMax) if scheme and state.linkLevel == 0 else None
    before = state.pending[: -len(scheme)][-1:] if scheme else ""
    if not match or SPACED_LETTER.match(before):
        return False
    rest = match[0].rstrip(TRAILING)
    while rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1].rstrip(TRAILING)
    if len(rest) <= 3 or silent:
        return False
    url = state.pending[-len(scheme) :] + rest
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def asciidoc_link(state: StateInline, silent: bool) -> bool:
    """Link `https://example.org[words]`."""
    scheme = next((s for s in ("https", "http") if state.pending.endswith(s)), "")
    match = ASCIIDOC_LINK.match(state.src, state.pos, state.posMax) if scheme else None
    if not match or silent:
        return False
    url = scheme + match[0][: match[0].index("[")]
    state.pending = state.pending[: -len(scheme)].removesuffix("link:")
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = match[1] or url
    state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def wikilink(state: StateInline, silent: bool) -> bool:
    """`[[note]]`, `[[note#part|words]]`, and with `!` before it an embedded note or file."""
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("embed" if match[1] else "wikilink", "", 0)
        label = match[3]
        token.meta = {"target": match[2].rstrip("\\").strip(), "label": label.strip() if label else ""}
    state.pos = match.end()
    return True


def org_link(state: StateInline, silent: bool) -> bool:
    """`[[address][words]]` of Org."""
    match = ORG_LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[1].removeprefix("file:")}
        state.push("text", "", 0).content = match[2] or match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def rest_markup(state: StateInline, silent: bool) -> bool:
    """Code, links and roles of reStructuredText."""
    if match := REST_CODE.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("code_inline", "code", 0).content = match[1].replace("\n", " ")
    elif match := REST_LINK.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("link_open", "a", 1).attrs = {"href": match[2]}
            state.push("text", "", 0).content = match[1].rstrip() or match[1][0]
            state.push("link_close", "a", -1)
    elif match := REST_ROLE.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("code_inline", "code", 0).content = match[1].rstrip() or match[1][0]
    else:
        return False
    state.pos = match.end()
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """`[^label]`, if the note has a footnote of that label."""
    match = FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match or match[1] not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def inline_footnote(state: StateInline, silent: bool) -> bool:
    """`^[words]`: a footnote that is written where it belongs. It is shown there, in smaller type."""
    if not state.src.startswith("^[", state.pos):
        return False
    start, end = state.pos + 2, state.posMax
    last = parseLinkLabel(state, state.pos + 1)
    if last < 0 or not state.src[start:last].strip():
        return False
    if not silent:
        state.push("small_open", "small", 1)
        state.push("text", "", 0).content = "["
        state.pos, state.posMax = start, last
        state.md.inline.tokenize(state)
        state.push("text", "", 0).content = "]"
        state.push("small_close", "small", -1)
        state.posMax = end
    state.pos = last + 1
    return True


def tag(state: StateInline, silent: bool) -> bool:
    """`#word`, not `#12` and not in the middle of a word."""
    before = state.src[state.pos - 1 : state.pos]
    match = TAG.match(state.src, state.pos, state.posMax) if not before or before.isspace() or before in "(,;" else None
    if not match:
        return False
    if not silent:
        state.push("tag", "", 0).content = match[0]
    state.pos = match.end()
    return True


def formula(state: StateInline, silent: bool) -> bool:
    """`$...$`, `$$...$$`, `\\(...\\)` and `\\[...\\]`; amounts of money are none."""
    display = False
    before = state.src[state.pos - 1 : state.pos]
    if state.src[state.pos] == "\\":
        match = BRACKETS.match(state.src, state.pos, state.posMax)
        display = bool(match and match[2])
        if match and not reads_as_bracketed_formula(match[1] or match[2]):
            return False
    elif match := DISPLAY.match(state.src, state.pos, state.posMax):
        display = True
        if not match[1].strip() or (match[1][0].isspace() and not reads_as_formula(match[1].strip())):
            return False
    else:
        match = None if before == "$" else DOLLARS.match(state.src, state.pos, state.posMax)
        touches = match is not None and (SPACED_LETTER.match(before) or SPACED_LETTER.match(state.src, match.end()))
        if match and (not reads_as_formula(match[1]) or (touches and not _is_surely_formula(match[1], before))):
            return False
    if not match:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.meta = match[1] or match[2], {"display": display, "source": match[0]}
    state.pos = match.end()
    return True


def _is_surely_formula(text: str, before: str) -> bool:
    """Return whether dollar signs that touch a word are a formula's, as in `the $n$th`, and no shell's or money's."""
    return "\\" in text or not (SPACED_LETTER.match(before) or text[0].isdigit() or WORD_OF_PROSE.search(text))


def block_id(state: StateInline, silent: bool) -> bool:
    """`^id` at the end of a line, by which other notes link to the block: not shown."""
    before = state.src[state.pos - 1 : state.pos]
    match = BLOCK_ID.match(state.src, state.pos, state.posMax) if not before or before in " \n" else None
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
    state.pos = match.end()
    return True


def cloze(state: StateInline, silent: bool) -> bool:
    """`{{c1::words::hint}}`: words of a card that are left out when it is asked, shown with their number and hint."""
    match = CLOZE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        end = state.posMax
        state.push("small_open", "small", 1)
        state.push("text", "", 0).content = match[1]
        state.push("small_close", "small", -1)
        state.push("text", "", 0).content = " "
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = match.span(2)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = end
        if match[3]:
            state.push("text", "", 0).content = f" ({match[3]})"
    state.pos = match.end()
    return True


def paired(delimiter: str, element: str, inside: str, apart: str = "") -> InlineRule:
    """Make the rule for words between two equal delimiters.

    `inside` is the pattern of what may be between them, without the delimiter. With `apart` given, neither end may
    touch a letter or digit outside.
    """
    sign = re.escape(delimiter)
    outside = f"(?!{SPACED_LETTER.pattern})" if apart else ""
    pattern = re.compile(rf"{sign}(?=\S)({inside})(?<=\S){sign}{outside}(?!{re.escape(delimiter[-1])})")

    def rule(state: StateInline, silent: bool) -> bool:
        before = state.src[state.pos - 1 : state.pos]
        if (
            not state.src.startswith(delimiter, state.pos)
            or before == delimiter[0]
            or (apart and SPACED_LETTER.match(before))
        ):
            return False
        match = pattern.match(state.src, state.pos, state.posMax)
        if not match:
            return False
        if silent:
            state.pos = match.end()
            return True
        if element == "code":
            state.push("code_inline", "code", 0).content = match[1]
        else:
            end, size = state.posMax, len(delimiter)
            state.push(f"{element}_open", element, 1)
            state.pos, state.posMax = match.start() + size, match.end() - size
            state.md.inline.tokenize(state)
            state.push(f"{element}_close", element, -1)
            state.posMax = end
        state.pos = match.end()
        return True

    return rule


WORDS = r"[^\n]+?"
HIGHLIGHT = paired("==", "mark", WORDS, "apart")
INSERTED = paired("++", "ins", WORDS, "apart")
SUBSCRIPT = paired("~", "sub", r"[^\s~]+?")
SUPERSCRIPT = paired("^", "sup", r"[^\s^\[\]]+?")


def markdown_parser() -> MarkdownIt:
    """Return the parser of a line of Markdown: CommonMark, GFM, and the constructs above."""
    parser = _parser(
        "escape", "backticks", "emphasis", "strikethrough", "link", "image", "autolink", "html_inline", "entity"
    )
    ruler = parser.inline.ruler
    for name, rule in (
        ("escaped_newline", escaped_newline),
        ("formula", formula_at_sign),
        ("wikilink", at("[!", wikilink)),
        ("footnote_reference", at("[", footnote_reference)),
        ("inline_footnote", at("^", inline_footnote)),
        ("bare_url", at(":", bare_url)),
        ("tag", at("#", tag)),
        ("block_id", at("^", block_id)),
        ("highlight", HIGHLIGHT),
        ("cloze", at("{", cloze)),
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
    parser.inline.ruler.push("bare_url", at(":", bare_url))
    return parser


def org_parser() -> MarkdownIt:
    """Return the parser of a line of Org."""
    parser = _parser()
    ruler = parser.inline.ruler
    ruler.at("text", _text_up_to_slash)
    ruler.push("formula", formula_at_sign)
    ruler.push("org_link", at("[", org_link))
    ruler.push("bare_url", at(":", bare_url))
    for sign, element in (("*", "strong"), ("/", "em"), ("_", "ins"), ("+", "s"), ("=", "code"), ("~", "code")):
        ruler.push(element + sign, paired(sign, element, WORDS, "apart"))
    return parser


def rest_parser() -> MarkdownIt:
    """Return the parser of a line of reStructuredText."""
    parser = _parser("escape", "emphasis")
    parser.inline.ruler.before("escape", "rest_markup", at("`:", rest_markup))
    parser.inline.ruler.push("bare_url", at(":", bare_url))
    return parser


def asciidoc_parser() -> MarkdownIt:
    """Return the parser of a line of AsciiDoc."""
    parser = _parser()
    ruler = parser.inline.ruler
    ruler.push("asciidoc_link", at(":", asciidoc_link))
    ruler.push("bare_url", at(":", bare_url))
    for sign, element in (("*", "strong"), ("_", "em"), ("`", "code"), ("#", "mark")):
        ruler.push(element, paired(sign, element, WORDS, "apart"))
    return parser


def _text_up_to_slash(state: StateInline, silent: bool) -> bool:
    """Take text up to a character that may begin markup: markdown-it's own rule does not stop at `/`."""
    match = ORG_TEXT.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def at(characters: str, rule: InlineRule) -> InlineRule:
    """Return a rule that is only tried where one of the characters is."""

    def guarded(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] in characters and rule(state, silent)

    return guarded


formula_at_sign = at("$\\", formula)


def _parser(*rules: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": True, "maxNesting": 40}).enable(list(rules))
    parser.inline.ruler.push("line_end", newline)
    return parser
