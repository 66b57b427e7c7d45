"""The command that counts what teaches and asks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

import click

from studyguide.cli.project_folder import project
from studyguide.cli.project_settings import project_sources
from studyguide.link.corpus import Corpus
from studyguide.linked_corpus import link_corpus
from studyguide.text.counted_noun import counted_name


@click.command("counts")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def counts_command(as_json: bool) -> None:
    """Count lessons, decisions, figures, and questions by exam.

    \b
    Examples:
      studyguide counts
      studyguide counts --json
    """
    sources, _ = project_sources(project())
    counts = teaching_counts(link_corpus(sources)[0])
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
    else:
        click.echo(counts_text(counts))


def teaching_counts(corpus: Corpus) -> dict[str, int]:
    """Return how much there is of everything that teaches or asks beside the glossary."""
    by_exam = Counter(question.exam for question in corpus.questions)
    return {
        "terms": len(corpus.terms),
        "lessons": len(corpus.lessons),
        "decisions": len(corpus.decisions),
        "causes": len(corpus.causes),
        "figures": len(corpus.figures),
        "questions": len(corpus.questions),
        **{f"questions for {exam}": number for exam, number in sorted(by_exam.items())},
    }


def counts_text(counts: Mapping[str, int]) -> str:
    """Returns a line for each count, with the numbers below one another."""
    return "\n".join(" " * (5 - len(str(number))) + counted_name(number, name) for name, number in counts.items())
