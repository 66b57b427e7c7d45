"""From saving a file to seeing it served: the preview of a project, and plain `mkdocs serve` on the same pages."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench_runs import ENVIRONMENT

PATIENCE = 600
"""Seconds after which an edit counts as never served."""
ASKED_EVERY = 0.02
PAUSE = 2.0
"""Seconds at least between two edits: an author looks at the page, and a preview does what it left for later."""
PAGES_WRITTEN = 400
"""Number of pages for which a further second is waited: what is left for later grows with the site."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One kind of edit: the file, where the mark goes, and the page that then shows it."""

    name: str
    file: Path
    before: str
    """Text that is replaced by itself with the mark behind it; '' for the end of the file."""
    address: str


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Run `mkdocs serve` on a free port, and yield its address when the first page is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        _until(address, "<html")
        time.sleep(1)
        yield address
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds from saving an edit, medians."""

    edited: float
    """Until its page is served."""
    every: float
    """Until every page is."""


def saved_to_served(address: str, edit: Edit, times: int, pages: int) -> Served:
    """Return how long it takes from saving to being served, in a site of so many pages."""
    found, every = [], []
    original = edit.file.read_text("utf-8")
    for number in range(times):
        mark = f"zq{number}w{time.monotonic_ns()}"
        text = original.replace(edit.before, f"{edit.before} {mark}", 1) if edit.before else f"{original}\n{mark}\n"
        edit.file.write_text(text, "utf-8")
        start = time.monotonic()
        _until(address + edit.address, mark)
        found.append(time.monotonic() - start)
        _until(address, "<html")  # the home page waits for the end of the build
        every.append(time.monotonic() - start)
        time.sleep(max(PAUSE, pages / PAGES_WRITTEN, every[-1]))
    return Served(median(found), median(every))


def _until(address: str, mark: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(address, timeout=PATIENCE) as answer,
        ):
            if mark in answer.read().decode("utf-8", "replace"):
                return
        time.sleep(ASKED_EVERY)
    raise TimeoutError(f"{address} never showed {mark}")
