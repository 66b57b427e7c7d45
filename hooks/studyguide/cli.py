"""The command line: the second thin adapter. It reads arguments and files, calls the engine, prints.

Exit codes: 0 all is well, 1 something was found wrong or could not be opened, 2 the call itself was wrong. A file that
is no note is told and passed over, and is nothing wrong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from studyguide.audit.site import check_site
from studyguide.cli_cards import cards_command
from studyguide.cli_facts import facts_command
from studyguide.cli_files import export_command, ledger_command, schema_command
from studyguide.cli_new import new_command
from studyguide.cli_notes import glossary_here, notes_of, passed_over, sources_here
from studyguide.cli_suggest import suggest_command
from studyguide.garbage import collect_seldom
from studyguide.guide import weave
from studyguide.problems import Problem, worded
from studyguide.read.outline import outline as outlined
from studyguide.records import GAPS, ZoneKind
from studyguide.weave.explain import explain as explained
from studyguide.weave.mentions import find_mentions
from studyguide.weave.rows import rows
from studyguide.weave.spellings import compile_spellings

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
files = click.argument("files", nargs=-1, required=True, metavar="FILE...")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="studyguide")
def main() -> None:
    """Turn raw study notes into a guide that can be read, searched, trusted and learned from.

    \b
    Examples:
      studyguide outline seeds/*.txt             what each note is made of
      studyguide mentions --json talk.md         every term it names, and what was refused
      studyguide explain seeds/class.txt:49      why each part of a line was or was not linked
      studyguide check site                      hold a built site against what was promised
      studyguide export ../guide                 the same pages for any other generator
      studyguide new ../bees --notes ~/bees      a project from your own notes
      studyguide suggest                         what its glossary may want
    """
    collect_seldom()


@main.command()
@as_json
@files
def outline(as_json: bool, files: tuple[str, ...]) -> None:
    """Show the entries, dates, speakers, spans and watch-list items of notes.

    \b
    Examples:
      studyguide outline seeds/*.txt
      studyguide outline --json note.md | jq .entries
    """
    failed = False
    for given, note, problems in notes_of(files):
        failed |= _unopened(problems)
        if note is None and not as_json:
            click.echo(_worded(problems), err=True)
            continue
        shape = outlined(given, note, problems)
        click.echo(json.dumps(shape, ensure_ascii=False) if as_json else _outline_text(shape))
    sys.exit(1 if failed else 0)


@main.command()
@as_json
@files
def mentions(as_json: bool, files: tuple[str, ...]) -> None:
    """List every mention of a term, and every refusal with its reason.

    FILE may lie anywhere; the glossary is that of the project around the current folder.

    \b
    Examples:
      studyguide mentions seeds/002_4d098b9ec3b30d9f.txt
      studyguide mentions --json notes/*.md > mentions.jsonl
    """
    spellings = compile_spellings(glossary_here())
    failed = False
    for given, note, problems in notes_of(files):
        failed |= _unopened(problems)
        if note is None:
            if as_json:
                click.echo(passed_over(given, problems))
            else:
                click.echo(_worded(problems), err=True)
            continue
        found = rows(given, *find_mentions(note, spellings), spellings.names)
        if as_json and not found:
            click.echo(passed_over(given, problems))
        for row in found:
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else _mention_text(row))
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
    for _, note, problems in notes_of((file,)):
        if note is None:
            raise click.ClickException(_worded(problems))
        if not 1 <= int(line) <= len(note.lines):
            raise click.ClickException(f"{file} has {len(note.lines)} lines, there is no line {line}")
        for sentence in explained(note, int(line), compile_spellings(glossary_here())):
            click.echo(sentence)


@main.command()
@click.argument("site", default="site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--base", default="/", help="Path under which the site is served, for absolute links of its 404 page.")
def check(site: Path, base: str) -> None:
    """Check a built site: links, fragments, ids, other hosts, and that nothing masked stands in clear.

    \b
    Examples:
      studyguide check
      studyguide check /tmp/site --base /guide/
    """
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    problems = check_site(built, _secrets(), base)
    for problem in problems:
        click.echo(worded(problem))
    pages = sum(path.endswith(".html") for path in built)
    click.echo(f"{pages} pages, {len(built)} files, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main.add_command(cards_command)
main.add_command(export_command)
main.add_command(facts_command)
main.add_command(ledger_command)
main.add_command(new_command)
main.add_command(schema_command)
main.add_command(suggest_command)


def _unopened(problems: Iterable[Problem]) -> bool:
    return any(problem.kind == "unreadable" for problem in problems)


def _secrets() -> Iterator[str]:
    """Every text of the notes that no reader may see."""
    woven, _ = weave(sources_here())
    for note in woven.notes:
        for zone in note.zones:
            if zone.kind in GAPS and zone.kind is not ZoneKind.COMMENT:
                yield note.lines[zone.line - 1][zone.start : zone.end]


def _worded(problems: Iterable[Problem]) -> str:
    return "\n".join(worded(problem) for problem in problems)


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
