"""Full builds of a project beside builds that start from a cache folder, in turns."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench_corpus import note_name
from bench_runs import Run, measured, medians

VARIABLE = "STUDYGUIDE_CACHE"
CACHED_HEAD = [
    "Build", "wall, s", "processor, s", "wall, of a full build", "processor, of a full build", "memory, MB",
    "folder, MB",
]  # fmt: skip


def cached_rows(project: Path, times: int) -> list[list[str]]:
    """Returns the medians of a full build, of the first build with a folder, and of builds in which nothing or one note
    has changed. Every site begins in an empty folder, as it does on a new machine."""
    runs: dict[str, list[Run]] = {}
    note = project / note_name(1)
    text = note.read_text("utf-8")
    with tempfile.TemporaryDirectory(prefix="bench-cache-") as folder:
        cache, site = Path(folder, "cache"), Path(folder, "site")

        def build(name: str, *variables: str) -> None:
            shutil.rmtree(site, ignore_errors=True)
            command = ["env", *variables, sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
            runs.setdefault(name, []).append(measured(command, project))

        for number in range(times):
            shutil.rmtree(cache, ignore_errors=True)
            try:
                build("full")
                build("first with a folder", f"{VARIABLE}={cache}")
                build("nothing changed", f"{VARIABLE}={cache}")
                note.write_text(f"{text}\nAnother line, number {number}.\n", "utf-8")
                build("one note changed", f"{VARIABLE}={cache}")
            finally:
                note.write_text(text, "utf-8")
        size = sum(file.stat().st_size for file in cache.iterdir()) / 1e6
        pages = sum(name.endswith(".html") for _, _, names in os.walk(site) for name in names)
    whole = medians(runs["full"])
    return [
        [
            f"{pages:,} pages, {name}",
            f"{run.wall:.1f}",
            f"{run.cpu:.1f}",
            f"{run.wall / whole.wall:.2f}",
            f"{run.cpu / whole.cpu:.2f}",
            f"{run.peak:.0f}",
            "" if name == "full" else f"{size:.0f}",
        ]
        for name, run in ((name, medians(of_name)) for name, of_name in runs.items())
    ]
