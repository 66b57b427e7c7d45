"""Renames the id of a term in every curated file that refers to it, without touching anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from studyguide.parse.curated.yaml_edits import YamlPath, with_scalars

RENAMED_MARK = "->"
REFERENCES: Mapping[str, frozenset[str]] = {
    "docs/glossary/": frozenset({"part_of", "needs", "also_true", "replacement"}),
    "docs/exams/": frozenset({"term", "terms", "covered_by"}),
    "docs/questions/": frozenset({"term", "terms"}),
    "docs/decisions/": frozenset({"term", "answer", "yes", "no"}),
    "docs/causes.yml": frozenset({"terms"}),
    "docs/figures.yml": frozenset({"terms"}),
    "docs/corrections.yml": frozenset({"terms"}),
    "docs/cards.yml": frozenset({"term"}),
    "docs/phrasings.yml": frozenset({":key"}),
}
"""The keys below which a file has ids of terms, by the beginning of its path."""
IDS_IN_LISTS = frozenset({"confused_with", "see"})
"""Lists of the glossary whose entries have the id of another term as `id`."""


class RenamedFile(Struct, frozen=True):
    """Describes a file after the rename."""

    old_path: str
    path: str
    text: str


def renamed_files(files: Mapping[str, str], old: str, new: str) -> tuple[RenamedFile, ...]:
    """Returns the files that change when a term's id becomes `new`: `files` maps paths below the project to texts.

    Raises ValueError, which names the file, if one cannot be edited.
    """
    changed: list[RenamedFile] = []
    for path, text in files.items():
        try:
            after = _renamed_text(path, text, old, new)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
        target = f"docs/lessons/{new}.md" if path == f"docs/lessons/{old}.md" else path
        if after != text or target != path:
            changed.append(RenamedFile(path, target, after))
    return tuple(changed)


def with_new_name(text: str, term: str, name: str) -> str:
    """Returns the text of a glossary file in which a term has another name."""
    entries = {path[0]: value for path, value in _scalar_rows(text) if path[1:] == ("id",)}
    index = next((index for index, value in entries.items() if value == term), None)
    return with_scalars(text, lambda path, _: name if path == (index, "name") else None)


def renamed_addresses(text: str, old: str, new: str) -> str:
    """Returns the ledger of addresses in which the pages of the old id lead to those of the new one."""
    rows: list[str] = []
    for row in text.splitlines():
        left, mark, right = (part.strip() for part in row.partition(RENAMED_MARK))
        target = _moved_file(right if mark else left, old, new)
        if row.startswith("#") or target == (right if mark else left):
            rows.append(row)
        else:
            rows.append(f"{left} {RENAMED_MARK} {target}")
            if not mark and target not in rows:
                rows.append(target)
    return "".join(f"{row}\n" for row in rows)


def _moved_file(address: str, old: str, new: str) -> str:
    return re.sub(rf"^((?:services|concepts)/|compare/parts-of-){re.escape(old)}/$", rf"\g<1>{new}/", address)


def _renamed_text(path: str, text: str, old: str, new: str) -> str:
    if path.startswith("docs/lessons/"):
        return re.sub(rf"^(term:\s*){re.escape(old)}(?=\s*(?:#|$))", rf"\g<1>{new}", text, count=1, flags=re.MULTILINE)
    if path.endswith(".md"):
        return re.sub(rf"((?:services|concepts)/){re.escape(old)}(?=[/.])", rf"\g<1>{new}", text)
    keys = next((keys for start, keys in REFERENCES.items() if path.startswith(start)), frozenset[str]())
    return with_scalars(text, _replacement(path, keys, old, new)) if old in text and keys else text


def _replacement(path: str, keys: Collection[str], old: str, new: str) -> Callable[[YamlPath, str], str | None]:
    def wanted(at: YamlPath, value: str) -> str | None:
        if value != old:
            return None
        names = [key for key in at if isinstance(key, str)]
        if at[-1] == ":key":
            return new if ":key" in keys else None
        if path.startswith("docs/glossary/") and names[-1] == "id":
            return new if len(names) == 1 or names[-2] in IDS_IN_LISTS else None
        return new if names and names[-1] in keys else None

    return wanted


def _scalar_rows(text: str) -> list[tuple[YamlPath, str]]:
    rows: list[tuple[YamlPath, str]] = []

    def note_down(path: YamlPath, value: str) -> None:
        rows.append((path, value))

    with_scalars(text, note_down)
    return rows
