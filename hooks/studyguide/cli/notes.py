"""Commands that show how notes are read and linked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click

from studyguide.cli.inputs import glossary_here, notes_of, passed_over
from studyguide.cli.json_rows import json_line, mention_rows, outline_row
from studyguide.cli.progress import reading_progress
from studyguide.link.explain import explain_line
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.diagnostics import Diagnostic, format_diagnostic
from studyguide.text.counted_noun import counted_noun

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
name_of_input = click.option("--name", default="", metavar="PATH", help="What the note given as `-` is called.")


@click.command("outline")
@as_json
@name_of_input
@files
def outline_command(as_json: bool, name: str, files: tuple[str, ...]) -> None:
    """Show the entries, dates, speakers, spans and watch-list items of notes.

    FILE may be a folder, or `-` for the standard input.

    \b
    Examples:
      studyguide outline seeds/*.txt
      studyguide outline --json note.md | jq .entries
      studyguide outline --json --name note.md - < note.md
    """
    failed = False
    for given, note, diagnostics in notes_of(files, name, reading_progress(as_json)):
        failed |= _unopened(diagnostics)
        if note is None and not as_json:
            click.echo(_worded(diagnostics), err=True)
            continue
        shape = outline_row(given, note, diagnostics)
        click.echo(json_line(shape) if as_json else _outline_text(shape))
    sys.exit(1 if failed else 0)


@click.command("mentions")
@as_json
@name_of_input
@files
def mentions_command(as_json: bool, name: str, files: tuple[str, ...]) -> None:
    """List every mention of a term, and every rejection with its reason.

    FILE may lie anywhere, and be a folder or `-` for the standard input; the glossary is that of the project around the
    current folder.

    \b
    Examples:
      studyguide mentions seeds/002_4d098b9ec3b30d9f.txt
      studyguide mentions --json notes/*.md > mentions.jsonl
    """
    surface_forms = compile_surface_forms(glossary_here())
    failed = False
    for given, note, diagnostics in notes_of(files, name, reading_progress(as_json)):
        failed |= _unopened(diagnostics)
        if note is None:
            if as_json:
                click.echo(passed_over(given, diagnostics))
            else:
                click.echo(_worded(diagnostics), err=True)
            continue
        found = mention_rows(given, *find_mentions(note, surface_forms), surface_forms.names)
        if as_json and not found:
            click.echo(passed_over(given, diagnostics))
        for row in found:
            click.echo(json_line(row) if as_json else _mention_text(row))
    sys.exit(1 if failed else 0)


@click.command("explain")
@click.argument("place", metavar="FILE:LINE")
def explain_command(place: str) -> None:
    """Say why each part of a line was or was not linked.

    \b
    Example:
      studyguide explain seeds/002_4d098b9ec3b30d9f.txt:49
    """
    file, _, line = place.rpartition(":")
    if not file or not line.isdigit():
        raise click.UsageError(f"`{place}` is not FILE:LINE")
    for _, note, diagnostics in notes_of((file,)):
        if note is None:
            raise click.ClickException(_worded(diagnostics))
        if not 1 <= int(line) <= len(note.lines):
            raise click.ClickException(f"{file} has {counted_noun(len(note.lines), 'line')}, there is no line {line}")
        for sentence in explain_line(note, int(line), compile_surface_forms(glossary_here())):
            click.echo(sentence)


def _unopened(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(problem.kind == "unreadable" for problem in diagnostics)


def _worded(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(format_diagnostic(problem) for problem in diagnostics)


def _outline_text(shape: dict[str, Any]) -> str:
    lines = [f"{shape['path']}: {shape['title']} ({counted_noun(shape['lines'], 'line')})"]
    for entry in shape["entries"]:
        indent, date = "  " * entry["depth"], f" [{entry['date']}]" if entry["date"] else ""
        byline = " by " + ", ".join(speaker["name"] for speaker in entry["byline"]) if entry["byline"] else ""
        lines.append(f"{indent}{entry['first']}-{entry['last']} {entry['kind']}: {entry['title']}{date}{byline}")
    return "\n".join([*lines, *(f"  to watch, line {item['line']}: {item['text']}" for item in shape["watchlist"])])


def _mention_text(row: dict[str, Any]) -> str:
    place = f"{row['path']}:{row['line']}:{row['start'] + 1}: {row['surface']}"
    return f"{place} -> {row['name']} ({row['why']})" if "term" in row else f"{place} not linked ({row['why']})"
