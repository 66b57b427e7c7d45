"""Rules for lines that name what follows: underlined titles, labels, dated headlines, dates that group items."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from studyguide.read.dates import date_at_start
from studyguide.read.dialect_leaf import at_margin, ends_block, line_at, piece_at, push_leaf
from studyguide.records import BlockKind

UNDERLINE = re.compile(r"(-{2,}|={2,})\s*$")
ITEM = re.compile(r"(?:[-+*>#|]|\d{1,9}[.)])(?:[ \t]|$)")
LONG = 100
"""Columns above which a line over dashes is a sentence over a rule, not a title."""
SEPARATOR = re.compile(r"\s*(?:[-–—:|]|\s)\s*(?=\S)")
FIRM_SEPARATOR = re.compile(r"\s*[-–—:|]\s+(?=\S)|\s+[-–—]\s*(?=\S)")
BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1:?\s*$")


def underlined_title(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """One line of text over a line of `=` or `-`: a heading, or a label if the text ends in a colon."""
    if line + 1 >= end or state.isEmpty(line) or ends_block(state, line + 1, end) or ends_block(state, line, end):
        return False
    underline = UNDERLINE.match(line_at(state, line + 1))
    text = line_at(state, line).rstrip()
    if not underline or state.sCount[line + 1] - state.blkIndent > 3 or ITEM.match(text) or UNDERLINE.match(text):
        return False
    if len(text) > max(LONG, len(underline[1])) or (silent and len(underline[1]) < min(len(text) - 3, 8)):
        return False
    if silent:
        return True
    kind = BlockKind.LABEL if text.endswith((":", "：")) else BlockKind.HEADING
    level = 1 if underline[1][0] == "=" else 2
    marker = underline[1][0]
    return push_leaf(state, kind, line, line + 2, [piece_at(state, line)], level, marker)


def date_group(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A line at the margin that is nothing but a date, such as `dec 08`."""
    if not at_margin(state, line) or (not silent and state.level):
        return False
    text = line_at(state, line).rstrip(": \t")
    date = date_at_start(text) if len(text) < 48 else None
    if date is None or date.end != len(text):
        return False
    return silent or push_leaf(state, BlockKind.GROUP, line, line + 1, [piece_at(state, line)])


def dated_headline(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A line at the margin that begins with a date and goes on with a title: `20201218 - title`."""
    if not at_margin(state, line) or (not silent and state.level):
        return False
    text = line_at(state, line)
    date = date_at_start(text)
    if date is None:
        return False
    between = (SEPARATOR if date.year else FIRM_SEPARATOR).match(text, date.end)
    if between is None or len(text) > 2 * LONG:
        return False
    return silent or push_leaf(state, BlockKind.HEADLINE, line, line + 1, [piece_at(state, line)])


def label(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A single line that ends in a colon before a list, or that is bold from end to end."""
    text = line_at(state, line).rstrip()
    if silent or len(text) > LONG or not text:
        return False
    below = line_at(state, line + 1) if not ends_block(state, line + 1, end) else ""
    alone = not below.strip()
    if BOLD.match(text) and (alone or ITEM.match(below)):
        return push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], marker="**")
    if not text.endswith((":", "：")) or state.level:
        return False
    after = line + 1
    while after < end and state.isEmpty(after):
        after += 1
    if after >= end or after > line + 2 or not ITEM.match(line_at(state, after)):
        return False
    return push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], marker=":")
