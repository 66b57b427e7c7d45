"""Rejects a candidate if the characters or words next to it make it part of something else.

These are general rules of writing, for any field. Each says when a matched name is only a part of a longer word.
"""

from __future__ import annotations

import re

from studyguide.link.candidates import Candidate, TokenizedLine, written
from studyguide.text.english_words import is_english_word
from studyguide.text.words import HYPHENS, WORD, fold

PREFIXES = frozenset(
    WORD.findall(
        "anti auto co counter cross de dis ex extra hyper hypo in inter intra macro mega meta micro mid mini mis multi"
        " non over para poly post pre proto pseudo quasi re self semi sub super supra trans ultra un under"
    )
)
"""With a hyphen, they make another word of the name that follows: pre-training is not training."""

PACKAGING = frozenset(
    WORD.findall(
        "bot cli client core demo demos dev example examples lib main master plugin prod py repo sample samples sdk src"
        " test tests tutorial utils workshop"
    )
)
"""With a hyphen, they make the name before them the name of a package, a repository or a resource."""

MAX_COMPOUND = 4
"""A hyphenated word with at least this many lower-case parts is the name of a file, a package or a repository."""


def is_part_of_longer_token(line: TokenizedLine, candidate: Candidate) -> str | None:
    """Returns, in words, why the candidate is part of another word or identifier, or None if it is a word by itself."""
    text = line.text
    before, after = text[max(candidate.start - 1, 0) : candidate.start], text[candidate.end : candidate.end + 2]
    earlier = text[max(candidate.start - 2, 0) : max(candidate.start - 1, 0)]
    if after[:1] == "#" or after == "++":
        return "part of another name"
    surface = text[candidate.start : candidate.end]
    small = surface == surface.lower()
    if before and before in "@$\\":
        return f"follows `{before}`, so it is a name of something else"
    if before == "." and earlier.isalnum() and not earlier.isdigit():
        return "part of a dotted name"
    if after[:1] == "." and after[1:].isalnum() and not after[1:].isupper():
        return "part of a dotted name"
    if after[:1] == "\\" or (after[:1] == "(" and after[1:] == ")"):
        return "part of an identifier"
    if before == ":" and small and earlier.isalnum():
        return "part of an identifier with colons"
    if after[:1] == ":" and small and after[1:].isalnum():
        return "part of an identifier with colons"
    return _compound(line, candidate, small) if before in HYPHENS or after[:1] in HYPHENS else None


def _compound(line: TokenizedLine, candidate: Candidate, small: bool) -> str | None:
    left, right = _hyphened(line, candidate.first, -1), _hyphened(line, candidate.last, 1)
    if not left and not right:
        return None
    whole = line.text[line.spans[candidate.first - len(left)][0] : line.spans[candidate.last + len(right)][1]]
    size = len(left) + candidate.last - candidate.first + 1 + len(right)
    if whole == whole.lower() and size >= MAX_COMPOUND:
        return f"part of `{whole}`"
    if left:
        prefix = left[0]
        if fold(prefix) in PREFIXES and (small or prefix[:1].isupper()):
            return f"`{prefix}-` makes another word of it"
        if candidate.last > candidate.first and not prefix.isupper() and _spaced(line, candidate.first):
            return f"its first word is part of `{prefix}-{written(line, candidate.first)}`"
    if candidate.first == candidate.last and _is_everyday(line, candidate):
        return f"part of `{whole}`"
    if right and small and (fold(right[-1]) in PACKAGING or right[-1][:1].isdigit()):
        return f"part of `{whole}`"
    return None


def _is_everyday(line: TokenizedLine, candidate: Candidate) -> bool:
    """Returns whether a candidate is an everyday word in small letters, which a hyphen makes a part of another word."""
    word = line.text[candidate.start : candidate.end]
    return word.islower() and is_english_word(word)


def _spaced(line: TokenizedLine, index: int) -> bool:
    """Returns whether the next word is separated from the one at `index`."""
    return line.text[line.spans[index][1] : line.spans[index + 1][0]].isspace()


