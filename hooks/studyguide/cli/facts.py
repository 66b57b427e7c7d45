"""The command that says which facts are due to be looked up again: by their age, or because a product changed."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from pathlib import Path

import click
from msgspec import to_builtins

from studyguide.analysis.due_terms import DueTerm, due_terms
from studyguide.analysis.freshness import count_glossary, dated_facts, older_than
from studyguide.cli.inputs import glossary_here, warn
from studyguide.cli.json_rows import json_line
from studyguide.cli.project_folder import project
from studyguide.cli.project_settings import project_sources
from studyguide.linked_corpus import link_corpus
from studyguide.parse.product_changes import read_product_changes
from studyguide.text.counted_noun import counted_noun


@click.command("facts")
@click.option("--older-than", "days", type=int, default=0, metavar="DAYS", help="Only facts checked longer ago.")
@click.option(
    "--changes",
    "report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Instead: what is due because of the product changes in FILE.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--counts", "only_counts", is_flag=True, help="Only how many terms there are, by family and so on.")
def facts_command(days: int, report: Path | None, as_json: bool, only_counts: bool) -> None:
    """List what was looked up once and when, the longest unchecked first.

    Exit code 1 when --older-than is given and something is older: then it is due. The same with --changes, which
    compares the changes of products in a file of JSON Lines with the glossary: announced ends, products that are gone
    or have no term.

    \b
    Examples:
      studyguide facts --json
      studyguide facts --older-than 180
      studyguide facts --counts
      studyguide facts --changes changes.jsonl
    """
    if report:
        due = _due_by_changes(report)
        _print_due(due, as_json)
        sys.exit(1 if due and not as_json else 0)
    sources, _ = project_sources(project())
    corpus, _ = link_corpus(sources)
    if only_counts:
        counted = count_glossary(corpus.glossary)
        for part in (counted.families, counted.states, counted.confidences):
            if part:
                click.echo("\n".join(f"{number:5} {name}" for name, number in part) + "\n")
        terms = counted_noun(counted.terms, "term")
        defined = counted.definitions
        click.echo(f"{terms}; {counted.confirmed} of {counted.with_status} statuses have an address")
        click.echo(
            f"definitions: {defined.quoted} quoted from notes, {defined.address} with an address, {defined.work} with "
            f"a work without an address, {defined.page} with an official page only, "
            f"{defined.unsourced} without a source"
        )
        return
    every = dated_facts(corpus)
    found = older_than(every, datetime.date.today(), days) if days else every
    for fact in found:
        row = f"{fact.checked}  {fact.confidence:6}  {fact.kind}: {fact.subject}  {fact.source}"
        click.echo(json_line(to_builtins(fact)) if as_json else row)
    if not as_json:
        older = f" are older than {counted_noun(days, 'day')}" if days else ""
        told = f"{len(found)} of {counted_noun(len(every), 'fact')}{older}" if every else "no fact has a date yet"
        click.echo(told)
    sys.exit(1 if days and found and not as_json else 0)


def _due_by_changes(report: Path) -> tuple[DueTerm, ...]:
    changes, faults = read_product_changes(str(report), report.read_text("utf-8-sig", errors="replace"))
    warn(faults)
    return due_terms(glossary_here(), changes)


def _print_due(due: tuple[DueTerm, ...], as_json: bool) -> None:
    for one in due:
        known = (
            f" (now: {one.state or 'no status'}{f', checked {one.checked}' if one.checked else ''})" if one.term else ""
        )
        parts = f" {len(one.change.parts)} parts:" if one.change.parts else ""
        said = one.change.text or f"{one.change.product} {one.change.change}"
        click.echo(json_line(to_builtins(one)) if as_json else f"{one.why}: {one.name}{known}:{parts} {said}")
    if not as_json:
        numbers = Counter(one.why for one in due)
        click.echo(f"{len(due)} due" + "".join(f"; {number} {why}" for why, number in numbers.items()))
