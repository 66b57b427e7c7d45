"""Links, pictures and tags that an author wrote, as a page shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from html import escape

from studyguide.link.note_links import ResolvedLink
from studyguide.model.note import Note, NotePath, PagePath
from studyguide.model.texts import text_of
from studyguide.render.html.inline.scope import AuthorTarget, Embed, InlineScope, InlineSyntax
from studyguide.render.html.raw_html import PHRASING
from studyguide.render.site_context import SiteContext, to_page
from studyguide.render.tags import tag_key, tag_path
from studyguide.render.urls import asset_reference, line_anchor

SIZE = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?")
"""How large a picture is to be shown, as Obsidian has it: `![[cat.png|300]]`."""
PICTURE_PLACES = frozenset({"center", "centre", "left", "right", "inline", "wrap", "clear"})
"""Where a picture is to be shown, as themes of Obsidian have it: `![[cat.png|center|300]]`. It is no description."""
PLAYED_KINDS = {
    "audio": frozenset({"MP3", "M4A", "OGG", "OPUS", "WAV", "FLAC", "3GP"}),
    "video": frozenset({"MP4", "WEBM", "OGV", "MOV", "M4V"}),
}
"""Files that a browser plays, by the element that does it."""


def author_scope(
    ctx: SiteContext,
    page: PagePath,
    note: Note,
    syntax: InlineSyntax = InlineSyntax.MARKDOWN,
    elements: frozenset[str] = PHRASING,
    embed: Embed | None = None,
) -> InlineScope:
    """What the author's own links lead to, as `page` points at it. Files are shown if `embed` does nothing else."""
    rows = ctx.corpus.note_links.resolved.get(note.path, ())
    targets = {row.link.target: AuthorTarget(link_href(ctx, page, row), _problem(ctx, row)) for row in rows}
    files = {row.link.target: row.file for row in rows if row.file}
    tags = frozenset(tag_key(tag.name) for tag in ctx.corpus.tags.get(note.path, ()))
    shown = embed or partial(_shown_file, ctx, page, files)
    href = partial(_tag_href, ctx, page, tags)
    return InlineScope(ctx.texts, syntax, targets, elements=elements, macros=note.macros, embed=shown, tag_href=href)


def _tag_href(ctx: SiteContext, page: PagePath, known: frozenset[str], name: str) -> str:
    key = tag_key(name)
    return to_page(ctx, page, tag_path(key)) if key in known else ""


def _problem(ctx: SiteContext, row: ResolvedLink) -> str:
    return text_of(ctx.texts, "note.unpublished_file") if row.file and row.file not in ctx.attachments else row.problem


def _shown_file(ctx: SiteContext, page: PagePath, files: Mapping[str, str], target: str, label: str) -> str:
    """Return a picture as it is shown, a recording as it is played, another file as a link; '' for what is no file that
    is published."""
    file = ctx.attachments.get(files.get(target, ""))
    if file is None:
        return ""
    href = escape(asset_reference(page, file.site_path, ctx.site.addressing))
    parts = [part.strip() for part in label.split("|")]
    sizes = [match for part in parts if (match := SIZE.fullmatch(part))]
    words = "|".join(part for part in parts if part and part not in PICTURE_PLACES and not SIZE.fullmatch(part))
    name = target.rsplit("/", 1)[-1]
    if not file.width:
        shown = escape(words or name, quote=False)
        link = f'<a class="sg-file" href="{href}">{shown}</a> ({file.kind}, {_weight(file.size)})'
        player = next((element for element, kinds in PLAYED_KINDS.items() if file.kind in kinds), "")
        if player:
            named = escape(words or name)
            return f'<{player} src="{href}" controls preload="none" aria-label="{named}"></{player}> {link}'
        return link
    width, height = file.width, file.height
    if sizes:
        width = int(sizes[-1][1])
        height = int(sizes[-1][2] or max(1, round(width * file.height / file.width)))
    alt = words if words and words != target else name.rsplit(".", 1)[0]
    return f'<img src="{href}" alt="{escape(alt)}" width="{width}" height="{height}" loading="lazy">'


def _weight(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


def link_href(ctx: SiteContext, page: PagePath, row: ResolvedLink) -> str:
    """Return how `page` points at what a link leads to; '' if it leads nowhere."""
    if row.file in ctx.attachments:
        return asset_reference(page, ctx.attachments[row.file].site_path, ctx.site.addressing)
    if row.note is None:
        return ""
    return to_page(ctx, page, ctx.notes[row.note], line_anchor(row.line) if row.line else "")


def link_inputs(ctx: SiteContext, path: NotePath) -> tuple[object, ...]:
    """Return what the author's links of a note lead to, as inputs of a step."""
    resolved = ctx.corpus.note_links.resolved.get(path, ())
    files = tuple(ctx.attachments.get(row.file) for row in resolved if row.file)
    return (resolved, tuple(ctx.notes[row.note] for row in resolved if row.note is not None), files)
