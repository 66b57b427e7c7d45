"""A line as a reader sees it: without invisible characters and emphasis, with encoded characters decoded."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import NamedTuple

ENCODED = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufe0e\ufe0f]"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,12});"
    r"|%(?:40|2[BbEeDd])"
    "|[\uff01-\uff5e\uff61\u3002\u2024\ufe52\ufe6b\U0001d7ce-\U0001d7ff]"
    r"|\\(?=[@._:+*-])"
    r"|</?(?:b|i|em|strong|u|s|wbr|span|code|mark|sub|sup)\s?/?>"
)
EMPHASIS = re.compile(
    r"(?P<mark>\*{1,3}|~~|==|`)(?=\S)[^*~=`\s](?:[^*~`]{0,200}[^*~`\s])?(?P=mark)|(?<!\w)(?P<bar>_{1,3})(?=\S)[^_]{1,200}(?P=bar)(?!\w)"
)
ENCODING_SIGNS = re.compile(r"[\u00ad\u034f-\U0010ffff&%\\<*~=`]|__|\b_")
"""What a line has at least if it reads otherwise than it is written."""
NOTHING = {"\\"}


class DecodedLine(NamedTuple):
    """The text that is read, and for each character of it the columns of the line that show it."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def decoded_line(line: str) -> DecodedLine | None:
    """Return a line as it is read; None if it is read as it is written."""
    if not ENCODING_SIGNS.search(line):
        return None
    pieces: list[tuple[int, int, str]] = [
        (m.start(), m.end(), _decoded_character(m[0])) for m in ENCODED.finditer(line)
    ]
    for match in EMPHASIS.finditer(line):
        mark = len(match["mark"] or match["bar"])
        pieces += [(match.start(), match.start() + mark, ""), (match.end() - mark, match.end(), "")]
    if not pieces:
        return None
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, text in sorted(pieces):
        if start < at:
            continue
        letters += line[at:start]
        starts += range(at, start)
        ends += range(at + 1, start + 1)
        letters += text
        starts += [start] * len(text)
        ends += [end] * len(text)
        at = end
    return DecodedLine(
        "".join((*letters, line[at:])), (*starts, *range(at, len(line))), (*ends, *range(at + 1, len(line) + 1))
    )


def _decoded_character(text: str) -> str:
    """Return the character that an encoded one is read as; '' for one that cannot be seen."""
    if text[0] == "%":
        return chr(int(text[1:], 16))
    if text[0] == "&":
        character = unescape(text)
        return "" if unicodedata.category(character[0]) == "Cf" else character[0]
    if len(text) > 1 or text == "\\" or unicodedata.category(text) in {"Cf", "Mn"}:
        return ""
    return "." if text in "\u3002\uff61" else unicodedata.normalize("NFKC", text)[0]
