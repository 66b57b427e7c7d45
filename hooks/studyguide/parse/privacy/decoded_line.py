"""Decodes a line as a reader sees it: without invisible characters and emphasis, with encoded characters decoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from msgspec import Struct

from studyguide.text.line_numbers import line_numbers

UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufe0e\ufe0f"
OTHER_FORMS = "\uff01-\uff5e\uff61\u3002\u2024\ufe52\ufe6b\U0001d7ce-\U0001d7ff"
ENCODED = re.compile(
    f"[{UNSEEN}]"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,12});"
    r"|%(?:40|2[BbEeDd])"
    f"|[{OTHER_FORMS}]"
    r"|\\(?=[@._:+*-])"
    r"|</?(?:b|i|em|strong|u|s|wbr|span|code|mark|sub|sup)\s?/?>"
)
EMPHASIS = re.compile(
    r"(?P<mark>[*~=`_](?:(?<=\*)\*{0,2}|(?<=~)~|(?<==)=|(?<=`)|(?<=_)(?<!\w_)_{0,2}))(?=\S)"
    r"(?:(?<!_)[^*~=`\s](?:[^*~`]{0,200}[^*~`\s])?|(?<=_)[^_]{1,200})(?P=mark)(?:(?<!_)|(?!\w))"
)
"""It begins with the signs themselves, so that a search skips all other characters quickly."""
ENCODING_SIGNS = re.compile(rf"[{UNSEEN}{OTHER_FORMS}&%\\<]")
"""A line without any of these signs has no encoded characters."""
REST_OF_ENCODED = re.compile(
    rf"[{UNSEEN}{OTHER_FORMS}&%\\<*~=`_](?:(?<![*~=`_])|(?<=(?P<mark>[*~=`_]))(?=.*(?P=mark))).*"
)
"""What is left of a line from the first sign of an encoded character or of emphasis on, which has two signs."""
NOTHING = {"\\"}


class DecodedLine(Struct, frozen=True):
    """Holds the text as read and what is read in place of parts of the line."""

    text: str
    pieces: tuple[tuple[int, int, str], ...]
    """Columns of the line and what is read there, sorted; none overlaps another."""


def encoded_lines(lines: Sequence[str]) -> tuple[int, ...]:
    """Returns the 0-based lines that may be read otherwise than they are written."""
    text = "\n".join(lines)
    return line_numbers(text, (match.start() for match in REST_OF_ENCODED.finditer(text)))


def decoded_line(line: str) -> DecodedLine | None:
    """Returns a line as it is read, or None if it is read as it is written."""
    pieces: list[tuple[int, int, str]] = []
    if ENCODING_SIGNS.search(line):
        pieces += ((m.start(), m.end(), _decoded_character(m[0])) for m in ENCODED.finditer(line))
    for match in EMPHASIS.finditer(line):
        mark = len(match["mark"])
        pieces += [(match.start(), match.start() + mark, ""), (match.end() - mark, match.end(), "")]
    if not pieces:
        return None
    apart: list[tuple[int, int, str]] = []
    texts: list[str] = []
    at = 0
    for piece in sorted(pieces):
        if piece[0] >= at:
            texts += line[at : piece[0]], piece[2]
            apart.append(piece)
            at = piece[1]
    return DecodedLine("".join((*texts, line[at:])), tuple(apart))


def columns_of(decoded: DecodedLine) -> tuple[list[int], list[int]]:
    """Returns for each character of the text as read where what shows it begins and ends in the line."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, text in decoded.pieces:
        starts += (*range(at, start), *[start] * len(text))
        ends += (*range(at + 1, start + 1), *[end] * len(text))
        at = end
    rest = len(decoded.text) - len(starts)
    return [*starts, *range(at, at + rest)], [*ends, *range(at + 1, at + rest + 1)]


def _decoded_character(text: str) -> str:
    """Returns the character for an encoded one, or '' if it is invisible."""
    if text[0] == "%":
        return chr(int(text[1:], 16))
    if text[0] == "&":
        character = unescape(text)
        return "" if unicodedata.category(character[0]) == "Cf" else character[0].replace("\n", " ")
    if len(text) > 1 or text == "\\" or unicodedata.category(text) in {"Cf", "Mn"}:
        return ""
    return "." if text in "\u3002\uff61" else unicodedata.normalize("NFKC", text)[0]
