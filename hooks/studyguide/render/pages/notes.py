"""One page for each note: every line as it stands, with an anchor, its terms linked, and editor's notes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from studyguide.link.link_policy import links_to_render
from studyguide.model.note import REDACTED_KINDS, BlockKind, Entry, EntryKind, Mention, Note, Page, PagePath, Zone
from studyguide.render.html.editors_notes import EditorsNote, editors_note
from studyguide.render.html.markup import heading_text, line_html, redacted_html
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
from studyguide.render.templates import render_template
from studyguide.render.urls import line_anchor

HEADINGS = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADLINE})
NOTES = PagePath("notes/index.md")
MONOSPACED = frozenset({BlockKind.CODE, BlockKind.TABLE, BlockKind.FRONT_MATTER, BlockKind.HTML})
BULLETS = "*+>\u2022\u2023\u25aa\u25cf\u25e6\u2013\u2014-"
LEAD = re.compile(rf"[ \t\u00a0\u3000]*(?:(?:[{BULLETS}]|(?:\d{{1,3}}|[a-z])[.)]|\[[ xX]\])[ \t]+)*")
"""Blanks, bullets, numbers and boxes at the beginning of a line, below which its other lines hang when it wraps."""
ROWS = 500
"""Lines that are handed on at once: few enough that a large note's page is not held twice."""
MAX_LEAD = 40
"""Columns; a longer lead would leave no room for the text."""


class Part(NamedTuple):
    """Any number of lines, with the editor's notes on the last of them below."""

    rows: Markup
    """The lines, as rows or, where one heads an entry, as a heading."""
    editors_notes: tuple[EditorsNote, ...] = ()


def note_steps(ctx: SiteContext) -> Iterator[RenderTask[Page]]:
    """Yield the making of each note's page, in the order of their paths."""
    return (partial(_kept_page, ctx, note) for note in ctx.corpus.notes)


def _kept_page(ctx: SiteContext, note: Note) -> tuple[Page]:
    inputs = (*of_glossary(ctx), *of_note(ctx, note.path), ctx.corpus.corrections.get(note.path))
    return (ctx.memo(("note page", note.path), inputs, partial(_page, ctx, note)),)


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
            parts_of_note=_parts(ctx, path, note),
            entries=Markup("\n".join(_listed(entry, to_page(ctx, path, path)) for entry in entries)),
            entry_count=len(entries),
            blob=to_seed(ctx, note.path),
            gaps=sum(zone.kind in REDACTED_KINDS for zone in note.zones),
            term_count=named,
            changed=_changed(ctx, path, mentions),
        ),
        description=f"{note.title}: study notes as they were written, {len(note.lines)} lines, {named} terms.",
        source="" if note.path in ctx.private else quote(f"seeds/{note.path}"),
        parent=NOTES,
    )


def _parts(ctx: SiteContext, path: PagePath, note: Note) -> Iterator[Part]:
    index = ctx.corpus.line_index[note.path]
    mentions, zones = links_to_render(note, index), index.zones
    heads = {e.span.first: e for e in note.entries if index.kinds[e.span.first - 1] in HEADINGS}
    beside: dict[int, list[EditorsNote]] = {}
    for anchored in ctx.corpus.corrections.get(note.path, ()):
        beside.setdefault(anchored.line, []).append(editors_note(ctx, path, anchored))
    rows: list[str] = []
    for number, text in enumerate(note.lines, 1):
        here = zones.get(number, ())
        notes = tuple(beside.get(number, ()))
        entry = heads.get(number)
        heading = redacted_html(text, here).strip().lstrip("#=* ").strip() if entry else ""
        if entry and heading:
            rows.append(_heading(number, min(entry.depth + 1, 6), heading))
        else:
            css = "blank" if not text.strip() else "mono" if index.kinds[number - 1] in MONOSPACED else "text"
            named = mentions.get(number, ())
            lead = _lead(text, here, named) if css == "text" else ""
            shown = line_html(text, links(ctx, path, named) if named else (), here, len(lead))
            rows.append(_row(number, css, lead, shown))
        if notes or len(rows) == ROWS:
            yield Part(Markup("\n".join(rows)), notes)
            rows.clear()
    yield Part(Markup("\n".join(rows)))


def _listed(entry: Entry, page: str) -> str:
    """An entry in the outline above the lines; `page` is how its page points at itself."""
    date = f' · <time datetime="{escape(entry.date)}">{escape(entry.date)}</time>' if entry.date else ""
    link = f'<a href="{page}#{line_anchor(entry.span.first)}">{escape(entry.title)}</a>'
    return f'<li class="sg-depth-{entry.depth}">{link}{date}</li>'


def _heading(number: int, level: int, text: str) -> str:
    return f'{"#" * level} {heading_text(text)} {{#{line_anchor(number)} .sg-head data-line="{number}"}}'


def _row(number: int, css: str, lead: str, shown: str) -> str:
    """A line with its number, and what it begins with apart from what follows it."""
    text = f'<span class="sg-i">{escape(lead)}</span><span>{shown}</span>' if lead else shown
    link = f'<a class="sg-n" href="#L{number}" aria-label="Line {number}">{number}</a>'
    return f'<div class="sg-line sg-line--{css}" id="L{number}">{link}<span class="sg-t">{text}</span></div>'


def _lead(text: str, zones: Iterable[Zone], named: Iterable[Mention]) -> str:
    """What the rest of a wrapped line hangs below; '' where it is too long, or where a gap or a term begins in it."""
    match = None if text[:2].isalpha() else LEAD.match(text)
    lead = match[0] if match else ""
    if not lead:
        return ""
    begins = (*(zone.start for zone in zones if zone.kind in REDACTED_KINDS), *(mention.start for mention in named))
    return "" if len(lead.expandtabs(4)) > MAX_LEAD or min(begins, default=len(lead)) < len(lead) else lead


def _changed(ctx: SiteContext, path: PagePath, mentions: tuple[Mention, ...]) -> list[tuple[str, str, str]]:
    """Name, reference and state of each product this note names that has changed since."""
    found: dict[str, tuple[str, str, str]] = {}
    for mention in mentions:
        term = ctx.corpus.terms[mention.term]
        if term.status and term.status.state != "active":
            found.setdefault(term.name, (term.name, to_term(ctx, path, term.id), term.status.state))
    return [found[name] for name in sorted(found, key=str.casefold)]
