"""The command that lists the questions of a guide."""

from __future__ import annotations

from collections.abc import Mapping

import click

from studyguide.cli.json_rows import json_line
from studyguide.cli.project import read_project_site
from studyguide.cli.project_folder import project
from studyguide.cli.project_settings import config_of, project_sources
from studyguide.pipeline import build_guide
from studyguide.practice.deck import card_counts, card_rows, note_card_rows
from studyguide.render.site_context import term_address
from studyguide.render.urls import address
from studyguide.text.counted_noun import counted_name

TOTALS = ("cards", "facts")
"""The names of counts that are plurals; the others are kinds of cards, such as `does`."""


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
        click.echo(card_counts_text(card_counts(every)))


def card_counts_text(counts: Mapping[str, int]) -> str:
    """Returns the counts in one line, without those that are 0. A kind of card is a name and has no plural."""
    said = (
        counted_name(number, name) if name in TOTALS else f"{number} {name}"
        for name, number in counts.items()
        if number
    )
    return ", ".join(said) or "no cards yet"