def _hyphened(line: TokenizedLine, index: int, step: int) -> tuple[str, ...]:
    """Returns the words joined to the one at `index` by hyphens without spaces, going left (-1) or right (1), nearest
    first."""
    words: list[str] = []
    while 0 <= index + step < len(line.folds) and len(words) < 8:
        low, high = min(index, index + step), max(index, index + step)
        sign = line.text[line.spans[low][1] : line.spans[high][0]]
        if len(sign) != 1 or sign not in HYPHENS or high in line.breaks:
            break
        index += step
        words.append(written(line, index))
    return tuple(words)


SENTENCE_START = re.compile(r"(^|[.!?…]['\"”’)\]*_]*\s+|[|]\s*)[\s\-*+•>#\"'“‘(\[\]\d.)a-z]{0,8}$")
TITLE_SHARE = 0.7
"""A line is a title if at least this share of its longer words have a capital."""
TITLE_WINDOW = 40
"""Number of words on either side that decide whether a line is a title."""
TITLE_WORDS = 3
LONG_TITLE_WORD = 4
"""Number of letters from which titles write a word with a capital."""

AFTER_A_NAME = frozenset(
    WORD.findall(
        "also and allow allows are automatically can cannot could did does doesn don enables for gives had has have"
        " help helps integrates is isn lets makes may might model must now offers only or provides requires returns"
        " runs should stores supports takes that uses versus vs was were which will works would"
    )
)
"""Small words that follow a name and rarely follow a verb's object."""
AFTER_A_SUBJECT = re.compile(r"\s*($|[:,;()\[\]/=→>|+&.!?]|[-–—]+>?\s|['’]s\b|\*\*|__)")


def capital_is_evidence(line: TokenizedLine, candidate: Candidate) -> bool:
    """Returns whether the capitals of the candidate distinguish it from the words around it."""
    near = (
        line.spans[max(0, candidate.first - TITLE_WINDOW) : candidate.first]
        + line.spans[candidate.last + 1 : candidate.last + 1 + TITLE_WINDOW]
    )
    if _is_title_case([line.text[a:b] for a, b in near]):
        return False
    surface = line.text[candidate.start : candidate.end]
    if any(c.isupper() for word in surface.split() for c in word[1:]):
        return True
    if sum(1 for i in range(candidate.first, candidate.last + 1) if line.text[line.spans[i][0]].isupper()) > 1:
        return True
    return not begins_clause(line, candidate)


def begins_clause(line: TokenizedLine, candidate: Candidate) -> bool:
    """Returns whether nothing of the same sentence is before the candidate."""
    return SENTENCE_START.search(line.text[max(0, candidate.start - 40) : candidate.start]) is not None


def is_used_as_name(line: TokenizedLine, candidate: Candidate) -> bool:
    """Returns whether the text after the candidate shows a name although its capital does not: a sign, the end of the
    line, or a word such as `is`."""
    if AFTER_A_SUBJECT.match(line.text, candidate.end):
        return True
    return candidate.last + 1 < len(line.folds) and line.folds[candidate.last + 1] in AFTER_A_NAME


BEFORE_AN_OBJECT = frozenset(WORD.findall("a an each every her his it its my our that the their them this what your"))


def is_used_as_verb(line: TokenizedLine, candidate: Candidate) -> bool:
    """Returns whether an everyday word is followed by an object, so that it is a verb and no name."""
    after = candidate.last + 1
    if candidate.first != candidate.last or after >= len(line.folds) or after in line.breaks:
        return False
    follows = line.text[candidate.end : line.spans[after][0]] == " " and line.folds[after] in BEFORE_AN_OBJECT
    return follows and is_english_word(line.folds[candidate.first])


def _is_title_case(words: list[str]) -> bool:
    longer = [w for w in words if len(w) >= LONG_TITLE_WORD and w[0].isalpha()]
    return len(longer) >= TITLE_WORDS and sum(w[0].isupper() for w in longer) >= TITLE_SHARE * len(longer)
