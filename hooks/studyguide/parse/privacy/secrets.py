"""Finds what must not be shown of a line or a note: e-mail addresses, phone numbers, keys, passwords, account
numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studyguide.model.note import ZoneKind
from studyguide.parse.privacy.account_numbers import ACCOUNT_RULES, account_numbers
from studyguide.parse.privacy.context_rules import CONTEXT_RULES, context_rules_of, secrets_in_context
from studyguide.parse.privacy.decoded_line import columns_of, decoded_line
from studyguide.parse.privacy.email_addresses import EMAIL_RULES, email_addresses
from studyguide.parse.privacy.issued_tokens import ISSUED_TOKENS, issued_tokens
from studyguide.parse.privacy.named_secrets import (
    NAMED_RULES,
    named_secrets,
    parts_of_names,
    secrets_in_next_lines,
)
from studyguide.parse.privacy.phone_numbers import PHONE_RULES, phone_numbers
from studyguide.parse.privacy.rules import Interval, Rule, is_random
from studyguide.text.small_letters import small_letters

KEY_BLOCK = re.compile(r"-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE|PGP MESSAGE)[A-Z0-9 ]*-----")
KEY_BLOCK_END = re.compile(r"-----END [A-Z0-9 ]*-----")
KEY_BODY = re.compile(
    r"[\s>*|\"'#-]*+"
    r"(?:[A-Za-z0-9+/=]{16,}+(?>(?:\\n|[\s\"',])*)|[A-Z][A-Za-z-]{0,80}+: .*|(?>(?:\\n|[\s\"',])*))$"
)
LONGEST_KEY = 400
"""Number of lines."""
KEY_ID = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])")
BARE_KEY = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
NEAR_KEY_ID = 2
"""Number of lines around the id of an access key in which a secret key may be alone."""
BLOCK_RULES = (
    Rule("private key block", (), KEY_BLOCK.pattern, "RFC 7468, textual encodings of keys",
         "-----BEGIN RSA PRIVATE KEY-----\n<60>\n-----END RSA PRIVATE KEY-----", "-----BEGIN PUBLIC KEY-----"),
    Rule("cloud secret key beside its key id", (), BARE_KEY.pattern, "docs.aws.amazon.com, access keys",
         "AKIA<A16> <40>", "a hash <40>"),
)  # fmt: skip
ALL_RULES = (
    *ISSUED_TOKENS, *CONTEXT_RULES, *NAMED_RULES, *BLOCK_RULES, *ACCOUNT_RULES, *EMAIL_RULES, *PHONE_RULES
)  # fmt: skip
"""Every kind that is redacted."""
ANY_SIGN = re.compile(r"[@:=0-9\[({<|_-]")
ANY_AT = re.compile(r"\sat\s")
SURE_SIGN = re.compile("[@:=|：]")
PRIVATE_SIGNS = re.compile(
    r"\d(?:\d\d|\d[ .\u00a0\u202f()/-]{1,3}\d\d)|[\[({<_ \t]at[\])}>_ \t]|\s(?:--?\w|is\s)|passw"
)
"""Signs in small letters, one of which every line has that contains anything private and no long word. The patterns
above are quick and find most lines with one, and most without any."""
SHORTEST_TOKEN = 16
"""Number of characters. A line with no word of this length and none of the signs contains nothing private."""


class PossibleSecrets(NamedTuple):
    """Holds the rules that can find anything in a text and its lines, by the signs that it has."""

    in_context: tuple[Rule, ...]
    parts_of_names: tuple[str, ...]


def possible_secrets(small: str) -> PossibleSecrets:
    """Returns the rules for a text, which is given in small letters."""
    return PossibleSecrets(context_rules_of(small), parts_of_names(small))


def private_zones(line: str, allow: Sequence[str] = ()) -> list[Interval]:
    """Returns the redacted zones of one line, sorted and without overlaps; never a text that `allow` names."""
    small = small_letters(line)
    return _private_zones(line, small, None, allow)


def _private_zones(line: str, small: str, possible: PossibleSecrets | None, allow: Sequence[str]) -> list[Interval]:
    intervals = _read_as_written(line, small, possible)
    decoded = decoded_line(line)
    if decoded and (read := _read_as_written(decoded.text, small_letters(decoded.text), None)):
        starts, ends = columns_of(decoded)
        as_read = joined_intervals((starts[a], ends[b - 1], kind) for a, b, kind in read)
        intervals = joined_intervals((*intervals, *as_read))
    return without_allowed(line, intervals, allow) if intervals else intervals


def private_intervals(lines: Sequence[str], allow: Sequence[str] = ()) -> dict[int, list[Interval]]:
    """Returns what is redacted in each line of a note, by 0-based line, including what only the lines around it
    identify."""
    intervals: dict[int, list[Interval]] = {}
    key_ids: list[int] = []
    text = small_letters("\n".join(lines))
    possible = possible_secrets(text)
    for number, (line, small) in enumerate(zip(lines, text.split("\n"), strict=False)):
        if line and (private := _private_zones(line, small, possible, allow)):
            intervals[number] = private
            if KEY_ID.search(line):
                key_ids.append(number)
    in_next_lines = secrets_in_next_lines(lines) if possible.parts_of_names else ()
    for number, interval in (*in_next_lines, *_bare_keys(lines, key_ids)):
        if fresh := without_allowed(lines[number], [interval], allow):
            intervals[number] = subtract_taken(intervals.get(number, ()), fresh)
    return intervals


def _bare_keys(lines: Sequence[str], key_ids: Iterable[int]) -> Iterator[tuple[int, Interval]]:
    """Yields every secret key that is alone next to the id of an access key, or in a line next to it."""
    near = {
        number for at in key_ids for number in range(max(0, at - NEAR_KEY_ID), min(len(lines), at + NEAR_KEY_ID + 1))
    }
    for number in sorted(near):
        for match in BARE_KEY.finditer(lines[number]):
            if is_random(match[0]) and any(map(str.isupper, match[0])) and any(map(str.islower, match[0])):
                yield number, (*match.span(), ZoneKind.KEY)


def key_block_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yields the 0-based lines of every private-key block; one that is not closed ends where no key text follows."""
    if not any("-----BEGIN" in line for line in lines):
        return
    ends = [number for number, line in enumerate(lines) if "-----END" in line and KEY_BLOCK_END.search(line)]
    until, closed = -1, False
    for number, line in enumerate(lines):
        if number > until and "-----BEGIN" in line and KEY_BLOCK.search(line):
            after = bisect_left(ends, number)
            closed = after < len(ends) and ends[after] < number + LONGEST_KEY
            until = ends[after] if closed else number
            yield number
        elif number <= until:
            yield number
        elif not closed and number == until + 1 and until >= 0 and KEY_BODY.match(line):
            until = number
            yield number


