"""Pages over all notes: the list of notes, notes by date, the watch list, and lines in which no term was found."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from studyguide.analysis.open_points import watched_items
from studyguide.model.note import EntryKind, Note, NotePath, Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.asset_names import WATCH_SCRIPT
from studyguide.render.html.markup import redacted_html
from studyguide.render.html.sentence_html import sentence_html
from studyguide.render.pages.notes import NOTES
from studyguide.render.site_context import SiteContext, links, to_line, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference, source_path
from studyguide.text.plain_line import LEADING_MARKERS

BY_DATE = PagePath("notes/by-date.md")
WATCH_LIST = PagePath("notes/watch-list.md")
NO_TERM = PagePath("notes/no-term.md")
COVERAGE = PagePath("trust/coverage.md")
MAX_ROWS = 300
"""Entries of one page of a list."""


class Dated(Struct, frozen=True):
    title: str
    date: str
    href: str
    note: str
    path: NotePath
    line: int


class Watched(Struct, frozen=True):
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
    is_done: bool
    """Whether its writer says that it has been watched."""


def overview_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the pages; each says so when it has nothing to show."""
    notes = ctx.corpus.notes
    yield from _by_date(ctx)
    listed_in = [(n, tuple(_watched(ctx, n))) for n in notes if n.watchlist]
    script = asset_reference(WATCH_LIST, WATCH_SCRIPT, ctx.site.addressing)
    yield Page(
        WATCH_LIST,
        text_of(ctx.texts, "watch_list.title"),
        render_template(ctx.templates, "watch_list", notes=listed_in, script=script),
        text_of(ctx.texts, "watch_list.about"),
    )
    bare = {note.path: len(ctx.corpus.line_coverage[note.path].no_term) for note in notes}
    most = sorted((note for note in notes if bare[note.path]), key=lambda note: (-bare[note.path], note.path))
    listed = [(n.title, to_page(ctx, NO_TERM, source_path(ctx.notes[n.path])), bare[n.path]) for n in most[:MAX_ROWS]]
    yield Page(
        NO_TERM,
        text_of(ctx.texts, "no_term.title"),
        render_template(ctx.templates, "no_term", notes=listed, more=len(most) - len(listed), count=sum(bare.values())),
        text_of(ctx.texts, "no_term.about"),
        parent=COVERAGE,
    )


def _by_date(ctx: SiteContext) -> Iterator[Page]:
    """Yield what was noted when; what is too much for one page has a page for each earlier year, and more if needed."""
    dated = sorted(dated_entries(ctx, BY_DATE), key=lambda d: (d.date, d.note), reverse=True)
    undated = [(n.title, to_page(ctx, BY_DATE, ctx.notes[n.path])) for n in ctx.corpus.notes if not _has_date(n)]
    room = max(MAX_ROWS - min(len(dated), MAX_ROWS), 0)
    parts = [dated[at : at + MAX_ROWS] for at in range(0, len(dated), MAX_ROWS)] or [[]]
    places = [BY_DATE, *(PagePath(f"notes/by-date/list_{number}.md") for number in range(2, len(parts) + 1))]
    earlier = [
        (text_of(ctx.texts, "by_date.span", first=part[0].date, last=part[-1].date), to_page(ctx, BY_DATE, place))
        for place, part in zip(places[1:], parts[1:], strict=True)
    ]
    for place, part in zip(places, parts, strict=True):
        first = place == BY_DATE
        rows = part if first else [replace(d, href=to_line(ctx, place, d.path, d.line)) for d in part]
        yield Page(
            place,
            text_of(ctx.texts, "by_date.title")
            if first
            else text_of(ctx.texts, "by_date.title_span", first=part[0].date, last=part[-1].date),
            render_template(
                ctx.templates,
                "by_date",
                title=text_of(ctx.texts, "by_date.title"),
                dated=rows,
                years=earlier if first else (),
                undated=undated[:room] if first else (),
                undated_more=max(len(undated) - room, 0) if first else 0,
                all_notes=to_page(ctx, place, NOTES),
            ),
            text_of(ctx.texts, "by_date.about"),
            parent=None if first else BY_DATE,
        )


def _has_date(note: Note) -> bool:
    return any(entry.date for entry in note.entries)


def dated_entries(ctx: SiteContext, page: PagePath) -> Iterator[Dated]:
    """Yield each entry of a note that has a date, with its reference from a page."""
    for note in ctx.corpus.notes:
        for entry in note.entries:
            if entry.date and entry.kind is not EntryKind.FRONT_MATTER:
                line = entry.span.first
                href = to_line(ctx, page, note.path, line)
                yield Dated(entry.title, entry.date, href, note.title, note.path, line)


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
        zones, at = here.zones.get(item.line, ()), text.find(item.text)
        start = at if at >= 0 else len(text) - len(LEADING_MARKERS.sub("", text, count=1))
        yield Watched(
            key=f"{note.path}:{redacted_html(text, zones)[max(at, 0) :].strip().casefold()}",
            html=sentence_html(note, (text, start, len(text), shown, zones), ctx.texts),
            href=to_line(ctx, WATCH_LIST, note.path, item.line),
            line=item.line,
            date=item.date or "",
            inferred=item.date_inferred,
            again=tuple((line, to_line(ctx, WATCH_LIST, note.path, line)) for line in again),
            topics=tuple((ctx.corpus.terms[term].name, to_term(ctx, WATCH_LIST, term)) for term in named),
            session=(found.session.title, to_line(ctx, WATCH_LIST, note.path, found.session.span.first))
            if found.session
            else None,
            is_done=found.is_done,
        )
