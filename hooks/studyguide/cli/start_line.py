"""Says on a terminal that a long command starts, before its imports, which take a second on a slow computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from studyguide.hosts.progress import Progress, begin_step, end_progress

LASTING_LINES: Mapping[str, str] = MappingProxyType({"build": "starting the build", "serve": "starting the preview"})
"""What is said of commands whose work another process does: the line remains."""
STEP = "starting"
COMMANDS_WITH_STEPS = frozenset({"new", "suggest"})
"""Commands that show their steps themselves, each in place of the one before."""
SILENT_OPTIONS = frozenset({"-h", "--help", "--json", "-q", "--quiet"})
"""Options with which a command is quick or shows no steps."""


@contextmanager
def start_line(arguments: Sequence[str], progress: Progress) -> Iterator[None]:
    """Shows on a terminal that the command starts whose name is the first of the arguments, until it is imported."""
    name = arguments[0] if arguments else ""
    if not progress.is_terminal or not SILENT_OPTIONS.isdisjoint(arguments):
        yield
    elif name in LASTING_LINES:
        progress.say(LASTING_LINES[name])
        yield
    elif name in COMMANDS_WITH_STEPS:
        begin_step(progress, STEP)
        try:
            yield
        finally:
            end_progress(progress)
    else:
        yield
