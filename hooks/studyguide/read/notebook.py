"""A Jupyter notebook as the lines of a note: its Markdown cells as they are, its code cells fenced, no output."""

from __future__ import annotations

import json
from typing import Any


def notebook_lines(text: str) -> tuple[str, ...] | None:
    """Return the lines, or None if `text` is no notebook. Cells are parted by a blank line."""
    if '"cells"' not in text or text.lstrip()[:1] != "{":
        return None
    try:
        book = json.loads(text)
    except (ValueError, RecursionError):
        return None
    cells = book.get("cells") if isinstance(book, dict) else None
    if not isinstance(cells, list):
        return None
    language = _language(book)
    found: list[str] = []
    for cell in cells:
        source = _source(cell)
        if source is None:
            continue
        if cell.get("cell_type") == "code":
            fence = "`" * max(3, 1 + max((len(line) - len(line.lstrip("`")) for line in source), default=0))
            source = [fence + language, *source, fence]
        found += [*([""] if found else []), *source]
    return tuple(found)


def _source(cell: Any) -> list[str] | None:
    source = cell.get("source") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if not isinstance(source, str) or not source.strip():
        return None
    return source.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def _language(book: dict[str, Any]) -> str:
    metadata = book.get("metadata")
    info = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = info.get("name") if isinstance(info, dict) else None
    return name if isinstance(name, str) and name.isalnum() else ""
