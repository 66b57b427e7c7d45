"""Finds the lines that may contain anything private, by signs that are looked for in the whole text at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from studyguide.parse.privacy.account_numbers import IBAN_START
from studyguide.parse.privacy.context_rules import context_rules_of
from studyguide.parse.privacy.email_addresses import AT_IN_ADDRESS
from studyguide.parse.privacy.named_secrets import PARTS_OF_NAMES
from studyguide.parse.privacy.phone_numbers import DIGITS
from studyguide.parse.privacy.rules import Rule
from studyguide.text.line_numbers import line_numbers
from studyguide.text.small_letters import small_letters

SHORTEST_TOKEN = 16
"""Number of characters from which a word may be a token that its own form identifies."""
WORDS_OF_ADDRESSES = ("dot", "punkt", "_at_")
SECRET_COMMANDS = ("curl", "wget", "mysql", "mariadb", "redis-cli")
"""Commands with options whose values are secret. Whatever else its context proves to be secret has another sign as
well: a long word, many digits, an at sign, or a part of the name of a secret."""


class SignedText(Struct, frozen=True):
    """Holds the lines of a text and the 0-based numbers of those with each sign, in order."""

    lines: Sequence[str]
    small: Sequence[str]
    """The lines in small letters."""
    long: tuple[int, ...]
    """Lines with a word that has the length of a token."""
    digits: tuple[int, ...]
    """Lines with as many digits as a phone number has."""
    accounts: tuple[int, ...]
    """These, and lines with the beginning of an IBAN."""
    at_signs: tuple[int, ...]
    """Lines with a sign or a word of e-mail addresses."""
    named: tuple[int, ...]
    """Lines with a part of the name of a secret."""
    in_context: tuple[tuple[int, Rule], ...]
    """Lines with what a rule needs, and the rule."""


def signed_text(lines: Sequence[str]) -> SignedText:
    """Returns some lines, none of which has a line break, with their signs."""
    text = "\n".join(lines)
    small = small_letters(text)
    long = line_numbers(text, _long_words(text))
    digits = line_numbers(text, _match_starts(DIGITS, text))
    ibans = line_numbers(text, _match_starts(IBAN_START, text))
    at_signs = line_numbers(small, (*_match_starts(AT_IN_ADDRESS, small), *_places_of_parts(small, WORDS_OF_ADDRESSES)))
    named = line_numbers(small, _places_of_parts(small, PARTS_OF_NAMES))
    commands = line_numbers(small, _places_of_parts(small, SECRET_COMMANDS))
    rows, accounts = small.split("\n"), _in_order(digits, ibans)
    signed = _in_order(long, accounts, at_signs, named, commands)
    beside = "\n".join([rows[number] for number in signed])
    in_context = tuple(
        (signed[at], rule)
        for rule in context_rules_of(beside)
        for at in line_numbers(beside, _places_of_parts(beside, rule.needs))
    )
    return SignedText(lines, rows, long, digits, accounts, at_signs, named, in_context)


def _in_order(*numbers: Iterable[int]) -> tuple[int, ...]:
    """Returns the numbers of all groups, each once, in order."""
    return tuple(sorted(set().union(*numbers)))


def _match_starts(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text))


def _places_of_parts(text: str, parts: Iterable[str]) -> Iterator[int]:
    """Yields where parts are in a text."""
    for part in parts:
        at = text.find(part)
        while at >= 0:
            yield at
            at = text.find(part, at + len(part))


def _long_words(text: str) -> Iterator[int]:
    """Yields where the words are that have the length of a token."""
    at = 0
    for word in [word for word in text.split() if len(word) >= SHORTEST_TOKEN]:
        at = text.index(word, at)
        yield at
        at += len(word)
