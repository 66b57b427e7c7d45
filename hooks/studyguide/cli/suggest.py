"""The command that proposes what a glossary may want."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from studyguide.cli.inputs import glossary_here, notes_of, passed_over, sources_here, warn
from studyguide.cli.json_rows import json_line
from studyguide.cli.project import project
from studyguide.model.note import NotePath
from studyguide.suggest.suggestions import suggest
from studyguide.suggest.yaml_output import json_rows, yaml_text


@click.command("suggest")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line: every suggestion.")
@click.option(
    "--most", type=click.IntRange(min=1), default=50, show_default=True, help="How many new terms to print at most."
)
@click.argument("files", nargs=-1, metavar="[FILE]...")
def suggest_command(as_json: bool, most: int, files: tuple[str, ...]) -> None:
    """Propose terms, other spellings and likely misspellings from the notes, as YAML to paste into docs/glossary.

    Without FILE all notes of the project are read. Nothing is written, and nobody's name is proposed.

    \b
    Examples:
      studyguide suggest
      studyguide suggest --most 200 > docs/glossary/new.yml
      studyguide suggest --json seeds/talk.md | jq .name
    """
    seeds = project() / "seeds"
    chosen = files or tuple(os.path.relpath(seeds / path) for path, _ in sources_here().notes)
    notes, passed = [], []
    for given, note, diagnostics in notes_of(chosen):
        if note is not None and note.facts.publish:
            notes.append(replace(note, path=NotePath(given)))
        passed.append((given, diagnostics))
        if files and note is None and not as_json:
            warn(diagnostics)
    glossary = glossary_here()
    found = suggest(notes, glossary)
    if not as_json:
        click.echo(yaml_text(found, glossary, most))
        return
    rows = list(json_rows(found))
    for row in rows:
        click.echo(json_line(row))
    first = {row["path"] for row in rows}
    for given, diagnostics in passed:
        if given not in first:
            click.echo(passed_over(given, diagnostics))
