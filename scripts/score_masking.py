"""Measure what is masked: recall for 1,000 generated secrets of 100 kinds, and false masks per 1,000 ordinary lines.

    python scripts/score_masking.py
    python scripts/score_masking.py --seed 7 --each 20 --missed

Every secret is drawn from a seeded generator, in a format that its issuer's public documentation describes, and
stands in a note of its own. It counts as masked when none of its letters and digits can be read. The formats are
written down here once more, by hand: the patterns of the engine are not imported. Ordinary lines are those of the
shipped notes and of the Markdown files in `docs/`, and generated lines with numbers, dates, versions and names.
"""

from __future__ import annotations

import argparse
import base64
import random
import string
import uuid
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from studyguide.model.note import REDACTED_KINDS, Note, NotePath, ZoneKind
from studyguide.parse.note import parse_note

ROOT = Path(__file__).resolve().parent.parent
GENERATED_LINES = 4000
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
Kind = Callable[[random.Random], Sample]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=10, help="secrets of each kind")
    parser.add_argument("--missed", action="store_true", help="print every secret that can be read")
    args = parser.parse_args()
    total = 0
    for name, kind in KINDS.items():
        chance = random.Random(f"{args.seed} {name}")
        samples = [kind(chance) for _ in range(args.each)]
        readable = [sample for sample in samples if not is_masked(sample)]
        total += len(samples) - len(readable)
        print(f"{len(samples) - len(readable):4} of {len(samples)}  {name}")
        if args.missed:
            for sample in readable:
                print("".join(f"           | {line}\n" for line in "".join(sample).split("\n")), end="")
    count = args.each * len(KINDS)
    print(f"{total} of {count} secrets of {len(KINDS)} kinds are masked: {100 * total / count:.1f} %")
    for name, lines in ordinary_lines(random.Random(args.seed)).items():
        masks = list(false_masks(lines))
        print(f"{len(masks)} false masks in {len(lines)} lines: {name}, {1000 * len(masks) / len(lines):.2f} per 1,000")
        for text, line in masks if args.missed else ():
            print(f"           | {text!r} in {line}")


def is_masked(sample: Sample) -> bool:
    """Whether no letter and no digit of the secret can be read in the note."""
    note = read("".join(sample))
    hidden = {(z.line, column) for z in note.zones if z.kind in REDACTED_KINDS for column in range(z.start, z.end)}
    line, column = 1 + sample.before.count("\n"), len(sample.before) - 1 - sample.before.rfind("\n")
    for letter in sample.secret:
        if letter.isalnum() and (line, column) not in hidden:
            return False
        line, column = (line + 1, 0) if letter == "\n" else (line, column + 1)
    return True


