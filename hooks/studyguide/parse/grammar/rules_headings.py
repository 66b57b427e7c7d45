"""Parses lines that name what follows: underlined titles, labels, dated headlines, dates that group items."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.grammar.leaf import at_margin, ends_block, line_at, piece_at, push_leaf
from studyguide.parse.markup_language import ADORNMENT, MarkupLanguage
from studyguide.parse.outline.dates import date_at_start
from studyguide.text.plain_line import plain_line

BLOCK_MARKER = re.compile(r"(?:[-+*>#|]|\d{1,9}[.)])(?:[ \t]|$)")
FENCE_START = re.compile("`{3}|~{3}")
HASHES = re.compile(r"#{1,6}(?=[ \t]|$)")
TIGHT_HASHES = re.compile("#{1,6}")
DATES = "0123456789jfmasondtwelgvqzJFMASONDTWELGVQZ"
"""First characters of a date: a digit, or a letter of a month or a weekday."""
MAX_TITLE = 100
"""Number of characters, without addresses of links, above which a line over dashes is a sentence, not a title."""
LONGEST_UNDERLINED = 250
SURE_UNDERLINE = 5
"""Number of `=` from which a line of them underlines a title of any length."""
PICTURE_OR_TAG = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{1,500}\)|</?[a-zA-Z][^<>]{0,500}>")
DATE_SEPARATOR = re.compile(r"(?:\s*+[-–—:|]\s*+|\s++)(?=\S)")
FIRM_SEPARATOR = re.compile(r"\s*[-–—:|]\s+(?=\S)|\s+[-–—]\s*(?=\S)")
BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1:?\s*$")


def underlined_title(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses a heading: one line of text over a line of one character, with or without such a line above.

    In Markdown the line is `=` or `-`. A text that ends in a colon is a label. Levels follow the order in which a note
    first uses the styles, where it uses others than Markdown's two.
    """
    over = _overline(state, line, end)
    text_line = line + 1 if over else line
    if text_line + 1 >= end or state.isEmpty(text_line) or ends_block(state, text_line + 1, end):
        return False
    below = line_at(state, text_line + 1).rstrip()
    if len(below) < 2 or below.strip(below[0]):
        return False
    text, style = line_at(state, text_line).rstrip(), (below[:1], over)
    if not _underlines(state, text, below, style) or ends_block(state, line, end):
        return False
    if silent and not over and len(below) < min(len(text) - 3, 8):
        return False
    if silent:
        return True
    kind = BlockKind.LABEL if text.endswith((":", "：")) and not over else BlockKind.HEADING
    styles = state.env["adornments"]
    level = styles.index(style) + 1 if style in styles else 1 if below[0] == "=" else 2
    if style == ("-", True) and state.env["syntax"] is not MarkupLanguage.REST:
        level = max(level, 2)  # A title between two rulers is one of many; it does not name the note.
    return push_leaf(state, kind, line, text_line + 2, [piece_at(state, text_line)], min(level, 6), below[0])


def _overline(state: StateBlock, line: int, end: int) -> bool:
    above = line_at(state, line).rstrip()
    if len(above) < 4 or above[0].isalnum() or not ADORNMENT.match(above) or line + 2 >= end:
        return False
    return line_at(state, line + 2).rstrip() == above and not ADORNMENT.match(line_at(state, line + 1))


def _underlines(state: StateBlock, text: str, below: str, style: tuple[str, bool]) -> bool:
    if below[0].isalnum() or ADORNMENT.match(text) or FENCE_START.match(text) or HASHES.match(text):
        return False
    if below[0] in "=-" and not style[1] and (not state.env["adornments"] or style in state.env["adornments"]):
        most = LONGEST_UNDERLINED if below[0] == "=" and len(below) >= SURE_UNDERLINE else MAX_TITLE
        return not BLOCK_MARKER.match(text) and len(plain_line(_without_tags(text))) <= max(most, len(below))
    return style in state.env["adornments"] and len(below) >= max(3, len(text) - 2)


def _without_tags(text: str) -> str:
    """Returns a title without the tags and the pictures that readers do not see as words."""
    return PICTURE_OR_TAG.sub("", text) if "<" in text or "![" in text else text


def heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses one to six `#` and a blank before a title; `#` after it, with a blank between, are not part of it."""
    text = line_at(state, line).rstrip(" \t")
    hashes = HASHES.match(text)
    if not hashes and line in state.env["habits"].tight and at_margin(state, line):
        hashes = TIGHT_HASHES.match(text)
    if not hashes:
        return False
    if silent:
        return True
    start, bare = hashes.end(), text.rstrip("#")
    habits = state.env["habits"]  # An outline by indentation has many titles, and none of them names the note.
    level = min(6, habits.tight.get(line, start) + bool(habits.indented))
    words = text[start : len(bare) if bare.endswith((" ", "\t")) else None].rstrip()
    skip = start + len(words) - len(words.lstrip())
    pieces = [piece_at(state, line, skip, len(line_at(state, line)) - start - len(words))] if words else []
    return push_leaf(state, BlockKind.HEADING, line, line + 1, pieces, level, hashes[0])


def indented_heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses `# title` inside an indentation, if the note structures itself by such lines."""
    level = state.env["habits"].indented.get(line)
    if level is None or state.level:
        return False
    if silent:
        return True
    text = line_at(state, line)
    skip = len(text) - len(text.lstrip("#").lstrip())
    return push_leaf(state, BlockKind.HEADING, line, line + 1, [piece_at(state, line, skip)], level, "#")


def numbered_title(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses a line such as `3.2 Exercise` or `Chapter 4`, if the note titles its parts by such lines."""
    depth = state.env["habits"].numbered.get(line)
    if depth is None or not at_margin(state, line) or (not silent and state.level):
        return False
    return silent or push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], depth, "1.")


def bare_label(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses a line without any mark that titles what is below it, if the note has the habit."""
    habits = state.env["habits"]
    if not at_margin(state, line) or (not silent and state.level):
        return False
    marker = "label" if line in habits.labels else "talk" if line in habits.talks else ""
    marker = "-" if line in habits.ruled else marker
    if not marker:
        return False
    last = habits.talks.get(line, line)
    pieces = [piece_at(state, number) for number in range(line, last + 1)]
    return silent or push_leaf(state, BlockKind.LABEL, line, last + 1, pieces, marker=marker)


def date_group(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses a line at the margin that is only a date, such as `dec 08`."""
    if not at_margin(state, line) or (not silent and state.level):
        return False
    text = line_at(state, line).rstrip(": \t")
    date = date_at_start(text) if len(text) < 48 else None
    if date is None or date.end != len(text):
        return False
    return silent or push_leaf(state, BlockKind.GROUP, line, line + 1, [piece_at(state, line)])


def dated_headline(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Parses a line at the margin that begins with a date and continues with a title: `20201218 - title`."""
    if not at_margin(state, line) or (not silent and state.level):
        return False
    text = line_at(state, line)
    date = date_at_start(text)
    if date is None:
        return False
    between = (DATE_SEPARATOR if date.year else FIRM_SEPARATOR).match(text, date.end)
    if between is None or len(text) > 2 * MAX_TITLE:
        return False
    return silent or push_leaf(state, BlockKind.HEADLINE, line, line + 1, [piece_at(state, line)])


def label(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses a single line that ends in a colon before a list, or that is completely bold."""
    text = line_at(state, line).rstrip()
    if len(text) > MAX_TITLE or not text or not (text.endswith((":", "：")) or text.startswith(("**", "__"))):
        return False
    if silent:
        below = line_at(state, line + 1) if line + 1 < end else ""
        named = text[:1].isupper() and text.endswith((":", "：")) and len(text) <= MAX_TITLE // 2
        return named and state.blkIndent > 0 and at_margin(state, line) and BLOCK_MARKER.match(below) is not None
    below = line_at(state, line + 1) if not ends_block(state, line + 1, end) else ""
    alone = not below.strip()
    if BOLD.match(text) and (alone or BLOCK_MARKER.match(below)):
        return push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], marker="**")
    if not text.endswith((":", "：")) or state.level:
        return False
    after = line + 1
    while after < end and state.isEmpty(after):
        after += 1
    if after >= end or after > line + 2 or not BLOCK_MARKER.match(line_at(state, after)):
        return False
    return push_leaf(state, BlockKind.LABEL, line, line + 1, [piece_at(state, line)], marker=":")
