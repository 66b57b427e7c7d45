"""Rules of what people write inside a line of Markdown beyond CommonMark: one markdown-it rule for each construct."""

from __future__ import annotations

import re

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from studyguide.render.html.inline.rules_shared import SPACED_LETTER, WORDS, paired, push_element

WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")
FOOTNOTE = re.compile(r"\[\^([^\]\s^]{1,80})\]")
TAG = re.compile(r"#(?=[\w/-]*[^\W\d_])[\w/-]+")
BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]+[ \t]*(?=\n|$)")
CLOZE = re.compile(r"\{\{(c\d{1,3})::((?:[^{}:\n]|:(?!:))+)(?:::([^{}:\n]+))?\}\}")


def wikilink(state: StateInline, silent: bool) -> bool:
    """Read `[[note]]`, `[[note#part|words]]`, and with `!` before it an embedded note or file."""
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("embed" if match[1] else "wikilink", "", 0)
        label = match[3]
        token.meta = {"target": match[2].rstrip("\\").strip(), "label": label.strip() if label else ""}
    state.pos = match.end()
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Read `[^label]`, if the note has a footnote of that label."""
    match = FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match or match[1] not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def inline_footnote(state: StateInline, silent: bool) -> bool:
    """Read `^[words]`: a footnote that is written where it belongs. It is shown there, in smaller type."""
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
    """Read `#word`, not `#12` and not in the middle of a word."""
    before = state.src[state.pos - 1 : state.pos]
    match = TAG.match(state.src, state.pos, state.posMax) if not before or before.isspace() or before in "(,;" else None
    if not match:
        return False
    if not silent:
        state.push("tag", "", 0).content = match[0]
    state.pos = match.end()
    return True


def block_id(state: StateInline, silent: bool) -> bool:
    """Read `^id` at the end of a line, by which other notes link to the block: not shown."""
    before = state.src[state.pos - 1 : state.pos]
    match = BLOCK_ID.match(state.src, state.pos, state.posMax) if not before or before in " \n" else None
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
    state.pos = match.end()
    return True


def cloze(state: StateInline, silent: bool) -> bool:
    """Read `{{c1::words::hint}}`: words that are left out when the card is asked, shown with their number and hint."""
    match = CLOZE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("small_open", "small", 1)
        state.push("text", "", 0).content = match[1]
        state.push("small_close", "small", -1)
        state.push("text", "", 0).content = " "
        push_element(state, "mark", *match.span(2))
        if match[3]:
            state.push("text", "", 0).content = f" ({match[3]})"
    state.pos = match.end()
    return True


HIGHLIGHT = paired("==", "mark", WORDS, SPACED_LETTER)
INSERTED = paired("++", "ins", WORDS, SPACED_LETTER)
SUBSCRIPT = paired("~", "sub", r"[^\s~]+?")
SUPERSCRIPT = paired("^", "sup", r"[^\s^\[\]]+?")
