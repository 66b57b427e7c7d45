"""Text as Markdown that shows it unchanged: escaped words, code, targets of links, paragraphs."""

from __future__ import annotations

import re
from html import unescape

from studyguide.text.single_spaced import single_spaced

MARKUP_IN_WORDS = re.compile(
    r"[\\`]|\*(?! )|(?<! )\*|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)|!(?=\[)"
)
"""What Markdown would read as markup inside a line."""
MARKDOWN_CHARACTER = re.compile(r"[\\`*_<\]~&!]")
"""Has every match of `MARKUP_IN_WORDS` and every entity, in a tenth of the time. Most words have none of these."""
AT_START = re.compile(r"#{1,6}(?: |$)|[-+=>](?: |$|(?=[-+=>]))|\d{1,9}(?=[.)](?: |$))")
"""What Markdown would read as the begin of a block."""
LINE_BREAK = "\v"
"""Marks a break of a line in words that are not yet a paragraph."""
SPACE = re.compile(r"[ \t\n\r\f]+")
ENDS_TARGET = re.compile(r"[\s()<>]")
TICKS = re.compile(r"`+")


def one_line(text: str) -> str:
    """Returns text without markup, such as a title, as words of a link or heading."""
    return escaped(" ".join(text.split())).replace("[", r"\[")


def escaped(text: str) -> str:
    """Returns words of a line in which nothing is read as markup."""
    return MARKUP_IN_WORDS.sub(r"\\\g<0>", text) if MARKDOWN_CHARACTER.search(text) else text


def escaped_html(text: str) -> str:
    """Returns text of HTML, in which no tag is, as words in which nothing is read as markup."""
    return escaped(unescape(text)) if MARKDOWN_CHARACTER.search(text) else text


def inline_code(text: str) -> str:
    """Returns code in a line, between more backticks than it has itself; blank code as it is."""
    longest = max(map(len, TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    blank = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{ticks}{blank}{text}{blank}{ticks}" if text.strip() else text


def link_target(href: str) -> str:
    """Returns an address as the target of a link."""
    return f"<{href}>" if ENDS_TARGET.search(href) else href


def joined_words(text: str) -> str:
    """Returns the words of a paragraph with one blank between them, and its breaks as Markdown has them."""
    if LINE_BREAK not in text:
        return single_spaced(text)
    words = SPACE.sub(" ", text).strip(f" {LINE_BREAK}")
    return re.sub(rf" ?{LINE_BREAK} ?", r"\\\n", words)


def paragraph_lines(words: str) -> list[str]:
    """Returns the lines of a paragraph, whose words are already escaped: none begins a list, heading or quotation."""
    return [_unlike_block(line) for line in words.split("\n")]


def _unlike_block(line: str) -> str:
    start = AT_START.match(line)
    if start is None:
        return line
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"
