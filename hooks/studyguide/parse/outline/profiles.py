"""Finds names that an author links to somebody's profile: nobody links a product or a place to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studyguide.text.lazy_pattern import lazy_pattern

PROFILE = (
    r"https?://(?:www\.|mobile\.)?(?:(?:twitter|x|github|instagram)\.com/@?[\w.-]{1,100}+|[\w.-]{0,30}linkedin\.com/in/[^\s/)?]{1,200}+"
    r"|bsky\.app/profile/[\w.:-]{1,100}|[\w.-]{1,100}\.[a-z]{2,20}/@[\w.-]{1,100})/?(?:\?[^\s()]{0,200})?"
)
"""The address of one person's profile, with nothing behind the person's name in it."""
PROFILE_LINK = lazy_pattern(
    rf"(?<!!)\[[*_]{{0,2}}([^\[\]\n]{{3,60}}?)[*_]{{0,2}}\]\(\s?<?{PROFILE}>?\s?\)", re.IGNORECASE
)
ORG_PROFILE_LINK = lazy_pattern(rf"\[\[{PROFILE}\]\[([^\[\]\n]{{3,60}})\]\]", re.IGNORECASE)
PROFILE_REFERENCE = lazy_pattern(rf"[ ]{{0,3}}\[([^\[\]]{{1,60}})\]:\s*<?{PROFILE}>?\s*$", re.IGNORECASE)
REFERRING = lazy_pattern(r"(?<!!)\[([^\[\]\n]{3,60})\](?:\[([^\[\]\n]{0,60})\])")


def linked_names(lines: Iterable[str]) -> frozenset[str]:
    """Returns the words of all links to profiles, inline or by a reference."""
    linking = [line for line in lines if "](" in line or "][" in line or "]:" in line]
    names = {name.strip() for line in linking for name in _linked_here(line)}
    references = {match[1].lower() for line in linking if (match := PROFILE_REFERENCE.match(line))}
    for line in linking if references else ():
        for match in REFERRING.finditer(line):
            if (match[2] or match[1]).lower() in references:
                names.add(match[1].strip())
    return frozenset(names)


def _linked_here(line: str) -> Iterator[str]:
    if "](http" in line or "](<" in line or "]( " in line:
        yield from (match[1] for match in PROFILE_LINK.finditer(line))
    if "[[http" in line:
        yield from (match[1] for match in ORG_PROFILE_LINK.finditer(line))
