"""Phone numbers in a line: with a country's code, or as they are dialled at home, with a 0 before.

A number at home looks much like other rows of digits, so it is taken only in groups that such numbers are written in,
or where a word says that it is one. Every pattern is bounded, so a line is looked at in straight-line time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import gcd

ABROAD = re.compile(
    r"(?:(?<![\w.+/=-])\+\d{1,3}[ .()/-]{0,3}(?:\(0\)[ ]?)?\d(?:[ .()/-]{0,2}\d){6,12}"
    r"|(?<!\w)\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}|(?<![\w.+/=-])\d{3}([ .-])\d{3}\1\d{4})(?![\w-]|\.\d)"
)
DIGITS = re.compile(r"(?:\d\D{0,4}){8}")
"""The fewest of a number, which a line without them is spared the search for."""
GAP = "[ \u00a0\u202f]"
DASH = "[-\u2010\u2011]"
ALONE = r"(?<![\w.+=-])(?<!\d,)(?<!\d[ \u00a0\u202f])"
ENDS = rf"(?![\w-]|[.,:/]\d|{GAP}\d{{2,}}(?:[ ,;|)]|$))"
"""No further number follows, as in a row of them; a time or a date may."""
GROUPED = re.compile(
    rf"{ALONE}(?:(?<!/)0[1-9]\d{{1,3}}{DASH}\d{{2,4}}(?:{DASH}\d{{2,4}}){{1,3}}|0[1-9](?:"
    rf"\d{{1,3}}(?:(?:{GAP}|{DASH})\d{{2,4}}(?:{GAP}\d{{2,4}}){{1,3}}"
    rf"|{GAP}\d{{2,4}}{DASH}\d{{2,4}}|{GAP}\d{{6}}{GAP}\d\d)"
    rf"|\d{{3}}{GAP}\d{{6}}|(?:{GAP}\d\d){{4}}(?!{GAP}[0-9A-Fa-f]{{2}}(?!\w)))){ENDS}"
)
"""020 7946 0958 · 070-123 45 67 · 0161 496-0000 · 030 123456 78 · 01632 960983 · 01 98 76 54 32"""
BRACKETED = re.compile(
    rf"(?<!\w)\(0[1-9](?:\d{{1,3}}\)(?:{GAP}|{DASH})?\d{{2,8}}(?:(?:{GAP}|{DASH})\d{{2,4}}){{0,3}}"
    rf"|\){GAP}?\d{{3,4}}(?:{GAP}|{DASH})\d{{4}}){ENDS}"
)
"""(020) 7946 0958 · (01632) 960983 · (02) 9123 4567"""
NEXT = r"(?:\)? ?[/-] ?(?=\d{3})|\) ?| ?\(|[ .\u00a0\u202f\u2010\u2011-])?\d"
SAID = re.compile(
    rf"(?<![\w.+=-])(?<![^\d\s]/)(?:(?:\(0\)|\(?0)[1-9](?:{NEXT}){{7,10}}|\(?00[1-9](?:{NEXT}){{6,12}})(?![\w-]|[.,:]\d)"
)
"""Any row of 9 to 12 digits, more with a country's code, where a word says that it is a phone number."""
CUE = (
    r"(?:(?<!\w)(?:tele(?:ph|f)on[eo]?|t[eé]l[eé]phone|tel[eé]fono|telefoon|t[eé]l|ph(?:one)?|fon|mobiele?|mobil|m[oó]vil"
    r"|mobile|mob|cell(?:phone)?|handy|fax|landline|hotline|whatsapp|sms|call|ring|(?:ruf|telefon|handy)nummer)(?!\w)"
    r"|[☎☏✆📞📱🕻])"
)
CUE_BEFORE = re.compile(CUE + r"(?:[^\d;!?]{0,24})$", re.IGNORECASE)
CUE_AFTER = re.compile(rf"\s?[(,]\s?{CUE}", re.IGNORECASE)
REACH = 40
"""How many columns before a number a word is looked for."""
DAY = re.compile(
    r"(?:19|20)\d\d[ ./-][01]\d[ ./-][0-3]\d(?!\d)|(?<!\d)[0-3]\d[ ./-][01]\d[ ./-](?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d[ /-](?:19|20)\d\d(?!\d)"
)
DATE_FIRST = re.compile(r"[0-3]\d([ ./-])[01]\d\1(?:(?:19|20)\d\d(?!\d)|\d\d(?!\1|\d))")
HOURS = 64
"""Rows that rise or fall up to here are days, hours, minutes or powers of two rather than a number."""


def phone_numbers(line: str) -> Iterator[tuple[int, int]]:
    """Yield the columns of every phone number of a line; a number may come twice."""
    if not DIGITS.search(line):
        return
    yield from (match.span() for match in ABROAD.finditer(line))
    if "0" not in line:
        return
    for pattern in (GROUPED, BRACKETED):
        yield from (match.span() for match in pattern.finditer(line) if _is_certain(match[0]))
    last = -REACH
    for match in SAID.finditer(line):
        start, end = match.span()
        if _may_be(match[0]) and (0 <= start - last < 8 or _is_said(line, start, end)):
            last = end
            yield start, end


def _is_certain(text: str) -> bool:
    groups = re.findall(r"\d+", text)
    digits = "".join(groups)
    least = 9 if text.startswith("(") else 10
    return (
        least <= len(digits) <= 11
        and _may_be(text)
        and not DAY.search(text)
        and not _is_row(groups)
        # 0830 0915 and 02139-4307 are times and postcodes.
        and not (len(groups[0]) > 3 and len(groups[1]) == 4 and not text.startswith("("))
    )


def _may_be(text: str) -> bool:
    return not set(re.findall(r"\d", text)) <= {"0", "1"} and not DATE_FIRST.match(text)


def _is_said(line: str, start: int, end: int) -> bool:
    return bool(CUE_BEFORE.search(line[max(0, start - REACH) : start]) or CUE_AFTER.match(line, end))


def _is_row(groups: list[str]) -> bool:
    """Whether the groups read as a list of numbers: steps in one direction, or shapes such as 012 1024 2048."""
    numbers = [int(group) for group in groups]
    if all(len(group) == 2 for group in groups):
        one_way = all(a < b for a, b in pairwise(numbers)) or all(a > b for a, b in pairwise(numbers))
        return one_way and (max(numbers) <= HOURS or gcd(*numbers[1:]) > 1)
    return len(groups) > 2 and not any(group.startswith("0") for group in groups[1:]) and gcd(*numbers[1:]) >= HOURS
