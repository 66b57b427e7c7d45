"""Several processes give what one gives, in its order, and lose nothing when one of them fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import sleep

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
