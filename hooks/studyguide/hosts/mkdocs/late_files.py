"""Writes the files that no page shows, such as the search and the Markdown copies, while MkDocs writes the pages.

A build starts worker processes for them as soon as all pages have their text, and waits for them at its end. A preview
has one process: it writes them when the pages are served again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from studyguide.execution.failing_steps import step_failure
from studyguide.execution.parallel import StartedMap, cancel_map, counting_map, finish_map, start_map
from studyguide.execution.progress import CountReport
from studyguide.hosts.mkdocs.build_log import log
from studyguide.hosts.mkdocs.staged_build import LAST
from studyguide.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

LATE_PLUGIN = "studyguide/late"
"""Name among the plugins under which the tasks of a build are kept from one event to a later one."""
LateTask = Callable[[], None]
"""Writes one file or several. It changes nothing else: it may run in another process."""


@dataclass(slots=True, repr=False)
class LateFiles:
    """The plugin that has the tasks of a build, and ends them if the build fails."""

    tasks: list[LateTask] = field(default_factory=list)
    started: StartedMap[LateTask, Diagnostic | None] | None = None

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


def start_late_tasks(config: MkDocsConfig) -> None:
    """Starts worker processes for the tasks."""
    late = _late_files(config)
    late.started = start_map(_run, late.tasks[::-1])  # the last one, the search, takes longest


def finish_late_tasks(config: MkDocsConfig, report: CountReport) -> tuple[Diagnostic, ...]:
    """Runs what no worker has taken, waits for the rest, and returns a problem for each task that failed.

    Raises OSError if a file cannot be written.
    """
    late = _late_files(config)
    problems = finish_map(late.started, report) if late.started else counting_map(_run, late.tasks, report)
    known = tuple(filter(None, problems))
    late.tasks, late.started = [], None
    return known


def _late_files(config: MkDocsConfig) -> LateFiles:
    plugin: Any = config.plugins.get(LATE_PLUGIN)
    if plugin is None:
        config.plugins[LATE_PLUGIN] = plugin = LateFiles()  # type: ignore[assignment]
    return plugin  # type: ignore[no-any-return]


def _run(task: LateTask) -> Diagnostic | None:
    try:
        task()
    except OSError:
        raise
    except Exception as error:
        log.debug("a late task failed", exc_info=True)
        return step_failure("writing what no page shows", error, Location("site"))
    return None
