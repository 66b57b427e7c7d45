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
WORTH_IT = 32
"""Items from which copying the process takes less time than it saves."""
MOST = 8
"""Processes; more of them wait for the first to take their results."""
LOTS = 128
"""In how many parts the items are dealt out, like cards: neighbours, which often weigh the same, to different ones."""


class Each(Protocol):
    """How a step is called for many items: `map`, or something that gives the same."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]: ...


def in_processes(function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
    """Return what `map` does. A lot whose results a process does not bring, for whatever reason, is worked out here."""
    given = list(items)
    count = min(_processors(), MOST)
    if count < 2 or len(given) < WORTH_IT or not _may_copy():
        return map(function, given)
    found: dict[int, list[B]] = {}
    with _dealt() as lots:
        others = [_begun(function, given, lots) for _ in range(count - 1)]
        while lot := lots.read(1):
            found[lot[0]] = list(map(function, given[lot[0] :: LOTS]))
    for other in others:
        found.update(_brought(other))
    results: list[Any] = [None] * len(given)
    for number in range(LOTS):
        results[number::LOTS] = found[number] if number in found else list(map(function, given[number::LOTS]))
    return results


def _dealt() -> RawIOBase:
    """Return the numbers of all lots, a byte each, in a pipe: what one process reads no other does."""
    lots, end = os.pipe()
    os.write(end, bytes(range(LOTS)))
    os.close(end)
    return os.fdopen(lots, "rb", buffering=0)


def _begun(function: Callable[[Any], Any], given: list[Any], lots: RawIOBase) -> Connection[None, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_bring, args=(function, given, lots, sender), daemon=True).start()
    sender.close()
    return receiver


def _bring(function: Callable[[Any], Any], given: list[Any], lots: RawIOBase, sender: Connection[Any, None]) -> None:
    gc.disable()  # looking for circles would copy all memory, and the process is gone in a moment
    made: list[bytes] = []
    while lot := lots.read(1):
        with suppress(Exception):  # it is raised again where the lot is worked out
            results = list(map(function, given[lot[0] :: LOTS]))
            made.append(pickle.dumps((lot[0], results), pickle.HIGHEST_PROTOCOL))
    with suppress(OSError):  # nobody waits for them any more
        for lot_made in made:
            sender.send_bytes(lot_made)


def _brought(receiver: Connection[None, Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the lots that a process worked out, until it ends: after the last, or early for whatever reason."""
    with suppress(EOFError, OSError):
        while True:
            yield pickle.loads(receiver.recv_bytes())


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_copy() -> bool:
    """Where a copy is safe: on Linux, by a process with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1
