"""Describes problems as data: where each is, what is wrong and what to do.

Every message is worded here or where the problem is detected. A problem never stops parsing: stages return problems
together with their value, and adapters print them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from studyguide.text.control_chars import escape_control_chars

MOST_OF_A_KIND = 20
"""Number of problems of one kind that are shown; the rest is counted."""


FOLLOW_UPS = frozenset({"dangling-id", "retired-id"})
"""Kinds of problems that an unreadable file causes elsewhere."""


class Severity(StrEnum):
    ERROR = "error"
    """Something curated is wrong or a page would be wrong: a strict build fails."""
    WARNING = "warning"
    """Something was skipped or guessed: a strict build fails."""
    NOTICE = "notice"
    """Information for the author, such as a redacted address: a build never fails because of it."""


class Location(Struct, frozen=True, order=True):
    """Names a place in a file to which an editor can jump."""

    file: str
    """Relative to the project, or as given on the command line."""
    line: int = 0
    """1-based; 0 when the whole file is meant."""
    column: int = 0
    """1-based; 0 when the whole line is meant."""

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


class Diagnostic(Struct, frozen=True, order=True):
    """Describes one problem completely enough that it can be fixed without looking anything up."""

    place: Location
    kind: str
    """A stable slug, such as `unknown-key`; problems are counted by it."""
    what: str
    """One sentence without a full stop."""
    hint: str = ""
    """What to do, as one sentence without a full stop."""
    source: str = ""
    """The line itself, already redacted if it contains anything private."""
    severity: Severity = Severity.ERROR


class StepFailedError(Exception):
    """Reports that a step without which there is no guide raised an exception. It holds the problems known by then."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics[-1].what)
        self.diagnostics = diagnostics
        """The problems known before; the last one is the step that failed."""


def format_diagnostic(problem: Diagnostic) -> str:
    """Returns `file:line:column: what`, the line with a caret, and the hint. All adapters print this one wording."""
    rows = [f"{problem.place}: {problem.what}"]
    if problem.source:
        number = str(problem.place.line)
        shown, offset = _window(problem.source.replace("\t", " "), problem.place.column)
        rows.append(f"  {number} | {shown}")
        if problem.place.column:
            rows.append(f"  {' ' * len(number)} | {' ' * offset}^")
    if problem.hint:
        rows.append(f"  hint: {problem.hint}")
    return "\n".join(escape_control_chars(" ".join(row.splitlines())) for row in rows)


def limit_per_code(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Returns at most `MOST_OF_A_KIND` problems of each kind, in order, and a note on how many more there are."""
    shown: dict[str, list[Diagnostic]] = {}
    for problem in sorted(diagnostics):
        shown.setdefault(problem.kind, []).append(problem)
    limited: list[Diagnostic] = []
    for kind, all_of_it in shown.items():
        limited += all_of_it[:MOST_OF_A_KIND]
        if (rest := len(all_of_it) - MOST_OF_A_KIND) > 0:
            gravest = min(all_of_it, key=lambda problem: list(Severity).index(problem.severity)).severity
            what = f"and {rest} more of the kind `{kind}`"
            limited.append(replace(all_of_it[-1], what=what, hint="", source="", severity=gravest))
    return tuple(limited)


def without_follow_ups(diagnostics: Iterable[Diagnostic], unreadable: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Returns the problems without those that only follow from an `unreadable` file, such as references to its
    terms."""
    every, files = tuple(diagnostics), frozenset(unreadable)
    lost = any(problem.kind == "yaml" and problem.place.file in files for problem in every)
    return tuple(problem for problem in every if not (lost and problem.kind in FOLLOW_UPS))


def in_file(diagnostics: Iterable[Diagnostic], file: str) -> tuple[Diagnostic, ...]:
    """Returns the problems of one file under the name by which the reader of the message knows the file."""
    return tuple(replace(problem, place=replace(problem.place, file=file)) for problem in diagnostics)


def closest(word: str, known: Iterable[str]) -> str:
    """Returns a hint that names the known word closest to `word`, or '' if none is close."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """Cuts a long line to the part around `column` (1-based); returns it with the offset of the caret."""
    at = max(column - 1, 0)
    if len(line) <= width:
        return line, at
    start = max(0, at - width // 2)
    before, after = "…" if start else "", "…" if start + width < len(line) else ""
    return f"{before}{line[start : start + width]}{after}", at - start + len(before)
