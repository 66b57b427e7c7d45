"""Keeps the results of a build in a folder, from which a later build on any machine may start.

What is trusted: nothing that is damaged, and no code. The file is named after everything that made it (the engine's own
files, all installed packages, the Python), and begins with this name and the hash of the rest. Another name or hash, or
anything that cannot be read, means no results. Only records of the engine and a few plain types are made from the file,
so reading it runs no other code. But what it says of a note is believed if it has the note's bytes: whoever may write
into the folder may write into the site. It holds the text of all notes, with what the site masks.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import os
import pickle
import secrets
import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct

import studyguide
from studyguide.execution.garbage import without_collector
from studyguide.execution.memo import MemoStore

CACHE_VARIABLE = "STUDYGUIDE_CACHE"
"""The environment variable that names the folder."""
RESULTS_ENDING = ".results"
PARTIAL_ENDING = ".part"
ABANDONED_AFTER = 3600
"""Seconds after which a partial file is that of a process that was killed."""
NOT_STORED = frozenset({"templates", "search index", "search files"})
"""Steps that are computed again: templates cannot be written, and the search changes with each note."""
WORTH_WRITING = 20
"""One of so many results must be new, or the file stays as it is: writing takes longer than computing a few again."""
RECORD_FOLDERS = frozenset({"model", "execution", "parse", "link", "analysis", "practice", "render", "text"})
"""The parts of the engine that define what a file may contain."""
COMPARED_INPUTS = frozenset({"ByIdentity", "RecordedReads", "ReadableForms", "FormComparison"})
"""Classes of the engine that compare inputs and are no records."""
PLAIN_CLASSES = {(kind.__module__, kind.__qualname__): kind for kind in (frozenset, set, Counter, Markup)}
"""Classes of no engine that results contain."""
OWNER_ONLY = 0o600
IGNORE_ALL = "# Written by `studyguide build --cache`. It holds the text of notes: keep it as private as seeds/.\n*\n"


@dataclass(frozen=True, slots=True, repr=False)
class StoredMemo:
    """Says where the results of a build are kept, and holds those of the last one and of this one.

    It has no text of its own: MkDocs' configuration, of which it is a part, is printed in a build.
    """

    file: Path
    stamp: str
    memory: MemoStore
    problem: str = ""
    """Why there are no results although there is a file, in one line."""


def load_memo(folder: Path) -> StoredMemo:
    """Returns the results that an earlier build left in a folder; none if there are none, or none that are whole."""
    stamp = engine_stamp()
    file = folder / f"{stamp[:32]}{RESULTS_ENDING}"
    try:
        with file.open("rb") as stream:
            head, body = stream.read(len(_file_head(stamp, b""))), stream.read()
    except FileNotFoundError:
        return StoredMemo(file, stamp, MemoStore())
    except OSError as error:
        return StoredMemo(file, stamp, MemoStore(), f"{file} cannot be read ({error.strerror}): it is not used")
    if head == _file_head(stamp, body):
        with suppress(Exception):  # whatever a file says that was not written by `save_memo`
            return StoredMemo(file, stamp, MemoStore(now=_unpickled(body)))
    return StoredMemo(file, stamp, MemoStore(), f"{file} is damaged: it is not used")


def save_memo(stored: StoredMemo) -> str:
    """Leaves the results of a build in its folder, if enough of them are new, and removes those of other engines.

    Returns why it could not, in one line; '' if it could. The file is written beside its place and renamed, so another
    build sees the old one or the new one.
    """
    results = {key: entry for key, entry in stored.memory.now.items() if is_stored(key)}
    new = sum(stored.memory.last.get(key) is not entry for key, entry in results.items())
    if new * WORTH_WRITING < len(results):
        return ""
    folder = stored.file.parent
    try:
        body = _pickled(results)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text(IGNORE_ALL, "utf-8")
        _write_beside(stored.file, _file_head(stored.stamp, body), body)
    except OSError as error:
        return f"{folder}: the results of this build are not kept: {error.strerror}"
    _remove_others(stored.file)
    return ""


def is_stored(key: Hashable) -> bool:
    """Returns whether the result with a key is kept for later builds."""
    return step_name(key) not in NOT_STORED


def step_name(key: Hashable) -> object:
    """Returns the name of the step whose result has a key."""
    return key[0] if isinstance(key, tuple) else key


def engine_stamp() -> str:
    """Returns a hash of everything but the project that results depend on: the engine's files, the installed packages
    with their versions, and the Python."""
    root = Path(studyguide.__file__).parent
    packages = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    stamp = hashlib.sha256("\n".join((sys.version, sys.platform, *sorted(packages))).encode())
    for file in sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts and path.is_file()):
        content = file.read_bytes()
        stamp.update(f"\n{file.relative_to(root).as_posix()} {len(content)}\n".encode())
        stamp.update(content)
    return stamp.hexdigest()


def _file_head(stamp: str, body: bytes) -> bytes:
    return f"studyguide results\n{stamp}\n{hashlib.sha256(body).hexdigest()}\n".encode()


def _write_beside(file: Path, *parts: bytes) -> None:
    partial = file.with_name(f"{file.stem}-{secrets.token_hex(4)}{PARTIAL_ENDING}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(partial, flags, OWNER_ONLY), "wb") as stream:
            stream.writelines(parts)
        partial.replace(file)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _remove_others(file: Path) -> None:
    """Removes the results of other engines, and what killed processes left. Another build may do the same."""
    with suppress(OSError):
        now = file.stat().st_mtime
        for other in file.parent.iterdir():
            is_abandoned = other.suffix == PARTIAL_ENDING and other.stat().st_mtime < now - ABANDONED_AFTER
            if is_abandoned or (other.suffix == RESULTS_ENDING and other != file):
                other.unlink()


def _pickled(results: Mapping[Hashable, Any]) -> bytes:
    """Returns results as `_unpickled` reads them. A member of an enumeration is its class and its value: by themselves,
    Python 3.11.0 to 3.11.3 would write a call of `getattr`, which is refused."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, **dict.fromkeys(_enumerations(Enum), _reduced_member)}
    pickler.dump(results)
    return stream.getvalue()


