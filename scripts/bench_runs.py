"""Full builds of one project by three generators, each in a process of its own, in turns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1700000000",
    "SITE_URL": "",
    "REPO_URL": "",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time, user and system, all threads."""
    peak: float
    """Largest resident memory in MB."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a build left behind."""

    pages: int
    page_bytes: float
    """Of the mean page."""


def medians(runs: list[Run]) -> Run:
    return Run(*(median(getattr(run, part) for run in runs) for part in ("wall", "cpu", "peak")))


def exported(project: Path, folder: Path) -> Path:
    """Write the project's finished pages as plain Markdown, with a config as a user would set it up."""
    command = [sys.executable, "-m", "studyguide", "export", str(folder)]
    subprocess.run(command, cwd=project, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return folder


def commands(project: Path, plain: Path, site: Path) -> Mapping[str, tuple[list[str], Path]]:
    """Return command and working folder of each generator, by name."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d"]
    zensical = str(Path(sys.executable).with_name("zensical"))
    return {
        "studyguide": ([*mkdocs, str(site / "studyguide")], project),
        "mkdocs": ([*mkdocs, str(site / "mkdocs")], plain),
        "zensical": ([zensical, "build", "--clean"], plain),
    }


def full_builds(project: Path, plain: Path, times: int) -> tuple[dict[str, Run], Site]:
    """Build `times` times with each generator, in turns so that all see the same load; return medians."""
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        for _ in range(times):
            for name, (command, where) in commands(project, plain, Path(folder)).items():
                shutil.rmtree(plain / "site", ignore_errors=True)
                runs.setdefault(name, []).append(measured(command, where))
        site = _site(Path(folder) / "studyguide")
    return {name: medians(found) for name, found in runs.items()}, site


def measured(command: list[str], folder: Path) -> Run:
    """Run a command to its end. Raises where it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Run(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def _site(folder: Path) -> Site:
    sizes = [path.stat().st_size for path in _pages(folder)]
    return Site(len(sizes), sum(sizes) / len(sizes))


def _pages(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.html")
