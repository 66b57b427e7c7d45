"""Finds secrets in the files of a site: texts that the notes mask, and texts that the rules of masking would mask.

Each text is searched once, however many pages have it: the frame of a page is the same on all of them. Secrets are
looked up by their first characters, so that the time grows with the text and not with the number of secrets.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from urllib.parse import unquote

from msgspec import Struct

from studyguide.check.fault_kinds import fault
from studyguide.check.file_texts import FileTexts
from studyguide.model.diagnostics import Diagnostic
from studyguide.parse.privacy.decoded_line import decoded_line
from studyguide.parse.privacy.named_secrets import secrets_in_next_lines
from studyguide.parse.privacy.secrets import KEY_BLOCK, private_zones, without_allowed

HEAD = 4
"""Characters by which a secret is looked up; shorter ones are too common to be searched for."""
FEWEST_ENCODED = 8
"""Bytes of a secret that is searched for in Base64 too."""
FEWEST_ALONE, MOST_ALONE = 6, 200
"""Characters of a value that is alone in the line below its name."""
LONGEST_DECODED = 20_000
"""Characters of a line that is also searched as a reader sees it."""
ESCAPES = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|\\(?=[@.:+/-])")
INVISIBLE_CHARACTERS = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
WHAT = {
    "secret-shown": "shows a text that the notes mask",
    "secret-disguised": "shows a text that the notes mask, in another form",
    "secret-encoded": "holds a text that the notes mask, in Base64",
    "unmasked": "shows a text that looks like a secret or contact data",
    "private-key": "shows a private key",
}
ALLOW = "if people may read it, name it under `allow:` in seeds/notes.yml, or with --allow"
Finder = Callable[[str, FileTexts, str], Iterator[Diagnostic]]


class Needles(Struct, frozen=True):
    """Texts to search for."""

    kinds: dict[str, str]
    """Each text with the kind of fault that it is."""
    lengths: dict[str, tuple[int, ...]]
    """Lengths of the texts that begin with the same `HEAD` characters, longest first."""
    sieve: re.Pattern[str] | None
    """Where a text could begin."""


class Verdict(Struct, frozen=True):
    kinds: tuple[str, ...]
    may_be_named_above: bool
    """Whether the line is one value and nothing else, so that the line above may say that it is secret."""


def secret_finder(secrets: Iterable[str], allow: Sequence[str] = ()) -> Finder:
    """Return a function that finds the secrets in a file, given its path, its texts and its content as written."""
    needles = needles_of(secrets)
    readable: dict[str, Verdict] = {}
    hidden: dict[str, Verdict] = {}

    def find(path: str, texts: FileTexts, raw: str) -> Iterator[Diagnostic]:
        places: dict[tuple[str, int], None] = {}
        for at, (text, line) in enumerate(texts.readable):
            verdict = readable.get(text)
            if verdict is None:
                verdict = readable[text] = _readable_verdict(text, needles, allow)
            if verdict.kinds:
                places.update(((kind, line), None) for kind in verdict.kinds)
            if verdict.may_be_named_above and at and _is_secret_below(texts.readable[at - 1 : at + 1], allow):
                places["unmasked", line] = None
        for text, line in texts.hidden:
            verdict = hidden.get(text)
            if verdict is None:
                verdict = hidden[text] = _hidden_verdict(text, needles)
            places.update(((kind, line), None) for kind in verdict.kinds)
        if places:
            yield from _secret_faults(path, places, raw, needles)

    return find


def needles_of(secrets: Iterable[str]) -> Needles:
    """Return what to search for: each secret as it is and in Base64."""
    plain = {text for secret in secrets if len(text := secret.strip()) >= HEAD}
    kinds = {piece: "secret-encoded" for text in plain for piece in _in_base64(text)}
    kinds |= dict.fromkeys(plain, "secret-shown")
    lengths: dict[str, set[int]] = {}
    for text in kinds:
        lengths.setdefault(text[:HEAD], set()).add(len(text))
    if not kinds:
        return Needles({}, {}, None)
    columns = ["".join(map(re.escape, sorted(set(column)))) for column in zip(*lengths, strict=True)]
    sieve = re.compile(f"[{columns[0]}](?={''.join(f'[{letters}]' for letters in columns[1:])})")
    return Needles(kinds, {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}, sieve)


def name_faults(path: str, find: Finder) -> Iterator[Diagnostic]:
    """Yield the secrets in the name of a file."""
    shown = unquote(path)
    words = re.sub(r"[/_]", " ", shown)
    texts = FileTexts(tuple((text, 0) for text in dict.fromkeys((path, shown, words))), ())
    for problem in _renamed(find(path, texts, path), "in-name"):
        yield problem
        return


def archive_secret_faults(path: str, members: Iterable[FileTexts], find: Finder) -> Iterator[Diagnostic]:
    """Yield the secrets in the files of an archive."""
    seen: set[Diagnostic] = set()
    for texts in members:
        for problem in _renamed(find(path, texts, ""), "in-archive"):
            if problem not in seen:
                seen.add(problem)
                yield problem


def _renamed(problems: Iterable[Diagnostic], place: str) -> Iterator[Diagnostic]:
    where = "the name of the file" if place == "in-name" else "a file in the archive"
    for problem in problems:
        group = "unmasked" if problem.kind in {"unmasked", "private-key"} else "secret"
        yield fault(f"{group}-{place}", problem.place.file, f"{where} {problem.what}", 0, problem.hint)


def _secret_faults(path: str, places: Iterable[tuple[str, int]], raw: str, needles: Needles) -> Iterator[Diagnostic]:
    """Yield a fault for each kind and line. A line that is masked by the notes is not told a second time."""
    places = list(places)
    masked = {line for kind, line in places if kind.startswith("secret")}
    in_lines = {kind for kind, line in places if line}
    as_written = _line_of_any(raw, needles) if any(kind == "secret-shown" for kind, _ in places) else 0
    for kind, line in places:
        if (kind == "unmasked" and line in masked) or (line == 0 and kind in in_lines):
            continue
        named = "secret-disguised" if kind == "secret-shown" and raw and not as_written else kind
        at = line or as_written if kind == "secret-shown" else line
        yield fault(named, path, WHAT[named], at, ALLOW if kind == "unmasked" else "")


def _line_of_any(raw: str, needles: Needles) -> int:
    """Return the 1-based line of the first secret in a file as it is written; 0 if it has none."""
    for number, row in enumerate(raw.split("\n"), 1):
        if "secret-shown" in _kinds_in(row, needles):
            return number
    return 0


def _readable_verdict(text: str, needles: Needles, allow: Sequence[str]) -> Verdict:
    kinds = set(_hidden_verdict(text, needles).kinds)
    if needles.sieve and len(text) <= LONGEST_DECODED and (decoded := decoded_line(text)):
        kinds |= _kinds_in(decoded.text, needles)
    if private_zones(text, allow):
        kinds.add("unmasked")
    is_value = " " not in text and FEWEST_ALONE <= len(text) <= MOST_ALONE and not text.isalpha()
    return Verdict(tuple(sorted(kinds)), is_value)


def _hidden_verdict(text: str, needles: Needles) -> Verdict:
    kinds = {kind for reading in _readings(text) for kind in _kinds_in(reading, needles)} if needles.sieve else set()
    if "-----BEGIN" in text and KEY_BLOCK.search(text):
        kinds.add("private-key")
    return Verdict(tuple(sorted(kinds)), False)


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it is written and as programs read it."""
    yield text
    if "&" in text:
        yield unescape(text)
    if "%" in text:
        yield unquote(text)
    if "\\" in text:
        yield ESCAPES.sub(_character, text)
    if not text.isascii() and INVISIBLE_CHARACTERS.search(text):
        yield INVISIBLE_CHARACTERS.sub("", text)


def _kinds_in(text: str, needles: Needles) -> set[str]:
    if needles.sieve is None:
        return set()
    kinds: set[str] = set()
    for match in needles.sieve.finditer(text):
        at = match.start()
        for length in needles.lengths.get(text[at : at + HEAD], ()):
            if kind := needles.kinds.get(text[at : at + length]):
                kinds.add(kind)
    return kinds


def _is_secret_below(lines: Sequence[tuple[str, int]], allow: Sequence[str]) -> bool:
    rows = [text for text, _ in lines]
    below = secrets_in_next_lines(rows, range(len(rows)))
    return any(without_allowed(rows[n], [interval], allow) for n, interval in below)


def _in_base64(text: str) -> Iterator[str]:
    """Yield what every Base64 form of a text has in common, for each of the three places at which it can begin."""
    data = text.encode("utf-8", "replace")
    if len(data) < FEWEST_ENCODED:
        return
    for before in range(3):
        first = (before * 8 + 5) // 6
        last = (before + len(data)) * 8 // 6
        piece = base64.b64encode(b"\0" * before + data).decode()[first:last]
        yield piece
        yield piece.translate(str.maketrans("+/", "-_"))


def _character(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number and int(number, 16) < 0x110000 else ""
