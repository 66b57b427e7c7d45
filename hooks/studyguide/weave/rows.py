"""Mentions and refusals to rows of plain data: what `studyguide mentions --json` prints, one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from studyguide.records import Mention, Refusal, TermId


def rows(
    path: str, mentions: Iterable[Mention], refusals: Iterable[Refusal], names: Mapping[TermId, str]
) -> tuple[dict[str, Any], ...]:
    """Return one row for each mention and refusal, in order of place.

    `path` is printed as it was given; lines are 1-based, columns 0-based code points, `end` exclusive. `linked` is true
    for every mention that was accepted; which of them a page draws as a link is `density.drawn`.
    """
    found: list[tuple[int, int, dict[str, Any]]] = []
    for mention in mentions:
        row = {**_place(path, mention), "term": mention.term, "name": names[mention.term], "linked": True}
        found.append((mention.line, mention.start, {**row, "why": mention.why}))
    for refusal in refusals:
        found.append(
            (
                refusal.line,
                refusal.start,
                {**_place(path, refusal), "refused": list(refusal.refused), "why": refusal.why},
            )
        )
    return tuple(row for _, _, row in sorted(found, key=lambda item: item[:2]))


def _place(path: str, found: Mention | Refusal) -> dict[str, Any]:
    return {"path": path, "line": found.line, "start": found.start, "end": found.end, "surface": found.surface}
