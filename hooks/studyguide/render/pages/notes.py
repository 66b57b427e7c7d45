"""Two pages for each note: the note as a document with its terms linked, and its source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from studyguide.link.link_policy import links_to_render
from studyguide.model.note import (
    REDACTED_KINDS,
    BlockKind,
    Entry,
    EntryKind,
    Mention,
    Note,
    NotePath,
    Page,
    PagePath,
    ZoneKind,
)
from studyguide.model.texts import html_of, text_of
from studyguide.render.html.author_scope import author_scope, link_href, link_inputs
from studyguide.render.html.editors_notes import EditorsNote, editors_note
from studyguide.render.html.inline.scope import Row
from studyguide.render.html.markup import line_html, redaction_labels
from studyguide.render.html.note_body.note_view import NoteView
from studyguide.render.html.note_body.sections import embedded_html, note_sections
from studyguide.render.html.raw_html import FLOW
from studyguide.render.html.sentence_html import sentence_without_links
from studyguide.render.site_context import (
    RenderTask,
    SiteContext,
    links,
    memo_page,
    of_note,
    to_line,
    to_page,
    to_seed,
    to_term,
)
from studyguide.render.tags import tag_key, tag_path
from studyguide.render.templates import render_template
from studyguide.render.urls import line_anchor, source_path

NOTES = PagePath("notes/index.md")
MAX_EMBEDDED = 4
"""Notes inside notes."""


def note_steps(ctx: SiteContext) -> Iterator[RenderTask[Page]]:
    """Yield the making of each note's two pages, in the order of their paths."""
    return (partial(_memoized_pages, ctx, note) for note in ctx.corpus.notes)


def _memoized_pages(ctx: SiteContext, note: Note) -> tuple[Page, Page]:
    backlinks = ctx.corpus.note_links.backlinks.get(note.path, ())
    inputs = (
        ctx.site,
        *of_note(ctx, note.path),
        ctx.corpus.corrections.get(note.path),
        link_inputs(ctx, note.path),
        tuple(_embedded_inputs(ctx, note.path)),
        backlinks,
        tuple((of_note(ctx, path), link_inputs(ctx, path)) for path in dict.fromkeys(b.note for b in backlinks)),
    )
    page = memo_page(ctx, ("note page", note.path), inputs, partial(_page, note))
    of_source = (ctx.site, *of_note(ctx, note.path))
    return page, ctx.memo(("source page", note.path), of_source, partial(_source_page, ctx, note))


def _source_page(ctx: SiteContext, note: Note) -> Page:
    page = ctx.notes[note.path]
    path = source_path(page)
    zones = ctx.corpus.line_index[note.path].zones
    bare = frozenset(ctx.corpus.line_coverage[note.path].no_term)
    labels = redaction_labels(ctx.texts)
    rows = (
        _source_line(n, line_html(text, (), zones.get(n, ()), 0, labels), n in bare)
        for n, text in enumerate(note.lines, 1)
    )
    return Page(
        path=path,
        title=text_of(ctx.texts, "note.source_title", note=note.title),
        markdown=render_template(
            ctx.templates,
            "note_source",
            note=note,
            reading=to_page(ctx, path, page),
            blob=to_seed(ctx, note.path),
            gaps=sum(zone.kind in REDACTED_KINDS for zone in note.zones),
            bare=len(bare),
            rows=Markup("\n".join(rows)),
        ),
        description=text_of(ctx.texts, "note.source_about", file=note.path),
        source="" if note.path in ctx.private else quote(f"seeds/{note.path}"),
        parent=page,
    )


def _source_line(number: int, shown: str, bare: bool) -> str:
    css = ' class="sg-bare"' if bare else ""
    return f'<div id="L{number}" data-n="{number}"{css}><span>{shown}</span></div>'


def _page(note: Note, ctx: SiteContext) -> Page:
    path = ctx.notes[note.path]
    entries = tuple(e for e in note.entries if e.kind is not EntryKind.FRONT_MATTER)
    mentions = ctx.corpus.mentions.get(note.path, ())
    named = len({m.term for m in mentions})
    return Page(
        path=path,
        title=note.title,
        markdown=render_template(
            ctx.templates,
            "note",
            note=note,
            tags=[(tag, to_page(ctx, path, tag_path(tag_key(tag)))) for tag in note.tags if tag_key(tag)],
            backlinks=tuple(_backlinks(ctx, path, note.path)),
            sections=(Markup(line) for line in note_sections(_view(ctx, path, note))),
            source=to_page(ctx, path, source_path(path)),
            entries=Markup("\n".join(_listed(entry, to_page(ctx, path, path)) for entry in entries)),
            entry_count=len(entries),
            blob=to_seed(ctx, note.path),
            gaps=sum(zone.kind in REDACTED_KINDS and zone.kind is not ZoneKind.COMMENT for zone in note.zones),
            term_count=named,
            changed=_changed(ctx, path, mentions),
        ),
        description=_description(ctx, note, named),
        source="" if note.path in ctx.private else quote(f"seeds/{note.path}"),
        parent=NOTES,
    )


