"""The command that lists the questions of a guide."""

from __future__ import annotations

import json

import click

from studyguide.cli_files import project
from studyguide.guide import make_guide
from studyguide.load import load_sources
from studyguide.publish.edition import Site
from studyguide.publish.urls import address
from studyguide.study.cards import counts, rows


@click.command("cards")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--counts", "only_counts", is_flag=True, help="Only how many there are of each kind.")
def cards_command(as_json: bool, only_counts: bool) -> None:
    """List every question made from the glossary and those a person wrote, with its answer and its source.

    \b
    Examples:
      studyguide cards --counts
      studyguide cards --json > cards.jsonl
    """
    sources, _ = load_sources(project())
    guide, _ = make_guide(sources, Site())
    book = guide.edition
    if not only_counts:
        for row in rows(book.studied.cards, {term: address(path) for term, path in book.terms.items()}):
            text = f"{row['id']}\n  {row['question']}\n  {row['answer']}"
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else text)
    if not as_json:
        click.echo(", ".join(f"{number} {kind}" for kind, number in counts(book.studied.cards).items()))
