"""The command that lists the questions of a guide."""

from __future__ import annotations

import click

from studyguide.cli.json_rows import json_line
from studyguide.cli.project import config_of, project, read_project_site
from studyguide.pipeline import build_guide
from studyguide.practice.deck import card_counts, card_rows
from studyguide.render.urls import address
from studyguide.sources import load_sources


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
    root = project()
    known, _ = read_project_site(root, config_of(root))
    guide, _ = build_guide(load_sources(root)[0], known)
    ctx = guide.site_context
    if not only_counts:
        for row in card_rows(ctx.practice.cards, {term: address(path) for term, path in ctx.terms.items()}):
            text = f"{row['id']}\n  {row['question']}\n  {row['answer']}"
            click.echo(json_line(row) if as_json else text)
    if not as_json:
        click.echo(", ".join(f"{number} {kind}" for kind, number in card_counts(ctx.practice.cards).items()))
