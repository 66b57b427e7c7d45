"""The glossary for programs: `glossary.json`, and the JSON Schema that describes it.

The records below are both: what is written, and, by their docstrings, what the schema explains.
"""

from __future__ import annotations

import json
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from studyguide.model.glossary import AliasKind, Confidence, State, Status, Term, definition, shown_names
from studyguide.model.record_schema import record_schema
from studyguide.render.site_context import SiteContext, term_address

JSON_CONFIG = ConfigDict(extra="forbid", defer_build=True)
SCHEMA = "glossary.schema.json"


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class NameRow:
    """Another name of a term. Texts that are linked but are no names of it are left out."""

    text: str
    kind: AliasKind


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class StatusRow:
    """The life-cycle status of a product. Dates are as exact as they are known: YYYY, YYYY-MM or YYYY-MM-DD."""

    state: State
    since: tuple[str, ...]
    """When the state began; several where the sources disagree."""
    closed: tuple[str, ...]
    """When it closed to new customers, if that came before."""
    ends: tuple[str, ...]
    """When it will end, if that has been announced."""
    formerly: str | None
    replacement: tuple[str, ...]
    """Ids of terms to use instead."""
    note: str | None
    source: str | None
    """An address that was looked up; null where the status is unconfirmed."""
    confidence: Confidence
    checked: str
    """The day somebody last looked this up."""


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class SourceRow:
    """Where a definition can be checked."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class QuoteRow:
    """The line of a note from which a definition is quoted."""

    note: str
    """Path of the note."""
    line: int | None
    """1-based; null where the note no longer says it."""


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class TermRow:
    """One term."""

    id: str
    """Stable: it never changes and is never given to another term."""
    name: str
    kind: str
    family: str
    definition: str
    """A verb phrase for what acts (`finds ...`), a noun phrase for what is (`share of ...`), or a quoted line."""
    quote: QuoteRow | None
    """Where the definition is quoted from; null for one that was written for the glossary."""
    aliases: tuple[NameRow, ...]
    address: str
    """Of its page, relative to this file."""
    part_of: str | None
    status: StatusRow | None
    """Null for what has no life of its own, such as a concept."""
    page: str | None
    """The official page."""
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class GroupRow:
    """A kind of terms, or a family of terms that are learned together."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, config=JSON_CONFIG)
class GlossaryFile:
    """The glossary of a study guide."""

    version: Literal[1]
    """Of this format; it changes when a reader of an older file would be misled."""
    field: str
    """What the guide is about."""
    url: str | None
    """Address of the guide, null where it was built without one."""
    kinds: tuple[GroupRow, ...]
    families: tuple[GroupRow, ...]
    terms: tuple[TermRow, ...]


FILE = TypeAdapter(GlossaryFile)


def glossary_json(ctx: SiteContext) -> bytes:
    """Return `glossary.json`: every term with its definition, spellings, status, sources and address."""
    glossary = ctx.corpus.glossary
    file = GlossaryFile(
        version=1,
        field=glossary.field,
        url=ctx.site.url or None,
        kinds=tuple(GroupRow(id=kind.id, name=kind.name) for kind in glossary.kinds),
        families=tuple(GroupRow(id=family.id, name=family.name) for family in glossary.families),
        terms=tuple(_term_json(ctx, term) for term in glossary.terms),
    )
    return _json({"$schema": SCHEMA, **FILE.dump_python(file, mode="json")})


def glossary_schema() -> bytes:
    """Return the JSON Schema of `glossary.json`."""
    schema = record_schema(FILE, "serialization")
    schema["properties"] = {"$schema": {"type": "string"}, **schema["properties"]}
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def _term_json(ctx: SiteContext, term: Term) -> TermRow:
    return TermRow(
        id=term.id,
        name=term.name,
        kind=term.kind,
        family=ctx.family_of.get(term.id, ""),
        definition=definition(term),
        quote=QuoteRow(note=term.quote.note, line=term.quote.line) if term.quote else None,
        aliases=tuple(NameRow(text=alias.text, kind=alias.kind) for alias in shown_names(term)),
        address=term_address(ctx, term.id),
        part_of=term.part_of,
        status=_status(term.status) if term.status else None,
        page=term.page,
        sources=tuple(SourceRow(title=source.title, url=source.url) for source in term.sources),
    )


def _status(status: Status) -> StatusRow:
    return StatusRow(
        state=status.state,
        since=status.since,
        closed=status.closed,
        ends=status.ends,
        formerly=status.formerly,
        replacement=status.replacement,
        note=status.note,
        source=None if status.source == "unconfirmed" else status.source,
        confidence=status.confidence,
        checked=status.checked,
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
