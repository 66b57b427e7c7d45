"""The progress of a command: on the standard error, so that output for programs stays clean."""

from __future__ import annotations

import sys
from functools import partial

import click

from studyguide.execution.progress import CountReport, no_count
from studyguide.hosts.progress import Progress, end_progress, progress_on, show_count


def command_progress() -> Progress:
    """Returns the progress of a command."""
    return progress_on(sys.stderr, lambda line: click.echo(line, err=True))


def reading_progress(is_for_program: object) -> CountReport:
    """Returns what shows how many notes are read: a bar on a terminal, nothing elsewhere or for a program."""
    progress = command_progress()
    if is_for_program or not progress.is_terminal:
        return no_count
    progress.step = "reading the notes"
    return partial(_show_until_end, progress)


def _show_until_end(progress: Progress, done: int, total: int) -> None:
    show_count(progress, done, total)
    if done == total:
        end_progress(progress)
