"""Finds the lines of Markdown that begin and end fenced code, in one way for all code that reads lines alone."""

from __future__ import annotations

import re

FENCE_START = re.compile(r"[\s>]*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})")


def fence_after(line: str, fence: str) -> str:
    """Returns the fence that is open behind a line, or an empty text.

    `fence` is the one that is open before it. As in CommonMark, a fence ends with at least as many of its signs on a
    line that has nothing else; a line such as ```` ```js ```` inside it is code.
    """
    if not fence:
        start = FENCE_START.match(line) if "```" in line or "~~~" in line else None
        return start[1] if start else ""
    bare = line.strip(" >\t")
    return "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
