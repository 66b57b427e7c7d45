"""What notes are read as, case by case: `tests/cases/outline`, `blocks` and `zones`.

`given` is a text, or `{file, text}` where the file's name matters, `{facts, text}` with what notes.yml says,
or `{seed: NAME}`.
Expected rows are one line each: an entry is `kind depth first-last title | date | name, role`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.note import Block, Entry, Note, NoteMetadata, NotePath, WatchItem
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.note import parse_note

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.mark.parametrize("case", cases("outline"), ids=str)
def test_outline(case: Case, accept: bool) -> None:
    note, diagnostics = _read(case.given)
    shown: dict[str, Any] = {}
    if note:
        shown["title"] = note.title
        shown |= {"date": note.date} if note.date else {}
        shown["entries"] = [_entry(entry) for entry in note.entries]
        shown |= {"watchlist": [_item(item) for item in note.watchlist]} if note.watchlist else {}
    shown |= {"problems": [_problem(problem) for problem in diagnostics]} if diagnostics else {}
    agrees(case, shown, accept)


@pytest.mark.parametrize("case", cases("blocks"), ids=str)
def test_blocks(case: Case, accept: bool) -> None:
    note, _ = _read(case.given)
    assert note
    agrees(case, [row for block in note.blocks for row in _block(block, 0)], accept)


@pytest.mark.parametrize("case", cases("zones"), ids=str)
def test_zones(case: Case, accept: bool) -> None:
    note, _ = _read(case.given)
    assert note
    rows = [f"{zone.line} {zone.kind.value}: {note.lines[zone.line - 1][zone.start : zone.end]}" for zone in note.zones]
    agrees(case, rows, accept)


def _read(given: Any) -> tuple[Note | None, tuple[Diagnostic, ...]]:
    given = {"text": given} if isinstance(given, str) else given
    if "seed" in given:
        return parse_note(NotePath(given["seed"]), (SEEDS / given["seed"]).read_bytes())
    path = NotePath(given.get("file", "note.md"))
    data = bytes.fromhex(given["hex"]) if "hex" in given else given["text"].encode(given.get("as", "utf-8"))
    facts, faults = (
        read_note_metadata("notes.yml", f"{path}:\n  " + given["facts"].replace("\n", "\n  "))
        if "facts" in given
        else ({}, ())
    )
    assert not faults
    return parse_note(path, data, facts.get(path, NoteMetadata()))


def _entry(entry: Entry) -> str:
    people = "; ".join(", ".join(filter(None, (who.name, who.role))) for who in entry.byline)
    parts = [entry.title, entry.date or "", people]
    while parts[-1] == "" and len(parts) > 1:
        parts.pop()
    return f"{entry.kind.value} {entry.depth} {entry.span.first}-{entry.span.last} " + " | ".join(parts)


def _item(item: WatchItem) -> str:
    group = (
        f" [{item.group}{f' = {item.date}' if item.date else ''}{'?' if item.date_inferred else ''}]"
        if item.group
        else ""
    )
    return f"{item.line}{group} {item.text}" + (f" (repeats {item.repeats})" if item.repeats else "")


def _problem(problem: Diagnostic) -> str:
    return f"{problem.kind}: {problem.what}" + (f" ({problem.hint})" if problem.hint else "")


def _block(block: Block, depth: int) -> Iterator[str]:
    span = f"{block.span.first}-{block.span.last}" if block.span.first != block.span.last else str(block.span.first)
    name = (
        block.kind.value + (f" {block.level}" if block.level else "") + (f" `{block.marker}`" if block.marker else "")
    )
    text = f": {block.text}".replace("\n", " / ") if block.text and not block.children else ""
    yield f"{'  ' * depth}{span} {name}{text}"
    for child in block.children:
        yield from _block(child, depth + 1)
