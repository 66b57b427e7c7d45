"""A step whose reads are recorded is made again when what it has read differs, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from studyguide.execution.memo import MemoStore, memoizing
from studyguide.execution.recorded_reads import Tables, memo_reads

BEFORE: dict[str, dict[str, Any]] = {"names": {"a": "Alpha", "b": "Beta"}, "sizes": {"a": 1}}
CASES: Mapping[str, tuple[dict[str, dict[str, Any]], bool]] = {
    "the same": ({"names": {"a": "Alpha", "b": "Beta"}, "sizes": {"a": 1}}, False),
    "something that was not read": ({"names": {"a": "Alpha", "b": "Gamma"}, "sizes": {"a": 1}}, False),
    "something that was read": ({"names": {"a": "Omega", "b": "Beta"}, "sizes": {"a": 1}}, True),
    "something that was missing": ({"names": {"a": "Alpha", "b": "Beta"}, "sizes": {"a": 1, "c": 2}}, True),
    "something that is missing now": ({"names": {"b": "Beta"}, "sizes": {"a": 1}}, True),
}


@pytest.mark.parametrize(("after", "again"), CASES.values(), ids=CASES.keys())
def test_what_was_read_decides(after: dict[str, dict[str, Any]], again: bool) -> None:
    made: list[str] = []

    def make(tables: Tables) -> str:
        made.append(f"{tables['names'].get('a')} {tables['sizes'].get('c', 0)} {'c' in tables['sizes']}")
        return made[-1]

    memory = MemoStore()
    for tables in (BEFORE, BEFORE, after):
        value = memo_reads(memoizing(memory), "key", (), tables, make)
    assert len(made) == 1 + again
    assert value == f"{after['names'].get('a')} {after['sizes'].get('c', 0)} {'c' in after['sizes']}"


def test_a_step_reads_single_keys() -> None:
    """What it would see of a whole mapping is not recorded."""
    with pytest.raises(TypeError, match="single keys"):
        memo_reads(memoizing(MemoStore()), "key", (), BEFORE, lambda tables: sorted(tables["names"]))
