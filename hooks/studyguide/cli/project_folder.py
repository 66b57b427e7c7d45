"""Finds the project that a command works on. This module imports little, so that a command can begin at once."""

from __future__ import annotations

from pathlib import Path

import click

CONFIG_NAME = "mkdocs.yml"
NO_PROJECT = (
    f"no project here or above: no folder has a {CONFIG_NAME}. Go into your project, name it with `studyguide --project"
    " FOLDER ...`, or make one with `studyguide new FOLDER --notes PATH`"
)


def project() -> Path:
    """Returns the project that `--project` names, else the one around the current folder."""
    root = named_project() or project_around(Path.cwd())
    if root is None:
        raise click.ClickException(NO_PROJECT)
    return root


def named_project() -> Path | None:
    """Returns the folder that `studyguide --project FOLDER` names, if it does."""
    context = click.get_current_context(silent=True)
    given: Path | None = context.find_root().params.get("project") if context else None
    if given is not None and not (given / CONFIG_NAME).is_file():
        raise click.UsageError(f"{given} is not a project: it has no {CONFIG_NAME}")
    return given


def project_around(folder: Path) -> Path | None:
    """Returns the nearest folder with mkdocs.yml, from the given one upwards."""
    return next((one for one in (folder, *folder.parents) if (one / CONFIG_NAME).is_file()), None)
