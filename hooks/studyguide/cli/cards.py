"""The command that lists the questions of a guide."""

from __future__ import annotations

import click

from studyguide.cli.json_rows import json_line
from studyguide.cli.project import config_of, project, project_sources, read_project_site
from studyguide.pipeline import build_guide
from studyguide.practice.deck import card_counts, card_rows, note_card_rows
from studyguide.render.site_context import term_address
from studyguide.render.urls import address


@click.command("cards")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--counts", "only_counts", is_flag=True, help="Only how many there are of each kind.")
def cards_command(as_json: bool, only_counts: bool) -> None:
    """List every question with its answer and its source: those made from the glossary, and those people wrote in
    docs/cards.yml or in their notes.

    \b
    Examples:
      studyguide cards --counts
      studyguide cards --json > cards.jsonl
    """
    root = project()
    config = config_of(root)
    known, _ = read_project_site(root, config)
    guide, _ = build_guide(project_sources(root, config)[0], known)
    ctx = guide.site_context
    if not only_counts:
        of_terms = card_rows(ctx.practice.cards, {term: term_address(ctx, term) for term in ctx.corpus.terms})
        of_notes = note_card_rows(ctx.practice.of_notes, {note: address(path) for note, path in ctx.notes.items()})
        for row in (*of_terms, *of_notes):
            text = f"{row['id']}\n  {row['question']}\n  {row['answer']}"
            click.echo(json_line(row) if as_json else text)
    if not as_json:
        every = (*ctx.practice.cards, *(one.card for one in ctx.practice.of_notes))
        counts = card_counts(every)
        click.echo(", ".join(f"{number} {kind}" for kind, number in counts.items() if number) or "no cards yet")
