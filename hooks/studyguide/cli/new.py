"""The command that makes a project from a folder of notes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from studyguide.cli.engine_pin import engine_pin
from studyguide.cli.progress import command_progress
from studyguide.execution.parallel import parallel_map
from studyguide.hosts.convert.converted_files import ConvertedFiles, convert_files, converter_here
from studyguide.hosts.note_choice import Fate, FileChoice, choose_files, count_choices
from studyguide.hosts.packs import find_packs
from studyguide.hosts.progress import begin_step, end_progress, show_count
from studyguide.hosts.scaffold import FACTS, project_files
from studyguide.hosts.write import write_files
from studyguide.model.diagnostics import Severity, format_diagnostic, in_file, limit_per_code
from studyguide.render.data.site_file import SiteFile
from studyguide.render.site_context import TermPages
from studyguide.sources import load_attachments, load_notes

NO_NOTES = "there is nothing to make a guide from"
NOT_CONVERTED = "not converted, see above"
NOT_A_NOTE = "not a note, see above"


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
@click.option("--only", multiple=True, metavar="PATTERN", help="Take only these notes, such as '*.md'; repeatable.")
@click.option("--git", "has_git", is_flag=True, help="Make a git repository with a first commit.")
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The engine that the project keeps. Else the one that runs now.",
)
def new_command(
    folder: Path,
    notes: Path,
    packs: tuple[str, ...],
    terms: str,
    field: str,
    only: tuple[str, ...],
    has_git: bool,
    wheel: Path | None,
) -> None:
    """Make a project in FOLDER from a folder of notes on any field. It builds and can be published at once, with an
    empty glossary or with one that comes with the engine.

    Files that `.gitignore` or `.studyguideignore` name, code, environments and templates are left out.

    \b
    Examples:
      studyguide new ../bees --notes ~/notes/bees --field "keeping bees"
      studyguide new ../bees --notes ~/notes/bees --only '*.md' --git
      studyguide new ../exam --notes ~/notes/exam --glossary aws-ml --terms named
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty: name a new folder or an empty one")
    if folder.resolve().is_relative_to(notes.resolve()):
        raise click.UsageError(f"{folder} is inside of {notes}: name a folder elsewhere")
    wanted = tuple(_seen_from(folder, pack) if "/" in pack else pack for pack in packs)
    _, unknown = find_packs(wanted, folder)
    if unknown:
        raise click.UsageError("; ".join(f"{problem.what}: {problem.hint}" for problem in unknown))
    progress = command_progress()
    begin_step(progress, "choosing the notes")
    choices = choose_files(notes, only)
    by_fate = {fate: frozenset(c.path for c in choices if c.fate is fate) for fate in Fate}
    if not by_fate[Fate.NOTE]:
        raise click.UsageError(_without_notes(notes, choices))
    found, unread = load_notes(notes, by_fate[Fate.NOTE])
    begin_step(progress, "converting files that are no text")
    converted = convert_files(found, converter_here())
    facts = notes / FACTS
    name = folder.resolve().name
    about = field.strip() or name.replace("-", " ").replace("_", " ")
    begin_step(progress, "packing the engine")
    engine = engine_pin(wheel)
    begin_step(progress, "reading the notes")
    reading = partial(parallel_map, report=partial(show_count, progress))
    metadata = facts.read_bytes() if facts.is_file() else None
    files, diagnostics = project_files(about, converted.notes, metadata, engine, reading, wanted, terms, name)
    end_progress(progress)
    worth_a_look = [
        *unread,
        *(p for problem in converted.diagnostics for p in in_file([problem], f"{notes}/{problem.place.file}")),
        *(p for problem in diagnostics for p in in_file([problem], f"{notes}/{problem.place.file}")),
    ]
    for problem in limit_per_code(p for p in worth_a_look if p.severity is not Severity.NOTICE):
        click.echo(format_diagnostic(problem), err=True)
    copied = frozenset(file.path.removeprefix("seeds/") for file in files if file.path.startswith("seeds/")) - {FACTS}
    if not copied:
        raise click.UsageError(_without_notes(notes, _as_copied(choices, copied, converted)))
    begin_step(progress, "copying the files")
    attachments = {one.path: one.read() for one in load_attachments(notes, by_fate[Fate.ATTACHMENT])}
    attachments = {**dict(converted.attachments), **attachments}
    beside = (SiteFile(f"seeds/{path}", content) for path, content in attachments.items())
    try:
        write_files(folder, (*files, *beside))
    except ValueError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    end_progress(progress)
    as_they_are = len(copied & by_fate[Fate.NOTE] - converted.origins)
    more = f", with {len(attachments)} pictures or other files beside them" if attachments else ""
    click.echo(f"{folder}: {as_they_are} of {len(found)} files copied into seeds/{more}.")
    if converted.origins:
        made = len(copied) - as_they_are
        click.echo(f"{len(converted.origins)} converted into {made} Markdown note{'s' * (made != 1)}.")
    _show_counts(_as_copied(choices, copied, converted))
    if has_git:
        click.echo(_made_repository(folder))
    click.echo(f"Look at it: cd {folder} && studyguide serve")


def _seen_from(folder: Path, pack: str) -> str:
    """Returns the path of a pack's folder, seen from the project."""
    path = Path(os.path.relpath(pack, folder)).as_posix()
    return path if "/" in path else f"./{path}"


def _as_copied(
    choices: Iterable[FileChoice], copied: frozenset[str], converted: ConvertedFiles
) -> tuple[FileChoice, ...]:
    """Returns the choices with what came of them: some files were converted, and some are no notes after all."""
    return tuple(_result_of(choice, copied, converted) for choice in choices)


def _result_of(choice: FileChoice, copied: frozenset[str], converted: ConvertedFiles) -> FileChoice:
    if choice.fate is not Fate.NOTE:
        return choice
    if choice.path in converted.origins:
        return FileChoice(choice.path, Fate.CONVERTED)
    if choice.path in converted.unconverted:
        return FileChoice(choice.path, Fate.LEFT_OUT, NOT_CONVERTED)
    return choice if choice.path in copied else FileChoice(choice.path, Fate.LEFT_OUT, NOT_A_NOTE)


def _without_notes(notes: Path, choices: tuple[FileChoice, ...]) -> str:
    rows = "".join(f"\n  {number} {ending} {what}" for ending, number, what in count_choices(choices))
    return f"{notes} has no notes: {NO_NOTES}{rows}"


def _show_counts(choices: Iterable[FileChoice]) -> None:
    rows = count_choices(choices)
    wide = max((len(ending) for ending, _, _ in rows), default=0)
    for ending, number, what in rows:
        count = "" if ending.endswith("/") else str(number)
        click.echo(f"  {ending:{wide}}  {count:>5}  {what}")
    if any(what.startswith(Fate.LEFT_OUT) for _, _, what in rows):
        click.echo("  To take more, name it in .studyguideignore of the notes with `!` before it, such as `!*.py`.")


def _made_repository(folder: Path) -> str:
    """Makes a git repository with a first commit, and returns what was done."""
    git = shutil.which("git")
    if git is None:
        return "git is not installed, so there is no repository; `git init` makes one later"
    steps = (("init", "--quiet", "--initial-branch=main"), ("add", "."), ("commit", "--quiet", "-m", "Start the guide"))
    for step in steps:
        done = subprocess.run([git, *step], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            return f"`git {step[0]}` failed: {why}"
    return "A git repository with a first commit on the branch main was made."
