"""Checks that texts avoid turns of phrase that a reader has to guess at; the list is a case file."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
TURNS_FILE = ROOT / "tests/cases/plain_english/turns.yml"
CASES: dict[str, Any] = yaml.safe_load(TURNS_FILE.read_text("utf-8"))
TURNS: list[dict[str, str]] = CASES["turns"]
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1 *$|`[^`\n]+`|\]\([^)\n]*\)|https?://\S+", re.MULTILINE | re.DOTALL)

PROSE_TOKENS = {
    kind for name in ("COMMENT", "STRING", "FSTRING_MIDDLE") if (kind := getattr(tokenize, name, None)) is not None
}


TEST_NAME = re.compile(r"^ *def (test_\w+)", re.MULTILINE)
CASE_PROSE = re.compile(r"- name: |# ")
"""How a line of a case file begins that is prose: what is given and expected may have any words."""


def covered() -> list[Path]:
    return sorted({path for pattern in CASES["covered"] for path in ROOT.glob(pattern)} - {TURNS_FILE})


def prose_of(name: str, text: str) -> str:
    """Returns the prose of a file, each word in its line; `name` is the file's path, or the end of it."""
    if name.endswith(".py"):
        return _prose_of_python(text)
    if name.endswith(".yml"):
        return "\n".join(line if CASE_PROSE.match(line) else "" for line in text.split("\n"))
    return text


def _prose_of_python(text: str) -> str:
    """Returns comments, strings that are no patterns, and the words in the names of tests."""
    lines = [""] * (text.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in PROSE_TOKENS and not token.string.lower().startswith(("r", "br", "rb")):
            for offset, line in enumerate(token.string.split("\n")):
                lines[token.start[0] - 1 + offset] += f" {line}"
    for match in TEST_NAME.finditer(text):
        lines[text.count("\n", 0, match.start(1))] += f" {match[1].replace('_', ' ')}"
    return "\n".join(lines)


def occurrences(text: str, pattern: str) -> list[tuple[int, str]]:
    """Returns the 1-based line and words of each occurrence in prose; code and addresses are left out."""
    prose = CODE.sub(lambda match: re.sub(r"[^\n]", "_", match[0]), text)
    spaced = pattern.replace(" ", r"\s+")
    return [
        (prose.count("\n", 0, match.start()) + 1, " ".join(match[0].split()))
        for match in re.finditer(spaced, prose, re.IGNORECASE)
    ]


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn["pattern"])
def test_each_turn_finds_its_example(turn: dict[str, str]) -> None:
    assert occurrences(turn["example"], turn["pattern"])
    assert not occurrences(turn["instead"], turn["pattern"])


@pytest.mark.parametrize("path", covered(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_texts_avoid_all_turns(path: Path) -> None:
    text = prose_of(path.as_posix(), path.read_text("utf-8"))
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: `{words}`; write: {turn['instead']}"
        for turn in TURNS
        for line, words in occurrences(text, turn["pattern"])
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("pattern", CASES["covered"])
def test_each_pattern_of_the_scope_matches_a_file(pattern: str) -> None:
    assert any(ROOT.glob(pattern))


@pytest.mark.parametrize("case", CASES["prose"], ids=lambda case: f"{case['file']}: {case['text'].split(chr(10))[0]}")
def test_only_prose_is_searched(case: dict[str, Any]) -> None:
    found = occurrences(prose_of(case["file"], case["text"]), case.get("finds") or case["lacks"])
    assert found == ([(case["line"], case["finds"])] if "finds" in case else [])
