"""The command that knows what day it is: which facts are due to be looked up again."""

from __future__ import annotations

import datetime
import sys
from dataclasses import asdict

import click

from studyguide.analysis.freshness import count_glossary, dated_facts, older_than
from studyguide.cli.json_rows import json_line
from studyguide.cli.project import project, project_sources
from studyguide.pipeline import link_corpus


@click.command("facts")
@click.option("--older-than", "days", type=int, default=0, metavar="DAYS", help="Only facts checked longer ago.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--counts", "only_counts", is_flag=True, help="Only how many terms there are, by family and so on.")
def facts_command(days: int, as_json: bool, only_counts: bool) -> None:
    """List what was looked up once and when, the longest unchecked first.

    Exit code 1 when --older-than is given and something is older: then it is due.

    \b
    Examples:
      studyguide facts --json
      studyguide facts --older-than 180
      studyguide facts --counts
    """
    sources, _ = project_sources(project())
    corpus, _ = link_corpus(sources)
    if only_counts:
        counted = count_glossary(corpus.glossary)
        for part in (counted.families, counted.states, counted.confidences):
            click.echo("\n".join(f"{number:5} {name}" for name, number in part) + "\n")
        click.echo(f"{counted.terms} terms; {counted.confirmed} of {counted.with_status} statuses have an address")
        return
    every = dated_facts(corpus)
    found = older_than(every, datetime.date.today(), days) if days else every
    for fact in found:
        row = f"{fact.checked}  {fact.confidence:6}  {fact.kind}: {fact.subject}  {fact.source}"
        click.echo(json_line(asdict(fact)) if as_json else row)
    if not as_json:
        click.echo(f"{len(found)} of {len(every)} facts{f' are older than {days} days' if days else ''}")
    sys.exit(1 if days and found and not as_json else 0)
