"""Parses constructs of markups other than Markdown: Org, AsciiDoc, reStructuredText, callouts."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.grammar.leaf import at_margin, ends_block, line_at, piece_at, push_leaf, whole_lines
from studyguide.parse.markup_language import MarkupLanguage

ORG_HEADLINE = re.compile(
    r"(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|HOLD|CANCELLED|CANCELED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?"
)
ORG_TAGS = re.compile(r"[ \t]{1,200}:[\w@#%:]+:[ \t]*$")
ORG_TITLE = re.compile(r"#\+title:[ \t]*", re.IGNORECASE)
ORG_BLOCK = re.compile(r"#\+begin_(\w++)[ \t]*+(\S*)", re.IGNORECASE)
ORG_CODE = {"src", "example", "export", "latex", "html"}
DRAWER = re.compile(r":[\w-]+:[ \t]*$")
ASCIIDOC_ITEM = re.compile(r"(\*{1,5}|\.{1,5})[ \t]+(?=\S)")
ASCIIDOC_TITLE = re.compile(r"(={1,6})[ \t]+(?=\S)")
LISTING = re.compile(r"(-{4,}|\.{4,}|`{3,})[ \t]*$")
DIRECTIVE = re.compile(r"\.\.[ \t]+([\w:+.-]+)::[ \t]*")
CODE_DIRECTIVES = {
    "code-block",
    "code",
    "sourcecode",
    "math",
    "raw",
    "highlight",
    "literalinclude",
    "image",
    "figure",
    "toctree",
    "include",
}
CALLOUT_START = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]++[\w-]++(?>(?: ++[\w-]++)*)(?:[ \t]++\"[^\"]*+\")?[ \t]*+$")
LONGEST_BLOCK, LONGEST_DRAWER = 2000, 100
"""Number of lines after which an open block counts as never closed."""
FENCE_LINE = re.compile(r":{3,}+(?:[ \t]*+\{?[\w-]++\}?)?(?:[ \t].*)?$")


def org_headline(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses `** TODO title :tag:` in an Org file as a heading; its words do not include the keyword and the tags."""
    if state.env["syntax"] is not MarkupLanguage.ORG or not at_margin(state, line):
        return False
    text = line_at(state, line)
    stars = ORG_HEADLINE.match(text)
    if not stars:
        return False
    if silent:
        return True
    tags = ORG_TAGS.search(text, stars.end())
    piece = piece_at(state, line, stars.end(), len(text) - tags.start() if tags else 0)
    return push_leaf(state, BlockKind.HEADING, line, line + 1, [piece], min(len(stars[1]), 6), stars[1])