def false_masks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is masked in lines that hold nothing private. An address of mail in a shipped note is private."""
    note = read("\n".join(lines))
    for zone in note.zones:
        line = note.lines[zone.line - 1]
        text = line[zone.start : zone.end]
        if zone.kind in REDACTED_KINDS - {ZoneKind.COMMENT} and not (zone.kind is ZoneKind.EMAIL and "@" in text):
            yield text, line


def read(text: str) -> Note:
    note, _ = parse_note(NotePath("note.md"), text.encode())
    assert note
    return note


def ordinary_lines(chance: random.Random) -> dict[str, list[str]]:
    """Return the lines that hold nothing private, by where they come from."""
    notes = [line for path in sorted((ROOT / "seeds").glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    pages = [line for path in sorted((ROOT / "docs").rglob("*.md")) for line in path.read_text("utf-8").splitlines()]
    generated = [chance.choice(LINES)(chance) for _ in range(GENERATED_LINES)]
    return {"the shipped notes": notes, "docs/**/*.md": pages, "generated": generated}


# Secrets.


def drawn(letters: str, count: int, most: int = 0) -> Draw:
    """Return a draw of `count` letters, or of up to `most`."""
    return lambda chance: "".join(chance.choices(letters, k=chance.randint(count, max(count, most))))


def joined(*parts: str | Draw) -> Draw:
    return lambda chance: "".join(part if isinstance(part, str) else part(chance) for part in parts)


def one_of(*texts: str | Draw) -> Draw:
    return lambda chance: joined(chance.choice(texts))(chance)


def anywhere(secret: Draw) -> Kind:
    """Return a kind whose secrets are known by their own form: they stand anywhere in a note."""

    def kind(chance: random.Random) -> Sample:
        before, after = chance.choice((*FRAMES, QUERY))
        return Sample(before, secret(chance), after)

    return kind


def in_text(secret: Draw) -> Kind:
    """Return a kind of numbers that stand anywhere but in the address of a page, where a number is what it links to."""

    def kind(chance: random.Random) -> Sample:
        before, after = chance.choice(FRAMES)
        return Sample(before, secret(chance), after)

    return kind


def within(before: str | Draw, secret: Draw, after: str | Draw = "") -> Kind:
    """Return a kind whose secrets are known by what stands beside them."""

    def kind(chance: random.Random) -> Sample:
        return Sample(joined(before)(chance), secret(chance), joined(after)(chance))

    return kind


def any_of(*kinds: Kind) -> Kind:
    return lambda chance: chance.choice(kinds)(chance)


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
QUERY = ("curl https://x.example/?k=", "&v=1")
NAMES = ("jane", "jo.smith", "k.meyer", "ana_lopez", "li.wei", "o.brien+aws", "t-berg", "support", "m.rossi77")
HOSTS = ("example.com", "mail.example.org", "uni-example.de", "example.co.uk", "corp.example.net", "example.io")
SYLLABLES = ("ka", "lo", "mir", "ten", "bra", "vul", "sho", "pin", "der", "gat", "wex", "nu")


def password(chance: random.Random) -> str:
    """Draw a password as people make them: syllables with digits, capitals and often a sign."""
    word = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
    sign = chance.choice(("", "", "!", "#", "?", "$", "_"))
    number = chance.randint(1, 9999)
    return chance.choice((f"{word.title()}{number}{sign}", f"{word}{sign}{number}", f"{number}{word.title()}{sign}"))


def base64_of(count: int) -> Draw:
    return lambda chance: base64.b64encode(chance.randbytes(count)).decode()


def web_token(chance: random.Random) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    signature = base64.urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("=")
    claims = f'{{"sub":"{chance.randint(1, 10**9)}","iat":{chance.randint(1_500_000_000, 1_700_000_000)}}}'
    header = '{"alg":"HS256","typ":"JWT"}'
    return f"{part(header)}.{part(claims)}.{signature}"


def any_uuid(chance: random.Random) -> str:
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
    def kind(chance: random.Random) -> Sample:
        body = base64_of(180)(chance)
        rows = "\n".join(body[i : i + 64] for i in range(0, len(body), 64))
        return Sample("before\n\n", f"-----BEGIN {title}-----\n{rows}\n-----END {title}-----", "\n\nafter")

    return kind


PHONE_WORD = one_of("tel. ", "Phone: ", "call me on ", "mobile ", "Tel: ", "- phone ", "WhatsApp ", "fax: ", "☎ ")
ACCESS_KEY_ID = joined(one_of("AKIA", "ASIA"), drawn(BASE32, 16))
SECRET_KEY = drawn(MIXED + "/+", 40)

KINDS: dict[str, Kind] = {
    # Clouds.
    "AWS access key id": anywhere(ACCESS_KEY_ID),
    "AWS ids of users, roles and public keys": anywhere(
        joined(one_of("AIDA", "AROA", "APKA", "ASCA"), drawn(BASE32, 17))
    ),
    "AWS secret key behind its name": within(
        one_of("aws_secret_access_key = ", "AWS_SECRET_ACCESS_KEY=", "secretAccessKey: '", "Secret access key: "),
        SECRET_KEY,
    ),
    "AWS secret key beside its key id": within(
        joined(ACCESS_KEY_ID, one_of(" ", " / ", ", ", "\n", " | ")), SECRET_KEY
    ),
    "AWS session token": anywhere(
        joined(one_of("IQoJb3JpZ2luX2Vj", "FwoGZXIvYXdzE"), drawn(MIXED + "/+", 200, 300), "=")
    ),
    "AWS account id": within(one_of("account ", "- AWS account: ", "acct ", "account id "), drawn("123456789", 12)),
    "AWS account id in groups": within(
        one_of("account ", "Account ID: ", "our AWS account is "), filled("@###-####-####")
    ),
    "AWS account id in groups with blanks": within(
        one_of("account ", "Account ID: ", "AWS account "), filled("@### #### ####")
    ),
    "AWS account id in a resource name": within(
        one_of("arn:aws:iam::", "arn:aws:sns:eu-west-1:"), filled("@###########"), ":role/x"
    ),
    "AWS pre-signed address": within("https://b.s3.example.com/o?X-Amz-Expires=60&X-Amz-Signature=", drawn(HEX, 64)),
    "Google API key": anywhere(joined("AIzaSy", drawn(URL_SAFE, 33))),
    "Google OAuth access token": anywhere(joined("ya29.a0", drawn(URL_SAFE, 100, 160))),
    "Google OAuth client secret": anywhere(joined("GOCSPX-", drawn(URL_SAFE, 28))),
    "Azure storage key": within(
        "DefaultEndpointsProtocol=https;AccountName=abc;AccountKey=", base64_of(64), ";EndpointSuffix=x"
    ),
    "Azure shared access signature": within(
        "https://x.blob.example.com/c?sv=2022-11-02&sp=r&sig=", joined(drawn(MIXED, 42), "%3D")
    ),
    "Azure client secret": anywhere(joined(drawn(MIXED, 3), "8Q~", drawn(URL_SAFE + "~", 33), drawn(MIXED, 1))),
    "DigitalOcean token": anywhere(joined(one_of("dop_v1_", "doo_v1_"), drawn(HEX, 64))),
    "Alibaba Cloud access key id": anywhere(joined("LTAI", drawn(MIXED, 20))),
    "Databricks token": anywhere(joined("dapi", drawn(HEX, 32))),
    "Vault token": anywhere(joined("hvs.", drawn(URL_SAFE, 90, 100))),
    "Terraform Cloud token": anywhere(joined(drawn(MIXED, 14), ".atlasv1.", drawn(MIXED, 67))),
    "Pulumi token": anywhere(joined("pul-", drawn(HEX, 40))),
    "Doppler token": anywhere(joined("dp.pt.", drawn(MIXED, 43))),
    "Supabase token": anywhere(joined("sbp_", drawn(HEX, 40))),
    "PlanetScale password": anywhere(joined("pscale_pw_", drawn(URL_SAFE, 43))),
    "Netlify token": anywhere(joined("nfp_", drawn(MIXED, 36))),
    "Tailscale key": anywhere(joined("tskey-auth-", drawn(MIXED, 12), "CNTRL-", drawn(MIXED, 32))),
    # Code.
    "GitHub classic token": anywhere(joined(one_of("ghp_", "gho_", "ghs_"), drawn(MIXED, 36))),
    "GitHub fine-grained token": anywhere(joined("github_pat_", drawn(MIXED, 22), "_", drawn(MIXED, 59))),
    "GitLab token": anywhere(joined(one_of("glpat-", "gldt-", "glrt-"), drawn(URL_SAFE, 20))),
    "Bitbucket app password": anywhere(joined("ATBB", drawn(MIXED, 32))),
    "Atlassian API token": anywhere(joined("ATATT3xFfGF0", drawn(URL_SAFE, 170), "=", drawn(UPPER, 8))),
    "npm token": anywhere(joined("npm_", drawn(MIXED, 36))),
    "PyPI token": anywhere(joined("pypi-AgEIcHlwaS5vcmc", drawn(URL_SAFE, 150))),
    "RubyGems key": anywhere(joined("rubygems_", drawn(HEX, 48))),
    "NuGet key": anywhere(joined("oy2", drawn(LOWER, 43))),
    "Docker Hub token": anywhere(joined("dckr_pat_", drawn(URL_SAFE, 27))),
    "SonarQube token": anywhere(joined("sqp_", drawn(HEX, 40))),
    "Postman key": anywhere(joined("PMAK-", drawn(HEX, 24), "-", drawn(HEX, 34))),
    # Models and data.
    "OpenAI key": anywhere(joined(one_of("sk-", "sk-proj-"), drawn(MIXED, 48))),
    "Anthropic key": anywhere(joined("sk-ant-api03-", drawn(URL_SAFE, 93), "AA")),
    "Hugging Face token": anywhere(joined("hf_", drawn(string.ascii_letters, 34))),
    "Groq key": anywhere(joined("gsk_", drawn(MIXED, 52))),
    "Replicate token": anywhere(joined("r8_", drawn(MIXED, 37))),
    "NVIDIA key": anywhere(joined("nvapi-", drawn(URL_SAFE, 64))),
    "Perplexity key": anywhere(joined("pplx-", drawn(MIXED, 48))),
    "LangSmith key": anywhere(joined("lsv2_pt_", drawn(HEX, 32), "_", drawn(HEX, 10))),
    # Payment.
    "Stripe secret key": anywhere(joined(one_of("sk_live_", "rk_live_", "sk_test_"), drawn(MIXED, 24, 99))),
    "Stripe webhook secret": anywhere(joined("whsec_", drawn(MIXED, 32))),
    "Square token": anywhere(joined("sq0atp-", drawn(URL_SAFE, 22))),
    "Shopify token": anywhere(joined(one_of("shpat_", "shpss_"), drawn(HEX, 32))),
    "Razorpay key": anywhere(joined("rzp_live_", drawn(MIXED, 14))),
    "Plaid token": anywhere(joined("access-production-", any_uuid)),
    # Messages.
    "Slack token": anywhere(
        joined(one_of("xoxb-", "xoxp-"), drawn(DIGITS, 12), "-", drawn(DIGITS, 12), "-", drawn(MIXED, 24))
    ),
    "Slack app token": anywhere(joined("xapp-1-A", drawn(UPPER, 10), "-", drawn(DIGITS, 13), "-", drawn(HEX, 64))),
    "Slack webhook": within(
        "https://hooks.slack.com/services/", joined("T", drawn(UPPER, 8), "/B", drawn(UPPER, 8), "/", drawn(MIXED, 24))
    ),
    "Discord webhook": within(
        "https://discord.com/api/webhooks/", joined(drawn("123456789", 18), "/", drawn(URL_SAFE, 68))
    ),
    "Discord bot token": anywhere(joined("MT", drawn(MIXED, 24), ".", drawn(URL_SAFE, 6), ".", drawn(URL_SAFE, 38))),
    "Teams webhook": within(
        "https://x.webhook.office.com/webhookb2/",
        joined(any_uuid, "@", any_uuid, "/IncomingWebhook/", drawn(HEX, 32), "/", any_uuid),
    ),
    "Telegram bot token": anywhere(joined(drawn("123456789", 10), ":AA", drawn(URL_SAFE, 33))),
    "Twilio key": anywhere(joined("SK", drawn(HEX, 32))),
    "SendGrid key": anywhere(joined("SG.", drawn(URL_SAFE, 22), ".", drawn(URL_SAFE, 43))),
    "Mailgun key": anywhere(joined("key-", drawn(HEX, 32))),
    "Mailchimp key": anywhere(joined(drawn(HEX, 32), "-us", drawn("123456789", 1))),
    "Brevo key": anywhere(joined("xkeysib-", drawn(HEX, 64), "-", drawn(MIXED, 16))),
    # Services.
    "Notion token": anywhere(joined("ntn_", drawn(DIGITS, 11), drawn(MIXED, 35))),
    "Linear key": anywhere(joined("lin_api_", drawn(MIXED, 40))),
    "Airtable token": anywhere(joined("pat", drawn(MIXED, 14), ".", drawn(HEX, 64))),
    "Figma token": anywhere(joined("figd_", drawn(URL_SAFE, 40))),
    "Grafana token": anywhere(joined("glsa_", drawn(MIXED, 32), "_", drawn(HEX, 8))),
    "New Relic key": anywhere(joined("NRAK-", drawn(UPPER, 27))),
    "Sentry token": anywhere(joined("sntryu_", drawn(HEX, 64))),
    "Dynatrace token": anywhere(joined("dt0c01.", drawn(BASE32, 24), ".", drawn(BASE32, 64))),
    "HubSpot token": anywhere(joined("pat-na1-", any_uuid)),
    "Dropbox token": anywhere(joined("sl.", drawn(URL_SAFE, 130, 140))),
    # Forms that many use.
    "JSON web token": anywhere(web_token),
    "private key block": any_of(
        *map(
            key_block,
            ("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"),
        )
    ),
    "age secret key": anywhere(joined("AGE-SECRET-KEY-1", drawn("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58))),
    "Authorization: Bearer": within(
        one_of("Authorization: Bearer ", "-H 'Authorization: Bearer ", "authorization=bearer "),
        drawn(MIXED, 20, 60),
        one_of("", "'"),
    ),
    "Authorization: Basic": within(
        one_of("Authorization: Basic ", '"Authorization": "Basic '), base64_of(18), one_of("", '"')
    ),
    "curl with a password": within(
        one_of("curl -u ", "curl -s --user ", "curl -X POST -u "),
        joined(one_of("admin", "jo"), ":", password),
        " https://x.example/",
    ),
    "password in an address": within(
        one_of("postgres://", "https://", "mongodb+srv://", "redis://"),
        joined(one_of("app", "root"), ":", password),
        "@db.example.com/x",
    ),
    "password in a connection string": within(
        one_of("Server=db;User Id=sa;Password=", "Driver=x;Uid=app;Pwd=", "host=db user=app password="),
        password,
        ";Encrypt=yes",
    ),
    "password on a command line": within(
        one_of("mysql -u root --password=", "docker login -u jo --password ", "PGPASSWORD=", "sshpass -p "),
        password,
        " x",
    ),
    "password behind a word": within(
        one_of(
            "password: ", "Password = ", "pw: ", "pass: ", "pwd: ", "the password is ", "user jo, pass: ", "Passwort: "
        ),
        password,
    ),
    "password behind an emphasized word": within(
        one_of("**Password**: ", "**Password:** ", "- *pw*: ", "__Password__: "), password
    ),
    "password in the next line": within(
        one_of("Password:\n", "## Password\n\n", "- password:\n  - ", "pw:\n    "), password
    ),
    "password below a table's header": within(
        one_of(
            "| user | password |\n|---|---|\n| jo | ",
            "| Host | Password | x |\n|:--|:-:|--|\n| a | Ab12cd34 | y |\n| b | ",
        ),
        password,
        " |",
    ),
    "key in a header or a query": within(
        one_of("X-Api-Key: ", "https://x.example/v1?api_key=", "?access_token=", "api-key: "),
        drawn(MIXED, 24, 40),
        one_of("", "&x=1", "\n"),
    ),
    "one-time password seed": within("otpauth://totp/x:jo?secret=", drawn(BASE32, 16, 32), "&issuer=x"),
    # People.
    "e-mail address": any_of(
        anywhere(mail("NAME@HOST.END", "<NAME@HOST.END>")), within("mailto:", mail("NAME@HOST.END"), "?subject=x")
    ),
    "e-mail address with words for its signs": anywhere(
        mail(
            "NAME at HOST dot END",
            "NAME [at] HOST [dot] END",
            "NAME (at) HOST.END",
            "NAME AT HOST DOT END",
            "NAME{at}HOST{dot}END",
        )
    ),
    "e-mail address with encoded signs": anywhere(
        mail(
            "NAME%40HOST.END", "NAME&#64;HOST.END", "NAME&#x40;HOST&#46;END", "NAME&commat;HOST.END", "NAME\\@HOST.END"
        )
    ),
    "e-mail address with unusual characters": anywhere(
        mail(
            "NAME\uff20HOST.END",
            "NAME@\u200bHOST.END",
            "NAME @ HOST.END",
            "NAME@HOST\uff0eEND",
            "NAME @ HOST . END",
            "NAME\u00ad@HOST.END",
        )
    ),
    "phone number with a country's code": in_text(
        one_of(
            *map(
                filled,
                (
                    "+1 @## 555 ####",
                    "+44 20 7946 ####",
                    "+49 30 ######",
                    "+33 1 @# ## ## ##",
                    "+91 98### #####",
                    "+81-3-@###-####",
                    "+55 11 9####-####",
                    "+86 138 #### ####",
                ),
            )
        )
    ),
    "phone number in a country's own form": in_text(
        one_of(
            *map(
                filled,
                (
                    "(@##) 555-####",
                    "@##-555-####",
                    "020 7946 ####",
                    "07700 900###",
                    "01 @# ## ## ##",
                    "030 9018 ####",
                    "03-@###-####",
                    "(02) 9### ####",
                    "(11) 9####-####",
                    "070-@## ## ##",
                    "8 (495) @##-##-##",
                    "0171/@######",
                ),
            )
        )
    ),
    "phone number behind a word": within(
        PHONE_WORD,
        one_of(
            *map(
                filled,
                (
                    "0@########",
                    "6@# ### ###",
                    "9@# ## ###",
                    "@# ## ## ##",
                    "5@# ### ###",
                    "98### #####",
                    "138 #### ####",
                    "06 12## ####",
                    "044 6## ## ##",
                    "9### ####",
                    "0532 @## ## ##",
                    "21 @## ####",
                    "@## ### ####",
                ),
            )
        ),
    ),
    "card number": in_text(card),
    "IBAN": in_text(bank_account),
    "key broken by soft hyphens or emphasis": anywhere(
        broken(one_of(joined("ghp_", drawn(MIXED, 36)), ACCESS_KEY_ID), "\u00ad", "\u200b", "**", "*", "&shy;")
    ),
}


# Ordinary lines.

WORDS = [
    "the",
    "model",
    "has",
    "a",
    "batch",
    "of",
    "rows",
    "and",
    "each",
    "epoch",
    "reads",
    "them",
    "once",
    "more",
    "before",
    "the",
    "loss",
    "goes",
    "down",
    "while",
    "training",
    "on",
    "two",
    "machines",
    "with",
    "data",
    "from",
    "the",
    "lake",
    "and",
    "a",
    "table",
    "of",
    "prices",
    "that",
    "nobody",
    "had",
    "checked",
    "since",
    "the",
    "talk",
    "about",
    "pipelines",
]


def prose(chance: random.Random, *values: str) -> str:
    words = chance.choices(WORDS, k=chance.randint(4, 12))
    for value in values:
        words.insert(chance.randint(0, len(words)), value)
    return chance.choice(("", "- ", "  - ", "* ", "> ", "## ")) + " ".join(words)


def number(chance: random.Random) -> str:
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


if __name__ == "__main__":
    main()
