"""Collects the words of notes in which names are searched for: no code, no address, nothing redacted, no person's
name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from studyguide.link.candidates import candidates, tokenize_line
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.note import REDACTED_KINDS, TITLE_KINDS, Block, BlockKind, EntryKind, Note, ZoneKind, people_lines
from studyguide.parse.outline.names import PERSON_NAME
from studyguide.parse.outline.speakers import split_byline
from studyguide.suggest.given_names import GIVEN_NAMES
from studyguide.suggest.language_words import LanguageWords
from studyguide.suggest.model import NoteLine
from studyguide.text.english_words import is_english_word
from studyguide.text.words import fold, words_of

SIGNED = re.compile(rf"^\s*#.*\s[-–—|]\s(?P<name>{PERSON_NAME.pattern}), [a-z][\w ]*$")
"""A heading that ends in what may be a name and a job; for this purpose it need not be certain."""
SIGNED_LENGTH = 300
LONGEST_CITATION = 2000
CITED_AT_ALL = re.compile(
    r"\bet al\b|[@©]|[A-Z]\.|\b[A-Z]{1,2}[,.;)]|\((?:19|20)\d\d\)|\b(?:Dr|Prof|Mr|Mrs|Herr|Frau|Mme)\b"
)
"""Signs without which a line names nobody."""
MAY_BE_CITED = re.compile(r"[@©]|[A-Z][.,;)]|\((?:19|20)|Dr|Prof|Mr|Herr|Frau|Mme")
"""Begins of these signs. A search for them takes a third of the time, and one line in twenty has any."""
CITED = re.compile(
    r"\b([A-Z][^\W\d_]{2,20})"
    r"(?:,? (?:[A-Z]\.(?: ?[A-Z]\.)?|[A-Z]{1,2}(?=[,.;)]))|,? et al\b|,? \((?:19|20)\d\d[a-z]?\))"
    r"|([A-Z][^\W\d_]{1,20} [A-Z][^\W\d_]{1,20}) [<(][\w.+-]{1,60}@|© ?(?:\d{4}[-–, ]{0,2}){1,4}"
    r"([A-Z][^\W\d_]{1,20} [A-Z][^\W\d_]{1,20})"
    r"|(?:\b(?:Dr|Prof|Mr|Mrs|Herr|Frau|Mme)\.?|\b[A-Z]\.) ([A-Z][^\W\d_]{2,20})"
)
"""A family name with initials, before `et al`, before a year in brackets, or behind a title or an initial."""
PICTURE = re.compile(r"!\[[^\]\[]{0,300}\]\([^()\s]{0,600}\)")
"""A picture, whose text describes it and names nothing."""
HIDDEN = frozenset({BlockKind.FRONT_MATTER, BlockKind.COMMENT, BlockKind.CODE, BlockKind.HTML})


class Vocabulary(Struct, frozen=True):
    """Counts how often the notes write each word, folded."""

    all: Counter[str]
    small: Counter[str]
    """Of these, without any capital."""


def rows_of(note: Note, surface_forms: SurfaceForms, language: LanguageWords) -> Iterator[NoteLine]:
    """Yields the lines of a note that have words for readers. Lines that name people or have something masked are left
    out."""
    withheld = withheld_lines(note)
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
        if kind in HIDDEN or number in withheld or not text.strip():
            continue
        if "![" in text:
            excluded[number] += [match.span() for match in PICTURE.finditer(text)]
        line = tokenize_line(number, text, sorted(excluded.get(number, ())))
        if line.spans:
            known = (
                tuple(
                    (c.first, c.last, form.surface_form.term)
                    for c in candidates(line, surface_forms)
                    for form, _ in c.agreeing[:1]
                )
                if surface_forms.forms
                else ()
            )
            title = entries.get(number) or (split_byline(title)[0] if title else "")
            yield NoteLine(note.path, line, known, title, language)


def withheld_lines(note: Note) -> frozenset[int]:
    """Returns the lines of which nothing is proposed: those that name people and those that have something masked."""
    return people_lines(note).union(zone.line for zone in note.zones if zone.kind in REDACTED_KINDS)


def vocabulary(rows: Iterable[NoteLine]) -> Vocabulary:
    """Counts the words of all rows."""
    written: Counter[str] = Counter()
    for row in rows:
        text = row.line.text
        written.update([text[a:b] for a, b in row.line.spans])
    every: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for word, count in written.items():  # each spelling is folded once
        folded = fold(word)
        every[folded] += count
        if word.islower():
            small[folded] += count
    return Vocabulary(every, small)


def people(notes: Sequence[Note]) -> frozenset[str]:
    """Returns the folded words of names in bylines or in text that looks like one, and frequent given names."""
    named = [s.name for note in notes for entry in note.entries for s in entry.byline]
    authors = (note.facts.author or "" for note in notes)
    voices = (
        note.lines[z.line - 1][z.start : z.end] for note in notes for z in note.people if z.kind is ZoneKind.PERSON
    )
    cited: set[str] = set()
    for line in (line for note in notes for line in note.lines if len(line) < LONGEST_CITATION):
        if "," in line and line.lstrip()[:1] == "#" and len(line) < SIGNED_LENGTH:
            named += [signature["name"] for signature in SIGNED.finditer(line)]
        if (MAY_BE_CITED.search(line) or "et al" in line) and CITED_AT_ALL.search(line):
            cited.update(
                word for match in CITED.finditer(line) for name in match.groups() for word in words_of(name or "")
            )
    return (
        GIVEN_NAMES
        | {w for name in (*named, *authors, *voices) for w in words_of(name) if len(w) > 1}
        | _surnames(cited)
    )


def _surnames(cited: Iterable[str]) -> frozenset[str]:
    """Returns the words that are names in citations and no common words, such as `Clements` in `Clements P`."""
    return frozenset(word for word in cited if not is_english_word(word))


def _index_kinds(blocks: Iterable[Block], kinds: dict[int, tuple[BlockKind, str]]) -> None:
    """Records the kind and the title text of every line that is a title, and the kind of every line that readers do not
    see."""
    for block in blocks:
        if block.kind in TITLE_KINDS:
            kinds[block.span.first] = block.kind, block.text
        elif block.kind in HIDDEN:
            kinds.update((number, (block.kind, "")) for number in range(block.span.first, block.span.last + 1))
        _index_kinds(block.children, kinds)
