"""Finds the notes and files that a link may mean: by path, end of a path, file name, title or alias."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from studyguide.model.note import Note, NotePath
from studyguide.text.folded_name import folded_name

NOTE_ENDINGS = (".md", ".markdown", ".txt", ".org", ".rst", ".adoc", ".ipynb")


class LinkTargets(Struct, frozen=True):
    """Holds notes and files by every name that a link may use for them."""

    notes: Mapping[NotePath, Note]
    paths: Mapping[str, str]
    """The path of each note and file by its folded path, with and without ending."""
    spelled: Mapping[str, str]
    """The same by its path as it is spelled, for names that differ only in their capitals."""
    by_name: Mapping[str, tuple[str, ...]]
    """Paths by the folded name of the file; the same by titles and aliases of notes."""
    by_title: Mapping[str, tuple[str, ...]]
    by_alias: Mapping[str, tuple[str, ...]]
    names: Sequence[str]
    """The names of all notes, for hints."""


def link_targets(notes: Sequence[Note], files: Iterable[str]) -> LinkTargets:
    """Returns notes and files, given by their paths in the folder of notes, by their names."""
    paths: dict[str, str] = {}
    spelled: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    by_title: dict[str, list[str]] = {}
    by_alias: dict[str, list[str]] = {}
    for path in (*(note.path for note in notes), *files):
        spelled[path] = path
        for form in _path_names(path):
            paths.setdefault(form, path)
            by_name.setdefault(form.rsplit("/", 1)[-1], []).append(path)
    for note in notes:
        spelled.setdefault(posixpath.splitext(note.path)[0], note.path)
        by_title.setdefault(folded_name(note.title), []).append(note.path)
        for alias in note.aliases:
            by_alias.setdefault(folded_name(alias), []).append(note.path)
    names = sorted({_note_stem(note.path) for note in notes})
    by_path = {note.path: note for note in notes}
    return LinkTargets(by_path, paths, spelled, _frozen(by_name), _frozen(by_title), _frozen(by_alias), names)


def targets_of(index: LinkTargets, source: NotePath, name: str) -> tuple[str, ...]:
    """Returns the paths that a name in the note `source` may mean, by the best kind of match only: path, end of a
    path, file name, title, alias."""
    folded = folded_name(name).rstrip("/")
    folder = posixpath.dirname(source)
    for base in (folder, "") if not folded.startswith("/") else ("",):
        whole = posixpath.normpath(posixpath.join(folded_name(base), folded.lstrip("/")))
        if whole in index.paths:
            written = posixpath.normpath(posixpath.join(base, name.strip("/")))
            return (index.spelled.get(written, index.paths[whole]),)
    last = folded.rsplit("/", 1)[-1]
    ends = folded.lstrip("./")
    named = tuple(
        path
        for path in index.by_name.get(last, ())
        if "/" not in ends or any(form == ends or form.endswith(f"/{ends}") for form in _path_names(path))
    )
    for targets in (named, index.by_title.get(folded, ()), index.by_alias.get(folded, ())):
        if targets:
            nearest = _nearest_paths(targets, folder)
            exact = tuple(
                path for path in nearest if name.strip("/") in {path, path.rsplit("/", 1)[-1], _note_stem(path)}
            )
            return exact if len(exact) == 1 else nearest
    return ()


def _path_names(path: str) -> Iterator[str]:
    """Yields the names of a path: with its ending, and without if it is the ending of a note."""
    folded = folded_name(path)
    yield folded
    stem, ending = posixpath.splitext(folded)
    if ending in NOTE_ENDINGS:
        yield stem


def _frozen(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(paths)) for name, paths in table.items()}


def _note_stem(path: str) -> str:
    return posixpath.splitext(path.rsplit("/", 1)[-1])[0]


def _nearest_paths(paths: Sequence[str], folder: str) -> tuple[str, ...]:
    """Returns the paths that are in the nearest folder."""
    if len(paths) == 1:
        return tuple(paths)
    distances = [_distance(posixpath.dirname(path), folder) for path in paths]
    return tuple(path for path, distance in zip(paths, distances, strict=True) if distance == min(distances))


def _distance(a: str, b: str) -> int:
    """Returns how many steps lead from one folder to another."""
    one, other = [p for p in a.split("/") if p], [p for p in b.split("/") if p]
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return len(one) + len(other) - 2 * shared
