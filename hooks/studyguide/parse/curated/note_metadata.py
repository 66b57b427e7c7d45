"""Reads `seeds/notes.yml`: what files cannot say about themselves, by the path of each note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError, WithJsonSchema
from pydantic.dataclasses import dataclass

from studyguide.model.diagnostics import Diagnostic
from studyguide.model.fields import RECORD_CONFIG
from studyguide.model.note import NoteMetadata, NotePath, Span
from studyguide.parse.curated.strict_yaml import YamlDocument, load, place_of, problem_at, validated

YES, NO = {"true", "yes", "on"}, {"false", "no", "off"}
NOTE_KEYS = NoteMetadata.__struct_fields__
LINE_RUNS = {"type": ["array", "integer", "string"], "items": {"type": ["integer", "string"]}}
EXAMPLE = "write `talk.md:` and below it, indented, `title: ...`"


@dataclass(frozen=True, config={**RECORD_CONFIG})
class WrittenMetadata:
    """Says what the file of one note cannot say itself. Every key may be left out; every scalar is read as text."""

    title: str | None = None
    """Title of the note's page."""
    event: str | None = None
    """Where it was, such as the name of a conference."""
    year: Annotated[str | None, WithJsonSchema({"type": ["integer", "string"]})] = None
    """The year of dates that are written without one."""
    author: str | None = None
    """Who wrote the note."""
    encoding: str | None = None
    """Encoding of a file that is not UTF-8, such as `cp1252`."""
    slug: str | None = None
    """Last part of the page's address: lower-case letters, digits and single hyphens."""
    publish: Annotated[str | None, WithJsonSchema({"type": ["boolean", "string"]})] = None
    """`false` keeps the whole note out of the guide."""
    withhold: Annotated[str | list[str] | None, WithJsonSchema(LINE_RUNS)] = None
    """Lines that are kept out, such as `[12, 20-24]`."""
    allow: str | list[str] | None = None
    """Texts that are shown although they look private."""
    watched: str | list[str] | None = None
    """Lines of the watch list that are done, such as `[12, 20-24]`."""


WRITTEN = TypeAdapter(WrittenMetadata)
METADATA_OF_NOTES = TypeAdapter(dict[str, WrittenMetadata | None])
"""The whole file: metadata by the path of a note below its folder."""


def read_note_metadata(file: str, text: str) -> tuple[dict[NotePath, NoteMetadata], tuple[Diagnostic, ...]]:
    """Returns the metadata of every note that has any, and the problems. `file` is only named in problems.

    The file maps a note's path below its folder to `{title, event, year, author, encoding, slug, publish, withhold,
    allow, watched}`. A faulty field is left out and reported; the other fields remain valid.
    """
    document, diagnostics = load(file, text)
    if document.value is None:
        return {}, diagnostics
    if not isinstance(document.value, dict):
        what = "notes.yml maps the path of a note to what is known of it"
        return {}, (*diagnostics, problem_at(document, (1, 1), "bad-value", what, EXAMPLE))
    by_note: dict[NotePath, NoteMetadata] = {}
    faults = list(diagnostics)
    for path, value in document.value.items():
        name = NotePath(path.removeprefix("./").removeprefix("seeds/"))
        if value is None:
            by_note[name] = NoteMetadata()
        elif not isinstance(value, dict):
            what = f"`{path}` needs fields below it"
            faults.append(problem_at(document, place_of(document, (path,)), "bad-value", what, EXAMPLE))
        else:
            by_note[name] = _facts(document, path, value, faults)
    return by_note, tuple(faults)


def _facts(document: YamlDocument, path: str, value: dict[str, Any], faults: list[Diagnostic]) -> NoteMetadata:
    _, diagnostics = validated(WRITTEN, document, (path,), NOTE_KEYS)
    faults.extend(diagnostics)
    try:
        written = WRITTEN.validate_python({key: item for key, item in value.items() if not _is_faulty(key, item)})
    except ValidationError:
        return NoteMetadata()

    def fault(key: str, what: str, hint: str) -> None:
        faults.append(problem_at(document, place_of(document, (path, key)), "bad-value", what, hint))

    year = None
    if written.year is not None:
        if re.fullmatch(r"(?:19|20)\d\d", written.year):
            year = int(written.year)
        else:
            fault("year", f"`{written.year}` is not a year", "write four digits, such as `year: 2020`")
    if written.slug is not None and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", written.slug):
        fault("slug", f"`{written.slug}` is not fit for an address", "use lower-case letters, digits and single dashes")
        written = replace(written, slug=None)
    publish = True
    if written.publish is not None:
        publish = written.publish.lower() not in NO
        if written.publish.lower() not in YES | NO:
            publish = False
            fault(
                "publish",
                f"`{written.publish}` is neither true nor false",
                "the note is kept out until it is one of them",
            )
    withhold = tuple(_spans(written.withhold, fault))
    allow = tuple(word for word in _as_list(written.allow) if word)
    return NoteMetadata(
        written.title or None,
        written.event or None,
        year,
        written.author or None,
        written.encoding or None,
        written.slug or None,
        publish,
        withhold,
        allow,
        tuple(item for item in _as_list(written.watched) if item),
    )


def _is_faulty(key: str, item: Any) -> bool:
    try:
        WRITTEN.validate_python({key: item})
    except ValidationError:
        return True
    return False


def _spans(value: str | list[str] | None, fault: Any) -> list[Span]:
    spans = []
    for word in (part.strip() for item in _as_list(value) for part in item.split(",")):
        match = re.fullmatch(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", word)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if 0 < first <= last:
            spans.append(Span(first, last))
        else:
            hint = "write line numbers of the file, such as `[12, 14-20]`"
            fault("withhold", f"`{word}` is no line or run of lines", hint)
    return spans


def _as_list(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
