"""What commands share that edit a project's curated files: where the project is, and edits that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from studyguide.hosts.write import target_below, write_files
from studyguide.model.diagnostics import Diagnostic, Severity, format_diagnostic
from studyguide.parse.curated.glossary import read_glossary
from studyguide.render.data.files import SiteFile
from studyguide.sources import Sources, TextFile


@dataclass(frozen=True, slots=True)
class FileEdit:
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
    families = {file.path: file.text for file in sources.families}
    kinds = (sources.kinds.path, sources.kinds.text)
    _, before = read_glossary(kinds, families)
    _, after = read_glossary(kinds, {**families, **{e.path: e.after for e in edits if e.path in _glossary_files(e)}})
    known = {(problem.kind, problem.what) for problem in before}
    return tuple(p for p in after if p.severity is Severity.ERROR and (p.kind, p.what) not in known)


def with_edits(files: Iterable[TextFile], edits: Iterable[FileEdit], folder: str) -> tuple[TextFile, ...]:
    """Returns the files of a folder as they are after edits."""
    texts = {file.path: file.text for file in files}
    texts |= {edit.path: edit.after for edit in edits if edit.path.startswith(f"{folder}/")}
    return tuple(TextFile(path, text) for path, text in sorted(texts.items()))


def told(problems: Iterable[Diagnostic]) -> str:
    return "\n".join(map(format_diagnostic, problems))


def _glossary_files(edit: FileEdit) -> tuple[str, ...]:
    return (edit.path,) if edit.path.startswith("docs/glossary/") else ()
