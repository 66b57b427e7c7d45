"""No regular expression of the engine can take more than a straight line of time by the way it is built."""

from __future__ import annotations

import re
from typing import Any

import pytest

from patterns import engine_patterns, faults, has_possessive_group, patterns_in_functions
from studyguide.text.lazy_pattern import lazy_pattern

ALL: dict[str, re.Pattern[Any]] = {
    **engine_patterns(),
    **{place: re.compile(text) for place, text, _ in patterns_in_functions()},
}


def test_the_patterns_are_found() -> None:
    assert len(ALL) > 150
    assert {"parse.inline.INLINE_URL", "parse.outline.dates._PATTERNS[8]"} <= ALL.keys()


def test_a_lazy_pattern_has_what_a_pattern_has() -> None:
    lazy, pattern = lazy_pattern("(?P<first>a)b", re.IGNORECASE), re.compile("(?P<first>a)b", re.IGNORECASE)
    documented = {name for name in dir(pattern) if not name.startswith("_")} - {"scanner"}
    for name in documented:
        asked, expected = getattr(lazy, name), getattr(pattern, name)
        assert asked == expected or (callable(asked) and asked.__self__ == pattern), name
    assert lazy.sub("-", "ABab c") == "-- c"


@pytest.mark.parametrize("name", ALL)
def test_a_pattern_tries_nothing_twice(name: str) -> None:
    assert faults(ALL[name]) == []


@pytest.mark.parametrize("name", ALL)
def test_a_possessive_repeat_is_of_one_character(name: str) -> None:
    """Python before 3.11.5 matches others wrongly: `(?>(?:...)*)` says the same."""
    assert not has_possessive_group(ALL[name].pattern)


def test_possessive_groups_are_found() -> None:
    assert has_possessive_group(r"a|((?:[^b]|b(?!c))*+)d")
    assert not has_possessive_group(r"\s*+[ab]++(?>(?:c|d+)*)")


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"\s*\s*x", "two repeats"),
        (r"\w+\d*x", "two repeats"),
        (r"\s*(?:-|\s)\s*x", "two repeats"),
        (r"a*(?:b?)a*", "two repeats"),
        (r"a*a{2,5}a*", "two repeats"),
        (r"(?i:a*)(?i:A*)", "two repeats"),
        (r"(?=a*a*b)c", "two repeats"),
        (r"([ab])*\1*c", "two repeats"),
        (r"a*(?:a+)+b", "repeat in a repeat"),
        (r"(?:a+)+", "repeat in a repeat"),
        (r"(?:a|[a-c]x?)*", "repeat in a repeat"),
        (r"(?:a*b?)*", "repeat in a repeat"),
        (r"<.*?>", "lazy"),
        (r"`[^`]+?\s", "lazy"),
    ],
)
def test_a_fault_is_seen(pattern: str, fault: str) -> None:
    assert any(fault in found for found in faults(re.compile(pattern)))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*+\s*x",
        r"\w+\s+\w+",
        r"(?>\s*)\s*x",
        r"(?:a+b)*",
        r"(?:a++b?)*",
        r"a{0,5}a{0,5}",
        r"a*|a*b",
        r"<[^>]*?>",
        r"\s*[-:]\s*",
        r"(?:[/\\][\w.]+){2,}/?",
        r"([-*])(?: *\1){2,} *$",
    ],
)
def test_a_sound_pattern_passes(pattern: str) -> None:
    assert faults(re.compile(pattern)) == []
