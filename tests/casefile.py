"""Case files: `tests/cases/<what>/*.yml`, each a list of `{name, given, expect}`, to parametrised tests.

A case is data: adding one needs no Python. `why:` may say what the case is about. `pytest --accept` writes what came
out into the files as the new `expect`, and the diff is the review: every other line stays as it is.

    @pytest.mark.parametrize("case", cases("outline"), ids=str)
    def test_outline(case: Case, accept: bool) -> None:
        agrees(case, what_comes_out(case.given), accept)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "why", "given", "expect"}
UNUSUAL_SPACE = re.compile(r"[\r\x85\u2028\u2029]|\A\s|\n\n\Z|^[ \t]+$", re.MULTILINE)
"""Line breaks and spaces that a block of YAML does not keep; a text that has them is put in quotation marks."""


@dataclass(frozen=True)
class Case:
    file: Path
    name: str
    given: Any
    """What the case starts from: a text, or a mapping of whatever the test of its folder reads."""
    expect: Any
    """Plain data as YAML has it; None where the file leaves it out, to be filled by `--accept`."""

    def __str__(self) -> str:
        return f"{self.file.stem}:{self.name}"


def cases(folder: str) -> list[Case]:
    """Return every case of `tests/cases/<folder>`, in order of file and place. A malformed file is an error at once."""
    found = [case for path in sorted((CASES / folder).glob("*.yml")) for case in _cases_of(path)]
    names = [str(case) for case in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"cases named twice: {sorted(twice)}")
    return found


def agrees(case: Case, actual: Any, accept: bool) -> None:
    """Assert that `actual` (plain dicts, lists, strings, numbers) is what the case expects, or write it down."""
    if accept and actual != case.expect:
        _rewrite(case, actual)
        return
    assert actual == case.expect, f"{case.file.relative_to(CASES)}: {case.name} (pytest --accept rewrites it)"


def _cases_of(path: Path) -> list[Case]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    for row in rows:
        if not isinstance(row, dict) or not {"name", "given"} <= set(row) <= KEYS:
            raise ValueError(f"{path}: a case has name, given, expect (and why), not {row!r:.100}")
    return [Case(path, str(row["name"]), row["given"], row.get("expect")) for row in rows]


def _rewrite(case: Case, actual: Any) -> None:
    """Replaces the lines of one case's `expect` in its file; comments and layout of everything else stay."""
    text = case.file.read_text(encoding="utf-8")
    rows = yaml.safe_load(text)
    for row in rows:
        if str(row["name"]) == case.name:
            row["expect"] = actual
    new = _with_expect(text, case.name, actual)
    if yaml.safe_load(new) != rows:
        raise ValueError(f"{case.file}: the case `{case.name}` cannot be rewritten; write its `expect` by hand")
    case.file.write_text(new, encoding="utf-8")


def _with_expect(text: str, name: str, actual: Any) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    document: Any = yaml.compose(text, yaml.SafeLoader)
    row = next(row for row in document.value if _name_of(row) == name)
    column = row.value[0][0].start_mark.column
    expected = [(key, value) for key, value in row.value if key.value == "expect"]
    if row.flow_style:
        first, end = row.start_mark.line, _end_line(row, lines)
        whole = {**yaml.safe_load(yaml.serialize(row, Dumper=yaml.SafeDumper)), "expect": actual}
        prefix = lines[first][: row.start_mark.column]
        return "".join([*lines[:first], prefix, _dumped(whole, len(prefix)).lstrip(" "), *lines[end:]])
    if expected:
        [(key, value)] = expected
        first = key.start_mark.line
        is_alias = value.start_mark.index < key.end_mark.index
        end = first + 1 if is_alias else max(first + 1, _end_line(value, lines))
        prefix = lines[first][:column]
    else:
        first = end = max(_end_line(value, lines) for _, value in row.value)
        prefix = " " * column
    return "".join([*lines[:first], prefix, _dumped({"expect": actual}, column).lstrip(" "), *lines[end:]])


def _name_of(row: yaml.MappingNode) -> str:
    return next(str(value.value) for key, value in row.value if key.value == "name")


def _end_line(node: yaml.Node, lines: Sequence[str]) -> int:
    """Returns the number of the line after a node. The end of a block is that of its last leaf: its own end mark is
    where the next node begins, after comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_line(last[-1] if isinstance(last, tuple) else last, lines)
    end = node.end_mark.line + (node.end_mark.column > 0)
    while end > node.start_mark.line + 1 and not lines[end - 1].strip():
        end -= 1
    return int(end)


def _dumped(mapping: dict[str, Any], column: int) -> str:
    text = yaml.dump(_Block(mapping), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120 - column)
    return "".join(f"{' ' * column}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


class _Block(dict[str, Any]):
    """A mapping with a line for each key, however short it is."""


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as literal blocks, lists indented, innermost mappings on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_block = "\n" in text and not UNUSUAL_SPACE.search(text)
    style = "|" if is_block else '"' if UNUSUAL_SPACE.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _mapping(dumper: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.Node:
    flat = all(not isinstance(v, dict | list) and "\n" not in str(v) for v in mapping.values()) or not mapping
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=flat)


def _block(dumper: yaml.SafeDumper, mapping: _Block) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=False)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(_Block, _block)
