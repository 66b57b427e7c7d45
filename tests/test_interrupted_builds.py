"""A build that is killed, has an error or may not write leaves the old site or the new one, and says so in a line."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dev
from replaced_folders import (
    EDIT,
    ENVIRONMENT,
    OLD,
    ROOT,
    filled,
    leftovers,
    needs_limits,
    needs_mounts,
    texts,
    with_a_limit,
)
from tiny import built_afresh, copied, differing, tree, write

SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGKILL]
DEAD_LINK = "# Bread\n\nSee [nothing](nothing-such.md).\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


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