def _enumerations(kind: type[Enum]) -> Iterator[type[Enum]]:
    for below in kind.__subclasses__():
        yield below
        yield from _enumerations(below)


def _reduced_member(member: Enum) -> tuple[type[Enum], tuple[Any]]:
    return type(member), (member.value,)


def _unpickled(body: bytes) -> dict[Hashable, Any]:
    """Returns the results that a file holds. Raises if it names anything else than what results are made of."""
    with without_collector():
        results: dict[Hashable, Any] = _RecordUnpickler(io.BytesIO(body)).load()
    if not isinstance(results, dict) or not all(isinstance(e, tuple) and len(e) == 2 for e in results.values()):
        raise pickle.UnpicklingError("no results")
    return results


class _RecordUnpickler(pickle.Unpickler):
    """Makes records of the engine, and refuses every other name: a file cannot call a function."""

    def find_class(self, module: str, name: str) -> Any:
        """Returns a class that results are made of. Raises UnpicklingError for any other name."""
        if (module, name) in PLAIN_CLASSES:
            return PLAIN_CLASSES[module, name]
        package, _, place = module.partition(".")
        found = getattr(sys.modules.get(module), name, None)
        is_ours = package == "studyguide" and place.partition(".")[0] in RECORD_FOLDERS
        if is_ours and isinstance(found, type) and found.__module__ == module and _is_record(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record of the engine")


def _is_record(found: type) -> bool:
    is_named_tuple = issubclass(found, tuple) and hasattr(found, "_fields")
    is_record = issubclass(found, Struct) or is_dataclass(found) or is_named_tuple
    return is_record or issubclass(found, Enum) or found.__name__ in COMPARED_INPUTS
