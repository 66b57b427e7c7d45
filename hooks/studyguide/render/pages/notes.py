"""Two pages for each note: the note as a document with its terms linked, and its source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from studyguide.link.link_policy import links_to_render
from studyguide.model.note import REDACTED_KINDS, Entry, EntryKind, Mention, Note, Page, PagePath, ZoneKind
from studyguide.render.html.editors_notes import EditorsNote, editors_note
from studyguide.render.html.markup import line_html
from studyguide.render.html.note_body import NoteView, language_of, note_sections
from studyguide.render.site_context import (
    RenderTask,
    SiteContext,
    links,
    of_glossary,
    of_note,
    to_page,
    to_seed,
    to_term,
)
from studyguide.render.templates import ENVIRONMENT, render_template
from studyguide.render.urls import line_anchor, source_path

NOTES = PagePath("notes/index.md")


def note_steps(ctx: SiteContext) -> Iterator[RenderTask[Page]]:
    """Yield the making of each note's two pages, in the order of their paths."""
    return (partial(_memoized_pages, ctx, note) for note in ctx.corpus.notes)


def _memoized_pages(ctx: SiteContext, note: Note) -> tuple[Page, Page]:
    inputs = (*of_glossary(ctx), *of_note(ctx, note.path), ctx.corpus.corrections.get(note.path))
    page = ctx.memo(("note page", note.path), inputs, partial(_page, ctx, note))
    of_source = (ctx.site, *of_note(ctx, note.path))
    return page, ctx.memo(("source page", note.path), of_source, partial(_source_page, ctx, note))


def _source_page(ctx: SiteContext, note: Note) -> Page:
    page = ctx.notes[note.path]
    path = source_path(page)
    zones = ctx.corpus.line_index[note.path].zones
    rows = (_source_line(n, line_html(text, (), zones.get(n, ()))) for n, text in enumerate(note.lines, 1))
    return Page(
        path=path,
        title=f"{note.title}: source",
        markdown=render_template(
            "note_source",
            note=note,
            reading=to_page(ctx, path, page),
            blob=to_seed(ctx, note.path),
            gaps=sum(zone.kind in REDACTED_KINDS for zone in note.zones),
            rows=Markup("\n".join(rows)),
        ),
        description=f"The file {note.path} line by line.",
        source="" if note.path in ctx.private else quote(f"seeds/{note.path}"),
        parent=page,
    )


def _source_line(number: int, shown: str) -> str:
    return f'<div id="L{number}" data-n="{number}"><span>{shown}</span></div>'


def _page(ctx: SiteContext, note: Note) -> Page:
    path = ctx.notes[note.path]
    entries = tuple(e for e in note.entries if e.kind is not EntryKind.FRONT_MATTER)
    mentions = ctx.corpus.mentions.get(note.path, ())
    named = len({m.term for m in mentions})
    return Page(
        path=path,
        title=note.title,
        markdown=render_template(
            "note",
            note=note,
            sections=(Markup(line) for line in note_sections(_view(ctx, path, note))),
            source=to_page(ctx, path, source_path(path)),
            entries=Markup("\n".join(_listed(entry, to_page(ctx, path, path)) for entry in entries)),
            entry_count=len(entries),
            blob=to_seed(ctx, note.path),
            gaps=sum(zone.kind in REDACTED_KINDS and zone.kind is not ZoneKind.COMMENT for zone in note.zones),
            term_count=named,
            changed=_changed(ctx, path, mentions),
        ),
        description=f"{note.title}: study notes, {len(note.lines)} lines, {named} terms.",
        source="" if note.path in ctx.private else quote(f"seeds/{note.path}"),
        parent=NOTES,
    )


def _view(ctx: SiteContext, path: PagePath, note: Note) -> NoteView:
    index = ctx.corpus.line_index[note.path]
    beside: dict[int, list[str]] = {}
    for anchored in ctx.corpus.corrections.get(note.path, ()):
        beside.setdefault(anchored.line, []).append(_beside(editors_note(ctx, path, anchored)))
    return NoteView(
        note,
        zones=index.zones,
        links={line: links(ctx, path, mentions) for line, mentions in links_to_render(note, index).items()},
        beside=beside,
        entries={entry.span.first: entry.depth for entry in reversed(note.entries)},
        language=language_of(note),
    )


def _beside(note: EditorsNote) -> str:
    """An editor's note as one line of markup."""
    return " ".join(str(ENVIRONMENT.get_template("parts.jinja").module.correction(note)).split())  # type: ignore[attr-defined]


def _listed(entry: Entry, page: str) -> str:
    """An entry in the outline above the lines; `page` is how its page points at itself."""
    date = f' · <time datetime="{escape(entry.date)}">{escape(entry.date)}</time>' if entry.date else ""
    link = f'<a href="{page}#{line_anchor(entry.span.first)}">{escape(entry.title)}</a>'
    return f'<li class="sg-depth-{entry.depth}">{link}{date}</li>'


def _changed(ctx: SiteContext, path: PagePath, mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    """Name, reference and state of each product this note names that has changed since."""
    found: dict[str, tuple[str, str, str]] = {}
    for mention in mentions:
        term = ctx.corpus.terms[mention.term]
        if term.status and term.status.state != "active":
            found.setdefault(term.name, (term.name, to_term(ctx, path, term.id), term.status.state))
    return [found[name] for name in sorted(found, key=str.casefold)]
