"""The command that takes a learner's progress from elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from studyguide.cli.project import read_project_site
from studyguide.cli.project_folder import project
from studyguide.cli.project_settings import config_of, project_sources
from studyguide.model.diagnostics import Diagnostic, Location, Severity, format_diagnostic
from studyguide.parse.cards.schedules import Schedule, schedules_of, unattached_schedules
from studyguide.pipeline import build_guide
from studyguide.practice.progress_backup import progress_backup
from studyguide.sources import SEEDS_FOLDER
from studyguide.text.counted_noun import counted_noun

BACKUP_FILE = "studyguide-progress-from-notes.json"


@click.command("progress")
@click.option("--from-notes", is_flag=True, help="Read the scheduling comments in the notes.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path(BACKUP_FILE), show_default=True
)
def progress_command(from_notes: bool, output: Path) -> None:
    """Write a backup file for the review page from the scheduling comments of Obsidian's spaced repetition plugin.

    Restore it in your own browser: Review, "Backup, restore, delete". Nothing of the comments is in the site.

    \b
    Example:
      studyguide progress --from-notes
    """
    if not from_notes:
        raise click.UsageError("say where the progress comes from: --from-notes")
    root = project()
    if any(output.resolve().is_relative_to((root / part).resolve()) for part in ("docs", "seeds", "hooks")):
        raise click.UsageError(f"{output} is in a folder the guide is made from: name another")
    config = config_of(root)
    known, _ = read_project_site(root, config)
    guide, _ = build_guide(project_sources(root, config)[0], known)
    ctx = guide.site_context
    ids = {(one.note, one.written): one.card.id for one in ctx.practice.of_notes}
    schedules: list[tuple[str, Schedule]] = []
    for note in ctx.corpus.notes:
        schedules += [(ids[note.path, card], schedule) for card, schedule in schedules_of(note)]
        for line in unattached_schedules(note):
            what = "this scheduling comment belongs to no card, and is left out"
            place = Location(f"{SEEDS_FOLDER}/{note.path}", line)
            click.echo(format_diagnostic(Diagnostic(place, "schedule", what, severity=Severity.WARNING)), err=True)
    if not schedules:
        raise click.ClickException("no card of the notes has a scheduling comment such as <!--SR:!2024-01-01,3,250-->")
    try:
        output.write_text(progress_backup(ctx.site.id, ctx.site.epoch, schedules), "utf-8")
    except OSError as error:
        raise click.ClickException(f"{output}: not written: {error.strerror}") from error
    click.echo(
        f"{output}: progress on {counted_noun(len(schedules), 'question')}; restore it on the page Review of this guide"
    )
