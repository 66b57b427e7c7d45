"""The command that checks a built site, whichever generator built it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from studyguide.check.fault_kinds import fault
from studyguide.check.site import check_site
from studyguide.cli.inputs import sources_here
from studyguide.cli.project_folder import CONFIG_NAME, named_project, project_around
from studyguide.cli.project_settings import config_of
from studyguide.linked_corpus import link_corpus
from studyguide.model.diagnostics import Diagnostic, format_diagnostic, limit_per_code
from studyguide.model.note import REDACTED_KINDS, Note, ZoneKind
from studyguide.text.counted_noun import counted_noun


@click.command("check")
@click.argument("site", default="site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--base", help="Path under which the site is served, for its 404 page. Else that of the project's site_url."
)
@click.option("--allow", multiple=True, metavar="TEXT", help="Show exactly this text, which looks like a secret.")
def check_command(site: Path, base: str | None, allow: tuple[str, ...]) -> None:
    """Check a built site for broken links, external requests, leaked private text and damaged files.

    The built files are enough. Inside a project, the texts that its notes mask are searched for as well.

    \b
    Examples:
      studyguide check
      studyguide check /tmp/site --base /guide/
      studyguide check --allow office@bees.example
    """
    files, diagnostics = read_site(site)
    notes = _notes_here()
    base = base or _base_here()
    allowed = (*allow, *(text for note in notes for text in note.facts.allow))
    diagnostics += check_site(files, _secrets(notes), base, tuple(dict.fromkeys(allowed)))
    for problem in limit_per_code(diagnostics):
        click.echo(format_diagnostic(problem))
    pages = sum(path.endswith(".html") for path in files)
    click.echo(
        ", ".join(
            counted_noun(number, noun)
            for number, noun in ((pages, "page"), (len(files), "file"), (len(diagnostics), "problem"))
        )
    )
    sys.exit(1 if diagnostics else 0)


def read_site(site: Path) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return the files below a folder, and a fault for each thing there that cannot be published. Follows no link."""
    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for folder, folders, names in os.walk(site):
        for name in (*folders, *names):
            file = Path(folder, name)
            path = file.relative_to(site).as_posix()
            if file.is_symlink():
                diagnostics.append(fault("linked-file", path, "this is a symbolic link", 0, "publish the file itself"))
            elif file.is_file():
                try:
                    files[path] = file.read_bytes()
                except OSError as error:
                    what = f"cannot be read: {(error.strerror or '').lower()}"
                    diagnostics.append(fault("special-file", path, what))
            elif not file.is_dir():
                diagnostics.append(fault("special-file", path, "this is a pipe, a socket or a device"))
    return files, diagnostics


def _notes_here() -> tuple[Note, ...]:
    """Return the notes of the project around the current folder; none if there is no project."""
    if _project_here() is None:
        click.echo(
            f"no {CONFIG_NAME} here or above: texts that notes mask are searched for by the rules alone", err=True
        )
        return ()
    corpus, _ = link_corpus(sources_here())
    return tuple(corpus.notes)


def _project_here() -> Path | None:
    return named_project() or project_around(Path.cwd())


def _base_here() -> str:
    """Returns the path of the project's address, as in `https://example.org/guide/`; `/` if it has none."""
    root = _project_here()
    path = urlsplit(str(config_of(root).get("site_url") or "")).path if root else ""
    return f"{path.rstrip('/')}/"


def _secrets(notes: tuple[Note, ...]) -> Iterator[str]:
    """Yield every text of the notes that readers may not see."""
    for note in notes:
        for zone in note.zones:
            if zone.kind in REDACTED_KINDS and zone.kind is not ZoneKind.COMMENT:
                yield note.lines[zone.line - 1][zone.start : zone.end]
