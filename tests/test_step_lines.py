"""What a command says of its steps where there is no terminal."""

from __future__ import annotations

import io
import signal
from pathlib import Path

import pytest

from studyguide.cli.start_line import STEP, start_line
from studyguide.hosts.progress import (
    CLEAR,
    LONGEST_SILENCE,
    TURN_SECONDS,
    Progress,
    begin_step,
    end_progress,
    show_count,
)


def test_a_step_that_counts_has_a_line_and_more_after_a_silence() -> None:
    lines: list[str] = []
    progress = Progress(io.StringIO(), False, lines.append)
    begin_step(progress, "reading the notes")
    show_count(progress, 1, 90)
    show_count(progress, 2, 90)
    assert lines == ["reading the notes: 90"]
    progress.said -= LONGEST_SILENCE
    show_count(progress, 3, 90)
    show_count(progress, 4, 90)
    assert lines[1:] == ["reading the notes: 3 of 90"]
    progress.said -= LONGEST_SILENCE
    show_count(progress, 90, 90)
    assert len(lines) == 2
    end_progress(progress)


def test_a_step_without_a_count_has_a_line_only_after_a_silence() -> None:
    lines: list[str] = []
    progress = Progress(io.StringIO(), False, lines.append)
    begin_step(progress, "resolving links")
    assert not lines
    progress.said -= LONGEST_SILENCE
    begin_step(progress, "relating notes and glossary")
    assert lines == ["relating notes and glossary"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timer")
def test_a_sign_turns_while_one_item_takes_long(tmp_path: Path) -> None:
    with (tmp_path / "terminal").open("w+", encoding="utf-8", newline="") as terminal:
        begin_step(progress := Progress(terminal, True, lambda _: None), "reading the notes")
        signal.raise_signal(signal.SIGALRM)
        signal.raise_signal(signal.SIGALRM)
        assert signal.getitimer(signal.ITIMER_REAL)[1] == TURN_SECONDS
        end_progress(progress)
        assert signal.getitimer(signal.ITIMER_REAL)[1] == 0
        terminal.seek(0)
        assert terminal.read() == f"reading the notes -\b\b \\\b\b{CLEAR}"


STARTS = {
    "suggest": (f"{STEP}|{CLEAR}", []),
    "new ../bees --notes bees": (f"{STEP}|{CLEAR}", []),
    "suggest --json": ("|", []),
    "suggest --help": ("|", []),
    "outline seeds": ("|", []),
    "": ("|", []),
    "build": ("|", ["starting the build"]),
    "build --offline": ("|", ["starting the build"]),
    "build -q": ("|", []),
    "serve --open": ("|", ["starting the preview"]),
}
"""What a terminal shows before and, behind the bar, after the imports of a command, and the lines that remain."""


@pytest.mark.parametrize("command", STARTS)
def test_a_command_says_on_a_terminal_that_it_starts(command: str) -> None:
    shown, lines = io.StringIO(), list[str]()
    with start_line(command.split(), Progress(shown, True, lines.append)):
        shown.write("|")
    assert (shown.getvalue(), lines) == STARTS[command]


@pytest.mark.parametrize("command", STARTS)
def test_a_start_is_not_said_where_there_is_no_terminal(command: str) -> None:
    shown, lines = io.StringIO(), list[str]()
    with start_line(command.split(), Progress(shown, False, lines.append)):
        pass
    assert not shown.getvalue()
    assert not lines
