"""Parses running text: paragraphs, tables, HTML, and text nested too deep for any other construct."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.grammar.leaf import ends_block, line_at, piece_at, push_leaf, whole_lines
from studyguide.parse.grammar.rules_code import code_in_item

MAX_LEVEL = 120
DIVIDERS = "=#*_-~+.<>/\\─━═"
THREE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
ITEM_AT_START = re.compile(r"([ \t]*)(?:[-+*]|\d{1,9}[.)])")
ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]")
TABLE_RULE = re.compile(r"\|?\s*+:?-++:?\s*+(?>(?:\|\s*+:?-++:?\s*+)*)(?:\|\s*+)?$")
BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|body|br|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|img|input|legend|li|link|main"
    r"|menu|meta|nav|ol|option|p|param|picture|pre|script|section|source|style|summary|svg|table|tbody|td|template"
    r"|textarea|tfoot|th|thead|title|tr|track|ul|video|audio)(?=[\s/>]|$)|<[!?]",
    re.IGNORECASE,
)
RAW = re.compile(r"<(script|style|pre|textarea)(?=[\s>]|$)", re.IGNORECASE)
HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>(.*)</h\1>\s*$", re.IGNORECASE)


def too_deep(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Keeps text that is nested deeper than any person nests as plain text, up to the end of its container or a blank
    line."""
    if silent or state.level < MAX_LEVEL:
        return False
    after = line + 1
    while after < end and not state.isEmpty(after) and not ends_block(state, after, end):
        after += 1
    return push_leaf(state, BlockKind.PARAGRAPH, line, after, [piece_at(state, n) for n in range(line, after)])


def paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses lines of text, up to a blank line or a line that begins something else.

    Unlike Markdown's own rule it also ends before an item that is indented too far to be one in Markdown. The words of
    an item end where a line is further left than the item's marker.
    """
    rules = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    end, after, marker = state.lineMax, line + 1, _marker_column(state, line)
    while after < end and not state.isEmpty(after):
        if state.sCount[after] >= 0:
            if state.sCount[after] < marker or _is_item_elsewhere(state, after):
                break
            if after in state.env["habits"].indented and state.level == 0:
                break
            far = state.sCount[after] - state.blkIndent > 3
            if far and code_in_item(state, after, end, True):
                break
            if not far and any(rule(state, after, end, True) for rule in rules):
                break
        after += 1
    state.parentType = outer
    return push_leaf(state, BlockKind.PARAGRAPH, line, after, [piece_at(state, n) for n in range(line, after)])


def _marker_column(state: StateBlock, line: int) -> int:
    """Returns the column of the marker if the line is an item's, else 0."""
    before = state.env["lines"][line][: piece_at(state, line)[1]]
    if state.parentType == "paragraph" and (item := ITEM_AT_START.match(before)):
        return len(item[1].expandtabs(4))
    return 0


def _is_item_elsewhere(state: StateBlock, line: int) -> bool:
    """Returns whether a line is an item further out, or further in, than Markdown lets one interrupt a paragraph."""
    far = not 0 <= state.sCount[line] - state.blkIndent <= 3
    return far and ITEM.match(line_at(state, line)) is not None


def table_rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses a row with `|`, a row of dashes, and the rows with `|` that follow."""
    if line + 1 >= end or "|" not in line_at(state, line) or ends_block(state, line + 1, end):
        return False
    rule = line_at(state, line + 1)
    if "-" not in rule or "|" not in rule or not TABLE_RULE.match(rule):
        return False
    if silent:
        return True
    after = line + 2
    while (
        after < end and not state.isEmpty(after) and not ends_block(state, after, end) and "|" in line_at(state, after)
    ):
        after += 1
    rows = [n for n in range(line, after) if n != line + 1]
    return push_leaf(state, BlockKind.TABLE, line, after, [piece_at(state, n) for n in rows])


def divider(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses a line of five or more of one sign that underlines nothing, or of three of Markdown's signs, as a rule."""
    text = line_at(state, line).rstrip()
    if not THREE.match(text) and (len(text) < 5 or text[0] not in DIVIDERS or text != text[0] * len(text)):
        return False
    return silent or push_leaf(state, BlockKind.RULE, line, line + 1, [])


def html_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses lines that begin with a block tag; `<script>` and similar tags up to their closing tag; `<h2>` is a
    heading."""
    text = line_at(state, line)
    if not text.startswith("<") or not BLOCK_TAG.match(text):
        return False
    if silent:
        return True
    if (heading := HTML_HEADING.match(text)) and state.level == 0:
        start = piece_at(state, line, heading.start(2))
        piece = (line, start[1], start[1] + len(heading[2]))
        return push_leaf(state, BlockKind.HEADING, line, line + 1, [piece], int(heading[1]))
    after = line + 1
    if raw := RAW.match(text):
        closing = f"</{raw[1]}".lower()
        while closing not in line_at(state, after - 1).lower() and not ends_block(state, after, end):
            after += 1
        kind = raw[1].lower()
        return push_leaf(state, BlockKind.HTML, line, after, whole_lines(state, line, after), marker=kind)
    opened = _open_tag(text)
    while not ends_block(state, after, end) and not state.isEmpty(after):
        text = line_at(state, after)
        if not opened and (not BLOCK_TAG.match(text) or RAW.match(text) or HTML_HEADING.match(text)):
            break
        opened = _open_tag(text) if not opened or ">" in text else opened
        after += 1
    return push_leaf(state, BlockKind.HTML, line, after, [piece_at(state, n) for n in range(line, after)])


def _open_tag(text: str) -> bool:
    return text.rfind("<") > text.rfind(">")
