"""The files of a new project: notes of any field, an empty glossary, and what it takes to build a guide at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.model.guide_id import guide_id
from studyguide.model.note import Note, NotePath
from studyguide.parse.curated.schemas import schemas
from studyguide.parse.note import parse_note
from studyguide.render.data.files import SiteFile
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
FACTS = NotePath("notes.yml")
GUESSED = "seeds/notes.yml of the project says so now; change it there if letters look wrong"


def project_files(
    field: str,
    notes: Iterable[tuple[NotePath, bytes]],
    facts: bytes | None = None,
    packs: Iterable[str] = (),
    terms: str = TermPages.ALL,
) -> tuple[tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Return every file of a project by its path, and what was left out or is worth a look.

    `field` is what the guide is about, such as `keeping bees`. `notes` are the files of somebody's notes by their path;
    those that are no notes are left out and named, so that a strict build passes. `facts` is a `notes.yml` they
    already have; else one is made, with the encoding of every note that is not UTF-8. `packs` names the packs that the
    project uses, and `terms` says which terms have a page.
    """
    seeds: list[SiteFile] = []
    diagnostics: list[Diagnostic] = []
    encodings: list[tuple[NotePath, str]] = []
    for path, data in notes:
        if fault := path_fault(f"seeds/{path}"):
            what = f"the file's name {fault}; it was left out"
            diagnostics.append(Diagnostic(Location(path), "unsafe-path", what, "rename it", severity=Severity.WARNING))
            continue
        note, faults = parse_note(path, data)
        guessed = note is not None and _was_guessed(note, faults) and facts is None
        diagnostics += [replace(p, hint=GUESSED) if guessed and p.kind == "encoding" else p for p in faults]
        if note is not None:
            seeds.append(SiteFile(f"seeds/{path}", data))
            encodings += [(path, note.encoding)] if guessed else []
    plain = " ".join(re.sub(r'[<>"&{}]', " ", field).split()) or "these notes"
    context: dict[str, object] = {
        "field": field,
        "plain": plain,
        "title": plain[:1].upper() + plain[1:],
        "encodings": encodings,
        "id": guide_id(field),
        "packs": list(packs),
        "terms": terms if terms != TermPages.ALL else "",
    }
    made = {
        name.removesuffix(".jinja"): _rendered_template(name, context) for name in STARTER.list_templates(["jinja"])
    }
    made |= {f"docs/schema/{name}": text.encode() for name, text in schemas().items()}
    if facts is not None:
        made[f"seeds/{FACTS}"] = facts
    ours = (SiteFile(path, content) for path, content in sorted(made.items()))
    return (*ours, *seeds), tuple(sorted(diagnostics))


def _rendered_template(name: str, context: dict[str, object]) -> bytes:
    return STARTER.get_template(name).render(context).encode()


def _was_guessed(note: Note, faults: Iterable[Diagnostic]) -> bool:
    return any(fault.kind == "encoding" for fault in faults) and not note.encoding.startswith("utf")
