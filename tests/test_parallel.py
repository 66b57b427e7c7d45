"""Several processes give what one gives, in its order, and lose nothing when one of them fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from studyguide.execution import parallel
from studyguide.execution.parallel import parallel_map

HERE = os.getpid()


@pytest.fixture(autouse=True)
def three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processor_count", lambda: 3)
    monkeypatch.setattr(parallel, "_can_fork", lambda: hasattr(os, "fork"))


def squared(number: int) -> tuple[int, bool]:
    sleep(0.001)  # whoever has time takes the next: no process may be done before another has begun
    return number * number, os.getpid() == HERE


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 34, 100, 127, 128, 129, 300])
def test_all_results_in_their_order(count: int) -> None:
    assert [result for result, _ in parallel_map(squared, range(count))] == [n * n for n in range(count)]


def test_the_work_is_shared_where_it_is_worth_it() -> None:
    assert {here for _, here in parallel_map(squared, range(90))} == {True, False}
    assert {here for _, here in parallel_map(squared, range(10))} == {True}


def test_an_error_is_raised_as_if_there_were_one_process() -> None:
    def fails(number: int) -> int:
        return 1 // (number - 70)

    with pytest.raises(ZeroDivisionError):
        list(parallel_map(fails, range(90)))


@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), 9)], ids=["exits", "is killed"])
def test_a_process_that_ends_early_loses_nothing(end: Callable[[], None]) -> None:
    def dies(number: int) -> int:
        sleep(0.001)
        if os.getpid() != HERE and number > 20:
            end()
        return number

    assert list(parallel_map(dies, range(90))) == list(range(90))


def test_results_that_cannot_travel_are_made_here() -> None:
    made = list(parallel_map(lambda number: lambda: number, range(40)))
    assert [result() for result in made] == list(range(40))


WORKERS = """
import os, sys, time
from studyguide.execution import parallel
parallel._processor_count = lambda: 4
if sys.argv[1] == "pipes":
    parallel.PR_SET_PDEATHSIG = -1  # as on a system that cannot end a process with its parent
here = os.getpid()
def large(number):
    if os.getpid() != here:
        os.write(1, b"%d\\n" % os.getpid())  # in one piece
    elif number > 4:
        time.sleep(60)  # the others compute the rest, and wait to hand over more than a pipe can hold
    time.sleep(0.01)
    return bytes(200_000)
parallel.parallel_map(large, range(128))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
@pytest.mark.parametrize("how", ["signal", "pipes"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_is_left_after_its_parent_has_gone(how: str, number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1] / "hooks")}
    parent = subprocess.Popen(
        [sys.executable, "-c", WORKERS, how],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell may have turned it off
    )
    assert parent.stdout is not None
    workers: set[int] = set()
    try:
        while len(workers) < 2:
            workers.add(int(parent.stdout.readline()))
        sleep(1.5)  # until they wait at their pipes
        assert all(map(is_running, workers))
        parent.send_signal(number)
        parent.wait(20)
        end = monotonic() + 20
        while any(map(is_running, workers)) and monotonic() < end:
            sleep(0.02)
        assert not any(map(is_running, workers))
    finally:
        parent.kill()
        for worker in filter(is_running, workers):
            os.kill(worker, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
