"""What another engine's front matter says of a note, read as plain text. It never becomes ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from studyguide.read.dates import date_at_start
from studyguide.read.words import masked, zones_by_line
from studyguide.records import Block, BlockKind, Zone

FIELD = re.compile(r"^[\"']?(title|date|author|speaker|speakers)[\"']?\s*[:=]\s*(.+?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    title: str | None = None
    date: str | None = None
    """ISO 8601."""


def front_matter_of(blocks: Sequence[Block], lines: Sequence[str], zones: Iterable[Zone] = ()) -> FrontMatter | None:
    """Return what the front matter says, or None without one. Only plain values on the key's own line are read, and
    what `zones`, which are sorted, hide of them is hidden here too.
    """
    block = next((block for block in blocks if block.kind is BlockKind.FRONT_MATTER), None)
    if block is None:
        return None
    found: dict[str, str] = {}
    last = block.span.last
    hidden = zones_by_line(takewhile(lambda zone: zone.line < last, zones))
    for number in range(block.span.first + 1, last):
        line, _ = masked(lines[number - 1], hidden.get(number, ()))
        if match := FIELD.match(line[:500]):
            value = match[2].strip("\"' ")
            if value and value[0] not in "|>[{&*":
                found.setdefault(match[1].lower(), value)
    date = date_at_start(found.get("date", ""))
    return FrontMatter(found.get("title"), date.iso if date else None)
