"""Chooses the notes in a folder of somebody: what ignore files, endings and places say of each file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from importlib.resources import files
from pathlib import Path, PurePosixPath

import yaml
from msgspec import Struct
from pathspec import GitIgnoreSpec

from studyguide.sources import ATTACHMENT_ENDINGS, SKIPPED_DIRS

IGNORE_FILES = (".gitignore", ".studyguideignore")
"""The later one wins."""
ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")
"""What the folder of a Python environment has in it."""
MADE_BY_PROGRAM = "an environment or what a program made"
IGNORED = "named in an ignore file"
NOT_ASKED_FOR = "not asked for"


class Fate(StrEnum):
    NOTE = "copied"
    CONVERTED = "converted into Markdown"
    ATTACHMENT = "copied as attachments"
    LEFT_OUT = "left out"


class FileChoice(Struct, frozen=True):
    path: str
    """Below the folder and '/'-separated; a folder that is left out as a whole ends in '/'."""
    fate: Fate
    reason: str = ""
    """Why it is left out."""


def choose_files(folder: Path, only: Sequence[str] = ()) -> tuple[FileChoice, ...]:
    """Returns what happens to each file below a folder, by path. Hidden files and folders are not mentioned.

    `only` are patterns in the language of .gitignore: then other notes are left out, and code that they name is not.
    """
    wanted = GitIgnoreSpec.from_lines(only) if only else None
    rules = (*_default_rules(), *_rules_above(folder))
    return tuple(sorted(_choices(folder, PurePosixPath(), rules, wanted), key=lambda choice: choice.path))


def count_choices(choices: Iterable[FileChoice]) -> tuple[tuple[str, int, str], ...]:
    """Returns rows for a summary: an ending or a folder, how many files, and what happens to them; most files first.

    Of a folder that is left out as a whole, the files are not counted.
    """
    counted = Counter(
        (_file_ending(choice.path), f"{choice.fate}: {choice.reason}" if choice.reason else str(choice.fate))
        for choice in choices
    )
    rows = ((ending, number, what) for (ending, what), number in counted.items())
    return tuple(sorted(rows, key=lambda row: (row[0].endswith("/"), -row[1], row[0], row[2])))


class _Rules(Struct, frozen=True):
    """Holds the patterns of one ignore file, or of one reason to leave something out by default."""

    spec: GitIgnoreSpec
    reason: str
    inside: str = ""
    """Where the ignore file is, below the folder of notes, ending in '/'; '' for the folder itself."""
    above: str = ""
    """The folder of notes as the ignore file sees it, ending in '/', if the file is above that folder."""


def _choices(
    root: Path, at: PurePosixPath, rules: tuple[_Rules, ...], wanted: GitIgnoreSpec | None
) -> Iterator[FileChoice]:
    folder = root / at
    rules = (*rules, *_rules_of(folder, at))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return  # it is reported where the notes are read
    for entry in entries:
        path = at / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            reason = MADE_BY_PROGRAM if _is_environment(entry) else _reason_left_out(f"{path}/", rules)
            if reason and not _may_bring_back(rules, reason):
                yield FileChoice(f"{path}/", Fate.LEFT_OUT, reason)
            else:
                yield from _choices(root, path, rules, wanted)
        elif str(path) != "notes.yml":
            yield _file_choice(str(path), rules, wanted)


def _file_choice(path: str, rules: Sequence[_Rules], wanted: GitIgnoreSpec | None) -> FileChoice:
    is_attachment = PurePosixPath(path).suffix.lower() in ATTACHMENT_ENDINGS
    is_wanted = wanted is not None and wanted.match_file(path)
    reason = _reason_left_out(path, [one for one in rules if not (is_wanted and one.reason != IGNORED)])
    if reason:
        return FileChoice(path, Fate.LEFT_OUT, reason)
    if is_attachment:
        return FileChoice(path, Fate.ATTACHMENT)
    return (
        FileChoice(path, Fate.NOTE) if is_wanted or wanted is None else FileChoice(path, Fate.LEFT_OUT, NOT_ASKED_FOR)
    )


def _reason_left_out(path: str, rules: Iterable[_Rules]) -> str:
    """Returns why a path is left out, or '': the last rule that matches decides, as in git."""
    reason = ""
    for one in rules:
        matched = one.spec.check_file(one.above + path.removeprefix(one.inside)).include
        if matched is not None:
            reason = one.reason if matched else ""
    return reason


def _may_bring_back(rules: Iterable[_Rules], reason: str) -> bool:
    """Returns whether files in a folder that is left out by default could be brought back by an ignore file."""
    return reason not in (MADE_BY_PROGRAM, IGNORED) and any(one.reason == IGNORED for one in rules)


def _default_rules() -> Iterator[_Rules]:
    text = files("studyguide.hosts").joinpath("left_out.yml").read_text("utf-8")
    for reason, patterns in yaml.safe_load(text).items():
        yield _Rules(GitIgnoreSpec.from_lines(patterns), reason)


def _rules_above(folder: Path) -> Iterator[_Rules]:
    """Yields the .gitignore files above a folder that is part of a git repository, from the outermost on."""
    whole = folder.resolve()
    repository = next((one for one in whole.parents if (one / ".git").exists()), None)
    if repository is None or (whole / ".git").exists():
        return
    between = [one for one in reversed(whole.parents) if one.is_relative_to(repository)]
    for one in between:
        prefix = f"{whole.relative_to(one).as_posix()}/"
        for rules in _rules_of(one, PurePosixPath(), IGNORE_FILES[:1]):
            yield _Rules(rules.spec, rules.reason, above=prefix)


def _rules_of(folder: Path, at: PurePosixPath, names: Sequence[str] = IGNORE_FILES) -> Iterator[_Rules]:
    for name in names:
        try:
            lines = (folder / name).read_text("utf-8-sig", "replace").splitlines()
        except OSError:
            continue
        yield _Rules(GitIgnoreSpec.from_lines(lines), IGNORED, f"{at}/" if at.name else "")


def _is_environment(entry: os.DirEntry[str]) -> bool:
    return entry.name in SKIPPED_DIRS or any(Path(entry.path, mark).exists() for mark in ENVIRONMENT_MARKS)


def _file_ending(path: str) -> str:
    return path if path.endswith("/") else PurePosixPath(path).suffix.lower() or "no ending"
