"""Reads the files of a zip archive, within limits that a damaged or hostile archive cannot exceed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from studyguide.text.safe_path import path_fault

MAX_ARCHIVE_ENTRIES = 20_000
MAX_UNPACKED = 512 * 2**20
"""Number of bytes of all files of an archive together."""


def zip_entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yields path and content of each file, also of archives in the archive. Raises ValueError if it cannot be read."""
    yield from _archive_entries(data, [MAX_UNPACKED, MAX_ARCHIVE_ENTRIES], is_inner=False)


def _archive_entries(data: bytes, left: list[int], *, is_inner: bool) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                name = info.filename.replace("\\", "/")
                if info.is_dir() or name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("."):
                    continue
                if path_fault(name):
                    continue
                left[0] -= info.file_size
                left[1] -= 1
                if min(left) < 0:
                    raise ValueError("it is too large")
                with archive.open(info) as file:
                    content = file.read(info.file_size + 1)
                if name.lower().endswith(".zip") and not is_inner:
                    yield from _archive_entries(content, left, is_inner=True)
                else:
                    yield name, content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ValueError(f"it cannot be unpacked: {error}") from error
