"""Returns what a newer engine changes in a project: pins, schemas, and the entries of migrations.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml
from msgspec import Struct
from packaging.version import InvalidVersion, Version

from studyguide.hosts.scaffold import ENGINE, EnginePin, render_starter, schema_files
from studyguide.model.guide_id import guide_id

REQUIREMENTS = "requirements.txt"
OWN_LINES = "# Other packages that this project needs."
PIN = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*==")


class FileChange(Struct, frozen=True):
    path: str
    says: str
    """Why the file changes, for the author."""
    content: bytes | None
    """None removes the file."""


def project_changes(
    project: Mapping[str, bytes], version: str, engine: EnginePin, site_name: str
) -> tuple[FileChange, ...]:
    """Returns the changes that bring a project to the engine of `engine`, one for each file.

    `project` has the files that could change, by path; `version` is the engine that it names now, '' if none.
    """
    wanted: dict[str, FileChange] = {}

    def change(path: str, content: bytes, says: str) -> None:
        before = wanted[path].says + "; " if path in wanted else ""
        wanted[path] = FileChange(path, before + says, content)

    for entry in _entries_since(version):
        if "add" in entry and entry["add"] not in project:
            change(entry["add"], render_starter(entry["add"], {"engine": engine}), entry["says"])
        elif "insert" in entry and entry["file"] in project:
            known = wanted.get(entry["file"])
            text = ((known.content if known else None) or project[entry["file"]]).decode("utf-8")
            new = _with_line(text, entry, guide_id(site_name))
            if new != text:
                change(entry["file"], new.encode(), entry["says"])
    old = project.get(REQUIREMENTS, b"").decode("utf-8", "replace")
    change(REQUIREMENTS, _requirements(old, engine), f"the engine is {engine.requirement}")
    if engine.wheel is not None:
        change(engine.wheel.path, engine.wheel.content, "the engine itself")
    for path, content in schema_files().items():
        change(path, content, "what editors know of the files")
    gone = [
        FileChange(path, "the engine before", None)
        for path in sorted(project)
        if re.fullmatch(rf"wheels/{ENGINE}-[^/]+\.whl", path) and path not in wanted
    ]
    changed = (one for one in wanted.values() if project.get(one.path) != one.content)
    return tuple(sorted((*changed, *gone), key=lambda one: one.path))


def is_older(version: str, other: str) -> bool:
    """Returns whether a version is older than another one; '' and what is no version are older than all."""
    try:
        return Version(version) < Version(other)
    except InvalidVersion:
        return True


def _entries_since(version: str) -> Iterator[Mapping[str, Any]]:
    text = files("studyguide.hosts").joinpath("migrations.yml").read_text("utf-8")
    for entry in yaml.safe_load(text):
        if is_older(version, entry["to"]):
            yield entry


def _with_line(text: str, entry: Mapping[str, Any], id_: str) -> str:
    lines = text.splitlines()
    after = entry.get("after")
    if any(line.lstrip().startswith(entry["unless"]) for line in lines) or (after and after not in lines):
        return text
    lines.insert(lines.index(after) + 1 if after else len(lines), str(entry["insert"]).replace("$id", id_))
    return "\n".join(lines) + "\n"


def _requirements(old: str, engine: EnginePin) -> bytes:
    """Returns requirements.txt with the new pins. Lines that somebody added stay."""
    new = render_starter(REQUIREMENTS, {"engine": engine}).decode()
    own = _own_lines(old.splitlines(), new.splitlines())
    return (new + "\n".join(["", OWN_LINES, *own, ""]) if own else new).encode()


def _own_lines(old: Sequence[str], new: Sequence[str]) -> list[str]:
    pinned = {match[1].lower() for line in new if (match := PIN.match(line))}
    kept = []
    for line in old:
        match = PIN.match(line)
        is_ours = (match and match[1].lower() in {*pinned, ENGINE}) or f"{ENGINE}-" in line or line in new
        if line.strip() and not is_ours and line != OWN_LINES:
            kept.append(line)
    return kept
