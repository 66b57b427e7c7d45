"""Finds numbers of accounts, cards and bank accounts, proved by their context, their groups or their check digits."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator

from studyguide.model.note import ZoneKind
from studyguide.parse.outline.dates import is_day
from studyguide.parse.privacy.rules import Interval, Rule

ACCOUNT = r"(?<![\w.,+-])(?P<secret>\d{12}|\d{4}-\d{4}-\d{4})(?![\w-]|[.,]\d)"
ACCOUNT_IN_NAME = (
    r"(?P<secret>(?<=:)\d{12}(?=[:/\s]|$)|(?<![\w.])\d{12}(?=\.\w{1,63}\.|-)|(?<=[a-z]-)\d{12}(?![\w-])"
    r"|(?<=[a-z]-\d-)\d{12}(?![\w-]))"
)
ACCOUNT_IN_ADDRESS = (
    r"(?P<secret>(?<=:)\d{12}(?=[:/])|(?<=://)\d{12}(?=\.)|(?<=[a-z]-\d-)\d{12}(?!\w)"
    r"|(?<=account=)\d{12}(?!\w)|(?<=account_id=)\d{12}(?!\w)|(?<=accountid=)\d{12}(?!\w))"
)
QUEUE = r"://[\w.-]{0,80}(?:queue|sqs)\.[\w.-]{1,80}/(?P<secret>\d{12})(?=/)"
CARD = (
    r"(?<![\w.,+-])(?P<secret>(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d|35\d\d|62\d\d)([ -]?)\d{4}\2\d{4}\2\d{4}"
    r"|3[47]\d\d([ -]?)\d{6}\3\d{5}|3[068]\d\d([ -]?)\d{6}\4\d{4})(?![\w-]|[.,]\d)"
)
IBAN = r"(?<![A-Za-z0-9])(?P<secret>[A-Z]{2}\d\d[A-Z0-9 \u00a0]{11,42})"
COUNTRIES_BY_LENGTH = {
    15: "NO", 16: "BE", 18: "DK FI FO GL NL SD", 19: "MK SI", 20: "AT BA EE KZ LT LU XK", 21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA", 23: "AE GI IL IQ TL", 24: "AD CZ ES MD PK RO SA SE SK TN VG", 25: "PT ST",
    26: "IS TR", 27: "FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HU LB PL SV", 29: "BR EG PS QA UA", 30: "JO KW MU",
    31: "MT SC",
}  # fmt: skip
IBAN_LENGTHS = {country: length for length, countries in COUNTRIES_BY_LENGTH.items() for country in countries.split()}
"""Characters of an IBAN of each country."""
TEN_DIGITS = re.compile(r"\d\d{3}[ -]?\d{4}[ -]?\d{2}")
"""What every number of an account or a card has."""
IBAN_START = re.compile(r"[A-Z][A-Z]\d\d")
ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://[^\s<>\"'`]{1,4000}|\]\([^\s()]{1,2000}|(?:src|href)=[\"'][^\"']{1,2000}"
    r"|www\.[^\s<>]{1,2000}|\[\[[^\[\]]{1,400}",
    re.IGNORECASE,
)
"""Addresses of links and images. A number in one is part of the address."""


def passes_luhn(text: str) -> bool:
    """Returns whether the last digit of a card number is the check digit of the others."""
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    return (
        len(set(digits)) > 2 and sum(d if at % 2 == 0 else d * 2 - 9 * (d > 4) for at, d in enumerate(digits)) % 10 == 0
    )


def passes_mod_97(text: str) -> bool:
    """Returns whether an IBAN has the length of its country and right check digits."""
    number = re.sub(r"\s", "", text)
    if IBAN_LENGTHS.get(number[:2]) != len(number):
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def is_no_time(text: str) -> bool:
    """Returns whether twelve digits are not a day with its time, such as 202012081530."""
    if not text.isdigit() or not 1900 < int(text[:4]) < 2100:
        return True
    return not is_day(int(text[:4]), int(text[4:6]), int(text[6:8]))


ACCOUNT_RULES = (
    Rule("account id of 12 digits", (), ACCOUNT, "docs.aws.amazon.com, account identifiers", "at 987650123498 and on",
         "at 202012081530 and on", is_no_time),
    Rule("account id in the name of a resource", (), ACCOUNT_IN_NAME, "docs.aws.amazon.com, ARN format",
         "arn:x:iam::987650123498:role/y", "arn:x:s3:::98765/y"),
    Rule("account id in an address", (), ACCOUNT_IN_ADDRESS, "docs.aws.amazon.com, sign-in addresses",
         "https://987650123498.signin.example/", "https://x.example/987650123498/y"),
    Rule("account id in the address of a queue", (), QUEUE, "docs.aws.amazon.com, queue addresses",
         "https://queue.example/987650123498/y", "https://shop.example/987650123498/y"),
    Rule("card number", (), CARD, "ISO/IEC 7812, with the Luhn check", "paid with 4539 1488 0343 6467",
         "paid with 4539 1488 0343 6468", passes_luhn),
    Rule("IBAN", (), IBAN, "ISO 13616, with mod 97 and lengths by country", "pay to DE89 3704 0044 0532 0130 00",
         "pay to DE88 3704 0044 0532 0130 00", passes_mod_97),
)  # fmt: skip
IN_TEXT = tuple(rule for rule in ACCOUNT_RULES if rule.pattern not in (ACCOUNT_IN_ADDRESS, QUEUE))
IBAN_RULES = tuple(rule for rule in ACCOUNT_RULES if rule.pattern == IBAN)
IN_ADDRESSES = tuple(rule for rule in ACCOUNT_RULES if rule.pattern in (ACCOUNT_IN_ADDRESS, QUEUE))


def account_numbers(line: str) -> Iterator[Interval]:
    """Yields the account, card and bank account numbers of a line; two may overlap."""
    rules = IN_TEXT if TEN_DIGITS.search(line) else IBAN_RULES if IBAN_START.search(line) else ()
    addresses = address_spans(line) if rules else []
    for rule in rules:
        for match in re.finditer(rule.pattern, line):
            text = _iban_of(match["secret"]) if rule.pattern == IBAN else match["secret"]
            if rule.accept(text) and not is_inside(match.start("secret"), addresses):
                yield match.start("secret"), match.start("secret") + len(text), ZoneKind.KEY
    for start, end in addresses if rules is IN_TEXT else ():
        for rule in IN_ADDRESSES:
            for match in re.finditer(rule.pattern, line[start:end], re.IGNORECASE):
                yield start + match.start("secret"), start + match.end("secret"), ZoneKind.KEY


def address_spans(line: str) -> list[tuple[int, int]]:
    """Returns the columns of every address of a link or an image."""
    return [match.span() for match in ADDRESS.finditer(line)]


def is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Returns whether a column is in one of the spans."""
    before = bisect_right(spans, (at, sys.maxsize)) - 1
    return before >= 0 and at < spans[before][1]


def _iban_of(text: str) -> str:
    """Returns the beginning of a text that is one IBAN of its country."""
    left = IBAN_LENGTHS.get(text[:2], len(text))
    for at, letter in enumerate(text):
        left -= not letter.isspace()
        if left == 0:
            return text[: at + 1]
    return text
