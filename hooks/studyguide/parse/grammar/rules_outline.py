"""Parses outlines made by indentation alone, by tabs or spaces, with or without a heading above."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.grammar.leaf import line_at, piece_at, push_leaf
from studyguide.parse.grammar.rules_code import reads_as_code

CONSTRUCT_START = re.compile(r"(?:[-*+>|#]|\d{1,9}[.)])(?:[ \t]|$)|```|~~~|\||>|<|\[\^[^\]\s^]{1,80}\]:")
"""Begins another construct inside an outline."""
HANGING = 72
"""Number of columns from which an indented line below continues the sentence."""
MAX_OUTLINE_NESTING = 100


def outline_item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses a line of text with deeper lines of text below it: an item whose items are the deeper lines.

    Below a line without a gap, spaces may also be a hanging indent; a tab, or two lines, or a short line is not.
    """
    if silent or not _in_outline(state) or CONSTRUCT_START.match(line_at(state, line)):
        return False
    below = _next_text(state, line + 1, end)
    if below is None or state.sCount[below] - state.sCount[line] < 2 or _is_hanging(state, line, below, end):
        return False
    return _push_items(state, line, end)


def indented_text(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses text indented four columns deeper than its container that does not read as code: the items of an
    outline."""
    if silent or state.sCount[line] - state.blkIndent < 4 or CONSTRUCT_START.match(line_at(state, line)):
        return False
    if not _in_outline(state) or reads_as_code(state, line, end):
        return False
    return _push_items(state, line, end)


def _push_items(state: StateBlock, line: int, end: int) -> bool:
    """Pushes a list with an item for every line at the indentation of `line`; deeper lines become its contents."""
    margin, outer, parent = state.sCount[line], state.blkIndent, state.parentType
    top = state.level == 0
    state.parentType = "list"
    state.push("bullet_list_open", "ul", 1).map = [line, line + 1]
    rules = state.md.block.ruler.getRules("")
    at: int | None = line
    while at is not None and state.sCount[at] == margin and (at == line or not _is_special(state, at, end)):
        state.push("list_item_open", "li", 1).map = [at, at + 1]
        push_leaf(state, BlockKind.PARAGRAPH, at, at + 1, [piece_at(state, at)])
        at = _next_text(state, at + 1, end)
        while (
            at is not None
            and state.sCount[at] > margin
            and state.level < MAX_OUTLINE_NESTING
            and at not in state.env["habits"].indented
        ):
            state.blkIndent = state.sCount[at]
            if _is_special(state, at, end):
                state.line = at
                next(True for rule in rules if rule(state, at, end, False))
            else:
                _push_items(state, at, end)
            at = _next_text(state, state.line, end)
        state.blkIndent = margin
        state.push("list_item_close", "li", -1)
        if at in state.env["habits"].indented:
            break
        if top and margin == outer and (at is None or not _has_items(state, at, end)):
            break
    state.push("bullet_list_close", "ul", -1)
    state.blkIndent, state.parentType = outer, parent
    return True


def _is_special(state: StateBlock, line: int, end: int) -> bool:
    """Returns whether a line begins another construct."""
    if CONSTRUCT_START.match(line_at(state, line)):
        return True
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _in_outline(state: StateBlock) -> bool:
    """Returns whether all containers around are outlines: the items of bulleted lists continue as in Markdown."""
    return state.level == 0


def _has_items(state: StateBlock, line: int, end: int) -> bool:
    below = _next_text(state, line + 1, end)
    return (
        below is not None and state.sCount[below] - state.sCount[line] >= 2 and not _is_hanging(state, line, below, end)
    )


def _is_hanging(state: StateBlock, line: int, below: int, end: int) -> bool:
    if CONSTRUCT_START.match(line_at(state, below)) or reads_as_code(state, below, end):
        return True
    if below > line + 1 and state.sCount[below] - state.sCount[line] >= 4:
        return False
    text, after = line_at(state, line), line_at(state, below)
    indent = state.env["lines"][below][: piece_at(state, below)[1]]
    return "\t" not in indent and (len(text) >= HANGING or after[:1].islower())


def _next_text(state: StateBlock, line: int, end: int) -> int | None:
    """Returns the next line that is not blank, or None if the current container ends first."""
    while line < end and state.isEmpty(line):
        line += 1
    return line if line < end and state.sCount[line] >= 0 else None
