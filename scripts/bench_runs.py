"""Full builds of one project by three generators, each in a process of its own, in turns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ENVIRONMENT = {
    **os.environ,
    # Installed packages have their bytecode. Without it a build would compile the engine, and the others nothing.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "studyguide-bench-bytecode")),
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": "1700000000",
    "SITE_URL": "",
    "REPO_URL": "",
}


ALL = ("studyguide", "mkdocs", "zensical", "hugo")
"""The generators, by the name of their commands."""


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
    menu_entries: int
    """Beside the list of notes."""


def medians(runs: list[Run]) -> Run:
    return Run(*(median(getattr(run, part) for run in runs) for part in ("wall", "cpu", "peak")))


def exported(project: Path, folder: Path) -> Path:
    """Write the project's finished pages as plain Markdown, with a config as a user would set it up."""
    command = [sys.executable, "-m", "studyguide", "export", str(folder)]
    subprocess.run(command, cwd=project, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return folder


def commands(project: Path, plain: Path, site: Path) -> Mapping[str, tuple[list[str], Path]]:
    """Return command and working folder of each generator, by name; of Hugo only if it is installed."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d"]
    zensical = str(Path(sys.executable).with_name("zensical"))
    hugo = shutil.which("hugo")
    pages = plain.with_name(f"{plain.name}-hugo")
    if hugo and not pages.exists():
        write_hugo_project(plain, pages)
    return {
        "studyguide": ([*mkdocs, str(site / "studyguide")], project),
        "mkdocs": ([*mkdocs, str(site / "mkdocs")], plain),
        "zensical": ([zensical, "build", "--clean"], plain),
        **({"hugo": ([hugo, "--quiet", "--destination", str(site / "hugo")], pages)} if hugo else {}),
    }


HUGO_CONFIG = """
baseURL = "https://guide.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>
"""


def write_hugo_project(plain: Path, folder: Path) -> None:
    """Write the pages of an export for Hugo, with a theme of two lines: a floor of what a build can take."""
    for page in (plain / "docs").rglob("README.md"):
        target = folder / "content" / page.parent.relative_to(plain / "docs") / "_index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)
    (folder / "config.toml").write_text(HUGO_CONFIG, "utf-8")
    for layout in ("_default/list.html", "_default/single.html", "index.html"):
        file = folder / "layouts" / layout
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HUGO_LAYOUT, "utf-8")


def full_builds(project: Path, plain: Path, times: int, names: Collection[str] = ALL) -> tuple[dict[str, Run], Site]:
    """Build `times` times with each generator, in turns so that all see the same load; return medians."""
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        for _ in range(times):
            for name, (command, where) in commands(project, plain, Path(folder)).items():
                if name not in names:
                    continue
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
    notes = (folder / "notes" / "index.html").read_text("utf-8")
    return Site(len(sizes), sum(sizes) / len(sizes), notes.count('class="md-nav__link'))


def _pages(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.html")
