"""Corrections as a reader sees them: the third voice, beside the line it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.curated import Anchored
from studyguide.publish.edition import Edition, to_line
from studyguide.publish.markup import line_html
from studyguide.publish.status import dated
from studyguide.records import PagePath, Passage
from studyguide.terms import Source, Term

LABELS = {"wrong": "Not right", "dated": "Right then, dated now", "unclear": "Unclear"}


@dataclass(frozen=True, slots=True)
class EditorsNote:
    label: str
    slug: str
    quote: Markup
    """As the note's page shows it: what is masked there is masked here."""
    says: str
    since: str
    line: int
    href: str
    note: str
    """Title of the note the quote is from."""
    source: str
    """An address, or ''."""
    basis: str
    """What it rests on where there is no address: works by title, or that it is unconfirmed."""
    sources: tuple[Source, ...]
    checked: str


def editors_note(book: Edition, source: PagePath, anchored: Anchored) -> EditorsNote:
    """Return one correction as `source` shows it."""
    correction = anchored.correction
    note = book.woven.notes_by_path[correction.note]
    zones = book.woven.by_line[note.path].zones.get(anchored.line, ())
    address = "" if correction.source in {"unconfirmed", "textbook"} else correction.source
    basis = {"unconfirmed": "unconfirmed", "textbook": "common knowledge of the field"}.get(correction.source, "")
    return EditorsNote(
        label=LABELS[correction.kind],
        slug=correction.kind,
        quote=line_html(note.lines[anchored.line - 1][: anchored.end], (), zones, anchored.start),
        says=correction.says,
        since=dated(correction.since),
        line=anchored.line,
        href=to_line(book, source, correction.note, anchored.line),
        note=note.title,
        source=address,
        basis=basis,
        sources=correction.sources,
        checked=correction.checked or "",
    )


def of_term(book: Edition, source: PagePath, term: Term, passages: tuple[Passage, ...]) -> Iterator[EditorsNote]:
    """Yield the notes on lines that a term's page quotes, and those that name the term."""
    for path, anchored in sorted(book.woven.corrections.items()):
        spans = [p.span for p in passages if p.note == path]
        for one in anchored:
            if term.id in one.correction.terms or any(s.first <= one.line <= s.last for s in spans):
                yield editors_note(book, source, one)
