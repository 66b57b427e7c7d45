"""The files of a new project: notes of any field, an empty glossary, and what it takes to build a guide at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace

from studyguide.execution.parallel import Mapper
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.guide_id import project_guide_id
from studyguide.model.note import NotePath
from studyguide.parse.curated.schemas import FILES_BY_SCHEMA, SCHEMA_FOLDER, schemas
from studyguide.parse.note import text_of_note
from studyguide.render.data.site_file import SiteFile
from studyguide.render.html.markup import heading_text
from studyguide.render.site_context import TermPages
from studyguide.text.safe_path import path_fault

STARTER = Environment(
    loader=PackageLoader("studyguide", "hosts/scaffold_files"),
    autoescape=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)
"""A constant. YAML gets its values as JSON strings, Markdown as text whose every sign is an entity. `plain` is for what
the theme prints as it is: the site's name, descriptions."""
STARTER.filters["heading"] = heading_text
ENGINE = "studyguide"
"""Name of the engine's package."""
WHEEL_FOLDER = "wheels"
FACTS = NotePath("notes.yml")
GUESSED = "seeds/notes.yml of the project says so now; change it there if letters look wrong"


class EnginePin(Struct, frozen=True):
    """Says which engine builds a project."""

    requirement: str
    """A line of requirements.txt."""
    wheel: SiteFile | None = None
    """The wheel that the line names, if the project keeps one."""
    dependencies: tuple[str, ...] = ()
    """Lines of requirements.txt for the packages that the engine needs."""


def project_files(
    field: str,
    notes: Iterable[tuple[NotePath, bytes]],
    facts: bytes | None = None,
    engine: EnginePin = EnginePin(ENGINE),
    map_: Mapper = map,
    packs: Iterable[str] = (),
    terms: str = TermPages.ALL,
    folder: str = "",
) -> tuple[tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Return every file of a project by its path, and what was left out or is worth a look.

    `field` is what the guide is about, such as `keeping bees`. `notes` are the files of somebody's notes by their path;
    those that are no notes are left out and named, so that a strict build passes. `facts` is a `notes.yml` they
    already have; else one is made, with the encoding of every note that is not UTF-8. `engine` is what builds the
    project, and `map_` parses the notes. `packs` names the packs that the project uses, `terms` says which terms have
    a page, and `folder` is the name of the project's folder, which is a part of the guide's id.
    """
    seeds: list[SiteFile] = []
    diagnostics: list[Diagnostic] = []
    encodings: list[tuple[NotePath, str]] = []
    files = list(notes)
    for (path, data), (encoding, faults) in zip(files, map_(_encoding_of, files), strict=True):
        if fault := path_fault(f"seeds/{path}"):
            what = f"the file's name {fault}; it was left out"
            diagnostics.append(Diagnostic(Location(path), "unsafe-path", what, "rename it", severity=Severity.WARNING))
            continue
        guessed = encoding is not None and _was_guessed(encoding, faults) and facts is None
        diagnostics += [replace(p, hint=GUESSED) if guessed and p.kind == "encoding" else p for p in faults]
        if encoding is not None:
            seeds.append(SiteFile(f"seeds/{path}", data))
            encodings += [(path, encoding)] if guessed else []
    plain = " ".join(re.sub(r'[<>"&{}]', " ", field).split()) or "these notes"
    context: dict[str, object] = {
        "field": field,
        "plain": plain,
        "title": plain[:1].upper() + plain[1:],
        "encodings": encodings,
        "id": project_guide_id(folder, field),
        "packs": list(packs),
        "terms": terms if terms != TermPages.ALL else "",
        "engine": engine,
    }
    made = {path: render_starter(path, context) for path in starter_paths()} | schema_files()
    if engine.wheel is not None:
        made[engine.wheel.path] = engine.wheel.content
    if facts is not None:
        made[f"seeds/{FACTS}"] = facts
    ours = (SiteFile(path, content) for path, content in sorted(made.items()))
    return (*ours, *seeds), tuple(sorted(diagnostics))


def starter_paths() -> tuple[str, ...]:
    """Returns the path of each file that is made from a template."""
    return tuple(name.removesuffix(".jinja") for name in STARTER.list_templates(["jinja"]))


def render_starter(path: str, context: dict[str, object]) -> bytes:
    """Returns the content of a file that is made from a template."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    editor = {f"./{SCHEMA_FOLDER}/{name}": pattern for name, pattern in FILES_BY_SCHEMA.items()}
    return STARTER.get_template(f"{path}.jinja").render(context, python=python, editor_schemas=editor).encode()


def schema_files() -> dict[str, bytes]:
    """Returns the schemas of the curated files by their path in a project."""
    return {f"{SCHEMA_FOLDER}/{name}": text.encode() for name, text in schemas().items()}


def _encoding_of(file: tuple[NotePath, bytes]) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Returns the encoding of a note, None for what is no note, and what is wrong with it."""
    text, faults = text_of_note(*file)
    return (text.encoding if text else None), faults


def _was_guessed(encoding: str, faults: Iterable[Diagnostic]) -> bool:
    return any(fault.kind == "encoding" for fault in faults) and not encoding.startswith("utf")
