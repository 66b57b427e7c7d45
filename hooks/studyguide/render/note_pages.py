"""Gives each note its page, `notes/<folder>/<file>.md`, from its path in `seeds/`.

The page depends on the note's own path, so that adding a note does not move another. Only two notes whose paths give
the same address, such as `Class.md` and `class.txt`, depend on each other: one keeps the plain address and the other
gets a hash of its path behind it. The ledger of addresses decides which one, as soon as it has one of them.
"""

from __future__ import annotations

import hashlib
import posixpath
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from studyguide.model.note import NotePath, PagePath
from studyguide.text.safe_path import DEVICE_NAMES
from studyguide.text.slug import slug

FOLDER = "notes"
RESERVED_AT_TOP = frozenset({"by-date", "watch-list", "no-term", "tags", "folders"})
"""Pages that the site makes in `notes/` itself."""
RESERVED = frozenset({"index", "source"}) | DEVICE_NAMES
"""Names that no note has at any level: the folder's own page, a note's source view, devices of Windows."""
LONGEST_NAME = 150
"""Bytes of a part before its hash: `.html` and temporary endings still fit into 255."""
LONGEST_ADDRESS = 500
"""Bytes of all parts together; a note whose path is longer stands in `notes/` itself."""
HASH_SIZES = (6, 16, 40)
"""Hexadecimal digits of a hash that tells two notes apart; the longer ones only where the shorter one is taken."""


def note_pages(
    wishes: Mapping[NotePath, str], published: Mapping[PagePath, NotePath] | None = None
) -> dict[NotePath, PagePath]:
    """Return the page of each note.

    `wishes` maps each note to the slug that `notes.yml` gives it, '' for none. `published` says for which note each
    page was published before: two notes that want the same page do not change places.
    """
    earlier: dict[str, set[str]] = {}
    for page, note in (published or {}).items():
        earlier.setdefault(_composed(note), set()).add(page)
    pages: dict[NotePath, PagePath] = {}
    taken: set[str] = set()

    def take(path: NotePath, names: Iterator[str]) -> bool:
        name = next((name for name in names if name not in taken), None)
        if name is not None:
            taken.add(name)
            pages[path] = PagePath(f"{FOLDER}/{name}.md")
        return name is not None

    def take_earlier(path: NotePath) -> bool:
        of_note = earlier.get(_composed(path), ())
        return take(path, (name for name in _file_names(path, wishes[path]) if f"{FOLDER}/{name}.md" in of_note))

    wished = sorted(path for path in wishes if wishes[path])
    others = sorted((path for path in wishes if not wishes[path]), key=_rank)
    for group in (wished, others):
        for path in [path for path in group if not take_earlier(path)]:
            take(path, _file_names(path, wishes[path]))
    return {path: pages[path] for path in sorted(wishes)}


def contested(wishes: Mapping[NotePath, str]) -> tuple[tuple[NotePath, ...], ...]:
    """Return each group of notes that want the same page, in order of their paths."""
    groups: dict[str, list[NotePath]] = {}
    for path in sorted(wishes):
        groups.setdefault(next(_file_names(path, wishes[path])), []).append(path)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def is_same_path(one: NotePath, other: NotePath) -> bool:
    """Return whether two paths are of one note, on systems that store an accent apart from its letter too."""
    return _composed(one) == _composed(other)


def _file_names(path: NotePath, wish: str) -> Iterator[str]:
    """Yield where a note may stand below `notes/`, the plain name first. The last one is the note's alone."""
    parts = _path_parts(path, wish)
    yield "/".join(parts)
    *folders, last = parts
    for size in HASH_SIZES:
        yield "/".join((*folders, f"{last}-{_digest(_composed(path), size)}"))
    yield "/".join((*folders, f"{last}-{_digest(f'as stored {path}', HASH_SIZES[-1])}"))


def _path_parts(path: NotePath, wish: str) -> Sequence[str]:
    *folders, file = path.split("/")
    stem = wish or posixpath.splitext(file)[0]
    named = [("folder", folder) for folder in folders if folder not in {"", ".", ".."}] + [("note", stem)]
    parts = [_path_part(text, kind, number == 0) for number, (kind, text) in enumerate(named)]
    if len("/".join(parts).encode()) <= LONGEST_ADDRESS:
        return parts
    return [f"{parts[-1]}-{_digest(_composed(path), HASH_SIZES[1])}"]


def _path_part(text: str, kind: str, is_top: bool) -> str:
    name = slug(text).encode()[:LONGEST_NAME].decode(errors="ignore").rstrip("-")
    if not name or name in RESERVED or (is_top and name in RESERVED_AT_TOP):
        return f"{name or kind}-{_digest(unicodedata.normalize('NFC', text), HASH_SIZES[0])}"
    return name


def _rank(path: NotePath) -> tuple[bool, bool, str]:
    """Order notes that want the same page: the one that is written like its address comes first."""
    stem, ending = posixpath.splitext(path)
    return (stem != "/".join(_path_parts(path, "")), ending != ".md", path)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _digest(text: str, size: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:size]
