"""Writes the files that no page shows, such as the search and the Markdown copies, while MkDocs writes the pages.

A build starts worker processes for them as soon as all pages have their text, and waits for them at its end. A preview
has one process: it writes them when the pages are served again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority
from msgspec import Struct

from studyguide.execution.failing_steps import step_failure
from studyguide.execution.memo import MemoStore
from studyguide.execution.memo_map import new_results, remembered
from studyguide.execution.parallel import StartedMap, cancel_map, counting_map, finish_map, start_map
from studyguide.execution.progress import CountReport
from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.mkdocs.staged_build import LAST
from studyguide.hosts.stored_memo import is_stored
from studyguide.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

LATE_PLUGIN = "studyguide/late"
"""Name among the plugins under which the tasks of a build are kept from one event to a later one."""
LateResult = tuple[Diagnostic | None, dict[Hashable, object]]
"""What is wrong with a task, and the new results of its memoized steps by key."""


def no_results() -> None:
    """Asks for no result: the files have no memoized step."""


class LateTask(Struct, frozen=True):
    """Says how to write one file or several."""

    write: Callable[[], None]
    """Writes them. It changes nothing else but a memo: it may run in another process."""
    ask: Callable[[], object] = no_results
    """Asks the memo for every result of `write` that a later build may start from."""


@dataclass(slots=True, repr=False)
class LateFiles:
    """The plugin that has the tasks of a build, and ends them if the build fails."""

    tasks: list[LateTask] = field(default_factory=list)
    memory: MemoStore | None = None
    """Gets the results of memoized steps, whichever process computes them; None if no later build starts from them."""
    started: StartedMap[LateTask, LateResult] | None = None

    @event_priority(-LAST)
    def on_build_error(self, **_: object) -> None:
        """Ends the workers before the folder is removed in which they write."""
        self.on_shutdown()

    @event_priority(-LAST)
    def on_shutdown(self) -> None:
        """Ends the workers of an interrupted build."""
        if self.started is not None:
            cancel_map(self.started)
            self.started = None


def add_late_task(config: MkDocsConfig, task: LateTask) -> None:
    """Adds a task to those that a build runs while MkDocs writes the pages."""
    _late_files(config).tasks.append(task)


def start_late_tasks(config: MkDocsConfig, memory: MemoStore | None = None) -> None:
    """Starts worker processes for the tasks. What they compute is added to `memory` in the end."""
    late = _late_files(config)
    late.memory = memory
    late.tasks.reverse()  # the last one, the search, takes longest
    late.started = start_map(partial(_run, late.memory), late.tasks)


def finish_late_tasks(config: MkDocsConfig, report: CountReport) -> tuple[Diagnostic, ...]:
    """Runs what no worker has taken, waits for the rest, and returns a problem for each task that failed.

    Raises OSError if a file cannot be written.
    """
    late = _late_files(config)
    run = partial(_run, late.memory)
    ended = list(finish_map(late.started, report) if late.started else counting_map(run, late.tasks, report))
    if late.memory is not None:
        done = [task for task, (problem, _) in zip(late.tasks, ended, strict=True) if not problem]
        remembered(late.memory, (results for _, results in ended), lambda: [task.ask() for task in done])
    late.tasks, late.started = [], None
    return tuple(problem for problem, _ in ended if problem)


def _late_files(config: MkDocsConfig) -> LateFiles:
    plugin: Any = config.plugins.get(LATE_PLUGIN)
    if plugin is None:
        config.plugins[LATE_PLUGIN] = plugin = LateFiles()  # type: ignore[assignment]
    return plugin  # type: ignore[no-any-return]


def _run(memory: MemoStore | None, task: LateTask) -> LateResult:
    try:
        results = new_results(memory or MemoStore(), task.write)
        return None, {key: result for key, result in results.items() if is_stored(key)}  # not the index of the search
    except OSError:
        raise
    except Exception as error:
        log.debug("a late task failed", exc_info=True)
        return step_failure("writing what no page shows", error, Location("site")), {}
