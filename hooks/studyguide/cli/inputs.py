"""What several commands read: notes from anywhere, the project's sources and its glossary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

import click

from studyguide.cli.json_rows import json_line, problem_row
from studyguide.cli.project_folder import CONFIG_NAME, named_project, project, project_around
from studyguide.cli.project_settings import project_sources
from studyguide.execution.parallel import Mapper, parallel_map
from studyguide.execution.progress import CountReport, no_count
from studyguide.hosts.note_choice import Fate, choose_files
from studyguide.model.diagnostics import Diagnostic, Location, Severity, format_diagnostic, in_file
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note, NoteMetadata, NotePath
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.note import parse_note
from studyguide.sources import NOTE_FACTS, SEEDS_FOLDER, Sources, field_layers

STANDARD_INPUT = "-"
FACTS_NAME = PurePosixPath(NOTE_FACTS).name


def sources_here() -> Sources:
    """Returns the files of the project around the current folder and of its packs; reports what cannot be read."""
    sources, diagnostics = project_sources(project())
    warn(diagnostics)
    return sources


def glossary_here() -> Glossary:
    return glossary_of(sources_here())


def glossary_of(sources: Sources) -> Glossary:
    """Returns the glossary of a project and its packs; reports what is wrong with it."""
    layers = field_layers(sources)
    kinds, *of_packs = ((layer.kinds.path, layer.kinds.text) for layer in layers)
    glossary, diagnostics = read_glossary(kinds, {f.path: f.text for layer in layers for f in layer.families}, of_packs)
    warn(diagnostics)
    return glossary


def notes_of(
    files: Iterable[str], name: str = "", report: CountReport = no_count, map_: Mapper | None = None
) -> Iterable[tuple[str, Note | None, tuple[Diagnostic, ...]]]:
    """Parses notes from anywhere; those of the project's seeds with what notes.yml says of them.

    A folder means the notes in it, `-` the standard input, which is called `name`.
    """
    root = named_project() or project_around(Path.cwd())
    seeds = ((root or Path.cwd()) / SEEDS_FOLDER).resolve()
    facts: dict[NotePath, NoteMetadata] = {}
    if root and (seeds / FACTS_NAME).is_file():
        text = (seeds / FACTS_NAME).read_text("utf-8-sig", errors="replace")
        facts, _ = read_note_metadata("seeds/notes.yml", text)
    map_ = map_ or partial(parallel_map, report=report)
    notes = map_(partial(_read, seeds, facts), _given_files(_without_facts(tuple(files), seeds), name))
    return notes if report is no_count else list(notes)  # nothing is printed while a bar is shown


def _without_facts(files: Sequence[str], seeds: Path) -> Sequence[str]:
    """Returns the files without a `notes.yml` of this or another project, which `seeds/*` names too; says so."""
    notes = [given for given in files if not _is_note_facts(given, seeds)]
    if files and not notes:
        raise click.UsageError(f"{files[0]} describes the notes and is none itself")
    for given in files:
        if given not in notes:
            click.echo(f"{given}: skipped, as it describes the notes and is none itself", err=True)
    return notes


def _is_note_facts(given: str, seeds: Path) -> bool:
    if Path(given).name != FACTS_NAME:
        return False
    path = Path(given).resolve()
    folder = path.parent
    return path == seeds / FACTS_NAME or (folder.name == SEEDS_FOLDER and (folder.parent / CONFIG_NAME).is_file())


def _given_files(files: Iterable[str], name: str) -> Iterator[tuple[str, bytes | None]]:
    """Yields each file as it was named, with its content if it is not on the disk."""
    for given in files:
        if given == STANDARD_INPUT:
            yield name or given, sys.stdin.buffer.read()
        elif Path(given).is_dir():
            found = [row.path for row in choose_files(Path(given)) if row.fate is Fate.NOTE]
            if not found:
                raise click.UsageError(f"{given} has no notes")
            yield from ((str(Path(given, path)), None) for path in found)
        else:
            yield given, None


def _read(
    seeds: Path, facts: Mapping[NotePath, NoteMetadata], file: tuple[str, bytes | None]
) -> tuple[str, Note | None, tuple[Diagnostic, ...]]:
    given, data = file
    path = Path(given)
    target = Path(os.path.realpath(path))
    inside = target.relative_to(seeds).as_posix() if target.is_relative_to(seeds) else path.name
    try:
        data = path.read_bytes() if data is None else data
    except OSError as error:
        what = f"cannot be read: {(error.strerror or '').lower()}"
        return given, None, (Diagnostic(Location(given), "unreadable", what),)
    note, diagnostics = parse_note(NotePath(inside), data, facts.get(NotePath(inside), NoteMetadata()))
    return given, note, in_file(diagnostics, given)


def passed_over(given: str, diagnostics: Iterable[Diagnostic]) -> str:
    return json_line({"path": given, "problems": [problem_row(p) for p in diagnostics]})


def warn(diagnostics: Iterable[Diagnostic]) -> None:
    for problem in diagnostics:
        if problem.severity is not Severity.NOTICE:
            click.echo(format_diagnostic(problem), err=True)
