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
CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests/cases/plain_english/turns.yml").read_text("utf-8"))
TURNS: list[dict[str, str]] = CASES["turns"]
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1 *$|`[^`\n]+`|\]\([^)\n]*\)|https?://\S+", re.MULTILINE | re.DOTALL)

PROSE_TOKENS = {
    kind for name in ("COMMENT", "STRING", "FSTRING_MIDDLE") if (kind := getattr(tokenize, name, None)) is not None
}


def covered() -> list[Path]:
    return sorted({path for pattern in CASES["covered"] for path in ROOT.glob(pattern)})


def prose_of(path: Path) -> str:
    """Returns the text of a file; of Python only comments and strings that are no patterns, each in its line."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    lines = [""] * (text.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in PROSE_TOKENS and not token.string.lower().startswith(("r", "br", "rb")):
            for offset, line in enumerate(token.string.split("\n")):
                lines[token.start[0] - 1 + offset] += f" {line}"
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
    text = prose_of(path)
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: `{words}`; write: {turn['instead']}"
        for turn in TURNS
        for line, words in occurrences(text, turn["pattern"])
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("pattern", [*CASES["covered"], *CASES["not_yet"]])
def test_each_pattern_of_the_scope_matches_a_file(pattern: str) -> None:
    assert any(ROOT.glob(pattern))


def test_code_and_addresses_are_no_prose() -> None:
    assert not occurrences("Run `weave`, see [it](weave.md) or https://example.org/weave", "weave")
    assert not occurrences("```sh\nweave\n```", "weave")
    assert occurrences("Notes that\nweave", "that weave") == [(1, "that weave")]
