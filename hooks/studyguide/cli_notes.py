"""What several commands read: notes from anywhere, the project's sources and its glossary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import click

from studyguide.cli_files import project
from studyguide.load import Sources, load_sources
from studyguide.problems import Place, Problem, Severity, in_file, worded
from studyguide.processes import in_processes
from studyguide.read.glossary import read_glossary
from studyguide.read.note_facts import read_note_facts
from studyguide.read.notes import read_note
from studyguide.read.outline import problem_row
from studyguide.records import Note, NoteFacts, NotePath
from studyguide.terms import Glossary


def sources_here() -> Sources:
    sources, problems = load_sources(project())
    warn(problems)
    return sources


def glossary_here() -> Glossary:
    sources = sources_here()
    glossary, problems = read_glossary(
        (sources.kinds.path, sources.kinds.text), {f.path: f.text for f in sources.families}
    )
    warn(problems)
    return glossary


def notes_of(files: Iterable[str]) -> Iterable[tuple[str, Note | None, tuple[Problem, ...]]]:
    """Read files from anywhere; those of the project's seeds with what notes.yml says of them."""
    seeds = (project() / "seeds").resolve()
    facts: dict[NotePath, NoteFacts] = {}
    if (seeds / "notes.yml").exists():
        facts, _ = read_note_facts("seeds/notes.yml", (seeds / "notes.yml").read_text("utf-8"))
    return in_processes(partial(_read, seeds, facts), files)


def _read(seeds: Path, facts: Mapping[NotePath, NoteFacts], given: str) -> tuple[str, Note | None, tuple[Problem, ...]]:
    path = Path(given)
    inside = path.resolve().relative_to(seeds).as_posix() if path.resolve().is_relative_to(seeds) else path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {(error.strerror or '').lower()}"
        return given, None, (Problem(Place(given), "unreadable", what),)
    note, problems = read_note(NotePath(inside), data, facts.get(NotePath(inside), NoteFacts()))
    return given, note, in_file(problems, given)


def passed_over(given: str, problems: Iterable[Problem]) -> str:
    return json.dumps({"path": given, "problems": [problem_row(p) for p in problems]}, ensure_ascii=False)


def warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.severity is not Severity.NOTICE:
            click.echo(worded(problem), err=True)
