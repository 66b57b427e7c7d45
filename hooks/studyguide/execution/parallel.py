"""The same step for many notes or pages, on all processors.

A step is a function of its inputs, so it may run anywhere. Here it runs in this process and in copies of it, which have
everything already: whoever has time takes the next lot, and only results travel. `map` does the same one by one, and is
what everybody passes who wants it so; a test compares every page.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import RawIOBase
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
MIN_ITEMS = 32
"""Items from which copying the process takes less time than it saves."""
MAX_PROCESSES = 8
"""Processes; more of them wait for the first to take their results."""
CHUNKS = 128
"""In how many parts the items are dealt out, like cards: neighbours, which often weigh the same, to different ones."""


class Mapper(Protocol):
    """How a step is called for many items: `map`, or something that gives the same."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]: ...


def parallel_map(function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
    """Return what `map` does. A lot whose results a process does not bring, for whatever reason, is worked out here."""
    given = list(items)
    count = min(_processor_count(), MAX_PROCESSES)
    if count < 2 or len(given) < MIN_ITEMS or not _can_fork():
        return map(function, given)
    found: dict[int, list[B]] = {}
    with _chunk_queue() as queue:
        others = [_start_worker(function, given, queue) for _ in range(count - 1)]
        while chunk := queue.read(1):
            found[chunk[0]] = list(map(function, given[chunk[0] :: CHUNKS]))
    for other in others:
        found.update(_results_of(other))
    results: list[Any] = [None] * len(given)
    for number in range(CHUNKS):
        results[number::CHUNKS] = found[number] if number in found else list(map(function, given[number::CHUNKS]))
    return results


def _chunk_queue() -> RawIOBase:
    """Return the numbers of all lots, a byte each, in a pipe: what one process reads no other does."""
    queue, end = os.pipe()
    os.write(end, bytes(range(CHUNKS)))
    os.close(end)
    return os.fdopen(queue, "rb", buffering=0)


def _start_worker(function: Callable[[Any], Any], given: list[Any], queue: RawIOBase) -> Connection[None, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_worker, args=(function, given, queue, sender), daemon=True).start()
    sender.close()
    return receiver


def _worker(function: Callable[[Any], Any], given: list[Any], queue: RawIOBase, sender: Connection[Any, None]) -> None:
    gc.disable()  # looking for circles would copy all memory, and the process is gone in a moment
    made: list[bytes] = []
    while chunk := queue.read(1):
        with suppress(Exception):  # it is raised again where the lot is worked out
            results = list(map(function, given[chunk[0] :: CHUNKS]))
            made.append(pickle.dumps((chunk[0], results), pickle.HIGHEST_PROTOCOL))
    with suppress(OSError):  # nobody waits for them any more
        for lot_made in made:
            sender.send_bytes(lot_made)


def _results_of(receiver: Connection[None, Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the lots that a process worked out, until it ends: after the last, or early for whatever reason."""
    with suppress(EOFError, OSError):
        while True:
            yield pickle.loads(receiver.recv_bytes())


def _processor_count() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _can_fork() -> bool:
    """Where a copy is safe: on Linux, by a process with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1


def raise_gc_threshold() -> None:
    """Look for it once in a million new objects instead of once in seven hundred.

    Records refer to each other in no circle: there are hardly any to find, and the search takes a tenth of a build.
    """
    gc.set_threshold(1_000_000, 10, 10)
