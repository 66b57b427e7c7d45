"""Score how titles, entries and speakers are read: python scripts/score_habits.py tests/gold/habits.txt

The file has short notes, each below a line `@@ PATH | TITLE`; equally good titles are divided by ` || `. A line that
opens an entry ends in ` <= entry`, one that may or may not be seen as one in ` <= maybe`, each with its speakers, if it
has any: ` <= entry: NAME; NAME`. Shares are printed with their 95 % intervals (Wilson).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from studyguide.model.note import EntryKind, NotePath
from studyguide.parse.note import parse_note

MARK = re.compile(r" <= (entry|maybe)(?:: (.*))?$")
Z = 1.96


class MarkedNote(NamedTuple):
    """A note with the answers that a person gave for it."""

    path: NotePath
    titles: tuple[str, ...]
    """All that are equally good."""
    lines: tuple[str, ...]
    entries: frozenset[int]
    """The lines that open an entry, from 1."""
    optional: frozenset[int]
    """The lines that may open one."""
    speakers: frozenset[tuple[int, str]]


class Habits(NamedTuple):
    """How far the notes are read as their answers say."""

    counts: Counter[str]
    differences: tuple[str, ...]


def main(gold_file: Path) -> int:
    """Prints every figure with its interval, and every difference; returns the exit code."""
    counts, differences = score(gold_file)
    for name, good, total in figures(counts):
        if total:  # A set may be marked for titles alone.
            print(f"{name}: {good} of {total}, {interval(good, total)}")
    print(f"Wrong people: {counts['wrong people']}")
    print(*differences, sep="\n")
    return 0


def score(gold_file: Path) -> Habits:
    """Reads all notes of a file and compares them with their answers."""
    counts: Counter[str] = Counter()
    differences: list[str] = []
    for marked in marked_notes(gold_file.read_text("utf-8")):
        counts["notes"] += 1
        differences += (f"{marked.path}: {difference}" for difference in _compare(marked, counts))
    return Habits(counts, tuple(differences))


def figures(counts: Counter[str]) -> list[tuple[str, int, int]]:
    """Return the rows of the table: what was counted, how many are right, and of how many."""
    right = counts["entries found"]
    return [
        ("Entries found", right, counts["entries"]),
        ("Found entries that are entries", right, counts["found"]),
        ("Titles of notes", counts["titles right"], counts["notes"]),
        ("Speakers found, each at its own talk", counts["speakers found"], counts["speakers"]),
    ]


def interval(good: int, total: int) -> str:
    """Return a share with its 95 % interval after Wilson, in percent."""
    share, spread = good / total, Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / total + spread / 4 / total) / (1 + spread)
    return f"{100 * share:.1f} % ({100 * (middle - half):.1f} to {100 * (middle + half):.1f} %)"


def marked_notes(text: str) -> Iterator[MarkedNote]:
    """Yields the notes of a file without their marks, and what the marks say."""
    for part in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        path, _, titles = head.partition(" | ")
        lines: list[str] = []
        marks: list[tuple[int, str, str]] = []
        for number, line in enumerate(body.rstrip("\n").split("\n"), 1):
            if mark := MARK.search(line):
                marks.append((number, mark[1], mark[2] or ""))
            lines.append(MARK.sub("", line))
        yield MarkedNote(
            NotePath(path),
            tuple(titles.split(" || ")),
            tuple(lines),
            frozenset(number for number, kind, _ in marks if kind == "entry"),
            frozenset(number for number, kind, _ in marks if kind == "maybe"),
            frozenset(
                (number, name.strip()) for number, _, names in marks for name in names.split(";") if name.strip()
            ),
        )


def _compare(marked: MarkedNote, counts: Counter[str]) -> Iterator[str]:
    note, _ = parse_note(marked.path, "\n".join(marked.lines).encode())
    if note is None:
        yield "not read"
        return
    entries = {entry.span.first: entry for entry in note.entries if entry.kind is not EntryKind.FRONT_MATTER}
    is_right = _plain(note.title) in map(_plain, marked.titles)
    counts["titles right"] += is_right
    if not is_right:
        yield f"title `{note.title}` instead of `{' || '.join(marked.titles)}`"
    counts["entries"] += len(marked.entries)
    counts["entries found"] += len(marked.entries & entries.keys())
    counts["found"] += len(entries.keys() - marked.optional)
    yield from (
        f"{number}: no entry `{marked.lines[number - 1]}`" for number in sorted(marked.entries - entries.keys())
    )
    more = entries.keys() - marked.optional - marked.entries
    yield from (f"{number}: an entry `{entries[number].title}`" for number in sorted(more))
    people = {(number, speaker.name) for number, entry in entries.items() for speaker in entry.byline}
    counts["speakers"] += len(marked.speakers)
    counts["speakers found"] += len(marked.speakers & people)
    counts["wrong people"] += len(people - marked.speakers)
    yield from (f"{number}: no speaker `{name}`" for number, name in sorted(marked.speakers - people))
    yield from (f"{number}: `{name}` is no speaker" for number, name in sorted(people - marked.speakers))


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold_file", type=Path)
    sys.exit(main(parser.parse_args().gold_file))
