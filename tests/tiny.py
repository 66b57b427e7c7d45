"""The tiny project of another field, `tests/sites/tiny`: copied, edited and built through MkDocs, here or in a
new process."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "sites" / "tiny"


def copied(target: Path, **files: str) -> Path:
    """Copy the tiny project to `target`, with the hooks of this checkout and further `files` by path; return it."""
    shutil.copytree(TINY, target)
    config = target / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../../hooks", str(ROOT / "hooks")), "utf-8")
    for path, text in files.items():
        write(target, path, text)
    return target


def write(project: Path, path: str, text: str) -> None:
    """Write one file of a project, its folder included."""
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def put_back(file: Path, text: str, before: os.stat_result) -> None:
    """Undo an edit, the file's time included: decks are dated by it."""
    file.write_text(text, "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def built_here(project: Path, site: Path) -> list[str]:
    """Build in this process, as `serve` does after each edit; return what was logged as a warning or an error."""
    heard = _Heard(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    try:
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    finally:
        logger.removeHandler(heard)
    return heard.messages


def built_afresh(project: Path, site: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(project / "mkdocs.yml"), "-d", str(site), *arguments]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=variables)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The paths that only one of two trees has, or that differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class _Heard(logging.Handler):
    """Keeps what the host would print."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
