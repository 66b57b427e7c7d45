"""Finds links that an author wrote into the project: between double brackets, in Markdown, and as tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from studyguide.model.note import REDACTED_KINDS, Note, Zone, ZoneKind, zones_by_line

WIKILINK_TARGET = re.compile(r"(!?)\[\[([^\[\]|\n]*)(?:\|[^\[\]\n]*)?\]\]")
ORG_LINK_TARGET = re.compile(r"()\[\[(?:file:)?([^\[\]\n]+)\](?:\[[^\[\]\n]+\])?\]")
INLINE_LINK = re.compile(r"\]\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))")
LINK_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\[^][^\]\[]*\]:[ \t]*<?([^\s<>]+)>?")
ADDRESS_TAG = re.compile(r"<(?:a|img)\b([^<>]*)", re.IGNORECASE)
ADDRESS_ATTRIBUTE = re.compile(r"\b(?:href|src)[ \t]*=[ \t]*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//|mailto:")


class NoteLink(Struct, frozen=True):
    """Describes an address inside the project that an author wrote."""

    line: int
    start: int
    """0-based column where the link's markup starts."""
    end: int
    target: str
    """The address without percent-encoding."""
    embeds: bool = False


def author_links(note: Note) -> tuple[NoteLink, ...]:
    """Returns the links of a note that lead into the project, in order of lines. Code is not searched."""
    zones: dict[int, list[Zone]] | None = None
    note_links: list[NoteLink] = []
    pattern = ORG_LINK_TARGET if note.path.lower().endswith(".org") else WIKILINK_TARGET
    for number, text in enumerate(note.lines, 1):
        if "[" not in text and "<" not in text:
            continue
        links = list(_links_of(number, text, pattern))
        if links and zones is None:
            zones = zones_by_line(z for z in note.zones if z.kind is ZoneKind.CODE or z.kind in REDACTED_KINDS)
        note_links += (link for link in links if not any(_hides(zone, link) for zone in (zones or {}).get(number, ())))
    return tuple(note_links)


def _links_of(number: int, text: str, wikilinks: re.Pattern[str]) -> Iterator[NoteLink]:
    if "[[" in text:
        for match in wikilinks.finditer(text):
            target = match[2].rstrip("\\").strip()
            if target and not SCHEME.match(target):
                yield NoteLink(number, match.start(), match.end(), target, bool(match[1]))
    if "](" in text:
        for match in INLINE_LINK.finditer(text):
            target = match[1] or match[2] or ""
            if target and not SCHEME.match(target):
                start = text.rfind("[", 0, match.start())
                embeds = text[start - 1 : start] == "!"
                yield NoteLink(number, max(start - embeds, 0), match.end() + 1, unquote(target), embeds)
    if "]:" in text and (definition := LINK_DEFINITION.match(text)) and not SCHEME.match(definition[1]):
        yield NoteLink(number, 0, len(text), unquote(definition[1]))
    if "=" in text and "<" in text:
        for tag in ADDRESS_TAG.finditer(text):
            attribute = ADDRESS_ATTRIBUTE.search(text, tag.start(1), tag.end())
            if attribute and attribute[1] and not SCHEME.match(attribute[1]):
                embeds = text[tag.start() + 1 : tag.start() + 4].lower() == "img"
                yield NoteLink(number, tag.start(), attribute.end(), unquote(attribute[1]), embeds)


def _hides(zone: Zone, link: NoteLink) -> bool:
    """Returns whether a link is no link, or may not be one: it begins or ends in code, or a part of it is masked. Code
    inside a link, as in ``[[#`name`]]``, is a part of its words."""
    if zone.kind is ZoneKind.CODE and link.start < zone.start and zone.end < link.end:
        return False
    return zone.start < link.end and link.start < zone.end
