"""Shows how far a command is: a bar with count and time left on a terminal, elsewhere a line for each step that counts
something and for each that comes after two seconds of silence.

One large note may take longer than that. A sign behind the bar turns meanwhile, by a timer of the system: a thread
would keep the process from forking.
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import cycle
from typing import Any, TextIO

import click
from msgspec import Struct, field

CLEAR = "\r\x1b[K\x1b[?25h"
"""Empties the line of a terminal and shows the cursor, which a bar hides."""
LONGEST_SILENCE = 2.0
"""Number of seconds after which a step says once more how far it is, where there is no terminal."""

TURN_SECONDS = 1.0
"""Number of seconds after which the sign turns on a terminal."""


class Progress(Struct):
    """Holds what is shown at the moment."""

    stream: TextIO
    is_terminal: bool
    say: Callable[[str], None]
    """Prints one line where there is no terminal."""
    step: str = ""
    bar: Any = None
    """The bar of the step; where there is no terminal, True once the step's line is printed."""
    said: float = field(default_factory=time.monotonic)
    """When the last line was printed, in seconds of a clock that only counts on."""
    signs: Iterator[str] = field(default_factory=lambda: cycle("-\\|/"))


def progress_on(stream: TextIO, say: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> Progress:
    """Returns the progress of a command that reports to `stream`."""
    atexit.register(_stop_turning)  # a step that failed may not have ended, and the timer would end the process
    return Progress(stream, stream.isatty() and environment.get("TERM") != "dumb", say)


def begin_step(progress: Progress, name: str) -> None:
    """Shows that a step begins, and removes the bar of the one before."""
    end_progress(progress)
    progress.step = name
    if progress.is_terminal:
        progress.stream.write(name)
        progress.stream.flush()
        _turn_every_second(progress)
    elif _is_silent(progress):
        _say(progress, name)
        progress.bar = True


def show_count(progress: Progress, done: int, total: int) -> None:
    """Moves the bar of the current step. Without a terminal, a step that counts something gets a line, and more while
    it lasts."""
    if not progress.is_terminal:
        if progress.step and progress.bar is None:
            progress.bar = True
            _say(progress, f"{progress.step}: {total}")
        elif progress.step and done < total and _is_silent(progress):
            _say(progress, f"{progress.step}: {done} of {total}")
        return
    if progress.bar is None:
        progress.bar = click.progressbar(
            length=total, label=progress.step, show_pos=True, show_eta=True, file=progress.stream
        )
    progress.bar.length = total
    progress.bar.update(done - progress.bar.pos)


def _is_silent(progress: Progress) -> bool:
    return time.monotonic() - progress.said >= LONGEST_SILENCE


def _say(progress: Progress, line: str) -> None:
    progress.say(line)
    progress.said = time.monotonic()


def end_progress(progress: Progress) -> None:
    """Removes what is shown."""
    if progress.is_terminal and progress.step:
        _stop_turning()
        progress.stream.write(CLEAR)
        progress.stream.flush()
    progress.step, progress.bar = "", None


def _turn_every_second(progress: Progress) -> None:
    """Starts the timer, where the system has one. A process that is forked meanwhile has none."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, lambda *_: _turn(progress))
        signal.setitimer(signal.ITIMER_REAL, TURN_SECONDS, TURN_SECONDS)


def _stop_turning() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _turn(progress: Progress) -> None:
    """Shows the next sign and leaves the cursor before it. It is written past the stream, which may be in the middle of
    a call that no second one can interrupt."""
    with suppress(OSError, ValueError):
        os.write(progress.stream.fileno(), f" {next(progress.signs)}\b\b".encode())
