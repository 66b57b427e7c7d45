"""Characters that act on what stands around them, shown as what they are: nothing a reader sees is moved or hidden.

Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9) reorder the letters after them, so a line
could read differently from what it says. Control characters steer terminals and end XML files; half a surrogate pair
cannot be written at all.
"""

from __future__ import annotations

import re

ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
PICTURES = {0x7F: "\u2421", **{code: chr(0x2400 + code) for code in range(0x20)}}
"""Unicode's pictures of control characters; the others are named by their number."""


def escape_control_chars(text: str) -> str:
    """Return `text` with each such character replaced by its picture or number, as in `␛` or `[U+202E]`.

    Tabs, line ends and the marks that only say which way a letter runs stay as they are.
    """
    if text.isprintable():
        return text
    return ACTING.sub(_character_name, text)


def _character_name(match: re.Match[str]) -> str:
    code = ord(match[0])
    return PICTURES.get(code) or f"[U+{code:04X}]"
