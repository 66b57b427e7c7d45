"""Corrections as a reader sees them: the third voice, beside the line it is about."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup
from msgspec import Struct

from studyguide.model.curation import Anchored
from studyguide.model.glossary import Source, Term
from studyguide.model.note import NotePath, PagePath, Passage
from studyguide.model.texts import text_of
from studyguide.render.html.inline.scope import Row
from studyguide.render.html.sentence_html import sentence_without_links
from studyguide.render.html.status import dated
from studyguide.render.site_context import SiteContext, to_line

Place = tuple[NotePath, int]
"""A note and one of its lines."""


class EditorsNote(Struct, frozen=True):
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


def editors_note(ctx: SiteContext, source: PagePath, anchored: Anchored) -> EditorsNote:
    """Return one correction as `source` shows it."""
    correction = anchored.correction
    note = ctx.corpus.notes_by_path[correction.note]
    zones = ctx.corpus.line_index[note.path].zones.get(anchored.line, ())
    row: Row = (note.lines[anchored.line - 1], anchored.start, anchored.end, (), zones)
    is_named = correction.source in {"unconfirmed", "textbook"}
    address = "" if is_named else correction.source
    basis = text_of(ctx.texts, f"corrections.{correction.source}") if is_named else ""
    return EditorsNote(
        label=text_of(ctx.texts, f"corrections.{correction.kind}"),
        slug=correction.kind,
        quote=sentence_without_links(note, row, ctx.texts),
        says=correction.says,
        since=dated(ctx.texts, correction.since),
        line=anchored.line,
        href=to_line(ctx, source, correction.note, anchored.line),
        note=note.title,
        source=address,
        basis=basis,
        sources=correction.sources,
        checked=correction.checked or "",
    )


def of_passage(ctx: SiteContext, source: PagePath, passage: Passage) -> list[EditorsNote]:
    """Return the notes on the lines of a passage."""
    anchored = ctx.corpus.corrections.get(passage.note, ())
    return [editors_note(ctx, source, one) for one in anchored if passage.span.first <= one.line <= passage.span.last]


def of_term(
    ctx: SiteContext, source: PagePath, term: Term, quoted: Collection[Place]
) -> list[tuple[Place, EditorsNote]]:
    """Return the notes that name the term, with their lines, but for those on lines that a passage quotes."""
    return [
        ((path, one.line), editors_note(ctx, source, one))
        for path, anchored in sorted(ctx.corpus.corrections.items())
        for one in anchored
        if term.id in one.correction.terms and (path, one.line) not in quoted
    ]
