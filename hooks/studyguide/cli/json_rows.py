"""Mentions and refusals to rows of plain data: what `studyguide mentions --json` prints, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.note import Mention, Note, Rejection, TermId

if TYPE_CHECKING:
    from studyguide.analysis.exam_counts import ExamCounts

LINE_SEPARATORS = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
"""What some programs take for the end of a line, and halves of surrogate pairs, which no file can have."""


def json_line(value: object) -> str:
    """Return a value as JSON in one line, for every program that reads line by line."""
    return LINE_SEPARATORS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def mention_rows(
    path: str, mentions: Iterable[Mention], rejections: Iterable[Rejection], names: Mapping[TermId, str]
) -> tuple[dict[str, Any], ...]:
    """Return one row for each mention and refusal, in order of place.

    `path` is printed as it was given; lines are 1-based, columns 0-based code points, `end` exclusive. `linked` is true
    for every mention that was accepted; which of them a page shows as a link, `link_policy.links_to_render` decides.
    Only a mention whose surface is a slip has `read_as`: the spelling that is meant.
    """
    found: list[tuple[int, int, dict[str, Any]]] = []
    for mention in mentions:
        row = {**_place(path, mention), "term": mention.term, "name": names[mention.term], "linked": True}
        slip = {"read_as": mention.read_as} if mention.read_as else {}
        found.append((mention.line, mention.start, {**row, "why": mention.why, **slip}))
    for refusal in rejections:
        found.append(
            (
                refusal.line,
                refusal.start,
                {**_place(path, refusal), "refused": list(refusal.refused), "why": refusal.why},
            )
        )
    return tuple(row for _, _, row in sorted(found, key=lambda item: item[:2]))


def exam_row(counts: ExamCounts) -> dict[str, Any]:
    """Return the object of `studyguide exams --json`."""
    return {
        "exam": counts.exam.id,
        "objectives": counts.objectives,
        "objectives_without_term": list(counts.without_term),
        "named": asdict(counts.named),
        "in_scope": asdict(counts.scope),
    }


def _place(path: str, found: Mention | Rejection) -> dict[str, Any]:
    return {"path": path, "line": found.line, "start": found.start, "end": found.end, "surface": found.surface}


def outline_row(path_as_given: str, note: Note | None, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return the object of the `outline` contract; a skipped file has only its path and problems."""
    return {
        "path": path_as_given,
        "title": note.title if note else None,
        "date": note.date if note else None,
        "lines": len(note.lines) if note else 0,
        "entries": [
            {
                "kind": entry.kind.value,
                "title": entry.title,
                "date": entry.date,
                "byline": [{"name": speaker.name, "role": speaker.role} for speaker in entry.byline],
                "depth": entry.depth,
                "first": entry.span.first,
                "last": entry.span.last,
            }
            for entry in (note.entries if note else ())
        ],
        "watchlist": [
            {
                "text": item.text,
                "line": item.line,
                "group": item.group,
                "date": item.date,
                "date_inferred": item.date_inferred,
                "repeats": item.repeats,
            }
            for item in (note.watchlist if note else ())
        ],
        "problems": [problem_row(problem) for problem in diagnostics],
    }


def problem_row(problem: Diagnostic) -> dict[str, Any]:
    """Returns a problem of a file whose path is a key of the same object."""
    return {
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity.value,
        "kind": problem.kind,
        "what": problem.what,
        "hint": problem.hint,
    }
