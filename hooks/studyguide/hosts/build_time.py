"""The time that downloads are dated with: that of what a site is made from, never that of the build.

Anki replaces a note only by a newer one. So an edit must give a later time than the build before it, and the same
inputs must give the same time. With `adapters`, this module alone asks git and looks at the times of files.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.sources import SEEDS_FOLDER, SKIPPED_DIRS, Pack

VARIABLE = "SOURCE_DATE_EPOCH"
INPUTS = (SEEDS_FOLDER, "docs", "mkdocs.yml")
LATEST = 253_402_300_799
"""The end of the year 9999, after which a date cannot be written."""


def build_time(
    root: Path, environment: Mapping[str, str], packs: Iterable[Pack] = ()
) -> tuple[int, tuple[Diagnostic, ...]]:
    """Return the time of a project's inputs in seconds since 1970, at least 1, and what is wrong with a given time.

    It is `SOURCE_DATE_EPOCH` where that is set; else the time of the last commit; with uncommitted changes, or without
    a history, the newest modification time among the inputs. Uncommitted changes are always later than the commit,
    also where a file was put in place with an older time. `packs` that are folders of the project are inputs, too.
    """
    given, diagnostics = given_time(environment)
    if given:
        return given, diagnostics
    inside = [pack.root.relative_to(root.resolve()) for pack in packs if pack.root.is_relative_to(root.resolve())]
    inputs = (*INPUTS, *(path.as_posix() for path in inside))
    committed = _committed(root, inputs)
    if committed and not _changed_days(root, inputs):
        return committed, diagnostics
    newest = max(map(_modified, _files(root, inputs)), default=0)
    return min(max(newest, committed + 1, 1), LATEST), diagnostics


def given_time(environment: Mapping[str, str]) -> tuple[int, tuple[Diagnostic, ...]]:
    """Return `SOURCE_DATE_EPOCH`, and a warning where it is no time; 0 where there is none that can be used."""
    text = environment.get(VARIABLE)
    if text is None:
        return 0, ()
    if text.isascii() and text.isdigit() and len(text) <= len(str(LATEST)) and 1 <= int(text) <= LATEST:
        return int(text), ()
    what = f"{text!r} is not a time and is ignored"
    hint = f"give whole seconds since 1970, from 1 to {LATEST}, or unset it: then the last commit gives the time"
    return 0, (Diagnostic(Location(VARIABLE), "build-time", what, hint, severity=Severity.WARNING),)


def _committed(root: Path, inputs: Iterable[str]) -> int:
    """Return the time of the last commit; 0 where git is missing, nothing is committed or it has none of the inputs."""
    if not _git(root, "ls-files", "--", *inputs):
        return 0
    seconds = _git(root, "log", "-1", "--format=%ct").strip()
    return int(seconds) if seconds.isdigit() else 0


def _changed_days(root: Path, inputs: Iterable[str]) -> bool:
    """Whether an input is not as it was committed. Files that git ignores are inputs too."""
    listed = _git(
        root, "status", "--porcelain", "-z", "--ignored", "--untracked-files=all", "--no-renames", "--", *inputs
    )
    return any(_is_read(row[3:].split("/")) for row in listed.split("\0") if row)


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


def _files(root: Path, inputs: Iterable[str]) -> Iterator[Path]:
    for name in inputs:
        if (root / name).is_file():
            yield root / name
        for folder, subfolders, names in os.walk(root / name):
            subfolders[:] = [sub for sub in subfolders if _is_read([sub])]
            yield from (Path(folder, file) for file in names if _is_read([file]))


def _is_read(parts: list[str]) -> bool:
    """Whether a build looks at a path: hidden files, such as those an editor keeps, are skipped."""
    return not any(part.startswith(".") or part in SKIPPED_DIRS for part in parts)


def _modified(path: Path) -> int:
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return 0
