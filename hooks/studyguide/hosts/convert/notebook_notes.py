"""Converts the export of a notebook (ENEX, as Evernote writes it) into a Markdown note for each of its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from msgspec import Struct

from studyguide.hosts.convert.html_markdown import html_markdown

ENEX_CREATED = re.compile(r"(\d{4})(\d{2})(\d{2})T")


class NotebookNote(Struct, frozen=True):
    title: str
    date: str
    """ISO 8601, or ''."""
    tags: tuple[str, ...]
    markdown: str
    media: int
    """How many pictures and files it has, which are not converted."""


def notebook_notes(data: bytes) -> Iterator[NotebookNote]:
    """Yields the notes in their order. Raises ValueError if the file is none."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"it is no XML: {error}") from error
    if root.tag != "en-export":
        raise ValueError("it is no export of notes")
    for note in root.iterfind("note"):
        created = ENEX_CREATED.match(note.findtext("created") or "")
        content = re.sub(r"^\s*<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", note.findtext("content") or "")
        yield NotebookNote(
            " ".join((note.findtext("title") or "").split()),
            "-".join(created.groups()) if created else "",
            tuple(" ".join((tag.text or "").split()) for tag in note.iterfind("tag") if (tag.text or "").strip()),
            html_markdown(content).markdown,
            len(note.findall("resource")),
        )
