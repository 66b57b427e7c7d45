"""Finds cards that are written in one line: `term :: definition`, and `:::` for both directions.

Two colons are also a sign of many programming languages and of fields of metadata. Where they touch words on both
sides, or where one word without a space before them looks like a field, they make a card only in a note whose author
is known to write cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note_card import CardPart
from studyguide.parse.cards.card_lines import MASK, TEXT_KINDS, CardLine, trimmed_part

PAIR_SEPARATOR = re.compile(r"(?<!:):{2,3}(?!:)")
ROOTS = frozenset(["alloc", "boost", "core", "crate", "self", "std", "super"])
"""First parts of paths in programming languages."""
CODE_AFTER_PAIR = re.compile(r"[A-Za-z_]\w*(?:::|[(<{;!\[])")
"""A name that is called, or that has further parts."""
HEXADECIMAL = re.compile(r"[0-9A-Fa-f:]+(?:/\d+)?")
SIGNATURE = re.compile(r"(?:^|\s)[-=]>(?:\s|$)")
FIELD_NAME = re.compile(r"[\w-]+")
FIELD_VALUE = re.compile(
    r"true|false|yes|no|null|\d{4}-\d\d-\d\d(?:[T ][\d:]+)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?:#[\w/-]+[ ,]*)+"
)
"""What metadata says: a switch, a day, an identifier, tags."""
OPENING, CLOSING_BRACKETS = "([{", ")]}"
MANY_PAIRS = 2
"""So many lines that are nothing else than a pair prove that their author writes cards."""
OTHER_SEPARATORS = (" = ", " — ", " – ", " → ", " - ")
"""What authors set as separators in their programs, where no line proves another one."""


class InlinePair(Struct, frozen=True):
    """Holds a line with a separator in it."""

    line: CardLine
    left: CardPart
    right: CardPart
    is_both_ways: bool
    is_certain: bool
    """Whether it is a card in any note."""
    is_phrase: bool
    """Whether it is unlikely to be code: words on the left, and none of a program's signs."""
    is_field: bool = False
    """Whether it looks like a field of metadata, such as `topic:: ovens`."""


def inline_pairs(lines: Sequence[CardLine]) -> Iterator[InlinePair]:
    """Yields the lines that can be a card, at most one for each."""
    for line in lines:
        if line.kind in TEXT_KINDS and "::" in line.text and (pair := _inline_pair(line)) is not None:
            yield pair


def proves_pairs(pairs: Sequence[InlinePair]) -> bool:
    """Returns whether pairs prove that their author writes cards: one that is certain, or several phrases."""
    phrases = {pair.line.text[pair.left.start : pair.left.end] for pair in pairs if pair.is_phrase}
    return any(pair.is_certain for pair in pairs) or len(phrases) >= MANY_PAIRS


def custom_pairs(lines: Sequence[CardLine], scheduled: Mapping[int, int]) -> Iterator[InlinePair]:
    """Yields cards with a separator that the author has set, such as ` = `: the one that every scheduled line has.

    `scheduled` are the 1-based lines that the author's program has scheduled, and that are no cards of another form,
    each with the number of its schedules: two are those of the two directions.
    """
    asked = [line for line in lines if line.line in scheduled and line.kind in TEXT_KINDS]
    is_both_ways = any(count > 1 for count in scheduled.values())
    sign = next((s for s in OTHER_SEPARATORS if asked and all(line.words.count(s) == 1 for line in asked)), "")
    for line in lines:
        if sign and line.kind in TEXT_KINDS and line.words.count(sign) == 1:
            at = line.text.index(sign, line.start)
            left = trimmed_part(line, line.start, at)
            right = trimmed_part(line, at + len(sign), line.end)
            if left.start < left.end and right.start < right.end:
                yield InlinePair(line, left, right, is_both_ways, True, True)


def _inline_pair(line: CardLine) -> InlinePair | None:
    matches = [
        match
        for match in PAIR_SEPARATOR.finditer(line.text, line.start, line.end)
        if not _is_code_sign(line, match.start(), match.end())
    ]
    spaced = [match for match in matches if _touches(line, match) == (False, False)]
    match = spaced[0] if spaced else matches[0] if len(matches) == 1 else None
    if match is None:
        return None
    left, right = trimmed_part(line, line.start, match.start()), trimmed_part(line, match.end(), line.end)
    term, meaning = line.text[left.start : left.end], line.text[right.start : right.end]
    if not _has_pair_words(term) or not _has_pair_words(meaning) or SIGNATURE.search(meaning):
        return None
    before, after = _touches(line, match)
    is_both_ways = match.end() - match.start() == len(":::")
    is_field = before and bool(FIELD_NAME.fullmatch(term))
    if (is_field or not after) and FIELD_VALUE.fullmatch(meaning):
        return None
    is_certain = not before and not after
    is_phrase = " " in term or is_certain or (is_both_ways and not is_field)
    is_field = is_field and not after and term[0].islower()
    return InlinePair(line, left, right, is_both_ways, is_certain, is_phrase, is_field)


def _touches(line: CardLine, match: re.Match[str]) -> tuple[bool, bool]:
    before, after = line.text[match.start() - 1 : match.start()], line.text[match.end() : match.end() + 1]
    return bool(before.strip()), bool(after.strip())


def _has_pair_words(text: str) -> bool:
    return any(character.isalnum() or character == MASK for character in text)


def _is_code_sign(line: CardLine, start: int, end: int) -> bool:
    """Returns whether a separator is a sign of a program or an address: inside brackets or a formula, or between
    parts of a name."""
    depth = 0
    for character in line.text[line.start : start]:
        depth += (character in OPENING) - (character in CLOSING_BRACKETS)
    if depth > 0:
        return True
    before, behind = line.text[line.start : start], line.text[end : line.end]
    if before.count("$") % 2 and "$" in behind:
        return True
    if not before or not behind or before[-1].isspace() or behind[0].isspace():
        return False
    left, right = before.split()[-1], behind.split()[0]
    if left.strip("`'\"*_(").lower() in ROOTS or CODE_AFTER_PAIR.match(right) or "::" in left:
        return True
    return bool(HEXADECIMAL.fullmatch(left) and HEXADECIMAL.fullmatch(right) and any(map(str.isdigit, left + right)))
