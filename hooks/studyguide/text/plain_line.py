"""Reads one line of a note as its words: no list marker, no emphasis, no link target."""

from __future__ import annotations

import re

LEADING_MARKERS = re.compile(
    r"^[ \t]*+(?>(?:>[ \t]?+)*)"
    r"(?>(?:#{1,6}[ \t]++|[-*+•–][ \t]++(?>(?:\[[ xX]\][ \t]++)?)|\d{1,4}[.)][ \t]++|:[ \t]++)?)"
)
"""Quotation, heading, list and definition markers at the begin of a line."""
WIKI_LABEL = re.compile(r"!?+\[\[([^\]\[|]{1,300})(?:\|([^\]\[]{1,300}))?\]\]")
LINK_LABEL = re.compile(r"!?+\[([^\]\[]{1,300})\]\([^()\s]{0,600}(?:\s\"[^\"]{0,200}\")?\)(?:\{:[^{}\n]{1,200}\})?")
EMPHASIZED = re.compile(
    r"\*{1,3}(?=\S)([^*\n]{1,500})(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)([^_\n]{1,500})(?<=\S)_{1,3}(?!\w)"
)
CODE_OR_MARK = re.compile(r"`([^`\n]{1,500})`|==(?=\S)([^=\n]{1,500})(?<=\S)==")
EMPHASIS, CODE = ("*", "_"), ("`", "==")
"""Signs without which nothing of a line is emphasized, or code or marked."""
TAG_WITHIN_LINE = re.compile(
    r"</?(?:(br)|(?:b|del|em|i|ins|kbd|mark|small|span|strong|sub|sup|u))\b[^<>\n]{0,80}>", re.IGNORECASE
)
"""A tag of HTML within a line: a line break, or a beginning or end of emphasis."""
ESCAPED_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign of Markdown that its author wants to be only a sign."""
ANCHOR_MARK = re.compile(r"\s\^[\w-]{1,60}$|\s\{#[\w-]{1,60}\}$")


def plain_line(line: str) -> str:
    """Returns the words of a line as readers see them, with single spaces."""
    text = (line if line[:1].isalpha() else LEADING_MARKERS.sub("", line, count=1)).rstrip(" #")
    if "^" in text or "{#" in text:
        text = ANCHOR_MARK.sub("", text)
    if "[" in text:
        text = WIKI_LABEL.sub(lambda match: match[2] or match[1].partition("#")[0] or match[1], text)
        text = LINK_LABEL.sub(r"\1", text)
    if "<" in text:
        text = TAG_WITHIN_LINE.sub(lambda match: " " if match[1] else "", text)
    # Most lines have none of these signs, and each pattern would read the whole line.
    for signs, pattern in ((EMPHASIS, EMPHASIZED), (CODE, CODE_OR_MARK), (EMPHASIS, EMPHASIZED)):
        if signs[0] in text or signs[1] in text:
            text = pattern.sub(lambda match: match[1] or match[2] or "", text)
    return " ".join(text.split())
