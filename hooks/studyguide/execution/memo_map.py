"""Calls memoized steps for many items on all processors, so that their results are in the memo of this process.

A worker's memo is a copy and ends with it. So workers return the results of their steps by key (`new_results`). Then
this process asks for the same results (`remembered`): the memo notes the inputs as always, and takes what a worker has
computed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from itertools import islice

from studyguide.execution.garbage import without_collector
from studyguide.execution.memo import MemoStore
from studyguide.execution.parallel import A, B, counting_map, parallel_map
from studyguide.execution.progress import CountReport, no_count


def memo_map(
    memory: MemoStore, function: Callable[[A], B], items: Iterable[A], /, report: CountReport = no_count
) -> Iterable[B]:
    """Returns what `map` does. If there are results of an earlier build, few steps run and no worker is worth its
    start."""
    if memory.last:
        return counting_map(function, items, report)
    inputs = list(items)
    with without_collector():
        computed = parallel_map(lambda item: new_results(memory, partial(function, item)), inputs, report)
        return remembered(memory, computed, lambda: list(map(function, inputs)))


def new_results(memory: MemoStore, call: Callable[[], object]) -> dict[Hashable, object]:
    """Calls a function, and returns the results of its memoized steps by key, without those of the last build."""
    before = len(memory.now)
    call()
    added = islice(reversed(memory.now.items()), len(memory.now) - before)
    return {key: entry[1] for key, entry in added if memory.last.get(key) is not entry}


def remembered(memory: MemoStore, computed: Iterable[Mapping[Hashable, object]], ask: Callable[[], B]) -> B:
    """Calls what asks the memo for results that any process has computed, and returns its result."""
    for results in computed:
        memory.by_workers.update(results)
    asked = ask()
    memory.by_workers.clear()
    return asked
