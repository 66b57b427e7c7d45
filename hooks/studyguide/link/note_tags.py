"""Finds the tags of a note: those of its front matter, and `#words` in its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from studyguide.link.line_index import LineIndex
from studyguide.model.note import REDACTED_KINDS, BlockKind, Note, ZoneKind

HASHTAG = re.compile(r"(?:^|(?<=[\s(,;]))#((?=[\w/-]*[^\W\d_])[\w/-]+)")
CLOSED = REDACTED_KINDS | {ZoneKind.CODE, ZoneKind.URL, ZoneKind.PATH, ZoneKind.MARKUP}
TAGGED_ENDINGS = (".md", ".markdown")


class NoteTag(Struct, frozen=True):
    """Describes a tag and where it is."""

    name: str
    """Without `#`, as written."""
    line: int
    """1-based; 0 for a tag of the front matter, which belongs to the whole note."""


def note_tags(note: Note, index: LineIndex) -> tuple[NoteTag, ...]:
    """Returns the tags of a note, each once for each line. Lines that name people are skipped."""
    return (*(NoteTag(name, 0) for name in note.tags), *dict.fromkeys(_in_lines(note, index)))


def _in_lines(note: Note, index: LineIndex) -> Iterator[NoteTag]:
    if not note.path.lower().endswith(TAGGED_ENDINGS):
        return
    for number, text in enumerate(note.lines, 1):
        if "#" not in text or number in index.speakers or index.kinds[number - 1] in {BlockKind.CODE, BlockKind.HTML}:
            continue
        if index.kinds[number - 1] is BlockKind.FRONT_MATTER:
            continue
        closed = [zone for zone in index.zones.get(number, ()) if zone.kind in CLOSED]
        for match in HASHTAG.finditer(text):
            if not any(zone.start < match.end() and match.start() < zone.end for zone in closed):
                yield NoteTag(match[1].rstrip("/-"), number)
