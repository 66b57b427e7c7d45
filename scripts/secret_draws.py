"""Ways to draw a secret from a seeded generator: letters of an alphabet, formats, and the text around them."""

from __future__ import annotations

import base64
import random
import string
import uuid
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

DIGITS = string.digits
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + DIGITS
MIXED = string.ascii_letters + DIGITS
URL_SAFE = MIXED + "-_"
BASE32 = string.ascii_uppercase + "234567"
LOWER = string.ascii_lowercase + DIGITS


class Sample(NamedTuple):
    """A text with a secret in it."""

    before: str
    secret: str
    after: str = ""


Draw = Callable[[random.Random], str]
"""Draws a text."""
Kind = Callable[[random.Random], Sample]
"""Draws a secret of a kind with the text around it."""

FRAMES = (
    ("", ""),
    ("- ", ""),
    ("- use ", " for the demo"),
    ("key: ", ""),
    ("export TOKEN=", ""),
    ("`", "`"),
    ('"', '",'),
    ("the talk showed ", ", then went on"),
    ("| staging | ", " | old |"),
    ("> ", "\n> and more"),
    ("  * ", "."),
    ("```\nclient = connect('", "')\n```"),
    ("## Setup with ", ""),
    ("(", ")"),
)
"""What may be before and after a secret."""
QUERY = ("curl https://x.example/?k=", "&v=1")
NAMES = ("jane", "jo.smith", "k.meyer", "ana_lopez", "li.wei", "o.brien+aws", "t-berg", "support", "m.rossi77")
HOSTS = ("example.com", "mail.example.org", "uni-example.de", "example.co.uk", "corp.example.net", "example.io")
SYLLABLES = ("ka", "lo", "mir", "ten", "bra", "vul", "sho", "pin", "der", "gat", "wex", "nu")


def drawn(letters: str, count: int, most: int = 0) -> Draw:
    """Return a draw of `count` letters, or of up to `most`."""
    return lambda chance: "".join(chance.choices(letters, k=chance.randint(count, max(count, most))))


def joined(*parts: str | Draw) -> Draw:
    """Return a draw of texts and draws one after the other."""
    return lambda chance: "".join(part if isinstance(part, str) else part(chance) for part in parts)


def one_of(*texts: str | Draw) -> Draw:
    """Return a draw of one of several texts or draws."""
    return lambda chance: joined(chance.choice(texts))(chance)


def anywhere(secret: Draw) -> Kind:
    """Return a kind whose secrets are known by their own form: they can be anywhere in a note."""

    def kind(chance: random.Random) -> Sample:
        before, after = chance.choice((*FRAMES, QUERY))
        return Sample(before, secret(chance), after)

    return kind


def in_text(secret: Draw) -> Kind:
    """Return a kind of numbers that can be anywhere but in an address, where a number is what the page is called."""

    def kind(chance: random.Random) -> Sample:
        before, after = chance.choice(FRAMES)
        return Sample(before, secret(chance), after)

    return kind


def within(before: str | Draw, secret: Draw, after: str | Draw = "") -> Kind:
    """Return a kind whose secrets are known by the words beside them."""

    def kind(chance: random.Random) -> Sample:
        return Sample(joined(before)(chance), secret(chance), joined(after)(chance))

    return kind


def any_of(*kinds: Kind) -> Kind:
    """Return a kind whose secrets are of one of several kinds."""
    return lambda chance: chance.choice(kinds)(chance)


def password(chance: random.Random) -> str:
    """Draw a password as people make them: syllables with digits, capitals and often a sign."""
    word = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
    sign = chance.choice(("", "", "!", "#", "?", "$", "_"))
    number = chance.randint(1, 9999)
    return chance.choice((f"{word.title()}{number}{sign}", f"{word}{sign}{number}", f"{number}{word.title()}{sign}"))


def base64_of(count: int) -> Draw:
    """Return a draw of `count` bytes in base64."""
    return lambda chance: base64.b64encode(chance.randbytes(count)).decode()


def web_token(chance: random.Random) -> str:
    """Draw a JSON web token."""

    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    signature = base64.urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("=")
    claims = f'{{"sub":"{chance.randint(1, 10**9)}","iat":{chance.randint(1_500_000_000, 1_700_000_000)}}}'
    header = '{"alg":"HS256","typ":"JWT"}'
    return f"{part(header)}.{part(claims)}.{signature}"


def any_uuid(chance: random.Random) -> str:
    """Draw a random UUID."""
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def card(chance: random.Random) -> str:
    """Draw a card number with a right check digit, in groups or without."""
    start, length = chance.choice((("4", 16), ("51", 16), ("55", 16), ("34", 15), ("37", 15), ("6011", 16)))
    body = start + "".join(chance.choices(DIGITS, k=length - len(start) - 1))
    weighted = (int(d) * (2 - i % 2) for i, d in enumerate(reversed(body)))
    number = body + str(-sum(n - 9 * (n > 9) for n in weighted) % 10)
    gap = chance.choice(("", " ", "-"))
    cuts = (0, 4, 10, 15) if length == 15 else (0, 4, 8, 12, 16)
    return gap.join(number[a:b] for a, b in pairwise(cuts))


def bank_account(chance: random.Random) -> str:
    """Draw an IBAN with right check digits."""
    country, length, letters = chance.choice(
        (
            ("DE", 18, ""),
            ("FR", 23, ""),
            ("GB", 14, "BANK"),
            ("ES", 20, ""),
            ("NL", 10, "BANK"),
            ("CH", 17, ""),
            ("IT", 22, "X"),
            ("PL", 24, ""),
        )
    )
    body = letters + "".join(chance.choices(DIGITS, k=length))
    check = 98 - int("".join(str(int(c, 36)) for c in f"{body}{country}00")) % 97
    number = f"{country}{check:02}{body}"
    return number if chance.random() < 0.4 else " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def filled(template: str) -> Draw:
    """Return a draw that puts a digit in place of each `#`, and one of 2 to 9 in place of each `@`."""

    def draw(chance: random.Random) -> str:
        return "".join({"#": chance.choice(DIGITS), "@": chance.choice("23456789")}.get(c, c) for c in template)

    return draw


def mail(*forms: str) -> Draw:
    """Return a draw of an address in one of the forms; NAME, HOST and END are filled in, DOT by the form's own."""

    def draw(chance: random.Random) -> str:
        host, _, end = chance.choice(HOSTS).rpartition(".")
        return chance.choice(forms).replace("NAME", chance.choice(NAMES)).replace("HOST", host).replace("END", end)

    return draw


def broken(secret: Draw, *marks: str) -> Draw:
    """Return a draw of a secret with a mark somewhere inside, or a part of it between two."""

    def draw(chance: random.Random) -> str:
        text, mark = secret(chance), chance.choice(marks)
        first = chance.randint(4, len(text) // 2)
        last = chance.randint(first + 2, len(text) - 2)
        return text[:first] + mark + text[first:last] + (mark if mark in {"**", "*"} else "") + text[last:]

    return draw


def key_block(title: str) -> Kind:
    """Return a kind of private keys in the lines that PEM has around them."""

    def kind(chance: random.Random) -> Sample:
        body = base64_of(180)(chance)
        rows = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
        return Sample("before\n\n", f"-----BEGIN {title}-----\n{rows}\n-----END {title}-----", "\n\nafter")

    return kind
