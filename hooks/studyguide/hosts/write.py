"""Writes files below a folder, and nowhere else: the commands write through this module alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from studyguide.render.data.site_file import SiteFile
from studyguide.text.safe_path import checked_path


def write_files(folder: Path, files: Iterable[SiteFile]) -> None:
    """Write files below a folder. Raises ValueError before anything is written if the path of one leads out of it."""
    targets = [(target_below(folder, file.path), file.content) for file in files]
    for target, content in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def write_if_changed(target: Path, content: bytes) -> None:
    """Write a file unless it has this content already."""
    if not has_content(target, content):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def has_content(target: Path, content: bytes) -> bool:
    """Return whether there is a file with this content."""
    return target.is_file() and target.read_bytes() == content


def target_below(folder: Path, path: str) -> Path:
    """Return where a file is written. Raises ValueError if its path, or a link on the way, leads out of the folder."""
    target = folder / checked_path(path)
    if target.is_symlink() or not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder)):
        raise ValueError(f"{path!r} is a link or has one on its way, which could lead out of {folder}")
    return target
