"""Parses constructs that are not prose: front matter, formulas, code without a fence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_block import StateBlock

from studyguide.model.note import BlockKind
from studyguide.parse.grammar.leaf import ends_block, line_at, piece_at, push_leaf, whole_lines
from studyguide.text.formula_signs import reads_as_bracketed_formula

ITEM_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
CODE_KEY = re.compile(r"[\"']?[A-Za-z_][\w -]*+[\"']?\s*+[:=](?:\s|$)")
OPEN_MAPPING = re.compile(r"\{\s*+\"[A-Za-z_][\w -]*+\"\s*+:")
STATEMENT = re.compile(
    r"(?:for|async for)\s+\w+(?:\s*,\s*\w+)*\s+in\s.*:$"
    r"|(?:(?:async )?(?:with|def)|while|if|elif|class|except|switch|catch)\b[^()\[\]=<>]*+[()\[\]=<>].*[:{]$"
    r"|(?:try|else|finally)\s*[:{]$"
    r"|(?:import\s+[\w.]+(?:\s+as\s+\w+)?|from\s+[\w.]+\s+import\s++[\w.*, ()]+)$"
    r"|return\s+[\w.]*[(\[{\"'].*$"
    r"|(?:(?:const|let|var|val)\s+)?[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:,\s*[\w.]+)*\s*[-+*/]?=\s*"
    r"(?:[\w.]+(?:[(\[].*[)\]])?|[\[({\"'].*[\])}\"'])(?:\.\w+\(.*\))?;?$"
    r"|[A-Za-z_][\w.]*\((?:[^()]|\([^()]*\))*\);?$"
    r"|(?:\$|>>>|#!|%%|sudo|pip3? install|npm|git|docker|kubectl|curl|python3?)\s+\S.*$"
    r"|[{}\[\]();,]+$|.*[;{]$"
)
"""A line that a reader recognizes as code: a statement of the common languages or a command."""
CODE_SIGNS = re.compile(
    r"[$>%#] \S|//|/\*|--\s|<[\w/!?]|@\w+\(|[├└│┌┐┘]|\+[-=]{3,}"
    r"|.*(?:\w\(\)|\w\([^()=,'\"]*+[=,'\"][^()]*+\)|[=!<>]=|=>\s*[{(\w]|::|\s:?=\s|\s--?[a-z][\w-]*(?:[= ]|$)|[;{}\\]$)"
    r"|[\w./-]+\.(?:py|sh|js|ipynb|exe|jar)\b|\w+:\s*[\[{|>\"'](?:.*[\]}\"'])?$"
)
"""Other signs that are rare in a line of prose."""
CODE_SHARE = 0.3
"""An indented block is code if at least this share of its lines is."""
PROSE_WORDS = 6
"""From this number of plain words on, an indented line of an item is a sentence."""
WORD_EDGES = ",;:.!?()\"'*_"
LONGEST_FORMULA = 100
"""Number of lines."""
MATH_FENCES = {"$$": "$$", "\\[": "\\]", "\\b": "\\end{"}
WORDS_BEHIND_FORMULA = re.compile(r"\$\$ ?(?:\*\*)?[^\W\d_]{2}")
"""The end of a formula with a sentence directly behind it."""


def front_matter(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses front matter: `---` or `+++` on the first line that is not blank, keys, and the same again (or `...`)."""
    if silent or state.level or state.tokens:
        return False
    fence = line_at(state, line).rstrip()
    if fence not in {"---", "+++"} or state.sCount[line]:
        return False
    after = line + 1
    while after < end and line_at(state, after).rstrip() not in {fence, "..."}:
        after += 1
    body = range(line + 1, after)
    written = [line_at(state, n).rstrip() for n in body if not state.isEmpty(n)]
    if after >= end or not (_is_mapping(written) or _are_keys(written)):
        return False
    return push_leaf(state, BlockKind.FRONT_MATTER, line, after + 1, whole_lines(state, line + 1, after))


def _are_keys(written: Sequence[str]) -> bool:
    """Returns whether lines are keys, the first of which may come after comments and items."""
    return any(map(CODE_KEY.match, written)) and bool(CODE_KEY.match(written[0]) or written[0].startswith(("#", "-")))


def _is_mapping(written: Sequence[str]) -> bool:
    """Returns whether lines are keys in braces, as editors that publish notes write them."""
    return bool(written) and written[-1].endswith("}") and bool(OPEN_MAPPING.match(" ".join(written[:2])))


