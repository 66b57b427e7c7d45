"""Returns what a style loads."""

from __future__ import annotations

import re
from collections.abc import Iterator

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_URL = re.compile(
    r"""url\(\s{0,9}["']?([^"')\s]{1,8000})|@import\s{1,9}["']([^"']{1,2000})|src\(\s{0,9}["']([^"']{1,2000})""",
    re.IGNORECASE,
)
IMAGE_SET = re.compile(r"image-set\(([^;{}]{1,4000})", re.IGNORECASE)
QUOTED = re.compile(r"""["']([^"']{1,2000})["']""")
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\([^\n0-9a-fA-F])")


def css_references(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address and its 0-based line. Escapes are decoded, so that `u\\72l(...)` is found too."""
    text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    if "\\" in text:
        text = ESCAPE.sub(_character, text)
    for match in CSS_URL.finditer(text):
        yield next(group for group in match.groups() if group), text.count("\n", 0, match.start())
    if "image-set(" in text.lower():
        for match in IMAGE_SET.finditer(text):
            for quoted in QUOTED.finditer(re.sub(r"type\([^)]{0,200}\)|url\([^)]{0,4000}\)", "", match[1])):
                yield quoted[1], text.count("\n", 0, match.start())


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else ord(match[2])
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
