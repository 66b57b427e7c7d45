"""Calls a pure function for many items on all processors.

The process forks: parent and children take chunks of items from a shared queue, and only results are pickled back.
`map` does the same one by one and can be passed in its place; a test compares every page.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import RawIOBase
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from studyguide.execution.progress import CountReport, no_count

A = TypeVar("A")
B = TypeVar("B")
MIN_ITEMS = 32
"""Number of items from which a fork takes less time than it saves."""
MAX_PROCESSES = 8
"""Number of processes from which one more would only wait until the others' results are taken."""
CHUNKS = 128
"""Number of chunks; items are dealt out like cards, so that neighbors, which often take equally long, are apart."""
PR_SET_PDEATHSIG = 1


class Mapper(Protocol):
    """Calls a function for many items: `map`, or something that gives the same."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]: ...


def counting_map(function: Callable[[A], B], items: Iterable[A], /, report: CountReport = no_count) -> Iterable[B]:
    """Returns what `map` does, one by one, and reports how many items are done."""
    inputs = list(items)
    for done, item in enumerate(inputs, 1):
        yield function(item)
        report(done, len(inputs))


def parallel_map(function: Callable[[A], B], items: Iterable[A], /, report: CountReport = no_count) -> Iterable[B]:
    """Returns what `map` does. A chunk whose results a worker does not deliver is computed in this process."""
    return finish_map(start_map(function, items), report)


class StartedMap(Struct, Generic[A, B], frozen=True):
    """Holds a map of which worker processes compute a part while this process goes on."""

    function: Callable[[A], B]
    inputs: Sequence[A]
    queue: RawIOBase | None = None
    """The numbers of the chunks that no process has taken; None if there is no worker."""
    workers: tuple[tuple[BaseProcess, Connection[None, Any]], ...] = ()
    """Each with the end of a pipe that receives its results."""


def start_map(function: Callable[[A], B], items: Iterable[A], /) -> StartedMap[A, B]:
    """Starts workers for a map, if there are enough items for them. `finish_map` or `cancel_map` has to follow."""
    inputs = list(items)
    count = min(_processor_count(), MAX_PROCESSES)
    if count < 2 or len(inputs) < MIN_ITEMS or not _can_fork():
        return StartedMap(function, inputs)
    queue = _chunk_queue()
    workers: list[tuple[BaseProcess, Connection[None, Any]]] = []
    for _ in range(count - 1):
        workers.append(_start_worker(function, inputs, queue, [receiver for _, receiver in workers]))
    return StartedMap(function, inputs, queue, tuple(workers))


def finish_map(started: StartedMap[A, B], report: CountReport = no_count) -> Iterable[B]:
    """Takes part in the work, waits for the workers, and returns what `map` does.

    `report` gets how many items are taken: chunks are taken in order, so the number of a chunk gives the count.
    """
    function, inputs, queue = started.function, started.inputs, started.queue
    if queue is None:
        return counting_map(function, inputs, report)
    by_chunk: dict[int, list[B]] = {}
    with queue:
        while chunk := queue.read(1):
            taken = len(inputs) * chunk[0] // CHUNKS
            in_chunk = partial(_report_later, report, taken, len(inputs))
            by_chunk[chunk[0]] = list(counting_map(function, inputs[chunk[0] :: CHUNKS], in_chunk))
    report(len(inputs), len(inputs))
    for _, receiver in started.workers:
        by_chunk.update(_results_of(receiver))
    results: list[Any] = [None] * len(inputs)
    for number in range(CHUNKS):
        chunk_of_items = inputs[number::CHUNKS]
        results[number::CHUNKS] = by_chunk[number] if number in by_chunk else list(map(function, chunk_of_items))
    return results


def cancel_map(started: StartedMap[Any, Any]) -> None:
    """Ends the workers of a map; they write nothing afterwards."""
    for process, receiver in started.workers:
        process.kill()
        process.join()
        receiver.close()
    if started.queue is not None:
        started.queue.close()


def _report_later(report: CountReport, taken: int, total: int, done: int, in_chunk: int) -> None:  # noqa: ARG001
    """Reports the items of the chunks that are taken, and those done of the newest one."""
    report(min(taken + done, total), total)


def _chunk_queue() -> RawIOBase:
    """Returns the numbers of all chunks, a byte each, in a pipe: what one process reads no other does."""
    queue, end = os.pipe()
    os.write(end, bytes(range(CHUNKS)))
    os.close(end)
    return os.fdopen(queue, "rb", buffering=0)


def _start_worker(
    function: Callable[[Any], Any], inputs: list[Any], queue: RawIOBase, earlier: Sequence[Connection[None, Any]]
) -> tuple[BaseProcess, Connection[None, Any]]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    inherited = (*earlier, receiver)
    process = context.Process(
        target=_worker, args=(function, inputs, queue, sender, inherited, os.getpid()), daemon=True
    )
    process.start()
    sender.close()
    return process, receiver


def _worker(
    function: Callable[[Any], Any],
    inputs: list[Any],
    queue: RawIOBase,
    sender: Connection[Any, None],
    inherited: Sequence[Connection[None, Any]],
    parent: int,
) -> None:
    _end_with_parent(parent, inherited)
    gc.disable()  # a search for cycles would copy all memory, and the process ends in a moment
    pickled: list[bytes] = []
    while chunk := queue.read(1):
        with suppress(Exception):  # it is raised again where the chunk is computed once more
            results = list(map(function, inputs[chunk[0] :: CHUNKS]))
            pickled.append(pickle.dumps((chunk[0], results), pickle.HIGHEST_PROTOCOL))
    with suppress(OSError):  # the parent has gone
        for chunk_results in pickled:
            sender.send_bytes(chunk_results)


def _end_with_parent(parent: int, inherited: Sequence[Connection[None, Any]]) -> None:
    """Makes sure that a worker ends when its parent does, even if that is killed.

    Linux kills the worker then. Elsewhere, and if that fails, the worker ends when it sends: the reading ends that it
    has inherited are closed, so that nobody holds one but the parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent alone reports an interruption
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for receiver in inherited:
        receiver.close()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, *map(ctypes.c_ulong, (signal.SIGKILL, 0, 0, 0)))
    if os.getppid() != parent:  # it ended before the call above
        os._exit(1)


def _results_of(receiver: Connection[None, Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yields the chunks that a worker has computed, until it ends: after the last one, or early for whatever reason."""
    with suppress(EOFError, OSError):
        while True:
            yield pickle.loads(receiver.recv_bytes())


def _processor_count() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _can_fork() -> bool:
    """Returns whether a fork is safe: on Linux, in a process with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1