def _description(ctx: SiteContext, note: Note, named: int) -> str:
    lines = text_of(ctx.texts, "common.lines", count=len(note.lines))
    terms = text_of(ctx.texts, "common.terms", count=named)
    return text_of(
        ctx.texts, "note.about" if named else "note.about_without_terms", note=note.title, lines=lines, terms=terms
    )


def _view(ctx: SiteContext, path: PagePath, note: Note) -> NoteView:
    index = ctx.corpus.line_index[note.path]
    editors_notes: dict[int, list[str]] = {}
    for anchored in ctx.corpus.corrections.get(note.path, ()):
        editors_notes.setdefault(anchored.line, []).append(_editors_note_html(ctx, editors_note(ctx, path, anchored)))
    return NoteView(
        note,
        ctx.texts,
        scope=author_scope(ctx, path, note, elements=FLOW),
        zones=index.zones,
        links={line: links(ctx, path, mentions) for line, mentions in links_to_render(note, index).items()},
        editors_notes=editors_notes,
        entry_depths={entry.span.first: entry.depth for entry in reversed(note.entries)},
        embed=partial(_embedded, ctx, path, note, frozenset({(note.path, 0)})),
    )


def _embedded(
    ctx: SiteContext, page: PagePath, source: Note, chain: frozenset[tuple[NotePath, int]], target: str
) -> str:
    """Return a note, or a part of one, that another note shows inside itself; '' where it would show itself."""
    row = next((r for r in ctx.corpus.note_links.resolved.get(source.path, ()) if r.link.target == target), None)
    if row is None or row.note is None or row.problem or (row.note, row.line) in chain or len(chain) > MAX_EMBEDDED:
        return ""
    note = ctx.corpus.notes_by_path[row.note]
    index = ctx.corpus.line_index[note.path]
    view = NoteView(
        note,
        ctx.texts,
        scope=author_scope(ctx, page, note, elements=FLOW),
        zones=index.zones,
        links={line: links(ctx, page, mentions) for line, mentions in links_to_render(note, index).items()},
        skipped_lines=index.speakers,
        anchor_prefix="",
        embed=partial(_embedded, ctx, page, note, chain | {(row.note, row.line)}),
    )
    lines = range(row.line, row.last + 1) if row.line else range(1, len(note.lines) + 1)
    link = f'<a class="sg-ref" href="{escape(link_href(ctx, page, row))}">{escape(note.title)}</a>'
    origin = html_of(ctx.texts, "note.from", note=Markup(link))
    return f'<div class="sg-embed"><p class="sg-quiet">{origin}</p>{embedded_html(view, lines)}</div>'


def _embedded_inputs(ctx: SiteContext, path: NotePath) -> Iterator[object]:
    """Yield the notes that a note may show inside itself, at any depth."""
    seen: set[NotePath] = {path}
    waiting = [path]
    while waiting:
        for row in ctx.corpus.note_links.resolved.get(waiting.pop(), ()):
            if row.link.embeds and row.note is not None and row.note not in seen:
                seen.add(row.note)
                waiting.append(row.note)
                yield (of_note(ctx, row.note), link_inputs(ctx, row.note))


class Linking(Struct, frozen=True):
    """A place in another note that links to a note."""

    note: str
    line: int
    href: str
    sentence: Markup


def _backlinks(ctx: SiteContext, page: PagePath, path: NotePath) -> Iterator[Linking]:
    for back in ctx.corpus.note_links.backlinks.get(path, ()):
        note = ctx.corpus.notes_by_path[back.note]
        index = ctx.corpus.line_index[back.note]
        words = ""
        if back.line not in index.speakers:
            row: Row = (note.lines[back.line - 1], back.start, back.end, (), index.zones.get(back.line, ()))
            words = str(sentence_without_links(note, row, ctx.texts))
            if index.kinds[back.line - 1] is BlockKind.TABLE:
                words = " · ".join(cell.strip() for cell in words.split("|") if cell.strip())
        yield Linking(note.title, back.line, to_line(ctx, page, back.note, back.line), Markup(words))


def _editors_note_html(ctx: SiteContext, note: EditorsNote) -> str:
    """Return an editor's note as one line of markup."""
    return " ".join(str(ctx.templates.get_template("parts.jinja").module.correction(note)).split())  # type: ignore[attr-defined]


def _listed(entry: Entry, page: str) -> str:
    """An entry in the outline above the lines; `page` is how its page points at itself."""
    date = f' · <time datetime="{escape(entry.date)}">{escape(entry.date)}</time>' if entry.date else ""
    link = f'<a href="{page}#{line_anchor(entry.span.first)}">{escape(entry.title)}</a>'
    return f'<li class="sg-depth-{entry.depth}">{link}{date}</li>'


def _changed(ctx: SiteContext, path: PagePath, mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    """Name, reference and state of each product this note names that has changed since."""
    found: dict[str, tuple[str, str, str]] = {}
    for term in dict.fromkeys(mention.term for mention in mentions):
        if state := ctx.changed.get(term):
            found.setdefault(ctx.names[term], (ctx.names[term], to_term(ctx, path, term), state))
    return [found[name] for name in sorted(found, key=str.casefold)]
