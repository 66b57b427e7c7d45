"""One note as the plain object that `studyguide outline --json` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from studyguide.problems import Problem
from studyguide.records import Note


def outline(path_as_given: str, note: Note | None, problems: Iterable[Problem]) -> dict[str, Any]:
    """Return the object of the `outline` contract; a file that was passed over has only its path and problems."""
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
        "problems": [problem_row(problem) for problem in problems],
    }


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return a problem of a file whose path stands beside it."""
    return {
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity.value,
        "kind": problem.kind,
        "what": problem.what,
        "hint": problem.hint,
    }
