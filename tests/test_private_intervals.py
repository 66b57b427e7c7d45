"""What masking is made of: intervals of columns, blocks of keys, and secrets that one note shows of another."""

from __future__ import annotations

from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.model.note import Note, NotePath, Zone, ZoneKind
from studyguide.parse.privacy.account_numbers import is_inside
from studyguide.parse.privacy.cross_note import note_secrets, repeated_secrets, shows_any
from studyguide.parse.privacy.decoded_line import columns_of, decoded_line
from studyguide.parse.privacy.secrets import (
    LONGEST_KEY,
    add_disjoint,
    joined_intervals,
    key_block_lines,
    private_zones,
    subtract_taken,
)


@pytest.mark.parametrize("case", cases("private_intervals"), ids=str)
def test_intervals(case: Case, accept: bool) -> None:
    rows = {key: [tuple(row) for row in value] for key, value in case.given.items()}
    if "joined" in rows:
        made = joined_intervals(rows["joined"])
    elif "disjoint" in rows:
        made = add_disjoint(rows["taken"], rows["disjoint"])
    else:
        made = subtract_taken(rows["taken"], rows["subtract"])
    agrees(case, [list(row) for row in made], accept)


@pytest.mark.parametrize("case", cases("secrets_of_notes"), ids=str)
def test_secrets_of_notes(case: Case, accept: bool) -> None:
    secrets = note_secrets(note_of(case.given["lines"], case.given["zones"]))
    other = case.given["other"]
    found = {
        "secrets": {text: str(kind.value) for text, kind in secrets.items()},
        "lines": {
            number + 1: [other[number][start:end] for start, end, _ in runs]
            for number, runs in repeated_secrets(secrets, other)
        },
        "shown": shows_any(secrets, note_of(other, case.given.get("hidden", []))),
    }
    agrees(case, found, accept)


def note_of(lines: list[str], zones: list[list[Any]]) -> Note:
    marked = tuple(Zone(line, start, end, ZoneKind(kind)) for line, start, end, kind in zones)
    return Note(NotePath("a.md"), "A", tuple(lines), zones=marked)


def test_no_secret_is_nowhere() -> None:
    assert list(repeated_secrets({}, ["abcdef"])) == []


@pytest.mark.parametrize(("lines", "masked"), [(LONGEST_KEY, LONGEST_KEY), (LONGEST_KEY + 1, 1)])
def test_an_end_that_is_too_far_away_ends_nothing(lines: int, masked: int) -> None:
    block = ["-----BEGIN RSA PRIVATE KEY-----", *["some text"] * (lines - 2), "-----END RSA PRIVATE KEY-----"]
    assert len(list(key_block_lines(block))) == masked


def test_a_column_at_the_end_of_an_address_is_outside() -> None:
    assert [is_inside(at, [(2, 4), (6, 8)]) for at in range(9)] == [
        False, False, True, True, False, False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["", "only words", "a word-like_thing"])
def test_a_line_without_signs_has_nothing_private(line: str) -> None:
    assert private_zones(line) == []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("a&shy;b @", "ab @"),
        ("a\u00adb\u034fc\ufe0fd", "abcd"),
        ("jane&#64;mail。example｡org", "jane@mail.example.org"),
        ("<b>a</b> c", "a c"),
        ("**a** and `b`", "a and b"),
        ("ｊane＠x", "jane@x"),
    ],
)
def test_a_line_as_it_is_read(line: str, text: str) -> None:
    decoded = decoded_line(line)
    assert decoded and decoded.text == text
    starts, ends = columns_of(decoded)
    assert len(starts) == len(ends) == len(text)
    assert all(start < end <= len(line) for start, end in zip(starts, ends, strict=True))
