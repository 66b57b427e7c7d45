"""Finds the parts of a note's lines in which no name is looked for, each with its reason unless a zone says it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from studyguide.model.note import Note, Zone, ZoneKind

STRUCK_THROUGH = "is struck through"
ALT_TEXT = "is the text of a picture"
WRITERS_TAG = "is a tag of the writer: it recurs in brackets"

ORG_ENDING = ".org"
STRIKES = {"~~": "~~", "<s>": "</s>", "<del>": "</del>", "<strike>": "</strike>"}
"""Markup that strikes text through, by its beginning."""
SINGLE_TILDES = re.compile(r"(?<![\w~/\\])~(?=[^\s~/\\])[^~\n]++(?<=\S)~(?![\w~/])")
PLUS_SIGNS = re.compile(r"(?<![\w+])\+(?=[^\s+])[^+\n]++(?<=\S)\+(?![\w+])")
"""Struck-through text of Org files."""
PICTURE = re.compile(r"!\[([^\[\]\n]++)\]")
TAG_IN_BRACKETS = re.compile(r"(?<![\[\]!\w\\])\[([^\[\]\n]{1,40})\](?![\[(\]:\w])")
CHECKBOX_SIGNS = frozenset("xX -/>.!?*~")
"""What a single character in brackets may be in a list of tasks."""
TAG_RECURS = 2
"""Number of times from which the same text in brackets is a tag."""
REFERENCE_LABEL = re.compile(r"[ \t]{0,3}\[([^\]\[^][^\]\[]*)\]:")


class ExcludedSpan(NamedTuple):
    """Describes columns of a line in which no name is looked for."""

    start: int
    end: int
    why: str = ""
    """A verb phrase, or '' for a zone, whose kind says it."""


def excluded_spans(note: Note) -> Mapping[int, Sequence[ExcludedSpan]]:
    """Returns the columns in which nothing is searched, by line: zones, speakers, struck-through text, the text of
    pictures and tags of the writer."""
    excluded: dict[int, list[ExcludedSpan]] = defaultdict(list)
    by_line: dict[int, list[Zone]] = defaultdict(list)
    for zone in sorted(note.zones):
        excluded[zone.line].append(ExcludedSpan(zone.start, zone.end))
        if zone.kind is ZoneKind.MARKUP:
            by_line[zone.line].append(zone)
    for line, zones in by_line.items():
        excluded[line] += _between_markup(note.lines[line - 1], zones)
    for entry in note.entries:
        for speaker in entry.byline:
            text = note.lines[entry.span.first - 1]
            at = text.find(speaker.name) if speaker.name else -1
            if at >= 0:
                excluded[entry.span.first].append(ExcludedSpan(at, at + len(speaker.name)))
    for line, span in (*_struck(note), *_alt_texts(note), *_recurring_tags(note)):
        excluded[line].append(span)
    return {line: sorted(spans) for line, spans in excluded.items()}


def _between_markup(text: str, zones: Iterable[Zone]) -> Iterator[ExcludedSpan]:
    """Yields what is between the markup of struck-through text and of pictures."""
    picture: Zone | None = None
    struck: tuple[str, int] | None = None
    for zone in zones:
        sign = text[zone.start : zone.end].lower()
        if struck:
            if sign == struck[0]:
                yield ExcludedSpan(struck[1], zone.start, STRUCK_THROUGH)
                struck = None
        elif closing := STRIKES.get(sign):
            struck = closing, zone.end
        if picture is not None and sign.startswith("]"):
            yield ExcludedSpan(picture.end, zone.start, ALT_TEXT)
            picture = None
        elif sign.startswith("!["):
            picture = zone


def _struck(note: Note) -> Iterator[tuple[int, ExcludedSpan]]:
    is_org = note.path.lower().endswith(ORG_ENDING)
    for number, text in enumerate(note.lines, 1):
        if text.count("~") > 1:
            for match in SINGLE_TILDES.finditer(text):
                yield number, ExcludedSpan(match.start(), match.end(), STRUCK_THROUGH)
        if is_org and text.count("+") > 1:
            for match in PLUS_SIGNS.finditer(text):
                yield number, ExcludedSpan(match.start(), match.end(), STRUCK_THROUGH)


def _alt_texts(note: Note) -> Iterator[tuple[int, ExcludedSpan]]:
    """Yields the texts of pictures whose address is elsewhere in the note."""
    for number, text in enumerate(note.lines, 1):
        if "![" in text:
            for match in PICTURE.finditer(text):
                yield number, ExcludedSpan(match.start(1), match.end(1), ALT_TEXT)


def _recurring_tags(note: Note) -> Iterator[tuple[int, ExcludedSpan]]:
    """Yields texts in brackets that recur in the note and are neither links nor boxes."""
    bracketed: list[tuple[int, re.Match[str]]] = []
    labels: set[str] = set()
    for number, text in enumerate(note.lines, 1):
        if "[" in text:
            if label := REFERENCE_LABEL.match(text):
                labels.add(_tag_key(label[1]))
            bracketed += [(number, match) for match in TAG_IN_BRACKETS.finditer(text) if match[1] not in CHECKBOX_SIGNS]
    counts = Counter(_tag_key(match[1]) for _, match in bracketed)
    for number, match in bracketed:
        key = _tag_key(match[1])
        if counts[key] >= TAG_RECURS and key not in labels:
            yield number, ExcludedSpan(match.start(1), match.end(1), WRITERS_TAG)


def _tag_key(text: str) -> str:
    return " ".join(text.split()).casefold()