def math_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses a formula on lines of its own between `$$` and `$$`, or `\\[` and `\\]`."""
    text = line_at(state, line)
    closing = MATH_FENCES.get(text[:2])
    if closing is None or (closing == "\\]" and not reads_as_bracketed_formula(text[2:].partition(closing)[0])):
        return False
    if closing in text[2:]:
        if text[2:].rstrip().find(closing) != len(text[2:].rstrip()) - 2:
            return False
        after = line + 1
    else:
        after = line + 1
        last = min(end, line + LONGEST_FORMULA)
        while after < last and not state.isEmpty(after) and closing not in line_at(state, after):
            after += 1
        if after >= last or state.isEmpty(after):
            return False
        if WORDS_BEHIND_FORMULA.match(line_at(state, after)):
            return silent or push_formula_before_words(state, line, after)
        after += 1
    return silent or push_leaf(state, BlockKind.CODE, line, after, whole_lines(state, line, after), marker="latex")


def push_formula_before_words(state: StateBlock, line: int, last: int) -> bool:
    """Pushes a formula whose closing sign has words behind it on its line, and leaves that line to the next block."""
    _, start, _ = piece_at(state, last)
    pieces = [*whole_lines(state, line, last), (last, start, start + 2)]
    push_leaf(state, BlockKind.CODE, line, last, pieces, marker="latex")
    state.bMarks[last] += state.tShift[last] + 2
    state.tShift[last] = 0
    return True


def indented_code(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses lines of code that are indented four columns deeper than their container."""
    if silent or state.sCount[line] - state.blkIndent < 4 or ITEM_MARKER.match(line_at(state, line)):
        return False
    if not reads_as_code(state, line, end) and not _is_code_below_item(state, line, end):
        return False
    before = state.env["lines"][line][: piece_at(state, line)[1]].rstrip()
    if before and before[-1] in "-*+.)":
        return False  # These are an item's own words, far from their marker.
    after = last = line + 1
    while after < end and after not in state.env["habits"].indented:
        if not state.isEmpty(after):
            if state.sCount[after] - state.blkIndent < 4:
                break
            last = after + 1
        after += 1
    return push_leaf(state, BlockKind.CODE, line, last, whole_lines(state, line, last))


def code_in_item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parses code directly under the words of an item without a fence: a line that reads as code, and deeper lines."""
    if state.level == 0 or state.sCount[line] < state.blkIndent:
        return False
    if state.env["lines"][line][: piece_at(state, line)[1]].strip():
        return False  # These are the words of the item itself.
    if not is_statement(line_at(state, line)) or ITEM_MARKER.match(line_at(state, line)):
        return False
    if silent:
        return True
    margin, after = state.sCount[line], line + 1
    while not ends_block(state, after, end) and not state.isEmpty(after):
        text = line_at(state, after)
        if ITEM_MARKER.match(text) or (state.sCount[after] <= margin and not is_statement(text)):
            break
        after += 1
    return push_leaf(state, BlockKind.CODE, line, after, [piece_at(state, n) for n in range(line, after)])


def reads_as_code(state: StateBlock, line: int, end: int) -> bool:
    """Returns whether the block that begins at `line` and is at least as deep reads as code and not as an outline."""
    texts = _texts_from(state, line, end)
    code = sum(is_statement(text) or CODE_SIGNS.match(text) is not None for text in texts)
    return code > 0 and code >= CODE_SHARE * len(texts)


def _is_code_below_item(state: StateBlock, line: int, end: int) -> bool:
    """Returns whether a block below a blank line in an item of a list is code, as in Markdown, by its depth alone.

    Sentences that are indented too far stay sentences, other than in Markdown.
    """
    if state.parentType != "list" or not state.isEmpty(line - 1):
        return False
    texts = _texts_from(state, line, end)
    return sum(map(_is_prose, texts)) * 2 < len(texts)


def _texts_from(state: StateBlock, line: int, end: int) -> list[str]:
    """Returns the beginnings of the first lines from `line` on that are at least as deep."""
    margin, texts = state.sCount[line], []
    for after in range(line, min(end, line + 40)):
        if not state.isEmpty(after):
            if state.sCount[after] < margin or after in state.env["habits"].indented:
                break
            texts.append(line_at(state, after).rstrip()[:400])
    return texts


def _is_prose(text: str) -> bool:
    """Returns whether a line has the form of a sentence or a part of one: its end, its words, or other letters."""
    words = [word for word in (part.strip(WORD_EDGES) for part in text.split()) if word.isalpha()]
    if len(words) >= PROSE_WORDS or not text.isascii():
        return True
    return (text[-1:] in ".!?" and text[-2:-1].isalpha()) or (len(words) >= 3 and words[0].istitle())


def is_statement(text: str) -> bool:
    """Returns whether a line is a statement of a common language or a command."""
    return len(text) < 400 and STATEMENT.match(text.rstrip()) is not None
