"""Shows how far a command is: a bar with count and time left on a terminal, one line for each step elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import click

CLEAR = "\r\x1b[K\x1b[?25h"
"""Empties the line of a terminal and shows the cursor, which a bar hides."""


@dataclass(slots=True)
class Progress:
    """Holds what is shown at the moment."""

    stream: TextIO
    is_terminal: bool
    say: Callable[[str], None]
    """Prints one line where there is no terminal."""
    step: str = ""
    bar: Any = None
    """The bar of the step; where there is no terminal, True once the step's line is printed."""


def progress_on(stream: TextIO, say: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> Progress:
    """Returns the progress of a command that reports to `stream`."""
    return Progress(stream, stream.isatty() and environment.get("TERM") != "dumb", say)


def begin_step(progress: Progress, name: str) -> None:
    """Shows that a step begins, and removes the bar of the one before."""
    end_progress(progress)
    progress.step = name
    if progress.is_terminal:
        progress.stream.write(name)
        progress.stream.flush()


def show_count(progress: Progress, done: int, total: int) -> None:
    """Moves the bar of the current step. Without a terminal, a step that counts something gets one line."""
    if not progress.is_terminal:
        if progress.bar is None and progress.step:
            progress.say(f"{progress.step}: {total}")
            progress.bar = True
        return
    if progress.bar is None:
        progress.bar = click.progressbar(
            length=total, label=progress.step, show_pos=True, show_eta=True, file=progress.stream
        )
    progress.bar.length = total
    progress.bar.update(done - progress.bar.pos)


def end_progress(progress: Progress) -> None:
    """Removes what is shown."""
    if progress.is_terminal and progress.step:
        progress.stream.write(CLEAR)
        progress.stream.flush()
    progress.step, progress.bar = "", None
