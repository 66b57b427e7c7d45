"""The command line: the second thin adapter. It reads arguments and files, calls the engine, prints.

Exit codes: 0 no problem, 1 a problem was found or a file could not be opened, 2 the call itself was wrong. A file that
is not a note is reported and skipped; that is no problem.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from studyguide.cli.cards import cards_command
from studyguide.cli.check import check_command
from studyguide.cli.counts import counts_command
from studyguide.cli.edits import link_command, rename_command, watched_command
from studyguide.cli.exams import exams_command
from studyguide.cli.facts import facts_command
from studyguide.cli.host import build_command, serve_command
from studyguide.cli.inputs import glossary_here, notes_of, passed_over
from studyguide.cli.json_rows import json_line, mention_rows
from studyguide.cli.json_rows import outline_row as outlined
from studyguide.cli.new import new_command
from studyguide.cli.progress import reading_progress
from studyguide.cli.progress_from_notes import progress_command
from studyguide.cli.project import export_command, ledger_command, schema_command
from studyguide.cli.suggest import suggest_command
from studyguide.cli.upgrade import upgrade_command
from studyguide.execution.parallel import raise_gc_threshold
from studyguide.link.explain import explain_line as explained
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic, limit_per_code
from studyguide.pipeline import StepFailedError

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
name_of_input = click.option("--name", default="", metavar="PATH", help="What the note given as `-` is called.")


class ReportingGroup(click.Group):
    """Says which step failed, and what was found before, instead of printing a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StepFailedError as error:
            for problem in limit_per_code(error.diagnostics):
                if problem.severity is not Severity.NOTICE:
                    click.echo(format_diagnostic(problem), err=True)
            raise click.ClickException("stopped at the step above; `studyguide --debug` shows the traceback") from error


@click.group(cls=ReportingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="studyguide")
@click.option("--debug", is_flag=True, help="Show the traceback of a step that fails.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="STUDYGUIDE_PROJECT",
    help="The project. Else the one around the current folder.",
)
def main(debug: bool, project: Path | None) -> None:  # noqa: ARG001 - commands ask the context for the project
    """Turn raw study notes into a guide that can be read, searched, trusted and learned from.

    \b
    Examples:
      studyguide new ../bees --notes ~/bees      a project from your own notes
      studyguide serve                           look at it; it follows every change
      studyguide build                           the finished site
      studyguide outline seeds/*.txt             the entries and watch list of each note
      studyguide mentions --json talk.md         every term it names, and what was refused
      studyguide explain seeds/class.txt:49      why each part of a line was or was not linked
      studyguide check site                      find broken links, other hosts and secrets in a built site
      studyguide export ../guide                 the same pages for any other generator
      studyguide counts                          how many lessons, decisions, figures and questions there are
      studyguide suggest                         what its glossary may want
    """
    if debug:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    raise_gc_threshold()


@main.command()
@as_json
@name_of_input
@files
def outline(as_json: bool, name: str, files: tuple[str, ...]) -> None:
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
        shape = outlined(given, note, diagnostics)
        click.echo(json_line(shape) if as_json else _outline_text(shape))
    sys.exit(1 if failed else 0)


@main.command()
@as_json
@name_of_input
@files
def mentions(as_json: bool, name: str, files: tuple[str, ...]) -> None:
    """List every mention of a term, and every refusal with its reason.

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


@main.command()
@click.argument("place", metavar="FILE:LINE")
def explain(place: str) -> None:
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
            raise click.ClickException(f"{file} has {len(note.lines)} lines, there is no line {line}")
        for sentence in explained(note, int(line), compile_surface_forms(glossary_here())):
            click.echo(sentence)


main.add_command(build_command)
main.add_command(cards_command)
main.add_command(check_command)
main.add_command(exams_command)
main.add_command(counts_command)
main.add_command(export_command)
main.add_command(facts_command)
main.add_command(ledger_command)
main.add_command(link_command)
main.add_command(new_command)
main.add_command(progress_command)
main.add_command(rename_command)
main.add_command(schema_command)
main.add_command(serve_command)
main.add_command(suggest_command)
main.add_command(upgrade_command)
main.add_command(watched_command)


def _unopened(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(problem.kind == "unreadable" for problem in diagnostics)


def _worded(diagnostics: Iterable[Diagnostic]) -> str:
    return "\n".join(format_diagnostic(problem) for problem in diagnostics)


def _outline_text(shape: dict[str, Any]) -> str:
    lines = [f"{shape['path']}: {shape['title']} ({shape['lines']} lines)"]
    for entry in shape["entries"]:
        indent, date = "  " * entry["depth"], f" [{entry['date']}]" if entry["date"] else ""
        byline = " by " + ", ".join(speaker["name"] for speaker in entry["byline"]) if entry["byline"] else ""
        lines.append(f"{indent}{entry['first']}-{entry['last']} {entry['kind']}: {entry['title']}{date}{byline}")
    return "\n".join([*lines, *(f"  to watch, line {item['line']}: {item['text']}" for item in shape["watchlist"])])


def _mention_text(row: dict[str, Any]) -> str:
    place = f"{row['path']}:{row['line']}:{row['start'] + 1}: {row['surface']}"
    return f"{place} -> {row['name']} ({row['why']})" if "term" in row else f"{place} not linked ({row['why']})"
