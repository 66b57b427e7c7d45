"""Score `studyguide outline` against hand-made answers: python scripts/score_outline.py GOLD.json FOLDER,
for example tests/gold/seed_structure.json and seeds.

GOLD.json holds the entries and watch-list items of each file as a reader sees them; FOLDER holds the files. Entries
marked `must` and all watch-list items have to agree (exit code 1 if not); of the others the share is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from studyguide.cli.json_rows import outline_row
from studyguide.model.note import NotePath
from studyguide.parse.note import parse_note

ENTRY_FIELDS = ("kind", "title", "date", "byline", "depth", "first", "last")


class Agreement(NamedTuple):
    """How far the outlines of files agree with the answers."""

    totals: Mapping[str, Sequence[int]]
    """How many agree, and how many there are, by what was compared."""
    beside: Mapping[str, int]
    """How many more entries than expected each file has."""
    differences: Sequence[str]


def main(gold_file: Path, folder: Path) -> int:
    """Prints the figures of every file and in total; returns the exit code."""
    agreement = compare(gold_file, folder)
    for file, beside in agreement.beside.items():
        print(f"{file}: {beside:+d} entries beside the expected ones")
    for key, (good, count) in agreement.totals.items():
        print(f"{key}: {good} of {count} agree" + (f" ({good / count:.0%})" if count else ""))
    print(*agreement.differences, sep="\n")
    return any(agreement.totals[key][0] < agreement.totals[key][1] for key in ("must", "items", "exact repeats"))


def compare(gold_file: Path, folder: Path) -> Agreement:
    """Compares the outline of each file of a folder with its answers."""
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    totals = {"must": [0, 0], "other": [0, 0], "items": [0, 0], "exact repeats": [0, 0], "near repeats": [0, 0]}
    beside: dict[str, int] = {}
    differences: list[str] = []
    for file in gold["files"]:
        path = folder / file["path"]
        note, diagnostics = parse_note(NotePath(file["path"]), path.read_bytes())
        outline = outline_row(file["path"], note, diagnostics)
        entries = {entry["first"]: entry for entry in outline["entries"]}
        for expected in map(_entry, file["entries"]):
            key = "must" if expected.pop("must") else "other"
            actual = entries.get(expected["first"])
            _count(totals[key], actual == expected)
            if actual != expected:
                differences.append(f"{key}: {file['path']}:{expected['first']}: {_difference(expected, actual)}")
        beside[file["path"]] = len(outline["entries"]) - len(file["entries"])
        differences += _watchlist(file, outline["watchlist"], totals)
    return Agreement(totals, beside, differences)


def _entry(gold: dict[str, Any]) -> dict[str, Any]:
    """Return an answer in the words of the outline contract, with `must` beside it."""
    byline = [{"name": who["name"], "role": who.get("role")} for who in gold.get("speakers", ())]
    first, last = gold["lines"]
    return {
        "kind": gold["type"],
        "title": gold["title"],
        "date": gold.get("date"),
        "byline": byline,
        "depth": gold["depth"],
        "first": first,
        "last": last,
        "must": gold["must"],
    }


def _watchlist(file: dict[str, Any], found: list[dict[str, Any]], totals: dict[str, list[int]]) -> Iterable[str]:
    expected = dict(_items(file))
    actual = {item["line"]: (item["text"], item["group"], item["date"]) for item in found}
    for line in sorted(expected.keys() | actual.keys()):
        _count(totals["items"], expected.get(line) == actual.get(line))
        if expected.get(line) != actual.get(line):
            yield f"items: {file['path']}:{line}: expected {expected.get(line)}, found {actual.get(line)}"
    repeats = {item["line"]: item["repeats"] for item in found if item["repeats"]}
    for entry in file["entries"]:
        for pair in entry.get("duplicates", ()):
            if pair["kind"] in {"exact", "near"}:
                early, late = sorted(pair["lines"])
                _count(totals[f"{pair['kind']} repeats"], repeats.pop(late, None) == early)
    if repeats:
        yield f"repeats found beside the expected ones: {repeats}"


def _items(file: dict[str, Any]) -> Iterable[tuple[int, tuple[str, str | None, str | None]]]:
    for entry in file["entries"]:
        groups = [(group["lines"], group["date_raw"], group["date"]) for group in entry.get("groups", ())]
        for item in entry.get("items", ()):
            inside = [(raw, date) for (first, last), raw, date in groups if first <= item["line"] <= last]
            yield item["line"], (item["text"], *(inside[0] if inside else (None, None)))


def _difference(expected: dict[str, Any], actual: dict[str, Any] | None) -> str:
    if actual is None:
        return f"nothing found, expected {expected['kind']} `{expected['title']}`"
    return "; ".join(
        f"{key}: expected {expected[key]!r}, found {actual[key]!r}"
        for key in ENTRY_FIELDS
        if expected[key] != actual[key]
    )


def _count(total: list[int], agrees: bool) -> None:
    total[0] += agrees
    total[1] += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold_file", type=Path, metavar="GOLD.json")
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    sys.exit(main(given.gold_file, given.folder))
