"""Rules of constructs inside a line of Org, reStructuredText and AsciiDoc."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from studyguide.render.html.inline.rules_shared import push_link

ORG_TEXT = re.compile(r"[^*/_+=~$\\\[:\n]+")
ORG_LINK = re.compile(r"\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]")
REST_LINK = re.compile(r"`([^`<\n]++)\s*+<([^`<>\n]+)>`__?")
REST_ROLE = re.compile(r":[a-zA-Z][\w:+.-]{0,40}:`([^`<\n]++)\s*+(?:<[^`<>\n]*>)?`")
REST_CODE = re.compile(r"``(?=\S)(.(?>(?:[^`]|`(?:(?!`)|(?<=\s`)))*))``", re.DOTALL)
ASCIIDOC_LINK = re.compile(r"://[^\s<>\"`{}|\\^\[\]]+\[([^\]\n]*)\]")


def org_text(state: StateInline, silent: bool) -> bool:
    """Take text up to a character that may begin markup: markdown-it's own rule does not stop at `/`."""
    match = ORG_TEXT.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def org_link(state: StateInline, silent: bool) -> bool:
    """Read `[[address][words]]` of Org."""
    match = ORG_LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        push_link(state, match[1].removeprefix("file:"), match[2] or match[1])
    state.pos = match.end()
    return True


def rest_markup(state: StateInline, silent: bool) -> bool:
    """Read code, links and roles of reStructuredText."""
    if match := REST_CODE.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("code_inline", "code", 0).content = match[1].replace("\n", " ")
    elif match := REST_LINK.match(state.src, state.pos, state.posMax):
        if not silent:
            push_link(state, match[2], match[1].rstrip() or match[1][0])
    elif match := REST_ROLE.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("code_inline", "code", 0).content = match[1].rstrip() or match[1][0]
    else:
        return False
    state.pos = match.end()
    return True


def asciidoc_link(state: StateInline, silent: bool) -> bool:
    """Link `https://example.org[words]`."""
    scheme = next((s for s in ("https", "http") if state.pending.endswith(s)), "")
    match = ASCIIDOC_LINK.match(state.src, state.pos, state.posMax) if scheme else None
    if not match or silent:
        return False
    url = scheme + match[0][: match[0].index("[")]
    state.pending = state.pending[: -len(scheme)].removesuffix("link:")
    push_link(state, url, match[1] or url)
    state.pos = match.end()
    return True
