"""Finds what is in docs/ and must not be published: links out of it or without an end, pipes, names no system takes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.file_diagnostics import link_out, no_file, printable, unreadable
from studyguide.sources import DOCS_FOLDER
from studyguide.text.safe_path import path_fault

MAX_LINKED_FILES = 10_000
"""Number of files and folders behind a link that a host may walk through before the link is excluded."""


class UnpublishedDocs(Struct, frozen=True):
    """Holds what is in docs/ and not published. Paths are below docs/ and '/'-separated."""

    problems: dict[str, Diagnostic]
    """Why, by path of the file or folder."""
    endless: tuple[str, ...]
    """The folders among them that no host may walk."""


def unpublished_docs(root: Path) -> UnpublishedDocs:
    """Finds what must not be published in docs/ of the project at `root`.

    That is: links that lead out of docs/ or to a folder above themselves, which could publish a secret or never end;
    anything that is not a file, such as a pipe; folders that cannot be read; and files whose names cannot be written on
    every system.
    """
    docs = root / DOCS_FOLDER
    problems: dict[str, Diagnostic] = {}
    endless: list[str] = []
    pending = [docs]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            below = folder.relative_to(docs).as_posix()
            problems[below] = unreadable(f"{DOCS_FOLDER}/{below}", error)
            continue
        for entry in entries:
            path = Path(entry.path)
            below = path.relative_to(docs).as_posix()
            if problem := _problem_of(path, docs):
                problems[below] = problem
                if _is_folder(path) and _is_endless(path):
                    endless.append(below)
            elif _is_folder(path):
                pending.append(path)
    return UnpublishedDocs(problems, tuple(sorted(endless)))


def is_unpublished(path: str, unpublished: UnpublishedDocs) -> bool:
    """Returns whether a file of docs/, or a folder above it, is not published."""
    parts = path.split("/")
    return any("/".join(parts[:size]) in unpublished.problems for size in range(1, len(parts) + 1))


def _problem_of(path: Path, docs: Path) -> Diagnostic | None:
    below = path.relative_to(docs).as_posix()
    place = f"{DOCS_FOLDER}/{below}"
    if fault := _link_fault(path, docs):
        return link_out(place, fault, f"copy the file into {DOCS_FOLDER}/")
    if _is_folder(path):
        return None
    if not path.is_file():
        return no_file(place)
    if fault := path_fault(printable(below)):
        what = f"the file's name {fault}, so it is not published"
        return Diagnostic(Location(printable(place)), "unsafe-path", what, "rename it", severity=Severity.WARNING)
    return None


def _link_fault(path: Path, docs: Path) -> str:
    """Returns where a link leads if it must not be followed, or '' for anything else."""
    if not path.is_symlink():
        return ""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(docs)):
        return f"leads out of {DOCS_FOLDER}/"
    if not target.exists():
        return "leads nowhere"
    if Path(os.path.realpath(path.parent)).is_relative_to(target):
        return "leads to a folder that it is in"
    return ""


def _is_endless(link: Path) -> bool:
    """Returns whether walking through a link to a folder, links included, would take very long or never end."""
    if Path(os.path.realpath(link.parent)).is_relative_to(os.path.realpath(link)):
        return True
    count = 0
    for _, folders, files in os.walk(link, followlinks=True):
        count += len(folders) + len(files)
        if count > MAX_LINKED_FILES:
            return True
    return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
