"""Files that no page shows: who writes them, and what happens when that fails."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.plugins import PluginCollection

from studyguide.execution import parallel
from studyguide.execution.progress import no_count
from studyguide.hosts.mkdocs import late_files
from studyguide.hosts.mkdocs.incremental import Preview, finish_later, rebuilder, wait_until_finished
from studyguide.hosts.mkdocs.late_files import LateTask, add_late_task, finish_late_tasks, start_late_tasks
from studyguide.hosts.write import write_if_changed

MANY = 3 * parallel.MIN_ITEMS


@pytest.fixture
def config() -> Any:
    return SimpleNamespace(plugins=PluginCollection())


@pytest.fixture
def three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processor_count", lambda: 3)
    monkeypatch.setattr(parallel, "_can_fork", lambda: hasattr(os, "fork"))


def write_process(target: Path) -> None:
    write_if_changed(target, str(os.getpid()).encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
@pytest.mark.usefixtures("three_processors")
def test_workers_write_while_the_build_goes_on(config: Any, tmp_path: Path) -> None:
    for number in range(MANY):
        add_late_task(config, LateTask(partial(write_process, tmp_path / f"{number}.txt")))
    start_late_tasks(config)
    until = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < MANY and time.monotonic() < until:
        time.sleep(0.01)
    assert finish_late_tasks(config, no_count) == ()
    writers = {int(file.read_text()) for file in tmp_path.iterdir()}
    assert len(list(tmp_path.iterdir())) == MANY and os.getpid() not in writers


@pytest.mark.parametrize("started", [False, True])
@pytest.mark.usefixtures("three_processors")
def test_a_task_that_fails_is_a_problem_and_the_others_are_done(config: Any, tmp_path: Path, started: bool) -> None:
    def fail() -> None:
        raise RuntimeError("no such thing")

    for number in range(MANY):
        add_late_task(config, LateTask(partial(write_process, tmp_path / f"{number}.txt")))
    add_late_task(config, LateTask(fail))
    if started:
        start_late_tasks(config)
    (problem,) = finish_late_tasks(config, no_count)
    assert "RuntimeError: no such thing" in problem.what
    assert len(list(tmp_path.iterdir())) == MANY


@pytest.mark.parametrize("event", ["build_error", "shutdown"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
@pytest.mark.usefixtures("three_processors")
def test_nothing_is_written_after_a_build_that_ended_early(config: Any, tmp_path: Path, event: str) -> None:
    def write_slowly(target: Path) -> None:
        time.sleep(0.05)
        target.write_text("late")

    for number in range(10 * MANY):
        add_late_task(config, LateTask(partial(write_slowly, tmp_path / f"{number}.txt")))
    start_late_tasks(config)
    arguments = {"error": RuntimeError()} if event == "build_error" else {}
    config.plugins.run_event(event, **arguments)
    before = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == before < 10 * MANY
    assert late_files._late_files(config).started is None


def test_a_full_disk_ends_the_build(config: Any) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    add_late_task(config, LateTask(full))
    with pytest.raises(OSError, match="No space"):
        finish_late_tasks(config, no_count)


def test_a_preview_builds_everything_after_late_files_have_failed() -> None:
    preview, built = Preview(settings="same"), list[bool]()

    def fail() -> None:
        raise RuntimeError("no such thing")

    def build(config: object, partly: bool) -> None:  # noqa: ARG001
        built.append(partly)
        if partly:
            finish_later(preview, fail)

    rebuild = rebuilder(preview, lambda: None, lambda _: "same", build)
    rebuild()
    wait_until_finished(preview)
    rebuild()
    assert built == [True, False]
