"""How long commands and builds take to start, beside the libraries that they need: each in a process of its own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench_runs import measured

STARTS: Mapping[str, tuple[list[str], list[str]]] = {
    "`studyguide --help`, of `import click`": (["-m", "studyguide", "--help"], ["-c", "import click"]),
    "a build's imports, of those of MkDocs and pydantic": (
        ["-c", "import studyguide.hosts.mkdocs.hooks"],
        ["-c", "import mkdocs.commands.build, mkdocs.commands.serve, pydantic"],
    ),
}
"""What starts, and what it is compared with, as arguments of Python."""


def startups(times: int) -> dict[str, tuple[float, float]]:
    """Return the median of processor seconds of each start and of what it is compared with, measured in turns."""
    with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
        found: dict[str, tuple[float, float]] = {}
        for name, pair in STARTS.items():
            runs: tuple[list[float], list[float]] = ([], [])
            for arguments in pair:  # compiles what has no bytecode yet
                measured([sys.executable, *arguments], Path(folder))
            for _ in range(times):
                for arguments, seconds in zip(pair, runs, strict=True):
                    seconds.append(measured([sys.executable, *arguments], Path(folder)).cpu)
            found[name] = (median(runs[0]), median(runs[1]))
    return found
