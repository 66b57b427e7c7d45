"""Returns what a style loads."""

from __future__ import annotations

import re
from collections.abc import Iterator

CSS_URL = re.compile(
    r"""url\(\s{0,9}["']?([^"')\s]{1,8000})|@import\s{1,9}["']([^"']{1,2000})|src\(\s{0,9}["']([^"']{1,2000})""",
    re.IGNORECASE,
)
IMAGE_SET = re.compile(r"image-set\(([^;{}]{1,4000})", re.IGNORECASE)
QUOTED_VALUE = re.compile(r"""["']([^"']{1,2000})["']""")
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\([^\n0-9a-fA-F])")


def css_references(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address and its 0-based line. Escapes are decoded, so that `u\\72l(...)` is found too."""
    text = _without_css_comments(text)
    if "\\" in text:
        text = ESCAPE.sub(_escaped_character, text)
    line = at = 0
    for match in CSS_URL.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        yield next(group for group in match.groups() if group), line
    if "image-set(" in text.lower():
        line = at = 0
        for match in IMAGE_SET.finditer(text):
            line, at = line + text.count("\n", at, match.start()), match.start()
            for quoted in QUOTED_VALUE.finditer(re.sub(r"type\([^)]{0,200}\)|url\([^)]{0,4000}\)", "", match[1])):
                yield quoted[1], line


def _without_css_comments(text: str) -> str:
    """Return a style without its comments; their line ends stay. A comment that is not closed ends with the style."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        end = text.find("*/", start + 2)
        end = len(text) if end < 0 else end + 2
        pieces += (text[at:start], "\n" * text.count("\n", start, end))
        at = end
    return "".join((*pieces, text[at:]))


def _escaped_character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else ord(match[2])
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
