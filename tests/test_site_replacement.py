"""A build or an export replaces its folder or leaves it: renames, links, mounts, and what a killed process leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from replaced_folders import ENVIRONMENT, NEW, OLD, filled, leftovers, needs_mounts, texts
from studyguide.hosts import staging
from studyguide.hosts.staging import publish, recover, stage
from tiny import write


def replaced(target: Path, is_owned: Callable[[str], bool] = lambda path: not path.startswith(".")) -> None:
    new = stage(target)
    filled(new.folder, NEW)
    publish(new, is_owned)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return filled(tmp_path / "site", OLD)


# How a folder is replaced


@pytest.mark.parametrize("can_exchange", [True, False], ids=["in one step", "with two renames"])
def test_a_folder_try_to_replace_as_a_whole(site: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    site.chmod(0o751)
    if not can_exchange:
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    replaced(site)
    assert texts(site) == NEW
    assert site.stat().st_mode & 0o777 == 0o751
    assert leftovers(site) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the system call is Linux's")
def test_linux_exchanges_two_folders_in_one_step(site: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "other", NEW)
    if not staging._exchange(other, site):
        pytest.skip("this file system cannot exchange folders")
    assert (texts(site), texts(other)) == (NEW, OLD)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    replaced(tmp_path / "deep" / "er" / "site")
    assert texts(tmp_path / "deep" / "er" / "site") == NEW


def test_a_linked_folder_stays_a_link(tmp_path: Path) -> None:
    filled(tmp_path / "elsewhere", OLD)
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    replaced(tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert texts(tmp_path / "elsewhere") == NEW
    assert not (tmp_path / "elsewhere" / "stale").exists()
    assert leftovers(tmp_path / "site") == []


def test_hidden_files_of_other_tools_stay(site: Path) -> None:
    """Such as those of git, where the site is a worktree of the branch that is published."""
    write(site, ".git/config", "mine")
    inode = site.stat().st_ino
    replaced(site)
    assert texts(site) == {**NEW, ".git/config": "mine"}
    assert site.stat().st_ino == inode


def test_a_folder_is_filled_with_the_home_page_last_and_stale_files_removed_at_the_end(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    move, remove = staging._move_file, staging._remove
    monkeypatch.setattr(staging, "_try_to_replace", lambda _: False)
    monkeypatch.setattr(staging, "_move_file", lambda a, b: (steps.append(b.relative_to(site).as_posix()), move(a, b)))
    monkeypatch.setattr(staging, "_remove", lambda root, path: (steps.append(f"- {path}"), remove(root, path)))
    replaced(site)
    assert steps == ["assets/a.css", "new/index.html", "page/index.html", "index.html", "- stale/index.html"]
    assert texts(site) == NEW


def test_files_and_folders_of_one_name_make_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_try_to_replace", lambda _: False)
    site = filled(tmp_path / "site", {"index.html/x": "old", "page": "old"})
    replaced(site)
    assert texts(site) == NEW


MOUNTED = {
    "another file system": "mount -t tmpfs tmpfs {site}",
    "a bind mount of the same file system": "mount --bind {elsewhere} {site}",
}
PROGRAM = """
import sys
from pathlib import Path
from studyguide.hosts.staging import publish, stage
new = stage(Path(sys.argv[1]))
for path in {paths!r}:
    (new.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (new.folder / path).write_text("new" * {times})
try:
    publish(new, lambda path: not path.startswith("."))
except OSError as error:
    print(error.strerror)
"""


def in_mount(mount: str, site: Path, times: int = 1, before: str = "true", after: str = "true") -> str:
    """Runs a replacement of a mounted folder in a mount namespace of its own."""
    program = PROGRAM.format(paths=list(NEW), times=times)
    script = f'{mount} && {before} && "$0" -c "$1" {site} && {after}'
    command = ["unshare", "-m", "sh", "-c", script, sys.executable, program]
    run = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@needs_mounts
@pytest.mark.parametrize("mount", MOUNTED.values(), ids=MOUNTED.keys())
def test_a_mounted_folder_is_filled_in_place(tmp_path: Path, mount: str) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    site.mkdir()
    elsewhere.mkdir()
    mounted = mount.format(site=site, elsewhere=elsewhere)
    before = f"mkdir {site}/stale && echo old > {site}/stale/index.html && echo old > {site}/index.html"
    listed = in_mount(mounted, site, before=before, after=f"cd {site} && find . -type f | sort && cat index.html")
    assert listed.split() == [*sorted(f"./{path}" for path in NEW), "new"]
    assert leftovers(site) == []


@needs_mounts
def test_a_mounted_folder_without_room_stays_as_it_was(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    listed = in_mount(
        f"mount -t tmpfs -o size=64k tmpfs {site}",
        site,
        times=100_000,
        before=f"echo old > {site}/index.html",
        after=f"find {site} -type f && cat {site}/index.html",
    )
    assert listed.split("\n")[:-1] == ["No space left on device", f"{site}/index.html", "old"]


# What a killed process leaves behind


KILLED_BETWEEN_RENAMES = """
import os, signal, sys
from pathlib import Path
from studyguide.hosts import staging
new = staging.stage(Path(sys.argv[1]))
(new.folder / "index.html").write_text("new")
staging._exchange = lambda one, other: False
rename = Path.rename
def killed(self, target):
    if self == new.folder:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = killed
staging.publish(new, lambda path: True)
"""


def test_a_kill_between_two_renames_leaves_the_old_folder_for_the_next_build(site: Path) -> None:
    command = [sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(site)]
    assert subprocess.run(command, env=ENVIRONMENT, check=False).returncode == -signal.SIGKILL
    assert not site.exists() and leftovers(site) != []
    recover(site)
    assert texts(site) == OLD
    assert leftovers(site) == []


def test_a_kill_after_two_renames_leaves_nothing_to_restore(site: Path) -> None:
    filled(site.with_name(".site.previous"), {"index.html": "older"})
    recover(site)
    assert texts(site) == OLD
    assert leftovers(site) == []


def test_the_staging_folder_of_a_running_build_is_left_alone(site: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from studyguide.hosts.staging import stage; stage(Path(sys.argv[1]))"
    )
    waiting = f"{program}; print('ready', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", waiting, str(site)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"ready\n"
        recover(site)
        assert len(leftovers(site)) == 1
        other.kill()
    recover(site)
    assert leftovers(site) == []
