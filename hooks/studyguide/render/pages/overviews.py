"""Pages over all notes: the list of notes, notes by date, the watch list, and lines in which no term was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.analysis.open_points import watched_items
from studyguide.model.note import EntryKind, Note, Page, PagePath
from studyguide.render.html.markup import line_html, redacted_html
from studyguide.render.pages.notes import NOTES
from studyguide.render.site_context import SiteContext, links, of_note, to_line, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

BY_DATE = PagePath("notes/by-date.md")
WATCH_LIST = PagePath("notes/watch-list.md")
NO_TERM = PagePath("notes/no-term.md")


@dataclass(frozen=True, slots=True)
class Dated:
    title: str
    date: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing to watch, however often it is listed."""

    key: str
    """Stable name of its tick in the reader's browser."""
    html: Markup
    href: str
    line: int
    date: str
    inferred: bool
    again: tuple[tuple[int, str], ...]
    """Lines on which it is listed again, with their references."""
    topics: tuple[tuple[str, str], ...]
    """Name and reference of the terms it names."""
    session: tuple[str, str] | None
    """Title and reference of the notes its writer took, if any."""


def overview_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the four pages; each says so when it has nothing to show."""
    notes = ctx.corpus.notes
    listed = [
        (n, to_page(ctx, NOTES, ctx.notes[n.path]), len({m.term for m in ctx.corpus.mentions.get(n.path, ())}))
        for n in notes
    ]
    yield Page(
        NOTES,
        "Notes",
        render_template("notes", notes=listed),
        f"The {len(notes)} notes this guide is made from, as they were written.",
    )
    dated = sorted(_dated(ctx), key=lambda d: (d.date, d.note), reverse=True)
    undated = [(n.title, to_page(ctx, BY_DATE, ctx.notes[n.path])) for n in notes if not any(e.date for e in n.entries)]
    yield Page(
        BY_DATE,
        "Notes by date",
        render_template("by_date", dated=dated, undated=undated),
        "What was noted when, newest first.",
    )
    listed_in = [(n, tuple(_watched(ctx, n))) for n in notes if n.watchlist]
    scripts = [asset_reference(WATCH_LIST, f"assets/{name}.js", ctx.site.addressing) for name in ("store", "watch")]
    yield Page(
        WATCH_LIST,
        "Watch list",
        render_template("watch_list", notes=listed_in, scripts=scripts),
        "What the notes list to watch, read or do.",
    )
    lines = [(n, found) for n in notes if (found := _kept_no_term(ctx, n))]
    count = sum(len(found) for _, found in lines)
    yield Page(
        NO_TERM,
        "Lines without a term",
        render_template("no_term", notes=lines, count=count),
        "Lines of the notes in which no term of the glossary was found.",
    )


def _dated(ctx: SiteContext) -> Iterator[Dated]:
    for note in ctx.corpus.notes:
        for entry in note.entries:
            if entry.date and entry.kind is not EntryKind.FRONT_MATTER:
                yield Dated(entry.title, entry.date, to_line(ctx, BY_DATE, note.path, entry.span.first), note.title)


def _watched(ctx: SiteContext, note: Note) -> Iterator[Watched]:
    here = ctx.corpus.line_index[note.path]
    repeats: dict[int, list[int]] = {}
    for item in note.watchlist:
        if item.repeats:
            repeats.setdefault(item.repeats, []).append(item.line)
    for found in watched_items((note,)):
        item, text = found.item, note.lines[found.item.line - 1]
        if item.repeats:
            continue
        again = repeats.get(item.line, [])
        mentions = tuple(m for line in (item.line, *again) for m in here.mentions.get(line, ()))
        named = dict.fromkeys(m.term for m in mentions)
        shown = links(ctx, WATCH_LIST, here.mentions.get(item.line, ()))
        start = max(text.find(item.text), 0)
        yield Watched(
            key=f"{note.path}:{redacted_html(text, here.zones.get(item.line, ()))[start:].strip().casefold()}",
            html=line_html(text, shown, here.zones.get(item.line, ()), start),
            href=to_line(ctx, WATCH_LIST, note.path, item.line),
            line=item.line,
            date=item.date or "",
            inferred=item.date_inferred,
            again=tuple((line, to_line(ctx, WATCH_LIST, note.path, line)) for line in again),
            topics=tuple((ctx.corpus.terms[term].name, to_term(ctx, WATCH_LIST, term)) for term in named),
            session=(found.session.title, to_line(ctx, WATCH_LIST, note.path, found.session.span.first))
            if found.session
            else None,
        )


def _kept_no_term(ctx: SiteContext, note: Note) -> tuple[tuple[int, str, str], ...]:
    inputs = (ctx.site, *of_note(ctx, note.path))
    return ctx.memo(("no term", note.path), inputs, lambda: tuple(_no_term(ctx, note)))


def _no_term(ctx: SiteContext, note: Note) -> Iterator[tuple[int, str, str]]:
    """Line, reference and text of each line in which nothing was found."""
    zones = ctx.corpus.line_index[note.path].zones
    for line in ctx.corpus.line_coverage[note.path].no_term:
        yield (
            line,
            to_line(ctx, NO_TERM, note.path, line),
            redacted_html(note.lines[line - 1], zones.get(line, ())).strip(),
        )
