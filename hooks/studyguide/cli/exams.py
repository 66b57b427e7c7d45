"""The command that compares a glossary with the guides of exams."""

from __future__ import annotations

import json
import sys

import click

from studyguide.analysis.covered_items import unsaid_items
from studyguide.analysis.exam_counts import ExamCounts, ItemCounts, count_exam, waived_share
from studyguide.cli.inputs import sources_here
from studyguide.cli.json_rows import exam_row
from studyguide.linked_corpus import link_corpus
from studyguide.model.exam import exam_label
from studyguide.text.counted_noun import counted_noun

EXAM_COLUMNS = ("items", "terms", "covered", "waived", "unaccounted")


@click.command("exams")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def exams_command(as_json: bool) -> None:
    """Count what the guides of the exams name: terms, covered by a wider term, waived, unaccounted.

    Exit code 1 when an exam of the project, not of a pack, has a thing that is unaccounted, or the page of its wider
    term says neither its name nor the words in `said_as`; these are listed.

    \b
    Examples:
      studyguide exams
      studyguide exams --json
    """
    corpus, _ = link_corpus(sources_here())
    counts = [count_exam(exam, corpus.terms) for exam in corpus.exams]
    if as_json:
        for one in counts:
            click.echo(json.dumps(exam_row(one), ensure_ascii=False))
        return
    if not any(one.objectives or one.scope.items for one in counts):
        click.echo("no exam has objectives in its file below docs/exams")
        return
    held = [one for one in counts if one.objectives or one.scope.items]
    click.echo(f"{'':24}" + "".join(f"{column:>12}" for column in EXAM_COLUMNS))
    for one in held:
        click.echo(_exam_row(f"{exam_label(one.exam)}, named", one.named))
        click.echo(_exam_row(f"{exam_label(one.exam)}, in scope", one.scope))
    for one in held:
        click.echo(_objective_counts(one))
    share = waived_share(part for one in held for part in (one.named, one.scope))
    without = counted_noun(len(counts) - len(held), "exam")
    click.echo(f"{share:.1%} of all items are waived; {without} without objectives in their files")
    unsaid = unsaid_items(corpus)
    for item in unsaid:
        click.echo(f"{item.exam} {item.number or 'in scope'}: the page of `{item.term}` does not say `{item.wording}`")
    own = [one for one in held if f"docs/exams/{one.exam.id}.yml" in corpus.own_files]
    ids = {one.exam.id for one in own}
    faults = [item for item in unsaid if item.exam in ids]
    sys.exit(1 if faults or any(part.unaccounted for one in own for part in (one.named, one.scope)) else 0)


def _exam_row(name: str, counts: ItemCounts) -> str:
    return f"{name:24}" + "".join(f"{getattr(counts, column):12}" for column in EXAM_COLUMNS)


def _objective_counts(counts: ExamCounts) -> str:
    without = f": {', '.join(counts.without_term)}" if counts.without_term else ""
    number = f"{len(counts.without_term)} of {counts.objectives} objectives name no term"
    return f"{exam_label(counts.exam)}: {number}{without}"
