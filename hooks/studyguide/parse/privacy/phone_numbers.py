"""Finds phone numbers in a line: with a country code, or as they are dialed within a country, with a leading 0.

A national number looks much like other rows of digits. It is accepted only in the groups in which such numbers are
written, or if a word identifies it. Every pattern is bounded, so a line is searched in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import gcd

from studyguide.model.note import ZoneKind
from studyguide.parse.privacy.account_numbers import address_spans, is_inside
from studyguide.parse.privacy.rules import Rule

ABROAD = r"(?<![\w.+/=-])(?P<secret>\+\d(?:[ .()/\u00a0\u2011-]{0,3}\d){7,14})(?![\w-]|\.\d)"
GAP = "[ \u00a0\u202f]"
DASH = "[-\u2010\u2011]"
NUMBER_START = r"(?<![\w.+=-])(?<!\d,)(?<!\d[ \u00a0\u202f])"
NUMBER_END = rf"(?![\w-]|[.,:/]\d|{GAP}\d{{2,}}(?:[ ,;|)]|$))"
"""No further number follows, as in a row of numbers; a time or a date may follow."""
AMERICAN = (
    rf"(?:(?<!\w)(?P<bracketed>\([2-9]\d\d\)[ .-]?[2-9]\d\d[ .-]\d{{4}})(?![\w-]|\.\d)"
    rf"|{NUMBER_START}(?<!/)(?P<secret>(?:1[ .-])?[2-9]\d\d([ .-])[2-9]\d\d\3\d{{4}}){NUMBER_END})"
)
"""(212) 555-0142 · 212-555-0142 · 1-800-555-0142"""
OTHER_BRACKETS = (
    rf"(?<!\w)(?:\(\d\d\) ?9?\d{{4}}{DASH}\d{{4}}|[78] ?\(\d{{3,4}}\) ?\d{{2,3}}{DASH}\d\d{DASH}\d\d){NUMBER_END}"
)
"""(11) 91234-5678 · 8 (495) 123-45-67"""
DIGITS = re.compile(r"\d(?:[^\d\n]{0,4}\d){7}")
"""Least number of digits; a line with fewer is not searched."""
GROUPED = re.compile(
    rf"{NUMBER_START}(?:(?<!/)0[1-9]\d{{1,3}}{DASH}\d{{2,4}}(?:{DASH}\d{{2,4}}){{1,3}}|0[1-9](?:"
    rf"\d{{1,3}}(?:(?:{GAP}|{DASH})\d{{2,4}}(?:{GAP}\d{{2,4}}){{1,3}}"
    rf"|{GAP}\d{{2,4}}{DASH}\d{{2,4}}|{GAP}\d{{6}}{GAP}\d\d)"
    rf"|\d{{3}}{GAP}\d{{6}}|(?:{GAP}\d\d){{4}}(?!{GAP}[0-9A-Fa-f]{{2}}(?!\w))"
    rf"|{DASH}\d{{3,4}}{DASH}\d{{4}}|{DASH}\d{{3}}{GAP}\d{{3}}{GAP}\d\d|\d{{0,2}}{DASH}\d{{7,8}}"
    rf"|\d{{2}} ?/ ?\d{{6,8}})){NUMBER_END}"
)
"""020 7946 0958 · 070-123 45 67 · 0161 496-0000 · 01632 960983 · 01 98 76 54 32 · 03-1234-5678 · 0171/1234567"""
BRACKETED = re.compile(
    rf"(?<!\w)\(0[1-9](?:\d{{1,3}}\)(?:{GAP}|{DASH})?\d{{2,8}}(?:(?:{GAP}|{DASH})\d{{2,4}}){{0,3}}"
    rf"|\){GAP}?\d{{3,4}}(?:{GAP}|{DASH})\d{{4}}){NUMBER_END}"
)
"""(020) 7946 0958 · (01632) 960983 · (02) 9123 4567"""
NEXT = r"(?:\)? ?[/-] ?(?=\d{3})|\) ?| ?\(|[ .\u00a0\u202f\u2010\u2011-])?\d"
PHONE_LABEL = re.compile(
    rf"(?<![\w.+=-])(?<![^\d\s]/)(?:(?:\(0\)|\(?0)[1-9](?:{NEXT}){{7,10}}|\(?00[1-9](?:{NEXT}){{6,12}})(?![\w-]|[.,:]\d)"
)
"""A row of 9 to 12 digits, or more with a country code, if a word identifies it as a phone number."""
WITHOUT_0 = re.compile(rf"(?<![\w.+=,/-])(?<!\d )[1-9](?:{NEXT}){{7,12}}(?![\w-]|[.,:]\d)")
"""Numbers of countries without a leading 0, such as 612 345 678; the word must be directly next to the number."""
CUE = (
    r"(?:(?<!\w)(?:tele(?:ph|f)on[eo]?|t[eé]l[eé]phone|tel[eé]fono|telefoon|t[eé]l|ph(?:one)?|fon|mobiele?|mobil|m[oó]vil"
    r"|mobile|mob|cell(?:phone)?|handy|fax|landline|hotline|whatsapp|sms|call|ring|(?:ruf|telefon|handy)nummer)(?!\w)"
    r"|[☎☏✆📞📱🕻])"
)
RIGHT_BEFORE = re.compile(
    CUE + r"[.:]{0,2}(?:[ -](?:me|us|on|at|is|no\.?|nr\.?|number|nummer)){0,3}[ \t:.*_`|]{0,8}\(?$", re.IGNORECASE
)
CUE_BEFORE = re.compile(CUE + r"(?:[^\d;!?]{0,24})$", re.IGNORECASE)
CUE_AT_ALL = re.compile(CUE, re.IGNORECASE)
IN_BRACKETS = re.compile(rf"\s?\(\s?{CUE}", re.IGNORECASE)
CUE_AFTER = re.compile(rf"\s?[(,]\s?{CUE}", re.IGNORECASE)
MAX_LABEL_DISTANCE = 40
"""How many columns before a number a word is searched for."""
DATE_LIKE = re.compile(
    r"(?:19|20)\d\d[ ./-][01]\d[ ./-][0-3]\d(?!\d)|(?<!\d)[0-3]\d[ ./-][01]\d[ ./-](?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d[ /-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)"
)
DECIMAL = re.compile(r"\d{1,3}\.\d{5}")
DATE_FIRST = re.compile(r"[0-3]\d([ ./-])[01]\d\1(?:(?:19|20)\d\d(?!\d)|\d\d(?!\1|\d))")
TO_DIAL = re.compile(r"(?:tel|sms|callto|whatsapp|facetime):|//wa\.me/|phone=", re.IGNORECASE)
"""Addresses that dial."""
HOURS = 64
"""Rising or falling rows up to here are days, hours, minutes or powers of two rather than a number."""


PHONE_RULES = (
    Rule("phone number with a country's code", (), ABROAD, "ITU-T E.123 and E.164", "+44 20 7946 0958",
         "+12 of 34 5678", kind=ZoneKind.PHONE),
    Rule("phone number: North America", (), AMERICAN, "nanpa.com, numbering plan", "(212) 555-0142", "256 512 1024",
         kind=ZoneKind.PHONE),
    Rule("phone number: Brazil, Russia", (), OTHER_BRACKETS, "ITU-T E.164, national numbering plans",
         "8 (495) 123-45-67", "8 (495) items", kind=ZoneKind.PHONE),
    Rule("phone number with a 0 before, in groups", (), GROUPED.pattern,
         "ofcom.org.uk, numbers for drama; ITU-T E.164, national numbering plans", "020 7946 0958", "0101 0101 0101",
         kind=ZoneKind.PHONE),
    Rule("phone number with its area in brackets", (), BRACKETED.pattern, "ITU-T E.123", "(020) 7946 0958",
         "(012) 10 20 items", kind=ZoneKind.PHONE),
    Rule("phone number with a 0 before, beside a word", (), PHONE_LABEL.pattern, "ITU-T E.123", "tel. 030 901820",
         "030 901820", kind=ZoneKind.PHONE),
    Rule("phone number without a 0, right behind a word", (), WITHOUT_0.pattern,
         "ITU-T E.164, national numbering plans", "mobile 612 345 678", "612 345 678", kind=ZoneKind.PHONE),
)  # fmt: skip


def phone_numbers(line: str) -> Iterator[tuple[int, int]]:
    """Yields the columns of every phone number of a line; a number may occur twice. Addresses of pages are skipped."""
    if not DIGITS.search(line):
        return
    addresses = [span for span in address_spans(line) if not TO_DIAL.search(line, *span)]
    for start, end in _all_numbers(line):
        if not is_inside(start, addresses):
            yield start, end


def _all_numbers(line: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in re.finditer(ABROAD, line) if _may_be(match[0]))
    for match in re.finditer(AMERICAN, line):
        if match["bracketed"] or not _is_row(re.findall(r"\d+", match[0])):
            yield match.span()
    yield from (match.span() for match in re.finditer(OTHER_BRACKETS, line))
    if "0" not in line and not CUE_AT_ALL.search(line):
        return
    for pattern in (GROUPED, BRACKETED):
        yield from (match.span() for match in pattern.finditer(line) if _is_certain(match[0]))
    last = -MAX_LABEL_DISTANCE
    for match in PHONE_LABEL.finditer(line):
        start, end = match.span()
        if _may_be(match[0]) and (0 <= start - last < 8 or _is_said(line, start, end)):
            last = end
            yield start, end
    for match in WITHOUT_0.finditer(line):
        start, end = match.span()
        said = RIGHT_BEFORE.search(line[max(0, start - MAX_LABEL_DISTANCE) : start]) or IN_BRACKETS.match(line, end)
        if said and _is_dialed(match[0]):
            yield start, end


def _is_dialed(text: str) -> bool:
    """Returns whether digits after a word for the telephone are one number: not a day, a row of numbers or single
    digits."""
    groups = re.findall(r"\d+", text)
    two = len(groups) == 2 and gcd(int(groups[0]), int(groups[1])) >= HOURS
    single = len(groups) > 4 and max(map(len, groups)) == 1
    other = DATE_LIKE.search(text) or DECIMAL.match(text) or _is_row(groups) or two or single
    return _may_be(text) and not other


def _is_certain(text: str) -> bool:
    groups = re.findall(r"\d+", text)
    digits = "".join(groups)
    least = 9 if text.startswith("(") else 10
    return (
        least <= len(digits) <= 11
        and _may_be(text)
        and not DATE_LIKE.search(text)
        and not _is_row(groups)
        # 0830 0915 and 02139-4307 are times and postcodes.
        and not (len(groups[0]) > 3 and len(groups[1]) == 4 and not text.startswith("("))
    )


def _may_be(text: str) -> bool:
    return not set(re.findall(r"\d", text)) <= {"0", "1"} and not DATE_FIRST.match(text)


def _is_said(line: str, start: int, end: int) -> bool:
    return bool(CUE_BEFORE.search(line[max(0, start - MAX_LABEL_DISTANCE) : start]) or CUE_AFTER.match(line, end))


def _is_row(groups: list[str]) -> bool:
    """Returns whether the groups read as a list of numbers: steps in one direction, or shapes such as 012 1024 2048."""
    numbers = [int(group) for group in groups]
    if all(len(group) == 2 for group in groups):
        one_way = all(a < b for a, b in pairwise(numbers)) or all(a > b for a, b in pairwise(numbers))
        return one_way and (max(numbers) <= HOURS or gcd(*numbers[1:]) > 1)
    return len(groups) > 2 and not any(group.startswith("0") for group in groups[1:]) and gcd(*numbers[1:]) >= HOURS
