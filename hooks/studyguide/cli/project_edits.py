"""What commands share that edit a project's curated files: where the project is, and edits that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from studyguide.hosts.write import target_below, write_files
from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic
from studyguide.model.glossary import Glossary
from studyguide.parse.curated.glossary import read_glossary
from studyguide.render.data.site_file import SiteFile
from studyguide.sources import Sources, TextFile, field_layers
from studyguide.suggest.entries import default_kind


class FileEdit(Struct, frozen=True):
    """Describes the change of one file. A text is None where the file does not exist."""

    path: str
    """Relative to the project."""
    before: str | None
    after: str


def text_in(root: Path, path: str) -> str | None:
    """Returns the text of a file of the project, or None if there is none."""
    target = root / path
    try:
        return target.read_text("utf-8-sig") if target.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: cannot be read: {error}") from error


def apply_edits(root: Path, edits: Sequence[FileEdit]) -> None:
    """Writes the files of edits. Raises ClickException before anything is written if one cannot be."""
    try:
        write_files(root, (SiteFile(edit.path, edit.after.encode()) for edit in edits))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"nothing was written: {error}") from error


def revert_edits(root: Path, edits: Iterable[FileEdit]) -> None:
    """Gives files the texts that they had before the edits."""
    for edit in edits:
        if edit.before is None:
            target_below(root, edit.path).unlink(missing_ok=True)
        else:
            write_files(root, (SiteFile(edit.path, edit.before.encode()),))


def new_glossary_faults(sources: Sources, edits: Iterable[FileEdit]) -> tuple[Diagnostic, ...]:
    """Returns the errors that a glossary has after edits and did not have before."""
    _, before = own_glossary(sources)
    families = with_edits(sources.families, edits, "docs/glossary")
    _, after = own_glossary(replace(sources, families=families))
    known = {(problem.kind, problem.what) for problem in before}
    return tuple(p for p in after if p.severity is Severity.ERROR and (p.kind, p.what) not in known)


def own_glossary(sources: Sources) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """Returns the terms of the project's own files, which are those that commands edit, and what is wrong with them.

    Their kinds may be those of packs. The terms of packs are not read: that takes too long between two keys.
    """
    families = {file.path: file.text for file in sources.families}
    kinds, *of_packs = ((layer.kinds.path, layer.kinds.text) for layer in field_layers(sources))
    return read_glossary(kinds, families, of_packs)


def kind_of_new_terms(sources: Sources) -> str:
    """Returns the kind that new terms have by default: one of the project's own, or of its packs if it has none."""
    kinds, _ = read_glossary((sources.kinds.path, sources.kinds.text), {})
    return default_kind(kinds.kinds or own_glossary(sources)[0].kinds)


def with_edits(files: Iterable[TextFile], edits: Iterable[FileEdit], folder: str) -> tuple[TextFile, ...]:
    """Returns the files of a folder as they are after edits."""
    texts = {file.path: file.text for file in files}
    texts |= {edit.path: edit.after for edit in edits if edit.path.startswith(f"{folder}/")}
    return tuple(TextFile(path, text) for path, text in sorted(texts.items()))


def told(problems: Iterable[Diagnostic]) -> str:
    return "\n".join(map(format_diagnostic, problems))
