"""Finds e-mail addresses in a line, even if words or blanks replace their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.model.note import ZoneKind
from studyguide.parse.privacy.rules import Interval, Rule

NOT_FILE_ENDING = r"(?!(?:png|jpe?g|gif|svg|webp)\b)"
AT_SIGN = r"(?:@|\s?[\[({<](?:at|@)[\])}>]\s?)"
DOT_SIGN = r"(?:\.|\s?[\[({<](?:dot|punkt|point|\.)[\])}>]\s?)"
PLAIN_ADDRESS = (
    rf"(?<![\w.+-])(?P<secret>[\w.+-]{{1,64}}+{AT_SIGN}(?:[\w-]{{1,63}}{DOT_SIGN}){{1,8}}{NOT_FILE_ENDING}[^\W\d_]{{2,24}})"
    r"(?![\w-])"
)
EMAIL = re.compile(PLAIN_ADDRESS)
"""In small letters."""
AT_IN_ADDRESS = re.compile(r"[@\[({<](?:(?<=@)|at[\])}>])")
"""What every match of `EMAIL` has, in small letters."""
ENDINGS = (
    r"(?:com|org|net|edu|gov|info|io|ai|dev|co|eu|me|us|uk|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|cz|pt|ie|ca|au|nz|jp|cn|kr"
    r"|in|br|mx|za|il|ru|ua|sg|example)"
)
"""Top-level domains of addresses with words or blanks between their parts, where the words alone prove little."""
IN_WORDS = (
    rf"(?<![\w.+-])(?P<secret>[\w.+-]{{1,64}}+\s(?:at|@)\s(?:[\w-]{{1,63}}(?:\.|\s(?:dot|punkt)\s)){{0,7}}"
    rf"[\w-]{{1,63}}\s(?:dot|punkt)\s{ENDINGS})(?![\w-])"
)
WITH_DASHES = (
    rf"(?<![\w.+-])(?P<secret>[a-z0-9.+-]{{1,64}}+_at_(?:[a-z0-9-]{{1,63}}(?:_dot_|\.)){{1,7}}{ENDINGS})(?![\w-])"
)
WITH_BLANKS = (
    rf"(?<![\w.+-])(?P<secret>[\w.+-]{{1,64}}+(?:\s@\s?|@\s)(?:[\w-]{{1,63}}\.){{1,7}}{ENDINGS}"
    rf"|[\w.+-]{{1,64}}+\s?@\s?(?:[\w-]{{1,63}}\s\.\s){{1,7}}{ENDINGS})(?![\w-])"
)
PROGRAM = re.compile(r"git@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?=[:/])", re.IGNORECASE)
"""The user of a code host, which is the same for everybody."""
LONGEST_USER = 100
USER = re.compile(r"://[^\s/@]{0,80}$")
"""The beginning of an address whose user is not a person's mailbox, such as `https://user:password@host.example`."""
AT = re.compile(r"[\[({<_ \t@](?:(?<=@)|at[\])}>_ \t])")
"""A sign for `@`, in small letters."""

EMAIL_RULES = (
    Rule("e-mail address", (), PLAIN_ADDRESS, "RFC 5322, addr-spec", "write to jo.q@mail.example.org", "photo@2x.png",
         kind=ZoneKind.EMAIL, needs=("@", "at]", "at)", "at}", "at>")),
    Rule("e-mail address in words (at ... dot)", (), IN_WORDS, "as people write it", "jo at mail dot example dot org",
         "look at example.org", kind=ZoneKind.EMAIL, needs=("dot", "punkt")),
    Rule("e-mail address in words between dashes", (), WITH_DASHES, "as people write it", "jo_at_example_dot_org",
         "look_at_this", kind=ZoneKind.EMAIL, needs=("_at_",)),
    Rule("e-mail address with blanks", (), WITH_BLANKS, "as people write it", "jo @ example . org", "x = W @ h.T",
         kind=ZoneKind.EMAIL, needs=("@",)),
)  # fmt: skip


def email_addresses(line: str, small: str) -> Iterator[Interval]:
    """Yields the e-mail addresses of a line; two may overlap. `small` is the line in small letters."""
    if AT.search(small):
        for rule in EMAIL_RULES:
            if not any(text in small for text in rule.needs):
                continue
            for match in re.finditer(rule.pattern, small):
                start = match.start("secret")
                user = USER.search(line[max(0, start - LONGEST_USER) : start])
                if not user and not PROGRAM.match(line, start):
                    yield *match.span("secret"), ZoneKind.EMAIL
