"""Finds the signs between the words of a title and its speakers."""

from __future__ import annotations

import re

SPEAKER_SEPARATOR = re.compile(r"(?<!\s)\s++(?:[-–—|/~•·:→>»]|--|---|::)\s++|(?<=\w)\s*[—|｜／]\s*(?=\w)|:\s+|：\s*+")
SEPARATOR_AT_ALL = re.compile(r"[-–—|/~•·:：｜／→>»](?:(?<=[—|：｜／])|(?<=\s.)|(?<=:)\s)")
"""What every match of the separator has. Most lines have nothing like it, which takes less time to find."""
DASHES = frozenset({"-", "–", "—", "--", "---"})


def sign_of(match: re.Match[str]) -> str:
    """Returns the sign of a separator; all dashes are one."""
    sign = match[0].strip()
    return "-" if sign in DASHES else sign


def separators_in(text: str) -> list[re.Match[str]]:
    """Returns the signs of a title that may divide it from names."""
    return list(SPEAKER_SEPARATOR.finditer(text)) if SEPARATOR_AT_ALL.search(text) else []