def without_allowed(line: str, intervals: Iterable[Interval], allow: Sequence[str]) -> list[Interval]:
    """Returns the intervals of a line without those inside a text that `allow` names, which the author permits."""
    shown = [match.span() for text in allow if text for match in re.finditer(re.escape(text), line)]
    return [
        (start, end, kind)
        for start, end, kind in intervals
        if not any(first <= start and end <= last for first, last in shown)
    ]


def _read_as_written(line: str, small: str, possible: PossibleSecrets | None) -> list[Interval]:
    """Returns the zones of a line as it is written; `possible` are the rules for its note, None if they are unknown."""
    longest = max(map(len, line.split()), default=0) if len(line) >= SHORTEST_TOKEN else 0
    if longest < SHORTEST_TOKEN and not _may_be_private(small):
        return []
    possible = possible or possible_secrets(small)
    keys = [*issued_tokens(line, small, longest)] if longest >= SHORTEST_TOKEN else []
    keys += secrets_in_context(line, small, possible.in_context)
    keys += named_secrets(line, small, possible.parts_of_names)
    keys += account_numbers(line)
    intervals = add_disjoint(joined_intervals(keys), email_addresses(line, small))
    phones = [(start, end, ZoneKind.PHONE) for start, end in phone_numbers(line)]
    return subtract_taken(intervals, joined_intervals(phones)) if phones else intervals


def _may_be_private(small: str) -> bool:
    """Returns whether a line in small letters and without a long word has signs of anything private."""
    if SURE_SIGN.search(small):
        return True
    may_have = not small.isascii() or ANY_SIGN.search(small) or ANY_AT.search(small)
    return bool(may_have) and PRIVATE_SIGNS.search(small) is not None


def joined_intervals(intervals: Iterable[Interval]) -> list[Interval]:
    """Merges intervals that overlap, with the kind of the first."""
    apart: list[Interval] = []
    for start, end, kind in sorted(intervals):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]), apart[-1][2])
        elif start < end:
            apart.append((start, end, kind))
    return apart


def add_disjoint(taken: Sequence[Interval], more: Iterable[Interval]) -> list[Interval]:
    """Adds those of `more` that touch no taken interval; of two that touch each other the first remains."""
    fresh = sorted([piece for piece in more if piece[0] < piece[1]])
    if not fresh:
        return list(taken)
    apart: list[Interval] = []
    index = 0
    for piece in fresh:
        while index < len(taken) and taken[index][1] <= piece[0]:
            apart.append(taken[index])
            index += 1
        free = index >= len(taken) or taken[index][0] >= piece[1]
        if free and not (apart and apart[-1][1] > piece[0]):
            apart.append(piece)
    apart.extend(taken[index:])
    return apart


def subtract_taken(taken: Sequence[Interval], more: Iterable[Interval]) -> list[Interval]:
    """Adds the free parts of each interval of `more`: an interval is cut where another is taken."""
    if not taken:
        return sorted([piece for piece in more if piece[0] < piece[1]])
    apart = list(taken)
    index = 0
    for start, end, kind in sorted(more):
        at = start
        while index < len(taken) and taken[index][1] <= at:
            index += 1
        here = index
        while here < len(taken) and taken[here][0] < end:
            if taken[here][0] > at:
                apart.append((at, taken[here][0], kind))
            at = max(at, taken[here][1])
            here += 1
        if at < end:
            apart.append((at, end, kind))
    return sorted(apart)
