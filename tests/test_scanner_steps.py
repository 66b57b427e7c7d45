"""Scanners written by hand take a number of steps that grows linearly with the length of a text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import studyguide
from laws import empty
from studyguide.link.corpus import link_note
from studyguide.model.note import NotePath
from studyguide.parse.inline import inline_zones
from studyguide.parse.note import parse_note
from worst_cases import PARTS

ENGINE = str(Path(studyguide.__file__).parent)
REPEATED = st.builds(
    lambda parts, times: "".join(parts) * times, st.lists(st.sampled_from(PARTS), max_size=3), st.integers(1, 400)
)
SETTINGS = settings(max_examples=60, deadline=None)
STEPS_OF_ZONES = 20
STEPS_OF_LINKS = 200
"""Lines of the engine that are run for each character of a text, at most."""
LEAST = 3000
"""Lines that are run for a text of no length, at most."""


@SETTINGS
@given(REPEATED)
def test_zones_of_a_text(text: str) -> None:
    assert steps(lambda: inline_zones(text)) <= LEAST + STEPS_OF_ZONES * len(text)


@SETTINGS
@given(REPEATED, st.sampled_from(["", "\n"]))
def test_mentions_of_a_note(text: str, end: str) -> None:
    text = "".join(f"{part}{end}" for part in text.split(" "))
    _, surface_forms = empty()
    note, _ = parse_note(NotePath("note.md"), text.encode("utf-8"))
    if note is not None:
        assert steps(lambda: link_note(note, surface_forms)) <= LEAST + STEPS_OF_LINKS * len(text)


def test_steps_are_counted() -> None:
    assert steps(lambda: inline_zones("a `b` " * 100)) > 5 * steps(lambda: inline_zones("a `b` " * 10)) > 0


def steps(call: Callable[[], object]) -> int:
    """Return how many lines of the engine a call runs."""
    count = 0

    def traced(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(ENGINE):
            return None
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
