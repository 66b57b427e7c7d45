"""Case files: `tests/cases/<what>/*.yml`, each a list of `{name, given, expect}`, to parametrised tests.

A case is data: adding one needs no Python. `why:` may say what the case is about. `pytest --accept` writes what came
out into the files as the new `expect`, and the diff is the review.

    @pytest.mark.parametrize("case", cases("outline"), ids=str)
    def test_outline(case: Case, accept: bool) -> None:
        agrees(case, what_comes_out(case.given), accept)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
KEYS = {"name", "why", "given", "expect"}


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
    rows = yaml.safe_load(case.file.read_text(encoding="utf-8"))
    for row in rows:
        if str(row["name"]) == case.name:
            row["expect"] = actual
    texts = [yaml.dump([row], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120) for row in rows]
    case.file.write_text("\n".join(texts), encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as literal blocks, lists indented, innermost mappings on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _mapping(dumper: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.Node:
    flat = all(not isinstance(v, dict | list) and "\n" not in str(v) for v in mapping.values()) or not mapping
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=flat)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
