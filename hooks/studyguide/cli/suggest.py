"""The command that proposes what a glossary may want."""

from __future__ import annotations

import os
from pathlib import Path

import click
from msgspec.structs import replace

from studyguide.cli.inputs import glossary_of, notes_of, passed_over, sources_here, warn
from studyguide.cli.json_rows import json_line
from studyguide.cli.progress import command_progress, steps_on
from studyguide.cli.project_edits import kind_of_new_terms
from studyguide.cli.project_folder import project
from studyguide.cli.suggest_accept import NewTerms, accept_suggestions, undecided
from studyguide.cli.suggest_titles import write_titles
from studyguide.execution.parallel import Mapper
from studyguide.hosts.progress import begin_step, end_progress
from studyguide.model.diagnostics import Diagnostic
from studyguide.model.glossary import folded
from studyguide.model.note import Note, NotePath
from studyguide.parse.curated.suggestion_choices import read_suggestion_choices
from studyguide.suggest.suggestions import suggest
from studyguide.suggest.yaml_output import json_rows, yaml_text

TERM_FILE = "terms"
"""The file that takes new terms where kinds.yml lists no family."""


@click.command("suggest")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line: every suggestion.")
@click.option(
    "--most", default=50, show_default=True, type=click.IntRange(min=1), help="How many new terms to print at most."
)
@click.option("--accept", is_flag=True, help="Decide about each with one key, and write the terms into docs/glossary.")
@click.option("--skipped", is_flag=True, help="Show those again that were skipped.")
@click.option("--from-titles", is_flag=True, help="Make a term of every note that is about one thing, in one step.")
@click.option("--family", default="", help="File of docs/glossary, without .yml, that takes new terms.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def suggest_command(
    as_json: bool, most: int, accept: bool, skipped: bool, from_titles: bool, family: str, files: tuple[str, ...]
) -> None:
    """Propose terms with the lines that define them, other spellings and likely misspellings, from the notes.

    Without FILE all notes of the project are read. Nobody's name is proposed. Without --accept and --from-titles
    nothing is written; the text printed is YAML for docs/glossary.

    \b
    Examples:
      studyguide suggest
      studyguide suggest --accept                one key for each: accept, edit, alias of, skip, never, undo
      studyguide suggest --from-titles           every note of a vault that is about one thing
      studyguide suggest --most 200 > docs/glossary/new.yml
      studyguide suggest --json seeds/talk.md | jq .term
    """
    if sum((as_json, accept, from_titles)) > 1:
        raise click.UsageError("--json, --accept and --from-titles exclude each other")
    root = project()
    sources = sources_here()
    chosen = files or tuple(os.path.relpath(root / "seeds" / path) for path, _ in sources.notes)
    progress = None if as_json else command_progress()
    steps = steps_on(progress)
    if progress:
        begin_step(progress, "reading the notes")
    notes, seeds, passed = _read_notes(root, chosen, steps.map_)
    if progress:
        end_progress(progress)
    for given, diagnostics in passed:
        if files and not as_json and NotePath(given) not in {note.path for note in notes}:
            warn(diagnostics)
    glossary = glossary_of(sources)
    file = family or next((one.id for one in glossary.families), TERM_FILE)
    kind = kind_of_new_terms(sources)
    if from_titles:
        write_titles(root, sources, glossary, notes, seeds, file, kind)
        return
    choices, faults = read_suggestion_choices(sources.suggestion_choices.path, sources.suggestion_choices.text)
    warn(faults)
    never = set(map(folded, choices.never))
    every = suggest(notes, glossary, steps)
    if progress:
        end_progress(progress)
    suggestions = tuple(one for one in every if folded(one.name) not in never)
    if accept:
        left = list(undecided(suggestions, choices.never, () if skipped else choices.skipped))
        if not left:
            click.echo("Nothing to decide: the glossary knows what the notes name.")
            return
        accept_suggestions(
            root, sources, left, seeds, NewTerms(file, kind, frozenset(term.id for term in glossary.terms))
        )
        return
    if not as_json:
        click.echo(yaml_text(suggestions, glossary, most, seeds, kind))
        return
    rows = list(json_rows(suggestions, {term.id: term.name for term in glossary.terms}))
    for row in rows:
        click.echo(json_line(row))
    first = {row.get("path") for row in rows}
    for given, diagnostics in passed:
        if given not in first:
            click.echo(passed_over(given, diagnostics))


def _read_notes(
    root: Path, chosen: tuple[str, ...], map_: Mapper
) -> tuple[list[Note], dict[NotePath, NotePath], list[tuple[str, tuple[Diagnostic, ...]]]]:
    """Returns the published notes under the paths as given, the paths below `seeds/` of those that are there, and the
    problems of each file."""
    notes: list[Note] = []
    seeds: dict[NotePath, NotePath] = {}
    passed: list[tuple[str, tuple[Diagnostic, ...]]] = []
    folder = os.path.realpath(root / "seeds")
    for given, note, diagnostics in notes_of(chosen, map_=map_):
        if note is not None and note.facts.publish:
            notes.append(replace(note, path=NotePath(given)))
            if os.path.realpath(given).startswith(folder + os.sep):
                seeds[NotePath(given)] = note.path
        passed.append((given, diagnostics))
    return notes, seeds, passed
