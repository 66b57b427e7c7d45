"""Collects the words of notes in which names are searched for: no code, no address, nothing redacted, no person's
name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studyguide.link.candidates import candidates, tokenize_line
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.note import TITLE_KINDS, Block, BlockKind, EntryKind, Note
from studyguide.parse.outline.names import PERSON_NAME
from studyguide.parse.outline.speakers import split_byline
from studyguide.suggest.given_names import GIVEN_NAMES
from studyguide.suggest.model import NoteLine
from studyguide.text.words import words_of

SIGNED = re.compile(rf"^\s*#.*\s[-–—|]\s(?P<name>{PERSON_NAME.pattern}), [a-z][\w ]*$")
"""A heading that ends in what may be a name and a job; for this purpose it need not be certain."""
SIGNED_LENGTH = 300
HIDDEN = frozenset({BlockKind.FRONT_MATTER, BlockKind.COMMENT, BlockKind.CODE, BlockKind.HTML})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts how often the notes write each word, folded."""

    all: Counter[str]
    small: Counter[str]
    """Of these, without any capital."""


def rows_of(note: Note, surface_forms: SurfaceForms) -> Iterator[NoteLine]:
    """Yields the lines of a note that have words for readers, without what names people."""
    kinds: dict[int, tuple[BlockKind, str]] = {}
    _index_kinds(note.blocks, kinds)
    entries = {e.span.first: e.title for e in note.entries if e.kind is not EntryKind.FRONT_MATTER}
    excluded: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for zone in note.zones:
        excluded[zone.line].append((zone.start, zone.end))
    for zone in note.people:
        excluded[zone.line].append((zone.start, zone.end))
    for number, text in enumerate(note.lines, 1):
        kind, title = kinds.get(number, (None, ""))
        if kind in HIDDEN or not text.strip():
            continue
        line = tokenize_line(number, text, sorted(excluded.get(number, ())))
        if line.spans:
            known = tuple(
                (c.first, c.last, form.surface_form.term)
                for c in candidates(line, surface_forms)
                for form, _ in c.agreeing[:1]
            )
            yield NoteLine(note.path, line, known, entries.get(number) or split_byline(title)[0])


def vocabulary(rows: Iterable[NoteLine]) -> Vocabulary:
    """Counts the words of all rows."""
    every: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for row in rows:
        every.update(row.line.folds)
        text = row.line.text
        small.update(f for f, (a, b) in zip(row.line.folds, row.line.spans, strict=True) if text[a:b].islower())
    return Vocabulary(every, small)


def people(notes: Sequence[Note]) -> frozenset[str]:
    """Returns the folded words of names in bylines or in text that looks like one, and frequent given names."""
    named = [s.name for note in notes for entry in note.entries for s in entry.byline]
    titles = (line for note in notes for line in note.lines if "," in line and len(line) < SIGNED_LENGTH)
    named += [signature["name"] for line in titles for signature in SIGNED.finditer(line)]
    authors = (note.facts.author or "" for note in notes)
    return GIVEN_NAMES | {w for name in (*named, *authors) for w in words_of(name) if len(w) > 1}


def _index_kinds(blocks: Iterable[Block], kinds: dict[int, tuple[BlockKind, str]]) -> None:
    """Records the kind and the title text of every line that is a title, and the kind of every line that readers do not
    see."""
    for block in blocks:
        if block.kind in TITLE_KINDS:
            kinds[block.span.first] = block.kind, block.text
        elif block.kind in HIDDEN:
            kinds.update((number, (block.kind, "")) for number in range(block.span.first, block.span.last + 1))
        _index_kinds(block.children, kinds)
