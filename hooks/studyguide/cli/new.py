"""The command that makes a project from a folder of notes."""

from __future__ import annotations

from pathlib import Path

import click

from studyguide.hosts.scaffold import FACTS, project_files
from studyguide.hosts.write import write_files
from studyguide.model.diagnostics import Severity, format_diagnostic, in_file, limit_per_code
from studyguide.render.data.files import SiteFile
from studyguide.sources import load_attachments, load_notes


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--notes",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with your notes. They are copied; the originals stay as they are.",
)
@click.option("--field", default="", help="What the notes are about, such as `keeping bees`. Else the name of FOLDER.")
def new_command(folder: Path, notes: Path, field: str) -> None:
    """Make a project in FOLDER from a folder of notes on any field. It builds at once, with an empty glossary.

    \b
    Examples:
      studyguide new ../bees --notes ~/notes/bees --field "keeping bees"
      cd ../bees && mkdocs serve
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty: name a folder that is, or a new one")
    found, unread = load_notes(notes)
    facts = notes / FACTS
    about = field.strip() or folder.resolve().name.replace("-", " ").replace("_", " ")
    files, diagnostics = project_files(about, found, facts.read_bytes() if facts.is_file() else None)
    worth_a_look = [
        *unread,
        *(p for problem in diagnostics for p in in_file([problem], f"{notes}/{problem.place.file}")),
    ]
    for problem in limit_per_code(p for p in worth_a_look if p.severity is not Severity.NOTICE):
        click.echo(format_diagnostic(problem), err=True)
    attachments = tuple(load_attachments(notes))
    beside = (SiteFile(f"seeds/{attachment.path}", attachment.read()) for attachment in attachments)
    try:
        write_files(folder, (*files, *beside))
    except ValueError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    copied = sum(file.path.startswith("seeds/") for file in files) - 1
    more = f", with {len(attachments)} pictures or other files beside them" if attachments else ""
    look = f"Look at it: cd {folder} && mkdocs serve"
    click.echo(f"{folder}: {copied} of {len(found)} files copied into seeds/{more}. {look}")
