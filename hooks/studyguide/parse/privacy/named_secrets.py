"""Finds secrets by their name: `password: ...`, `API_KEY=...`, `| token | ... |`, in the next line or below a
header."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from studyguide.model.note import ZoneKind
from studyguide.parse.privacy.rules import Interval, Rule, is_password, is_random
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.small_letters import small_letters

PASSWORD = (
    r"(?:passw(?:or)?d|passphrase|passcode|passwort|kennwort|mot de passe|contrase[ñn]a|wachtwoord|senha|has[łl]o"
    r"|пароль|密码|パスワード|(?<![a-z])(?:pwd|pw)(?![a-z])"
    r"|(?:^|[^\w\s]\s{0,3}|\b(?:user|username|login)\b[^|]{0,24}[^a-z|])pass(?![a-z]))"
)
"""Words for a password. `pass` also means a run over data, so it counts only at the start of a part, or after a
user."""
SECRET = (
    r"(?:secret(?!ar|ly|ion)|token(?!i[sz])|(?:api|access|private|account|shared|master|signing|encryption|license|client|service|auth|deploy)"
    r"[ _-]?key|subscription-key|signature|credential|auth(?!or)|session[ _-]?id|sessid|csrf|cookie)"
)
"""Words for a generated secret: its value must look random."""
MAX_NAME_DISTANCE = 48
"""How many columns before a value its name is searched for."""
NAME_END = r"[\w -]{0,24}[\"')\]]{0,3}$"
PASSWORD_NAME = lazy_pattern(PASSWORD + NAME_END)
SECRET_NAME = lazy_pattern(SECRET + NAME_END)
ANY_NAME = lazy_pattern(f"{PASSWORD}|{SECRET}")
"""Names, in small letters."""
PARTS_OF_NAMES = (
    "pass", "pw", "kennwort", "contrase", "wachtwoord", "senha", "hasl", "hasł", "пароль", "密码", "パスワード",
    "secret", "token", "key", "signature", "credential", "auth", "sess", "csrf", "cookie",
)  # fmt: skip
"""Every match of `ANY_NAME` has one of these. Most lines have none, and many notes have none."""
VALUE_SEPARATOR = lazy_pattern(r"\s{0,3}(?::=|=>|[:=：|]|(?<=\s)is\s)")
SECRET_VALUE = lazy_pattern(r"\s{0,3}[\"'`]?(?P<secret>(?:(?!\]\()[^\s\"'`,;<>&|]){4,4000})")
LONE_VALUE = lazy_pattern(r"[\s>*+•-]{0,12}[\"'`]?(?P<secret>[^\s\"'`|]{6,200})[\"'`]?\s{0,8}$")
"""A line that is one value and nothing else."""
FOOTNOTE_MARK = lazy_pattern(r"\[\^[^\[\]\s|]{1,60}\][.)]{0,3}$")
OPEN_END = lazy_pattern(r"[\s:=*_`#]{0,8}$")
DELIMITER_ROW = lazy_pattern(r"[|:+\s-]{3,400}$")
FEWEST_ALONE = 8
"""Least number of characters of a password that is alone in the line below its name."""

NAMED_RULES = (
    Rule("password behind a word", (), PASSWORD, "github.com/Yelp/detect-secrets, keyword detection: the idea",
         "pw: Kalo<d4>x", "password: at least 12 characters", is_password),
    Rule("key, token or secret behind a word", (), SECRET,
         "github.com/Yelp/detect-secrets, keyword detection: the idea", "API_KEY=<24>", "token: bert-base-v2",
         is_random),
    Rule("password in the line below its name", (), PASSWORD, "as people write it", "Password:\nKalo<d4>x",
         "Password:\nbetween 12 and 20", is_password),
    Rule("password below a table's header", (), PASSWORD, "as people write it",
         "| user | password |\n|---|---|\n| jo | Kalo<d4>x |", "| user | password |\n|---|---|\n| jo | yes |",
         is_password),
)  # fmt: skip


def named_secrets(line: str, small: str) -> Iterator[Interval]:
    """Yields every value of a line that a name before it identifies as secret. `small` is the line in small letters."""
    if not ANY_NAME.search(small):
        return
    for separator in VALUE_SEPARATOR.finditer(line):
        name = small[max(0, separator.start() - MAX_NAME_DISTANCE) : separator.start()]
        if (accept := _test_of(name)) and (value := SECRET_VALUE.match(line, separator.end())):
            secret = _without_footnote(value["secret"]).rstrip(".)]}")
            if accept(secret):
                yield value.start("secret"), value.start("secret") + len(secret), ZoneKind.KEY


def secrets_in_next_lines(lines: Sequence[str], named: Iterable[int]) -> Iterator[tuple[int, Interval]]:
    """Yields every value below its name, with its 0-based line: alone in the next line, or in a table's column. `named`
    are the lines that may have names, in order."""
    end_of_table = 0
    for number in named:
        if number < end_of_table or not ANY_NAME.search(small := small_letters(lines[number])):
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" in small and "-" in following and DELIMITER_ROW.match(following):
            end_of_table = next((n for n in range(number + 2, len(lines)) if "|" not in lines[n]), len(lines))
            yield from _in_columns(lines, number, end_of_table)
            continue
        below = number + 1 if following.strip() else number + 2
        value = LONE_VALUE.match(lines[below]) if below < len(lines) else None
        end = OPEN_END.search(small) if value and len(value["secret"]) >= FEWEST_ALONE else None
        accept = _test_of(small[: end.start()][-MAX_NAME_DISTANCE:]) if end else None
        if value and accept and accept(value["secret"]):
            yield below, (*value.span("secret"), ZoneKind.KEY)


def _in_columns(lines: Sequence[str], header: int, end: int) -> Iterator[tuple[int, Interval]]:
    """Yields the secrets below the names in a table's header."""
    small = small_letters(lines[header])
    tests = [_test_of(small[start:end].strip().strip("*_`")) for start, end in _cell_columns(small)]
    for number in range(header + 2, end):
        for accept, (first, last) in zip(tests, _cell_columns(lines[number]), strict=False):
            text = lines[number][first:last]
            value = _without_footnote(text.strip()).strip("*`\"'")
            if accept and " " not in value and accept(value):
                at = first + text.index(value)
                yield number, (at, at + len(value), ZoneKind.KEY)


def _without_footnote(value: str) -> str:
    """Returns a value without a footnote mark behind it, which would make a plain word or number look random."""
    return FOOTNOTE_MARK.sub("", value)


def _cell_columns(line: str) -> Iterator[tuple[int, int]]:
    """Yields the columns of every cell of a table's row."""
    start = len(line) - len(line.lstrip().removeprefix("|"))
    for cell in line[start:].split("|"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _test_of(name: str) -> Callable[[str], bool] | None:
    """Returns the test for values after a name in small letters, or None if it names no secret."""
    if PASSWORD_NAME.search(name):
        return is_password
    return is_random if SECRET_NAME.search(name) else None
