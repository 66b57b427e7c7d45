"""Files that stay as they are, taken from a site into the one that replaces it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studyguide.hosts.unchanged_files import site_before, take_over
from tiny import built_here, copied, tree, write

ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="only there a file is taken over")
SETTINGS = "mkdocs.yml"


def numbers(site: Path) -> dict[str, int]:
    """The number under which the file system has each file."""
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


@ONLY_POSIX
def test_what_stays_is_taken_over_and_what_changes_is_written(tmp_path: Path) -> None:
    project, site = copied(tmp_path / "project"), tmp_path / "site"
    write(project, "seeds/other.md", "# Rye\n\nNothing of note.\n")
    assert built_here(project, site) == []
    before, texts = numbers(site), tree(site)
    write(project, "seeds/other.md", "# Rye\n\nNothing of note at all.\n")
    assert built_here(project, site) == []
    after, now = numbers(site), tree(site)
    alike = {path for path in texts.keys() & now.keys() if texts[path] == now[path] and path.endswith((".html", ".md"))}
    assert len(alike) > 60
    assert not [path for path in alike - {"404.html"} if before[path] != after[path]]
    assert before["notes/other/index.html"] != after["notes/other/index.html"]
    assert {path.stat().st_nlink for path in site.rglob("*") if path.is_file()} == {1}
    built_here(project, tmp_path / "fresh")
    assert now == tree(tmp_path / "fresh")


@ONLY_POSIX
def test_beside_the_hook_of_somebody_else_every_file_is_written(tmp_path: Path) -> None:
    project, site = copied(tmp_path / "project"), tmp_path / "site"
    write(project, "own.py", "def on_post_build(config): pass\n")
    settings = (project / SETTINGS).read_text("utf-8")
    write(project, SETTINGS, settings.replace("hooks:\n", "hooks:\n  - own.py\n"))
    built_here(project, site)
    before = numbers(site)
    built_here(project, site)
    assert before["index.html"] != numbers(site)["index.html"]
    assert before["concepts/autolyse/index.md"] != numbers(site)["concepts/autolyse/index.md"]


def linked(path: Path) -> None:
    path.rename(path.with_name("b"))
    path.symlink_to("b")


@ONLY_POSIX
@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b"two"),
        lambda path: path.write_bytes(b"three"),
        lambda path: path.unlink(),
        lambda path: path.chmod(0o600),
        lambda path: path.with_name("b").hardlink_to(path),
        linked,
    ],
    ids=["other text", "longer", "gone", "rights", "two names", "symbolic link"],
)
def test_any_other_file_is_left_alone(tmp_path: Path, change: Callable[[Path], object]) -> None:
    (tmp_path / "old").mkdir()
    old = tmp_path / "old" / "a"
    old.write_bytes(b"one")
    change(old)
    assert not take_over(site_before(tmp_path / "old"), "a", tmp_path / "new" / "a", b"one")
    assert not (tmp_path / "new" / "a").exists()