def org_special(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses `#+KEYWORD: value`, `#+begin_src ... #+end_src`, `:PROPERTIES: ... :END:` and planning lines of an Org
    file."""
    text = line_at(state, line)
    if state.env["syntax"] is not MarkupLanguage.ORG or (text[:2] != "#+" and not DRAWER.match(text)):
        return False
    if silent:
        return True
    if (title := ORG_TITLE.match(text)) and state.level == 0:
        return push_leaf(state, BlockKind.HEADING, line, line + 1, [piece_at(state, line, title.end())], 1, "#+title:")
    block = ORG_BLOCK.match(text)
    if (block and block[1].lower() not in ORG_CODE) or text[:6].lower() == "#+end_":
        return push_leaf(state, BlockKind.HTML, line, line + 1, [], marker="org")
    closing = f"#+end_{block[1]}".lower() if block else ":end:"
    after = line + 1
    if block or DRAWER.match(text):
        last = min(end, line + (LONGEST_BLOCK if block else LONGEST_DRAWER))
        while after < last and line_at(state, after).strip().lower() != closing:
            after += 1
        after = min(after + 1, end)
        if line_at(state, after - 1).strip().lower() != closing:
            after = line + 1
    marker = block[2] if block else "org"
    return push_leaf(state, BlockKind.CODE, line, after, whole_lines(state, line, after), marker=marker)


def asciidoc_title(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses `== Title` in an AsciiDoc file; a single `=` marks the document's title."""
    text = line_at(state, line)
    title = ASCIIDOC_TITLE.match(text) if text[:1] == "=" else None
    if not title or state.env["syntax"] is not MarkupLanguage.ASCIIDOC or not at_margin(state, line):
        return False
    return silent or push_leaf(
        state, BlockKind.HEADING, line, line + 1, [piece_at(state, line, title.end())], len(title[1]), title[1]
    )


def asciidoc_listing(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses code between two lines of `----` or `....` in an AsciiDoc file."""
    fence = LISTING.match(line_at(state, line))
    if not fence or state.env["syntax"] is not MarkupLanguage.ASCIIDOC:
        return False
    after = line + 1
    last = min(end, line + LONGEST_BLOCK)
    while after < last and line_at(state, after).rstrip() != fence[1]:
        after += 1
    if after >= last:
        return False
    return silent or push_leaf(state, BlockKind.CODE, line, after + 1, whole_lines(state, line + 1, after))


def asciidoc_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Items after `*` or `.` in an AsciiDoc file: equal signs make one list, others begin a list inside the item."""
    if state.env["syntax"] is not MarkupLanguage.ASCIIDOC or not ASCIIDOC_ITEM.match(line_at(state, line)):
        return False
    if silent:
        return True
    markers: list[str] = []
    counts: list[int] = []
    at, after = line, line
    while at < end and (item := ASCIIDOC_ITEM.match(line_at(state, at))):
        marker = item[1]
        if marker in markers:
            while markers[-1] != marker:
                _end_list(state, markers.pop())
                counts.pop()
            state.push("list_item_close", "li", -1)
        else:
            state.push("bullet_list_open" if marker[0] == "*" else "ordered_list_open", "ul", 1).map = [at, at + 1]
            markers.append(marker)
            counts.append(0)
        counts[-1] += 1
        opening = state.push("list_item_open", "li", 1)
        opening.map, opening.markup = [at, at + 1], marker[0]
        opening.info = str(counts[-1]) if marker[0] == "." else ""
        after = at + 1
        while after < end and not state.isEmpty(after) and not _begins_block(state, after, end):
            after += 1
        pieces = [piece_at(state, at, item.end()), *(piece_at(state, n) for n in range(at + 1, after))]
        push_leaf(state, BlockKind.PARAGRAPH, at, after, pieces)
        at = after
        while at < end and state.isEmpty(at):
            at += 1
    while markers:
        _end_list(state, markers.pop())
    state.line = after
    return True


def _end_list(state: StateBlock, marker: str) -> None:
    state.push("list_item_close", "li", -1)
    state.push("bullet_list_close" if marker[0] == "*" else "ordered_list_close", "ul", -1)


def _begins_block(state: StateBlock, line: int, end: int) -> bool:
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("paragraph"))


def directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses `.. name:: words` of reStructuredText: code and pictures are code, every other directive is text."""
    text = line_at(state, line)
    match = DIRECTIVE.match(text) if text[:2] == ".." else None
    if not match or state.env["syntax"] is not MarkupLanguage.REST:
        return False
    if silent:
        return True
    after = line + 1
    if match[1] not in CODE_DIRECTIVES:
        return push_leaf(state, BlockKind.LABEL, line, after, [piece_at(state, line, match.end())], marker="..")
    margin, last = state.sCount[line], after
    while after < end and (state.isEmpty(after) or state.sCount[after] > margin):
        last = last if state.isEmpty(after) else after + 1
        after += 1
    return push_leaf(state, BlockKind.CODE, line, last, whole_lines(state, line, last), marker=match[1])


def callout(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses `!!! note "Title"` with an indented body, and `:::` lines around one; the body is text."""
    text = line_at(state, line)
    if text[:3] == ":::" and FENCE_LINE.match(text):
        return silent or push_leaf(state, BlockKind.HTML, line, line + 1, [piece_at(state, line)], marker=":::")
    if text[:3] not in {"!!!", "???"} or not CALLOUT_START.match(text):
        return False
    if silent:
        return True
    state.push("blockquote_open", "blockquote", 1).map = [line, line + 1]
    push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], marker="!!!")
    outer, after = state.blkIndent, line + 1
    state.blkIndent = outer + 4
    if not ends_block(state, after, end):
        state.md.block.tokenize(state, after, end)
    state.blkIndent = outer
    state.push("blockquote_close", "blockquote", -1)
    return True
