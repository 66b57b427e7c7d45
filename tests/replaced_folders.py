"""What tests of replaced folders share: their content before and after, and programs with limits and mounts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tiny import tree, write

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
OLD = {"index.html": "old", "page/index.html": "old", "stale/index.html": "old", "assets/a.css": "old"}
NEW = {"index.html": "new", "page/index.html": "new", "new/index.html": "new", "assets/a.css": "new"}
EDIT = "# Bread, at last\n\nWritten again.\n"


def filled(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        write(folder, path, text)
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in tree(folder).items()}


def leftovers(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith(f".{target.name}."))


def mount_works() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(not mount_works(), reason="needs the right to mount")
FULL = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
module, *rest = sys.argv[2:]
sys.argv = [module, *rest]
runpy.run_module(module, run_name="__main__")
"""
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")


def with_a_limit(size: int, project: Path, *command: object) -> subprocess.CompletedProcess[str]:
    """Runs a command whose files may not be larger than `size`: the system refuses to write as on a full disk."""
    program = [sys.executable, "-c", FULL, str(size), *map(str, command)]
    return subprocess.run(program, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
