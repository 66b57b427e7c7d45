"""A capital to whether it shows that a name is meant: at a sentence's start or in a title it does not."""

from __future__ import annotations

import re

from studyguide.weave.candidates import Candidate, Line
from studyguide.weave.words import WORD

SENTENCE_START = re.compile(r"(^|[.!?…]['\"”’)\]*_]*\s+|[|]\s*)[\s\-*+•>#\"'“‘(\[\]\d.)a-z]{0,8}$")
TITLE_SHARE = 0.7
"""Share of longer words with a capital from which on a line is a title."""
NEAR = 40
"""Words on either side that tell a title."""
TITLE_WORDS = 3
LONG = 4
"""Letters from which on titles write a word with a capital."""

AFTER_A_NAME = frozenset(
    WORD.findall(
        "also and allow allows are automatically can cannot could did does doesn don enables for gives had has have"
        " help helps integrates is isn lets makes may might model must now offers only or provides requires returns"
        " runs should stores supports takes that uses versus vs was were which will works would"
    )
)
"""Small words that follow a name and rarely the object of a verb."""
AFTER_A_SUBJECT = re.compile(r"\s*($|[:,;()\[\]/=→>|+&.!?]|[-–—]+>?\s|['’]s\b|\*\*|__)")


def capital_is_evidence(line: Line, found: Candidate) -> bool:
    """Whether the capitals of the candidate set it apart from the words round it."""
    near = line.spans[max(0, found.first - NEAR) : found.first] + line.spans[found.last + 1 : found.last + 1 + NEAR]
    if _is_title([line.text[a:b] for a, b in near]):
        return False
    surface = line.text[found.start : found.end]
    if any(c.isupper() for word in surface.split() for c in word[1:]):
        return True
    if sum(1 for i in range(found.first, found.last + 1) if line.text[line.spans[i][0]].isupper()) > 1:
        return True
    return not SENTENCE_START.search(line.text[max(0, found.start - 40) : found.start])


def stands_as_a_name(line: Line, found: Candidate) -> bool:
    """Whether what follows shows a name although its capital does not: a sign, the end, or a word such as `is`."""
    if AFTER_A_SUBJECT.match(line.text, found.end):
        return True
    return found.last + 1 < len(line.folds) and line.folds[found.last + 1] in AFTER_A_NAME


def _is_title(words: list[str]) -> bool:
    longer = [w for w in words if len(w) >= LONG and w[0].isalpha()]
    return len(longer) >= TITLE_WORDS and sum(w[0].isupper() for w in longer) >= TITLE_SHARE * len(longer)
