"""An export that is killed or may not write leaves the old folder or the new one, or the next export completes it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from replaced_folders import EDIT, ENVIRONMENT, leftovers, needs_limits, with_a_limit
from studyguide.hosts.export import MANIFEST, read_manifest
from tiny import copied, differing, tree, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def export_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "studyguide", "export", str(folder)]


def exported(project: Path, folder: Path) -> None:
    subprocess.run(export_command(folder), cwd=project, env=ENVIRONMENT, check=True, capture_output=True)


@pytest.mark.parametrize("other_files", [False, True], ids=["alone", "beside other files"])
def test_exports_ended_at_random_times_are_old_or_new_or_completed_by_the_next(
    project: Path, tmp_path: Path, other_files: bool
) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    exported(project, out)
    old = tree(out)
    write(project, "docs/index.md", EDIT)
    (project / "seeds" / "jottings.txt").unlink()
    begun = time.monotonic()
    exported(project, whole)
    length, new = time.monotonic() - begun, tree(whole)
    if other_files:
        write(out, ".git/config", "mine")
    for number in range(7):
        export = subprocess.Popen(export_command(out), cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        time.sleep(random.uniform(length / 2, length))
        export.kill()
        export.wait(20)
        state = tree(out)
        state.pop(".git/config", None)
        assert other_files or state in (old, new), f"export {number}"
    exported(project, out)
    state = tree(out)
    assert state.pop(".git/config", None) == (b"mine" if other_files else None)
    assert differing(state, new) == []
    assert leftovers(out) == []


def test_an_export_beside_other_files_that_stops_half_way_is_completed_by_the_next(
    project: Path, tmp_path: Path
) -> None:
    """Its manifest lists old and new content as long as files are moved."""
    out, whole = tmp_path / "out", tmp_path / "whole"
    exported(project, out)
    write(out, ".git/config", "mine")
    write(project, "docs/index.md", EDIT)
    (project / "seeds" / "jottings.txt").unlink()
    program = (
        "import os, sys; from studyguide.hosts import staging; from studyguide.cli.main import main\n"
        "move, moved = staging._move_file, []\n"
        "def stops(source, target):\n"
        "    if len(moved) == int(sys.argv.pop()): os.kill(os.getpid(), 9)\n"
        "    moved.append(target); sys.argv.append(str(limit)); move(source, target)\n"
        "limit = sys.argv[-1]\nstaging._move_file = stops\nmain(['export', sys.argv[1]])\n"
    )
    command = [sys.executable, "-c", program, str(out), "20"]
    assert subprocess.run(command, cwd=project, env=ENVIRONMENT, check=False).returncode == -signal.SIGKILL
    hashes = read_manifest((out / MANIFEST).read_text("utf-8"))
    assert len(hashes["docs/README.md"]) == 2
    write(project, "docs/index.md", "# Bread, once more\n")
    exported(project, whole)
    exported(project, out)
    state = tree(out)
    assert state.pop(".git/config") == b"mine"
    assert differing(state, tree(whole)) == []


@needs_limits
def test_an_export_that_may_not_write_says_so_in_a_line_and_leaves_the_folder(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(project, out)
    old = tree(out)
    write(project, "docs/index.md", EDIT)
    run = with_a_limit(2_000, project, "studyguide", "export", out)
    assert run.returncode == 1
    assert run.stderr.strip().splitlines()[-1].endswith(f"{out}: not exported: File too large")
    assert "Traceback" not in run.stderr
    assert differing(tree(out), old) == []
    assert leftovers(out) == []
