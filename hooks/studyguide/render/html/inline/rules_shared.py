"""Rules of constructs that several markup languages have inside a line: line ends, addresses, formulas, paired signs.

A rule looks at the character at hand, and if its construct begins there, pushes its tokens and moves on. The marks
that `marked_text` puts into the text count as letters to all rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline

from studyguide.text.formula_signs import WORD_OF_PROSE, reads_as_bracketed_formula, reads_as_formula
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.words import CJK

InlineRule = Callable[[StateInline, bool], bool]
"""Returns whether its construct begins at the position of the state; if `silent`, it pushes no tokens."""

SPACED_LETTER = lazy_pattern(rf"[^\W_{CJK}]")
"""A letter or digit of a script that puts spaces between words: what touches it is a part of the word."""
URL = lazy_pattern(r"://[^\s<>\"`{}|\\^\[\]\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+")
"""The rest of an address, up to a sign that none has: also up to the punctuation of Chinese and Japanese."""
TRAILING = ".,;:!?'*_~="
DISPLAY = lazy_pattern(r"\$\$(?!\$)([^$]+)\$\$")
DOLLARS = lazy_pattern(r"\$(?=[^\s$])((?:\\.|[^$\\\n])*)(?<=\S)\$(?![\d$_])")
BRACKETS = lazy_pattern(r"\\\((.(?>(?:[^\\]|\\(?!\)))*))\\\)|\\\[(.(?>(?:[^\\]|\\(?!\]))*))\\\]", re.DOTALL)
WORDS = r"[^\n]+?"
"""Pattern of what may be between two signs: anything in one line."""


def newline(state: StateInline, silent: bool) -> bool:
    """End a line: softly, or hard behind two blanks. The token says which line of the block begins behind it."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        kind = "hardbreak" if state.pending.endswith("  ") else "softbreak"
        state.pending = state.pending.rstrip(" ")
        state.push(kind, "br", 0).meta = {"row": state.src.count("\n", 0, state.pos) + 1}
    _skip_indent(state, state.pos + 1)
    return True


def escaped_newline(state: StateInline, silent: bool) -> bool:
    """End a line hard with a backslash."""
    if not state.src.startswith("\\\n", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0).meta = {"row": state.src.count("\n", 0, state.pos) + 1}
    _skip_indent(state, state.pos + 2)
    return True


def _skip_indent(state: StateInline, start: int) -> None:
    """Move on to the first character of a line that begins at `start` and is no blank."""
    state.pos = start
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1


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
    push_link(state, url, url)
    state.pos += len(rest)
    return True


def push_link(state: StateInline, href: str, words: str) -> None:
    """Push a link with plain words."""
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)


def push_element(state: StateInline, element: str, start: int, end: int) -> None:
    """Push an element with what the rules make of the text from `start` to `end`; the position is for the caller."""
    last = state.posMax
    state.push(f"{element}_open", element, 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{element}_close", element, -1)
    state.posMax = last


def formula(state: StateInline, silent: bool) -> bool:
    """Read `$...$`, `$$...$$`, `\\(...\\)` and `\\[...\\]`; amounts of money are none."""
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


def paired(delimiter: str, element: str, inside: str, apart_from: re.Pattern[str] | None = None) -> InlineRule:
    """Make the rule for words between two equal delimiters.

    `inside` is the pattern of what may be between them, without the delimiter; `apart_from` is that of the character
    that neither delimiter may touch outside.
    """
    sign = re.escape(delimiter)
    outside = f"(?!{apart_from.pattern})" if apart_from else ""
    pattern = lazy_pattern(rf"{sign}(?=\S)({inside})(?<=\S){sign}{outside}(?!{re.escape(delimiter[-1])})")

    def rule(state: StateInline, silent: bool) -> bool:
        before = state.src[state.pos - 1 : state.pos]
        if (
            not state.src.startswith(delimiter, state.pos)
            or before == delimiter[0]
            or (apart_from and apart_from.match(before))
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
            size = len(delimiter)
            push_element(state, element, match.start() + size, match.end() - size)
        state.pos = match.end()
        return True

    return rule


def only_at(characters: str, rule: InlineRule) -> InlineRule:
    """Return a rule that is only tried where one of the characters is."""

    def guarded(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] in characters and rule(state, silent)

    return guarded
