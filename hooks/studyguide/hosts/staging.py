"""Replaces a folder by a new one, or leaves it as it is: files are written into a staging folder beside the target.

The two folders are exchanged in one step where the system can do that, otherwise with two renames. A target that has to
stay where it is (a mount point, a symbolic link, a folder with files of somebody else) is filled file by file.
Whatever a killed process leaves behind is restored or removed by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

AT_FDCWD = -100
RENAME_EXCHANGE = 2
PARTIAL = "staging.tmp"
"""Name of a file while it is copied from another file system."""


class Staging(Struct, frozen=True):
    """A folder that is filled now and takes the place of `target` later."""

    target: Path
    folder: Path
    lock: ExitStack
    """Tells other processes that this folder is in use, until it is closed or the process ends."""


def stage(target: Path) -> Staging:
    """Returns an empty folder for the next content of `target`, after it has tidied up behind killed processes.

    Raises OSError if the folder cannot be made; the message names the path.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a symbolic link stays one
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    recover(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = _new_folder(target, target.parent)
    except OSError:
        if not os.access(target, os.W_OK):
            raise
        staging = _new_folder(target, Path(tempfile.gettempdir()))  # only the target itself can be written
    try:
        if target.is_dir():
            with suppress(OSError):
                shutil.copystat(target, staging.folder)
            with suppress(OSError, AttributeError):
                os.chown(staging.folder, target.stat().st_uid, target.stat().st_gid)
    except BaseException:  # an interruption: nobody else knows the folder yet
        discard(staging)
        raise
    return staging


def publish(staging: Staging, is_owned: Callable[[str], bool], manifest: str | None = None) -> None:
    """Puts the staged files in the place of the target, and removes the staging folder.

    `is_owned` says of a path below the target whether it may be removed. `manifest` is the path of a text file that
    lists the others in lines: as long as files are moved one by one, it has the old lines and the new ones. Raises
    OSError if files cannot be written.
    """

    def removable(path: str) -> bool:
        return is_owned(path) or path.rpartition("/")[2] == PARTIAL

    if _has_to_stay(staging, removable) or not _try_to_replace(staging):
        _fill(staging, removable, manifest)
    discard(staging)


def discard(staging: Staging) -> None:
    """Removes the staging folder. Does nothing when it is gone already."""
    shutil.rmtree(staging.folder, ignore_errors=True)
    staging.lock.close()


def recover(target: Path) -> None:
    """Restores a target that was moved away by a process that was killed, and removes staging folders without owner."""
    previous = _previous(target)
    if previous.is_dir():
        if os.path.lexists(target):
            shutil.rmtree(previous, ignore_errors=True)
        else:
            previous.rename(target)
    for parent in dict.fromkeys((target.parent, Path(tempfile.gettempdir()))):
        for folder in _staging_folders(target, parent):
            lock = _locked(folder)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                lock.close()


def files_below(folder: Path | str, path: str = "") -> Iterator[str]:
    """Yields `path` and the way from the folder to each file and symbolic link below it, with `/` between its parts, in
    order. Skips folders that cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=attrgetter("name"))
    except OSError:
        return
    folders: list[os.DirEntry[str]] = []
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry)
        else:
            yield f"{path}{entry.name}"
    for entry in folders:
        yield from files_below(entry.path, f"{path}{entry.name}/")


def _previous(target: Path) -> Path:
    """Returns where the old folder is between two renames."""
    return target.with_name(f".{target.name}.previous")


def _staging_prefix(target: Path) -> str:
    return f".{target.name}.staging-"


def _staging_folders(target: Path, parent: Path) -> list[Path]:
    try:
        with os.scandir(parent) as entries:
            names = sorted(e.name for e in entries if e.name.startswith(_staging_prefix(target)))
    except OSError:
        return []
    return [parent / name for name in names]


def _new_folder(target: Path, parent: Path) -> Staging:
    while True:
        folder = parent / f"{_staging_prefix(target)}{secrets.token_hex(4)}"
        try:
            folder.mkdir()
            lock = _locked(folder)
            if lock is not None and folder.is_dir():  # otherwise another process took it for abandoned just now
                return Staging(target, folder, lock)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _locked(folder: Path) -> ExitStack | None:
    """Returns a lock on a folder, which lasts as long as this process; None if another process has it."""
    stack = ExitStack()
    if fcntl is None:
        return stack
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stack.close()
        return None
    except FileNotFoundError:
        return None
    except OSError:  # a file system without locks
        return stack
    return stack


def _has_to_stay(staging: Staging, is_owned: Callable[[str], bool]) -> bool:
    target = staging.target
    if target.is_symlink() or target.is_mount():
        return True
    if not target.is_dir():
        return False
    if Path.cwd().is_relative_to(target):
        return True
    return any(not is_owned(path) and not (staging.folder / path).exists() for path in files_below(target))


def _try_to_replace(staging: Staging) -> bool:
    """Moves the staged folder to the target. Returns False if the system refuses: a bind mount cannot be moved."""
    try:
        if not staging.target.exists():
            staging.folder.rename(staging.target)
        elif not _exchange(staging.folder, staging.target):
            _replace_with_two_renames(staging.folder, staging.target)
    except OSError:
        return False
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step. Returns False if the system or the file system cannot do that."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    arguments = (os.fsencode(one), ctypes.c_int(AT_FDCWD), os.fsencode(other), ctypes.c_uint(RENAME_EXCHANGE))
    if rename(ctypes.c_int(AT_FDCWD), *arguments) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _replace_with_two_renames(new: Path, target: Path) -> None:
    previous = _previous(target)
    target.rename(previous)
    try:
        new.rename(target)
    except BaseException:
        previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _fill(staging: Staging, is_owned: Callable[[str], bool], manifest: str | None) -> None:
    """Moves file by file: what pages need first, then pages, the home page last. Removes stale files at the end."""
    root = Path(os.path.realpath(staging.target))
    root.mkdir(parents=True, exist_ok=True)
    paths = sorted(files_below(staging.folder), key=lambda p: (p.endswith(".html"), p == "index.html", p))
    _check_free_space(staging.folder, paths, root)
    if manifest is not None:
        both, old = staging.folder / f"{manifest}.{PARTIAL}", root / manifest
        both.write_bytes((old.read_bytes() if old.is_file() else b"") + (staging.folder / manifest).read_bytes())
        _move_file(both, root / manifest)
    for path in paths:
        if path != manifest:
            _clear_way(root, path)
            _move_file(staging.folder / path, root / path)
    for path in sorted(set(files_below(root)) - set(paths)):
        if is_owned(path):
            _remove(root, path)
    if manifest is not None:
        _move_file(staging.folder / manifest, root / manifest)


def _check_free_space(folder: Path, paths: list[str], root: Path) -> None:
    """Raises OSError before anything is written if another file system has no room for the files."""
    if folder.stat().st_dev == root.stat().st_dev:
        return
    sizes = {path: (folder / path).stat().st_size for path in paths}
    added = sum(max(0, size - _size(root / path)) for path, size in sizes.items())
    if shutil.disk_usage(root).free < added + max(sizes.values(), default=0):  # a file is copied before it replaces one
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _clear_way(root: Path, path: str) -> None:
    """Makes the folders above a file, and removes what has its name or that of one of the folders."""
    *folders, _ = Path(path).parts
    above = root
    for name in folders:
        above = above / name
        if above.is_symlink() or (above.exists() and not above.is_dir()):
            above.unlink()
        above.mkdir(exist_ok=True)
    if (root / path).is_dir() and not (root / path).is_symlink():
        shutil.rmtree(root / path)


def _move_file(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        partial = target.with_name(PARTIAL)
        try:
            shutil.copyfile(source, partial)
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


def _remove(root: Path, path: str) -> None:
    """Removes a file, and the folders above it that are empty then."""
    (root / path).unlink()
    for name in Path(path).parents:
        if name == Path():
            break
        try:
            (root / name).rmdir()
        except OSError:
            break
