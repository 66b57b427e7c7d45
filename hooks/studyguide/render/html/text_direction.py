"""The direction of text: which markup has words that run from right to left."""

from __future__ import annotations

import re

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of Hebrew, Arabic and the scripts beside them."""
LETTER = re.compile(r"[^\W\d_]")


def direction_attribute(html: str) -> str:
    """Return ` dir="auto"` for markup with any letter that runs from right to left, '' for any other."""
    return ' dir="auto"' if not html.isascii() and RIGHT_TO_LEFT.search(html) else ""


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text runs from right to left."""
    letter = None if text.isascii() else LETTER.search(text)
    return bool(letter and RIGHT_TO_LEFT.match(letter[0]))
