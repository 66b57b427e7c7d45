"""The progress of a command: on the standard error, so that output for programs stays clean."""

from __future__ import annotations

import sys
from functools import partial

import click

from studyguide.execution.parallel import parallel_map
from studyguide.execution.progress import CountReport, no_count, no_step
from studyguide.execution.steps import StepCalls
from studyguide.hosts.progress import Progress, begin_step, end_progress, progress_on, show_count


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


def steps_on(progress: Progress | None) -> StepCalls:
    """Returns what calls each step on all processors and shows how far it is; without a progress, it shows nothing."""
    if progress is None:
        return StepCalls(parallel_map, no_step, no_count)
    count = partial(show_count, progress)
    return StepCalls(partial(parallel_map, report=count), partial(_begin_quietly, progress), count)


def _begin_quietly(progress: Progress, name: str) -> None:
    """Begins a step that gets a line only if it comes after, or lasts for, a silence, where there is no terminal."""
    begin_step(progress, name)
    progress.bar = None if progress.is_terminal else True
