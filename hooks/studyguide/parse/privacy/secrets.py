"""What must not be shown of a line: e-mail addresses, phone numbers, keys, tokens, account ids."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from studyguide.model.note import ZoneKind
from studyguide.parse.outline.dates import is_day
from studyguide.parse.privacy.phone_numbers import phone_numbers

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(](?:at|@)[\])]\s?)"
    r"(?:[\w-]{1,63}(?:\.|\s?[\[(]dot[\])]\s?)){1,8}(?!(?:png|jpe?g|gif|svg|webp)\b)[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)
KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA|AROA|AIDA|AGPA|ABIA|ACCA)[A-Z0-9]{16}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{18,}|xox[abeoprs]-[\w-]{10,}|npm_[A-Za-z0-9]{30,}"
    r"|[srp]k[-_](?:live|test|ant|proj|or)?[\w-]{18,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|hf_[A-Za-z0-9]{24,}"
    r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}|SG\.[\w-]{16,}\.[\w-]{16,}|pypi-[\w-]{30,}|AccountKey=[\w+/=]{30,}"
    r")(?![A-Za-z0-9])"
)
NAMED_SECRET = re.compile(
    r"(?:passw(?:or)?d|passphrase|passwort|secret|token|(?:api|access|private)[ _-]?key|signature|credential|auth)"
    r"[\w -]{0,24}?[\"']?\s{0,3}(?::=|=>|[:=])\s{0,3}[\"']?(?P<secret>(?:(?!\]\()[^\s\"'`,;<>&]){6,})"
    r"|bearer\s+(?P<bearer>[\w.~+/-]{16,}=*)",
    re.IGNORECASE,
)
USER_INFO = re.compile(r"[a-z][a-z0-9+.-]{1,20}://(?P<secret>[^\s/@:]{1,80}:[^\s/@]{1,80})@", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<![\w.,-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\w-]|[.,]\d)")
ACCOUNT_IN_NAME = re.compile(
    r"(?<=:)\d{12}(?=[:/\s]|$)|(?<![\w.])\d{12}(?=\.\w+\.|-)|(?<=[a-z]-)\d{12}(?![\w-])|(?<=[a-z]-\d-)\d{12}(?![\w-])"
)
"""In a resource's name, a host's, or at the end of a name made of several."""
KEY_BLOCK = re.compile(r"-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE|PGP MESSAGE)[A-Z0-9 ]*-----")
KEY_BLOCK_END = re.compile(r"-----END [A-Z0-9 ]*-----")
KEY_BODY = re.compile(r"[\s>*|\"'#-]*(?:[A-Za-z0-9+/=]{16,}|[A-Z][A-Za-z-]+: .*|)[\s\"',\\n]*$")
LONGEST_KEY = 400
"""Lines."""
AT = re.compile(r"@|[\[(]at[\])]", re.IGNORECASE)
SIGNS = re.compile(r"[@:=]|\d{3}|0\d[ .\u00a0\u202f-]\d\d|[\[(][Aa][Tt][\])]")
ANY_SIGN = re.compile(r"[@:=0-9\[(]|[^\x00-\x7f]")
"""What a line with any of them has at least, found in a fifth of the time."""
LONG = 16
"""Characters of the shortest key or token. A line with no word as long and none of the signs holds nothing private."""


def private_zones(line: str, allow: Sequence[str] = ()) -> list[Interval]:
    """Return what of one line is masked, sorted and apart from each other; never what `allow` names."""
    if not (ANY_SIGN.search(line) and SIGNS.search(line)) and max(map(len, line.split()), default=0) < LONG:
        return []
    found = add_disjoint((), _keys(line))
    if AT.search(line):
        found = add_disjoint(found, _of(EMAIL, line, ZoneKind.EMAIL))
    if phones := [(start, end, ZoneKind.PHONE) for start, end in phone_numbers(line)]:
        found = add_disjoint(found, phones)
    return [piece for piece in found if not is_allowed(line[piece[0] : piece[1]], allow)]


def key_block_lines(lines: Sequence[str]) -> Iterable[int]:
    """Yield the 0-based lines of every private-key block; one that is not closed ends where no key text follows."""
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


def is_allowed(text: str, allow: Sequence[str]) -> bool:
    """Whether the author lets a text be shown."""
    return any(text in word or word in text for word in allow if word)


def _keys(line: str) -> Iterable[Interval]:
    yield from _of(KEY, line, ZoneKind.KEY)
    for pattern in (NAMED_SECRET, USER_INFO):
        for match in pattern.finditer(line):
            group = "secret" if match["secret"] else "bearer"
            if pattern is USER_INFO or is_random(match[group]):
                yield match.start(group), match.end(group), ZoneKind.KEY
    for match in ACCOUNT.finditer(line):
        if not _is_time(match[0]):
            yield match.start(), match.end(), ZoneKind.KEY
    yield from _of(ACCOUNT_IN_NAME, line, ZoneKind.KEY)


def is_random(value: str) -> bool:
    """Whether a value looks drawn by chance and not written: digits among letters, or both cases out of order."""
    if value.startswith(("http://", "https://", "$", "{", "<", "(", "[", "%")) or "(" in value:
        return False
    kinds = [any(map(test, value)) for test in (str.isdigit, str.islower, str.isupper)]
    return (sum(kinds) >= 2 and kinds[0] and len(value) >= 8) or (len(value) >= 32 and value.isalnum())


def _is_time(digits: str) -> bool:
    if not digits.isdigit() or not 1900 < int(digits[:4]) < 2100:
        return False
    return is_day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _of(pattern: re.Pattern[str], line: str, kind: ZoneKind) -> Iterable[Interval]:
    return ((m.start(), m.end(), kind) for m in pattern.finditer(line))


Interval = tuple[int, int, ZoneKind]
"""0-based start, end (exclusive), and what stands there."""


def add_disjoint(taken: Sequence[Interval], more: Iterable[Interval]) -> list[Interval]:
    """Add those of `more` that touch nothing taken; of two that touch each other the first stays."""
    fresh = sorted(piece for piece in more if piece[0] < piece[1])
    found: list[Interval] = []
    index = 0
    for piece in fresh:
        while index < len(taken) and taken[index][1] <= piece[0]:
            found.append(taken[index])
            index += 1
        free = index >= len(taken) or taken[index][0] >= piece[1]
        if free and not (found and found[-1][1] > piece[0]):
            found.append(piece)
    found.extend(taken[index:])
    return found


def subtract_taken(taken: Sequence[Interval], more: Iterable[Interval]) -> list[Interval]:
    """Add what of each piece of `more` is still free: a piece is cut where another is taken."""
    found = list(taken)
    index = 0
    for start, end, kind in sorted(more):
        at = start
        while index < len(taken) and taken[index][1] <= at:
            index += 1
        here = index
        while here < len(taken) and taken[here][0] < end:
            if taken[here][0] > at:
                found.append((at, taken[here][0], kind))
            at = max(at, taken[here][1])
            here += 1
        if at < end:
            found.append((at, end, kind))
    return sorted(found)
