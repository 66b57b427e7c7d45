"""Reads a curated YAML file as records, with the checks that all lists of entries share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any, Generic, TypeVar

from msgspec import Struct
from pydantic import TypeAdapter

from studyguide.model.diagnostics import Diagnostic, closest
from studyguide.model.pack import pack_of
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at, validated

Record = TypeVar("Record")
Path = tuple[str | int, ...]


class CuratedEntry(Struct, Generic[Record], frozen=True):
    """Holds a record and its place in the file."""

    record: Record
    document: YamlDocument
    path: Path
    """Keys and indices that lead to it in the document."""


def keys_of(*records: Any) -> tuple[str, ...]:
    """Returns the keys that the given records have in YAML."""
    return tuple(dict.fromkeys(field.name.removesuffix("_") for record in records for field in fields(record)))


def read_list(
    file: str, text: str, adapter: TypeAdapter[Record], keys: Collection[str]
) -> tuple[tuple[CuratedEntry[Record], ...], tuple[Diagnostic, ...]]:
    """Returns the valid entries of a file that is a list. An entry with a fault is left out and reported."""
    document, faults = load(file, text)
    if document.value is None:
        return (), faults
    if not isinstance(document.value, list):
        return (), (
            *faults,
            problem_at(document, (1, 1), "bad-value", "this file is a list", "start entries with `- `"),
        )
    diagnostics = list(faults)
    entries: list[CuratedEntry[Record]] = []
    for index in range(len(document.value)):
        checked = validated(adapter, document, (index,), tuple(keys))
        record, wrong = checked
        diagnostics += wrong
        if record is not None:
            entries.append(CuratedEntry(record, document, (index,)))
    return tuple(entries), tuple(diagnostics)


def read_lists(
    files: Iterable[tuple[str, str]], adapter: TypeAdapter[Record], keys: Collection[str]
) -> tuple[tuple[CuratedEntry[Record], ...], tuple[Diagnostic, ...]]:
    """Returns the valid entries of several files, layer by layer, and the problems of all."""
    read = [read_list(file, text, adapter, keys) for file, text in in_layers(files)]
    entries = (entry for of_file, _ in read for entry in of_file)
    return tuple(entries), tuple(fault for _, faults in read for fault in faults)


def read_mapping(
    file: str, text: str, adapter: TypeAdapter[Record], keys: Collection[str]
) -> tuple[CuratedEntry[Record] | None, tuple[Diagnostic, ...]]:
    """Returns the record of a file that is one mapping; None if it is empty or has a fault."""
    document, faults = load(file, text)
    if document.value is None:
        return None, faults
    checked = validated(adapter, document, (), tuple(keys))
    record, wrong = checked
    return (None if record is None else CuratedEntry(record, document, ())), (*faults, *wrong)


def fault_at(entry: CuratedEntry[Any], path: Path, kind: str, what: str, hint: str = "") -> Diagnostic:
    """Returns a problem at a value of the entry."""
    return problem_at(entry.document, place_of(entry.document, (*entry.path, *path)), kind, what, hint)


def unknown_ids(
    entry: CuratedEntry[Any], references: Iterable[tuple[Path, str | None]], known: Collection[str], noun: str = "term"
) -> Iterator[Diagnostic]:
    """Yields a problem for each reference whose id is not `known`; the hint names the closest id."""
    for path, id_ in references:
        if id_ is not None and id_ not in known:
            yield fault_at(entry, path, "dangling-id", f"no {noun} has the id `{id_}`", closest(id_, known))


def in_layers(files: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Returns files (path and text) by layer, each sorted by path. A layer has the files of the project or of one pack;
    the layers keep their order."""
    given = tuple(files)
    order = {pack: at for at, pack in enumerate(dict.fromkeys(pack_of(path) for path, _ in given))}
    return sorted(given, key=lambda file: (order[pack_of(file[0])], file[0]))


def not_overridden(entries: Iterable[CuratedEntry[Record]]) -> tuple[CuratedEntry[Record], ...]:
    """Returns the entries without those whose id an entry of an earlier layer has: it takes their place.

    Equal ids within one layer stay, and are a fault.
    """
    given = tuple(entries)
    owner: dict[str, str] = {}
    for entry in given:
        owner.setdefault(_id_of(entry), pack_of(entry.document.file))
    return tuple(entry for entry in given if owner[_id_of(entry)] == pack_of(entry.document.file))


def repeated_ids(entries: Iterable[CuratedEntry[Any]]) -> Iterator[Diagnostic]:
    """Yields a problem for each entry whose id an earlier one has; it names the place of the first."""
    first: dict[str, CuratedEntry[Any]] = {}
    for entry in entries:
        id_ = entry.record.id
        if id_ in first:
            line = place_of(first[id_].document, (*first[id_].path, "id"))[0]
            hint = f"the first is at {first[id_].document.file}:{line}"
            yield fault_at(entry, ("id",), "duplicate-id", f"the id `{id_}` is used twice", hint)
        first.setdefault(id_, entry)


def file_stem(file: str) -> str:
    """Returns the name of a file without folders and ending."""
    return file.rpartition("/")[2].rpartition(".")[0]


def misnamed(entry: CuratedEntry[Any], key: str, id_: str) -> Iterator[Diagnostic]:
    """Yields a problem if the id in `key` is not the name of the file."""
    stem = file_stem(entry.document.file)
    if id_ != stem:
        what = f"`{key}` is `{id_}` in a file named `{stem}`"
        yield fault_at(entry, (key,), "file-name", what, "give both the same name")


def _id_of(entry: CuratedEntry[Any]) -> str:
    return str(entry.record.id)
