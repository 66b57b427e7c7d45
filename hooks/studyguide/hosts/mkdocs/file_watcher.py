"""File events from the system where it has them, instead of asking every file twice a second."""

from __future__ import annotations

from typing import Any

from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

CHANGES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]
"""Files are opened by the build itself, which must not set off another one."""


def file_watcher() -> Any:
    """Returns an observer that reports changed files only."""
    observer: Any = Observer()
    schedule = observer.schedule
    observer.schedule = lambda handler, path, recursive=False: schedule(
        handler, path, recursive=recursive, event_filter=CHANGES
    )
    return observer
