"""Defines the record of a kind of secret, and the tests that distinguish a secret from a word or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from studyguide.model.note import ZoneKind

Interval = tuple[int, int, ZoneKind]
"""0-based start and end (exclusive) of a part of a line, and its kind."""

AN, HEX, UP, URL_SAFE = "[A-Za-z0-9]", "[0-9a-f]", "[A-Z0-9]", "[A-Za-z0-9_-]"
UUID = f"{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}"

PLACEHOLDER = re.compile(
    r"(?i)(?:https?:|ftp:|file:|\$[{(]|\$[a-z_]\w{0,60}$|%\w{1,60}%$|%\(|[<{(\[]|\.\.|your[-_ ]|my[-_ ]|insert|replace"
    r"|change[-_]?me|example$|os\.|env\b|process\.)"
)
"""Beginnings of values that only say where a secret belongs."""
WORDS_JOINED = re.compile(r"[A-Za-z]{2,40}\d{0,2}(?:[-_./:][A-Za-z]{1,40}\d{0,2}|[-_./:]\d{1,3}){0,12}")
"""Names such as `gpt2-medium`, `sha256` or `v-1.2`: words and short numbers between signs."""
SETTING = re.compile(r"[a-z_]{1,20}=")
"""A value that is itself a name with a value, such as `lr=2048`."""
NAMES_OF_PASSWORDS = {
    "password",
    "passwd",
    "passwort",
    "pass",
    "pwd",
    "pw",
    "secret",
    "token",
    "key",
    "apikey",
    "xxx",
    "***",
}
FEWEST_LETTERS = 4
"""Least number of different characters; `xxxxxxxx` and `12121212` show a form and are not secrets."""


def is_anything(_: str) -> bool:
    """Accepts every value: the pattern alone is proof."""
    return True


def is_varied(value: str) -> bool:
    """Returns whether a value has more than a few different characters, unlike `ghp_xxxxxxxxxxxx`."""
    return len(set(value)) > FEWEST_LETTERS


def is_random(value: str) -> bool:
    """Returns whether a value looks random: digits among letters and not a name, or a very long row of both."""
    if PLACEHOLDER.match(value) or "(" in value or not is_varied(value):
        return False
    kinds = [any(map(test, value)) for test in (str.isdigit, str.islower, str.isupper)]
    if len(value) < 8 or not kinds[0] or sum(kinds) < 2:
        return len(value) >= 32 and value.isalnum()
    return not WORDS_JOINED.fullmatch(value)


def is_password(value: str) -> bool:
    """Returns whether a value after a word for passwords is one: letters with a digit or a sign, or six digits or
    more."""
    value = value.strip("*_`")
    if PLACEHOLDER.match(value) or SETTING.match(value) or "(" in value or not is_varied(value):
        return False
    letters = any(map(str.isalpha, value))
    others = any(c.isdigit() or c in "!@#$%^&*+?~=" for c in value)
    return len(value) >= 6 and (others if letters else value.isdigit())


def is_credential(value: str) -> bool:
    """Returns whether a value in the place of a credential is one, and neither a placeholder nor an ordinary word."""
    ordinary = value.isalpha() and (value.islower() or value.istitle())
    return is_varied(value) and not ordinary and not PLACEHOLDER.match(value)


def is_chosen(value: str) -> bool:
    """Returns whether a value after a user's name is a password somebody chose, and not the word for one."""
    return not PLACEHOLDER.match(value) and value.rpartition(":")[2].lower() not in NAMES_OF_PASSWORDS


class Rule(Struct, frozen=True):
    """Describes one kind of secret, as data."""

    name: str
    starts: tuple[str, ...]
    """The exact beginnings of every secret of the kind; () if its context identifies it."""
    pattern: str
    """The part after the beginning; for a rule without one the whole, with the secret in a group `secret`."""
    source: str
    """The public documentation of the form."""
    sample: str
    """A made-up text with a secret: `<36>` is 36 letters and digits, `<h40>` is hexadecimal, `<A16>` is capitals and
    digits, `<d12>` is digits, `<l8>` is small letters, `<u>` is a UUID. Tests write it out, so that no scanner takes
    this file for a leak."""
    counter_sample: str
    """A similar text that must be shown."""
    accept: Callable[[str], bool] = is_anything
    """Returns whether a matched text is a secret."""
    kind: ZoneKind = ZoneKind.KEY
    needs: tuple[str, ...] = ()
    """Lower-case texts of which a line must contain one, so that most lines skip the pattern."""
