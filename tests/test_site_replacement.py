"""A build or an export replaces its folder or leaves it: with real signals, a full disk, links, mounts and warnings."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
from studyguide.hosts import staging
from studyguide.hosts.export import MANIFEST, read_manifest
from studyguide.hosts.staging import publish, recover, stage
from tiny import built_afresh, copied, differing, tree, write

ROOT = Path(__file__).resolve().parents[1]
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGKILL]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
OLD = {"index.html": "old", "page/index.html": "old", "stale/index.html": "old", "assets/a.css": "old"}
NEW = {"index.html": "new", "page/index.html": "new", "new/index.html": "new", "assets/a.css": "new"}
EDIT = "# Bread, at last\n\nWritten again.\n"
DEAD_LINK = "# Bread\n\nSee [nothing](nothing-such.md).\n"


def filled(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        write(folder, path, text)
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in tree(folder).items()}


def replaced(target: Path, is_owned: Callable[[str], bool] = lambda path: not path.startswith(".")) -> None:
    new = stage(target)
    filled(new.folder, NEW)
    publish(new, is_owned)


def leftovers(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith(f".{target.name}."))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


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


def mount_works() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(not mount_works(), reason="needs the right to mount")
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


# Builds that end early


def mkdocs(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *map(str, arguments)]


def last_line(run: subprocess.CompletedProcess[str]) -> str:
    """Returns the line with which MkDocs ends: it writes the reason of an abort to standard output."""
    return run.stdout.strip().splitlines()[-1]


def test_builds_ended_at_random_times_leave_the_old_or_the_new_site(project: Path, tmp_path: Path) -> None:
    site, whole = tmp_path / "site", tmp_path / "whole"
    assert built_afresh(project, site).returncode == 0
    old = tree(site)
    write(project, "docs/index.md", EDIT)
    begun = time.monotonic()
    assert built_afresh(project, whole).returncode == 0
    length, new = time.monotonic() - begun, tree(whole)
    ends: list[str] = []
    for number in range(12):
        for name in leftovers(site):
            shutil.rmtree(site.with_name(name))
        command = mkdocs("build", "-q", "-f", project / "mkdocs.yml", "-d", site)
        build = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if number % 2:  # importing takes most of the time of a small build: half of the signals come after it
            while build.poll() is None and not any(".staging-" in name for name in leftovers(site)):
                time.sleep(0.001)
            time.sleep(random.uniform(0, length / 2))
        else:
            time.sleep(random.uniform(0, length))
        build.send_signal(SIGNALS[number % len(SIGNALS)])
        build.wait(20)
        state = tree(site)
        assert state in (old, new), f"build {number}: {differing(state, old)[:5]}, {differing(state, new)[:5]}"
        if SIGNALS[number % len(SIGNALS)] is not signal.SIGKILL:
            assert leftovers(site) == [], "only a process that cannot act any more leaves something behind"
        ends.append("new" if state == new else "old")
        if state == new:
            shutil.rmtree(site)
            filled_bytes(site, old)
    assert "old" in ends, "no build was ended early"
    assert built_afresh(project, site).returncode == 0
    assert differing(tree(site), new) == []
    assert leftovers(site) == []


def filled_bytes(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.mark.parametrize("offline", ["false", "true"], ids=["online", "offline"])
@pytest.mark.parametrize("quiet", [(), ("-q",)], ids=["told", "quiet"])
def test_a_strict_build_with_a_dead_link_fails_and_leaves_the_site(
    project: Path, tmp_path: Path, offline: str, quiet: tuple[str, ...]
) -> None:
    site, config = tmp_path / "site", project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - search\n", "  - search\n  - offline: {enabled: !ENV OFFLINE}\n")
    )
    assert built_afresh(project, site, "--strict", OFFLINE=offline).returncode == 0
    old = tree(site)
    assert "search/core.js" in old
    write(project, "docs/about/index.md", DEAD_LINK)
    run = built_afresh(project, site, "--strict", *quiet, OFFLINE=offline)
    assert run.returncode == 1
    assert "Aborted with 1 warnings in strict mode" in last_line(run)
    assert ("nothing-such.md" in run.stderr) == (not quiet)
    assert differing(tree(site), old) == []
    assert leftovers(site) == []
    assert built_afresh(project, site, OFFLINE=offline).returncode == 0
    assert differing(tree(site), old) != []


@pytest.mark.parametrize("arguments", [[], ["--offline"]], ids=["online", "offline"])
def test_the_build_job_fails_on_a_dead_link(
    project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(dev, "ROOT", project)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "install", lambda _: None)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "hooks"))
    assert dev.build(list(arguments)) == 0
    write(project, "docs/about/index.md", DEAD_LINK)
    assert dev.build(list(arguments)) == 1


def test_an_error_in_a_page_leaves_the_site(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert built_afresh(project, site).returncode == 0
    old = tree(site)
    write(project, "docs/index.md", "---\ntemplate: nothing-such.html\n---\n\n# Bread\n")
    assert built_afresh(project, site).returncode != 0
    assert differing(tree(site), old) == []
    assert leftovers(site) == []


def test_a_dirty_build_adds_to_the_site(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert built_afresh(project, site).returncode == 0
    assert built_afresh(project, site, "--dirty").returncode == 0
    assert (site / "concepts/autolyse/index.html").exists()
    assert leftovers(site) == []


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


@needs_limits
@pytest.mark.parametrize("size", [2_000, 40_000], ids=["assets", "search index"])
def test_a_build_that_may_not_write_says_so_in_a_line_and_leaves_the_site(
    project: Path, tmp_path: Path, size: int
) -> None:
    site = tmp_path / "site"
    assert built_afresh(project, site).returncode == 0
    old = tree(site)
    write(project, "docs/index.md", EDIT)
    run = with_a_limit(size, project, "mkdocs", "build", "-d", site)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert f"{site}: not built, the site stays as it was: File too large" in last_line(run)
    assert differing(tree(site), old) == []
    assert leftovers(site) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody can write")
def test_a_folder_in_which_nobody_can_write_is_reported_in_a_line_before_any_work(project: Path) -> None:
    run = built_afresh(project, Path("/proc/self/site"))
    assert run.returncode == 1
    assert last_line(run).startswith("/proc/self/site: not built")
    assert "Traceback" not in run.stderr and "reading" not in run.stderr


@needs_mounts
def test_a_read_only_file_system_is_reported_in_a_line(project: Path, tmp_path: Path) -> None:
    folder = filled(tmp_path / "read-only" / "site", OLD).parent
    script = f'mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} && exec "$0" "$@"'
    command = [
        "unshare",
        "-m",
        "sh",
        "-c",
        script,
        *mkdocs("build", "-f", project / "mkdocs.yml", "-d", folder / "site"),
    ]
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Read-only file system" in last_line(run)
    assert "Traceback" not in run.stderr
    assert texts(folder / "site") == OLD


def test_a_file_in_the_place_of_the_site_is_reported_in_a_line(project: Path, tmp_path: Path) -> None:
    write(tmp_path, "site", "mine")
    run = built_afresh(project, tmp_path / "site")
    assert run.returncode == 1
    assert "Not a directory" in last_line(run)
    assert (tmp_path / "site").read_text("utf-8") == "mine"


# Exports


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
