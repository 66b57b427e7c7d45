"""Lines that hold nothing private: those of the shipped notes and pages, and generated ones with numbers and names."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from secret_draws import DIGITS, HEX, any_uuid

ROOT = Path(__file__).resolve().parent.parent
GENERATED_LINES = 4000
WORDS = (
    "the", "model", "has", "a", "batch", "of", "rows", "and", "each", "epoch", "reads", "them", "once", "more",
    "before", "the", "loss", "goes", "down", "while", "training", "on", "two", "machines", "with", "data", "from",
    "the", "lake", "and", "a", "table", "of", "prices", "that", "nobody", "had", "checked", "since", "the",
    "talk", "about", "pipelines",
)  # fmt: skip
"""Words of ordinary sentences; one that is here twice is drawn twice as often."""


def ordinary_lines(chance: random.Random) -> dict[str, list[str]]:
    """Return the lines that hold nothing private, by where they come from."""
    notes = [line for path in sorted((ROOT / "seeds").glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    pages = [line for path in sorted((ROOT / "docs").rglob("*.md")) for line in path.read_text("utf-8").splitlines()]
    generated = [chance.choice(LINES)(chance) for _ in range(GENERATED_LINES)]
    return {"the shipped notes": notes, "docs/**/*.md": pages, "generated": generated}


def prose(chance: random.Random, *values: str) -> str:
    """Draw a sentence, heading or item with the values among its words."""
    words = chance.choices(WORDS, k=chance.randint(4, 12))
    for value in values:
        words.insert(chance.randint(0, len(words)), value)
    return chance.choice(("", "- ", "  - ", "* ", "> ", "## ")) + " ".join(words)


def number(chance: random.Random) -> str:
    """Draw a number, an amount or a share."""
    large = chance.randint(1, 10 ** chance.randint(1, 10))
    return chance.choice(
        (
            f"{large}",
            f"{large:,}",
            f"{large:,}".replace(",", " "),
            f"{large / 997:.4f}",
            f"{large % 100} %",
            f"1e-{large % 9}",
            f"${large % 10_000}.{large % 90 + 10}",
        )
    )


def day(chance: random.Random) -> str:
    """Draw a date, a time or both."""
    y, m, d = chance.randint(1990, 2030), chance.randint(1, 12), chance.randint(1, 28)
    h, minute = chance.randint(0, 23), chance.randint(0, 59)
    return chance.choice(
        (
            f"{y}-{m:02}-{d:02}",
            f"{d:02}/{m:02}/{y}",
            f"{y}{m:02}{d:02}",
            f"{d:02}.{m:02}.{y}",
            f"{y}{m:02}{d:02}{h:02}{minute:02}",
            f"{y}-{m:02}-{d:02}T{h:02}:{minute:02}:00Z",
            f"{h:02}:{minute:02}:{d:02}",
            f"{d:02} {m:02} {y}",
            f"{m:02}-{d:02}-{y} {h:02}:{minute:02}",
        )
    )


def version(chance: random.Random) -> str:
    """Draw a version, an address of a network or the number of a vulnerability."""
    a, b, c = chance.randint(0, 20), chance.randint(0, 99), chance.randint(0, 20000)
    return chance.choice(
        (
            f"{a}.{b}.{c}",
            f"v{a}.{b}",
            f"{a}.{b}.{c}.{b}",
            f"python{a}.{b}",
            f"10.{a}.{b}.{a + b}/16",
            f"{a}.{b}.0-rc.{a}",
            f"lib@{a}.{b}.{c}",
            f"torch=={a}.{b}.{c}",
            f"CVE-20{b % 30:02}-{c}",
        )
    )


def book(chance: random.Random) -> str:
    """Draw the number of a book, a journal or a paper."""
    body = "978" + "".join(chance.choices(DIGITS, k=9))
    check = -sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(body)) % 10
    return chance.choice(
        (
            f"ISBN {body}{check}",
            f"ISBN 978-{body[3]}-{body[4:8]}-{body[8:]}-{check}",
            f"10.1145/{body[3:10]}.{body[4:11]}",
            f"arXiv:{body[3:7]}.{body[5:10]}",
            f"ISSN {body[3:7]}-{body[6:10]}",
        )
    )


def identifier(chance: random.Random) -> str:
    """Draw a UUID, a hash or the id of a resource."""
    hexes = "".join(chance.choices(HEX, k=64))
    return chance.choice(
        (
            any_uuid(chance),
            hexes[:40],
            hexes[:7],
            f"sha256:{hexes}",
            hexes[:32],
            f"i-0{hexes[:16]}",
            f"vpc-{hexes[:8]}",
            f"#{hexes[:6]}",
            f"0x{hexes[:8]}",
            f"sha-1 {hexes[:40]}",
        )
    )


def resource(chance: random.Random) -> str:
    """Draw the name, path or address of something."""
    name = "-".join(chance.choices(WORDS, k=2)).replace(",", "")
    size = chance.randint(1, 999)
    return chance.choice(
        (
            f"arn:aws:s3:::{name}-{size}/part-{size:05}",
            f"arn:aws:bedrock:us-east-1::foundation-model/{name}-v{size}",
            f"/home/{name}/run-{size}/out.csv",
            f"s3://{name}/{size}/2021/03/04/x.parquet",
            f"src/{name}_{size}.py:{size}",
            f"https://x.example/{chance.randint(10**8, 10**12)}/{name}",
            f"![chart](img/{chance.randint(10**9, 10**12)}-{size}.png)",
            f"https://x.example/p/{name}-{chance.randint(10**9, 10**12)}",
            f"ml.p{size % 5}.16xlarge",
            f"C:\\data\\{name}{size}",
        )
    )


def setting(chance: random.Random) -> str:
    """Draw words that could be before a secret, with no secret behind them."""
    size = 2 ** chance.randint(1, 14)
    return chance.choice(
        (
            f"token: {size} tokens",
            f"max_tokens={size}",
            f"key: value{size % 9}",
            f"--batch-size {size} --lr 0.{size}",
            f"pass: {size % 9} of 9",
            f"secret: kept in the vault since {1990 + size % 30}",
            f"token = tokenizer.encode(text)[{size}]",
            f"second pass: lr={size}",
            f"password: at least {size % 20} characters",
            "auth: OAuth2 or SAML 2.0",
            f"api_key = os.environ['API_KEY{size % 9}']",
            f"primary key: id{size}",
            f"shape ({size}, {size}, 3)",
            f"x = W @ h.T + b{size % 9}",
            f"call at {size % 12 + 1} pm, room {size}",
            f"phone screen in week {size % 52}",
            f"{size} {size * 2} {size * 4} {size * 8}",
            f"token type ids: 0 0 0 1 1 1 {size}",
            f"meet at noon, {size} people",
            f"@handle{size % 9} at booth {size}",
        )
    )


LINES: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: prose(chance, number(chance), number(chance)),
    lambda chance: " ".join(number(chance) for _ in range(chance.randint(2, 8))),
    lambda chance: prose(chance, day(chance)),
    lambda chance: prose(chance, day(chance), number(chance)),
    lambda chance: prose(chance, version(chance)),
    lambda chance: prose(chance, book(chance)),
    lambda chance: prose(chance, identifier(chance)),
    lambda chance: prose(chance, resource(chance)),
    lambda chance: prose(chance, setting(chance)),
    setting,
    lambda chance: f"| {number(chance)} | {day(chance)} | {version(chance)} |",
    lambda chance: f"commit {identifier(chance)} of {day(chance)}",
)
