"""The command that moves a project to the engine that runs now."""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import version as installed_version
from pathlib import Path

import click

from studyguide.cli.engine_pin import engine_pin, read_pin, wheel_version
from studyguide.cli.project_folder import CONFIG_NAME, project
from studyguide.cli.project_settings import config_of
from studyguide.hosts.migrations import REQUIREMENTS, is_older, project_changes
from studyguide.hosts.scaffold import ENGINE, WHEEL_FOLDER, schema_files, starter_paths
from studyguide.hosts.write import target_below, write_files
from studyguide.render.data.site_file import SiteFile
from studyguide.text.counted_noun import counted_noun

NO_WAY_BACK = "commit or stash it first, so that you can see and undo what this changes, or add --force"


@click.command("upgrade")
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The engine that the project keeps. Else the one that runs now.",
)
@click.option("--dry-run", is_flag=True, help="Only list what would change.")
@click.option("--force", is_flag=True, help="Change files although git could not undo it.")
def upgrade_command(wheel: Path | None, dry_run: bool, force: bool) -> None:
    """Move the project to the version of studyguide that runs now: pins, wheel, schemas and settings.

    Install the new version first. Notes, terms and pages are not touched.

    \b
    Examples:
      studyguide upgrade --dry-run
      studyguide upgrade
    """
    root, now = project(), installed_version(ENGINE)
    if wheel is not None and wheel_version(wheel.name) not in ("", now):
        raise click.UsageError(f"{wheel.name} is not version {now}, which runs now: install the wheel, then upgrade")
    files = _project_files(root)
    before = read_pin(files.get(REQUIREMENTS, b"").decode("utf-8", "replace"))
    if before and is_older(now, before):
        raise click.ClickException(
            f"the project is built with {ENGINE} {before}, and {now} runs now: install a newer one first"
        )
    if not (dry_run or force):
        _require_way_back(root)
    changes = project_changes(files, before, engine_pin(wheel), str(config_of(root).get("site_name") or ""))
    for change in changes:
        verb = "removed" if change.content is None else "changed" if change.path in files else "new"
        click.echo(f"  {verb:8} {change.path}: {change.says}")
    if not changes:
        click.echo(f"nothing to do: the project has {ENGINE} {now}")
        return
    if dry_run:
        click.echo(f"nothing was written; without --dry-run, {counted_noun(len(changes), 'file')} would change")
        return
    try:
        write_files(root, (SiteFile(c.path, c.content) for c in changes if c.content is not None))
        for change in changes:
            if change.content is None:
                target_below(root, change.path).unlink(missing_ok=True)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"from {before or 'an engine that it does not name'} to {now}. Now run `studyguide build`.")


def _project_files(root: Path) -> dict[str, bytes]:
    """Returns the files of a project that an upgrade may change, by path."""
    wheels = (path.relative_to(root).as_posix() for path in (root / WHEEL_FOLDER).glob("*.whl"))
    paths = {CONFIG_NAME, *starter_paths(), *schema_files(), *wheels}
    return {path: (root / path).read_bytes() for path in sorted(paths) if (root / path).is_file()}


def _require_way_back(root: Path) -> None:
    git = shutil.which("git")
    status = [git or "git", "status", "--porcelain", "--", "."]
    done = subprocess.run(status, cwd=root, capture_output=True, text=True) if git else None
    if done is None or done.returncode:
        raise click.ClickException(f"the project is not in a git repository: {NO_WAY_BACK}")
    if done.stdout.strip():
        raise click.ClickException(f"the project has changes that are not committed: {NO_WAY_BACK}")
