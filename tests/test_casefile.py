"""`pytest --accept` changes the `expect` of one case and no other line of its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import Case, agrees

TEXT = """\
# About the file.
- name: flat
  given: [1,   2]   # odd spaces
  expect: {a:   1}  # goes with the value

# About the next case.
- name: lines
  why: It has a block.
  expect: |
    one

    two

  # About given.
  given: "x"

- name: nested
  given: {a: 1}
  expect:
    rows:
      - {id: 1}   # first
      - id: 2
        more: [1,
          2]
# About the last two.
- {name: flow, given: 1, expect: 2}

-   name: none yet
    given: |
      text

# The end.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "actual", "old", "new"),
    [
        ("flat", 5, "  expect: {a:   1}  # goes with the value\n", "  expect: 5\n"),
        ("lines", ["x"], "  expect: |\n    one\n\n    two\n", "  expect:\n    - x\n"),
        ("lines", "a\n\nb\n", "    one\n\n    two\n", "    a\n\n    b\n"),
        (
            "nested",
            {"rows": []},
            "    rows:\n      - {id: 1}   # first\n      - id: 2\n        more: [1,\n          2]\n",
            "    rows: []\n",
        ),
        ("flow", [3], "- {name: flow, given: 1, expect: 2}\n", "- name: flow\n  given: 1\n  expect:\n    - 3\n"),
        ("none yet", {"a": 1}, "      text\n", "      text\n    expect: {a: 1}\n"),
    ],
)
def test_only_the_lines_of_one_result_change(file: Path, name: str, actual: Any, old: str, new: str) -> None:
    agrees(Case(file, name, None, object()), actual, accept=True)
    assert TEXT.count(old) == 1
    assert file.read_text("utf-8") == TEXT.replace(old, new)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
RESULTS = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.sampled_from(["a\n", "a\n\n", " a\nb", "\n", "- x", "# x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(["flat", "lines", "nested", "flow", "none yet"]), first=RESULTS, second=RESULTS)
def test_any_result_can_be_accepted_again_and_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, first: Any, second: Any
) -> None:
    path = tmp_path_factory.mktemp("accepted") / "cases.yml"
    path.write_text(TEXT, encoding="utf-8")
    for actual in (first, second):
        agrees(Case(path, name, None, object()), actual, accept=True)
        rows = {row["name"]: row for row in yaml.safe_load(path.read_text("utf-8"))}
        assert rows[name]["expect"] == actual
    before = {row["name"]: row for row in yaml.safe_load(TEXT)}
    assert {k: row for k, row in rows.items() if k != name} == {k: row for k, row in before.items() if k != name}
    assert [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")] == [
        line for line in TEXT.splitlines() if line.startswith("#")
    ]
