"""Writes a glossary entry for a suggestion, as the lines of its YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from studyguide.model.fields import id_fault
from studyguide.model.glossary import AliasKind, Kind
from studyguide.model.guide_id import ascii_slug
from studyguide.model.note import NotePath
from studyguide.parse.curated.yaml_edits import yaml_scalar

CONCEPT = "concept"
"""The kind that every new project has and every term can have."""


class NewEntry(Struct, frozen=True):
    """Describes a term to be written into the glossary. It has a quoted definition or one of its own."""

    id: str
    name: str
    kind: str
    quote: tuple[NotePath, int, str] | None = None
    """Note below `seeds/`, 1-based line and text."""
    meaning: str = ""
    """What it is, in the author's words."""
    aliases: tuple[tuple[str, AliasKind], ...] = ()


def entry_rows(entry: NewEntry) -> list[str]:
    """Returns the lines of the entry."""
    rows = [f"- id: {entry.id}", f"  name: {yaml_scalar(entry.name)}", f"  kind: {entry.kind}"]
    if entry.quote:
        note, line, text = entry.quote
        rows += ["  quote:", f"    note: {yaml_scalar(note)}", f"    line: {line}", f"    text: {yaml_scalar(text)}"]
    elif entry.meaning:
        rows.append(f"  is: {yaml_scalar(entry.meaning)}")
    if entry.aliases:
        rows += ["  aliases:", *(f"    - {alias_item(text, kind)}" for text, kind in entry.aliases)]
    return rows


def alias_item(text: str, kind: AliasKind) -> str:
    """Returns an alias as an item of a list."""
    return yaml_scalar(text) if kind is AliasKind.SYNONYM else f"{{text: {yaml_scalar(text)}, kind: {kind}}}"


def new_term_id(name: str, taken: Collection[str]) -> str:
    """Returns an id for a name that no other term has. A name without a Latin letter or digit gives a number."""
    base = ascii_slug(name)
    if not base or id_fault(base):
        base = f"term-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    candidates = (base, *(f"{base}-{number}" for number in range(2, 1000)))
    return next(candidate for candidate in candidates if candidate not in taken)


def default_kind(kinds: Sequence[Kind]) -> str:
    """Returns the kind that a new term has if nobody says another: `concept`, else the first kind that asks for
    nothing but a definition, else the first one."""
    if any(kind.id == CONCEPT for kind in kinds) or not kinds:
        return CONCEPT
    return next((kind.id for kind in kinds if not (kind.status or kind.advice or kind.formula)), kinds[0].id)


def abbreviation_aliases(shorts: Iterable[str]) -> tuple[tuple[str, AliasKind], ...]:
    return tuple((short, AliasKind.ABBREVIATION) for short in shorts)
