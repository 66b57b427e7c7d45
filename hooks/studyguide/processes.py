"""The same step for many notes or pages, on all processors.

A step is a function of its inputs, so it may run anywhere. Here it runs in copies of this process, each for an equal
share: they have everything already, and only results travel. `map` does the same one by one, and is what everybody
passes who wants it so; a test compares every page.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
WORTH_IT = 32
"""Items from which copying the process takes less time than it saves."""
MOST = 8
"""Processes; more of them wait for the first to take their results."""


class Each(Protocol):
    """How a step is called for many items: `map`, or something that gives the same."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]: ...


def in_processes(function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
    """Return what `map` does. A share that its process does not bring, for whatever reason, is worked out here."""
    given = list(items)
    count = min(_processors(), MOST)
    if count < 2 or len(given) < WORTH_IT or not _may_copy():
        return map(function, given)
    shares = [given[at::count] for at in range(count)]
    others = [_begun(function, share) for share in shares[1:]]
    results = [list(map(function, shares[0]))]
    results += [_brought(other) or list(map(function, share)) for other, share in zip(others, shares[1:], strict=True)]
    return _in_turn(results)


def _begun(function: Callable[[Any], Any], share: list[Any]) -> Connection[None, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_bring, args=(function, share, sender), daemon=True).start()
    sender.close()
    return receiver


def _bring(function: Callable[[Any], Any], share: list[Any], sender: Connection[Any, None]) -> None:
    gc.disable()  # looking for circles would copy all memory, and the process is gone in a moment
    with suppress(Exception):  # it is raised again where the share is worked out
        sender.send(list(map(function, share)))


def _brought(receiver: Connection[None, Any]) -> list[Any]:
    try:
        return list(receiver.recv())
    except (EOFError, OSError):  # it ended before its results, or in the middle of them
        return []


def _in_turn(results: list[list[B]]) -> Iterator[B]:
    """Yield what was dealt out like cards in the order it had."""
    for row in zip(*results, strict=False):
        yield from row
    longest = len(results[-1])
    yield from (share[-1] for share in results if len(share) > longest)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_copy() -> bool:
    """Where a copy is safe: on Linux, by a process with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1
