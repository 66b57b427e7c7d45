"""The command that makes a project from a folder of notes."""

from __future__ import annotations

import os
from pathlib import Path

import click

from studyguide.hosts.packs import find_packs
from studyguide.hosts.scaffold import FACTS, project_files
from studyguide.hosts.write import write_files
from studyguide.model.diagnostics import Severity, format_diagnostic, in_file, limit_per_code
from studyguide.render.data.files import SiteFile
from studyguide.render.site_context import TermPages
from studyguide.sources import load_attachments, load_notes


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--notes",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with your notes. They are copied; the originals stay as they are.",
)
@click.option(
    "--glossary",
    "packs",
    multiple=True,
    metavar="PACK",
    help="The name of a glossary pack of the engine, or the folder of a pack (with a slash). Can be repeated.",
)
@click.option(
    "--terms",
    type=click.Choice([str(one) for one in TermPages]),
    default=str(TermPages.ALL),
    show_default=True,
    help="Which terms have a page: all, or those that the notes name.",
)
@click.option("--field", default="", help="What the notes are about, such as `keeping bees`. Else the name of FOLDER.")
def new_command(folder: Path, notes: Path, packs: tuple[str, ...], terms: str, field: str) -> None:
    """Make a project in FOLDER from a folder of notes on any field. It builds at once, with an empty glossary or with
    one that comes with the engine.

    \b
    Examples:
      studyguide new ../bees --notes ~/notes/bees --field "keeping bees"
      studyguide new ../exam --notes ~/notes/exam --glossary aws-ml --terms named
      cd ../bees && mkdocs serve
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty: name a folder that is, or a new one")
    wanted = tuple(_seen_from(folder, pack) if "/" in pack else pack for pack in packs)
    _, unknown = find_packs(wanted, folder)
    if unknown:
        raise click.UsageError("; ".join(f"{problem.what}: {problem.hint}" for problem in unknown))
    found, unread = load_notes(notes)
    facts = notes / FACTS
    about = field.strip() or folder.resolve().name.replace("-", " ").replace("_", " ")
    files, diagnostics = project_files(about, found, facts.read_bytes() if facts.is_file() else None, wanted, terms)
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


def _seen_from(folder: Path, pack: str) -> str:
    """Returns the path of a pack's folder, seen from the project."""
    path = Path(os.path.relpath(pack, folder)).as_posix()
    return path if "/" in path else f"./{path}"
