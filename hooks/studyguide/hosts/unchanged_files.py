"""Takes files that stay as they are from a site into the one that replaces it, under a second name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct


class SiteBefore(Struct, frozen=True):
    """The site that a build replaces."""

    folder: Path
    mode: int
    """Rights that a new file gets."""


def site_before(folder: Path) -> SiteBefore:
    """Returns what a build may take files from. The folder need not exist."""
    mask = os.umask(0o022)
    os.umask(mask)
    return SiteBefore(folder, 0o666 & ~mask)


def take_over(before: SiteBefore, path: str, target: Path, content: bytes) -> bool:
    """Makes `target` another name of the old file at `path` if it has this content. Returns whether it does.

    Making a file takes the system 0.5 ms on some disks, giving it another name 0.02 ms. A file that has several names
    already, other rights than a new one or another owner is left alone, and so is one on another file system.
    """
    old = before.folder / path
    try:
        state = old.lstat()
        is_plain = stat.S_ISREG(state.st_mode) and stat.S_IMODE(state.st_mode) == before.mode and state.st_nlink == 1
        if not is_plain or state.st_size != len(content) or old.read_bytes() != content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(old, target)
    except OSError:
        return False
    return True
