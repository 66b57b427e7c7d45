"""Finds keys and tokens whose own form identifies them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from studyguide.parse.privacy.platform_tokens import PLATFORM_TOKENS
from studyguide.parse.privacy.rules import Interval
from studyguide.parse.privacy.service_tokens import SERVICE_TOKENS
from studyguide.text.lazy_pattern import lazy_pattern

BOUNDARY = r"(?![A-Za-z0-9])"
ISSUED_TOKENS = (*PLATFORM_TOKENS, *SERVICE_TOKENS)
SHORTEST_WITHOUT_START = 35
"""Number of characters of the shortest token that has no beginning of its own."""


def issued_tokens(line: str, small: str) -> Iterator[Interval]:
    """Yields every key and token of a line whose own form identifies it; two may overlap. `small` is the line in small
    letters."""
    for match in SIEVE.finditer(line):
        for rule, length in BY_START[match[0]]:
            secret = lazy_pattern(rule.pattern + BOUNDARY).match(line, match.start() + length)
            if secret and rule.accept(secret[0]):
                yield match.start(), secret.start() + len(secret[0].rstrip(".")), rule.kind
    longest = max(map(len, line.split()))
    for rule in WITHOUT_START if longest >= SHORTEST_WITHOUT_START else ():
        if not rule.needs or any(text in small for text in rule.needs):
            for match in re.finditer(rule.pattern + BOUNDARY, line):
                if rule.accept(match["secret"]):
                    yield *match.span("secret"), rule.kind


def _any_start(starts: Iterable[str]) -> str:
    """Returns a pattern for all beginnings, grouped by their first letter so that few are tried at any place."""
    ordered = sorted(starts, key=lambda start: (start[0], -len(start), start))
    groups = (
        f"{re.escape(letter)}(?:{'|'.join(re.escape(start[1:]) for start in group)})"
        for letter, group in groupby(ordered, key=lambda start: start[0])
    )
    return f"(?<![A-Za-z0-9])(?:{'|'.join(groups)})"


WITHOUT_START = tuple(rule for rule in ISSUED_TOKENS if not rule.starts)
STARTS = {start for rule in ISSUED_TOKENS for start in rule.starts}
BY_START = {
    text: tuple((rule, len(start)) for rule in ISSUED_TOKENS for start in rule.starts if text.startswith(start))
    for text in STARTS
}
"""The rules by the longest beginning that matches: its own, and those of shorter ones, with the length of each
beginning."""
SIEVE = lazy_pattern(_any_start(STARTS))
