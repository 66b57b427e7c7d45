"""Writes a term for every note that is about one thing: `studyguide suggest --from-titles`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from studyguide.cli.project_edits import FileEdit, apply_edits, new_glossary_faults, text_in, told
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Glossary
from studyguide.model.note import Note, NotePath
from studyguide.parse.curated.yaml_edits import with_entry
from studyguide.sources import Sources
from studyguide.suggest.entries import entry_rows
from studyguide.suggest.title_terms import title_terms
from studyguide.text.counted_noun import counted_noun


def write_titles(
    root: Path,
    sources: Sources,
    glossary: Glossary,
    notes: Sequence[Note],
    seeds: Mapping[NotePath, NotePath],
    family: str,
    kind: str,
) -> None:
    """Adds the terms to a file of the glossary in one step, and reports how many notes gave none."""
    taken = {str(term.id) for term in glossary.terms}
    entries, passed = title_terms(notes, seeds, compile_surface_forms(glossary), kind, taken)
    path = f"docs/glossary/{family}.yml"
    before = text_in(root, path)
    if entries:
        rows = [row for entry in entries for row in ("", *entry_rows(entry))][1:]
        try:
            edit = FileEdit(path, before, with_entry(before or "", rows, len(entries)))
        except ValueError as error:
            raise click.ClickException(f"{path}: {error}") from error
        if faults := new_glossary_faults(sources, (edit,)):
            raise click.ClickException(f"nothing was written:\n{told(faults)}")
        apply_edits(root, (edit,))
    click.echo(
        f"{counted_noun(len(entries), 'term')} written to {path}. "
        f"Notes that gave none: {passed.no_name} with a title that is no name, "
        f"{passed.known} about a known term, {passed.no_sentence} without a sentence to quote."
    )
