"""Passages as markup: the blocks of a note that a page quotes, rendered, with where they come from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from operator import attrgetter

from markupsafe import Markup
from msgspec import Struct

from studyguide.link.backlinks import Backlink
from studyguide.link.line_index import LineIndex
from studyguide.model.note import HEADING_KINDS, Block, BlockKind, Note, NotePath, PagePath, Passage, Span, TextForm
from studyguide.model.texts import html_of, text_of
from studyguide.parse.markup_language import detect_markup_language
from studyguide.parse.plain_text import word_columns
from studyguide.render.html.author_scope import author_scope
from studyguide.render.html.inline.inline_html import inline_html
from studyguide.render.html.inline.scope import InlineScope, Row, RowStarts, no_embed
from studyguide.render.html.markup import Link, preformatted, redacted_html, redaction_labels
from studyguide.render.html.note_body.inline_syntax import inline_syntax
from studyguide.render.html.note_body.text_form_html import TEXT_FORMS
from studyguide.render.html.sanitized import sanitized
from studyguide.render.html.sentence_html import sentence_without_links
from studyguide.render.html.table import table_html
from studyguide.render.site_context import SiteContext, links, to_line, to_page, to_seed

UNQUOTED_KINDS = frozenset({BlockKind.BLANK, BlockKind.RULE, BlockKind.COMMENT})
FENCES = ("```", "~~~")
FIRST, LAST = attrgetter("span.first"), attrgetter("span.last")
PASSAGE_NUMBER = re.compile(r"\d{1,9}")


class _Quotation(Struct, frozen=True):
    """What is quoted while it is rendered."""

    note: Note
    span: Span
    links: dict[int, tuple[Link, ...]]
    line_index: LineIndex
    scope: InlineScope


def render_passage(ctx: SiteContext, source: PagePath, passage: Passage) -> Markup:
    """Return a passage as `source` shows it. Links go to every other term it names, once each."""
    return _figure(ctx, source, passage, _links(ctx, source, passage))


def render_passage_plain(ctx: SiteContext, source: PagePath, passage: Passage) -> Markup:
    """Return a passage without links to terms, for places where many stand together and each link would weigh."""
    return _figure(ctx, source, passage, {})


def _figure(ctx: SiteContext, source: PagePath, passage: Passage, named: dict[int, tuple[Link, ...]]) -> Markup:
    """A passage with its heading path and where it is from. No template: there are too many of them."""
    note, span = ctx.corpus.notes_by_path[passage.note], passage.span
    syntax = inline_syntax(note, detect_markup_language(note.path, note.lines))
    scope = author_scope(ctx, source, note, syntax, embed=no_embed)
    quotation = _Quotation(note, span, named, ctx.corpus.line_index[note.path], scope)
    above = ' <span aria-hidden="true">›</span> '.join(map(escape, passage.heading_path))
    heading_path = f'<p class="sg-trail">{above}</p>' if above else ""
    if span.first == span.last:
        lines = text_of(ctx.texts, "common.line", line=str(span.first))
    else:
        lines = text_of(ctx.texts, "passages.lines", first=str(span.first), last=str(span.last))
    date = f' · <time datetime="{escape(passage.date)}">{escape(passage.date)}</time>' if passage.date else ""
    file = f"<code>{escape(f'seeds/{passage.note}')}</code>"
    if on_host := to_seed(ctx, passage.note, span.first):
        file = f'<a href="{escape(on_host)}" rel="noopener external">{file}</a>'
    return Markup(
        f'<figure class="sg-passage">\n{heading_path}'
        f"<blockquote>{sanitized(''.join(_quoted_blocks(note.blocks, quotation)))}</blockquote>\n"
        f'<figcaption class="sg-provenance"><a href="{escape(to_line(ctx, source, passage.note, span.first))}">'
        f"{escape(note.title)}, {escape(lines)}</a>{date} · {file}</figcaption>\n</figure>\n"
    )


def _links(ctx: SiteContext, source: PagePath, passage: Passage) -> dict[int, tuple[Link, ...]]:
    """The first mention of each other term, by line."""
    seen: set[str] = {str(source)}
    mentions = ctx.corpus.line_index[passage.note].mentions
    named: dict[int, tuple[Link, ...]] = {}
    for line in range(passage.span.first, passage.span.last + 1):
        if new := [m for m in mentions.get(line, ()) if ctx.terms.get(m.term, m.term) not in seen]:
            first = {m.term: m for m in reversed(new)}
            seen.update(ctx.terms.get(term, term) for term in first)
            named[line] = links(ctx, source, tuple(sorted(first.values())))
    return named


def _quoted_blocks(blocks: Sequence[Block], quote: _Quotation) -> Iterator[str]:
    for block in blocks_inside(blocks, quote.span):
        if block.kind in UNQUOTED_KINDS:
            continue
        match block.kind:
            case BlockKind.LIST:
                yield from _quoted_list(block, quote)
            case BlockKind.QUOTE:
                yield f"<blockquote>{''.join(_quoted_blocks(block.children, quote))}</blockquote>"
            case BlockKind.CODE | BlockKind.FRONT_MATTER:
                yield preformatted(
                    [
                        redacted_html(text, quote.line_index.zones.get(n, ()), redaction_labels(quote.scope.texts))
                        for n, text in _quoted_code(block, quote)
                    ]
                )
            case BlockKind.TABLE:
                yield _quoted_table(block, quote)
            case kind if kind in HEADING_KINDS:
                yield f"<p><strong>{escape(quote.line_index.titles.get(block.span.first, block.text))}</strong></p>"
            case _ if block.marker == TextForm.METADATA:
                continue
            case _:
                below = RowStarts((), frozenset({block.level} if block.marker == TextForm.ROW else ()))
                yield f"<p>{inline_html(_quoted_rows(_pieces(block, quote), quote), quote.scope, below)}</p>"


def blocks_inside(blocks: Sequence[Block], span: Span) -> Sequence[Block]:
    """Return the blocks of which any line is in the span; found by halving, for a note may have a million of them."""
    start = bisect_left(blocks, span.first, key=LAST)
    return blocks[start : bisect_right(blocks, span.last, lo=start, key=FIRST)]


def _quoted_list(block: Block, quote: _Quotation) -> Iterator[str]:
    """Yield a list's quoted items; an item quoted without its beginning gives what is inside it, without a bullet.

    A numbered list begins with the number of the first item that is quoted.
    """
    items = list(blocks_inside(block.children, quote.span))
    while items and items[0].span.first < quote.span.first:
        yield from _quoted_blocks(items.pop(0).children, quote)
    inner = "".join(
        f"<li>{''.join(_quoted_blocks(item.children, quote))}</li>" for item in items if item.kind not in UNQUOTED_KINDS
    )
    if inner:
        number = PASSAGE_NUMBER.match(items[0].marker)
        yield f'<ol start="{int(number[0])}">{inner}</ol>' if number else f"<ul>{inner}</ul>"


def _quoted_code(block: Block, quote: _Quotation) -> Iterator[tuple[int, str]]:
    """The quoted lines of code, without the fences around it."""
    for line in _quoted_lines(block, quote):
        text = quote.note.lines[line - 1]
        if line not in (block.span.first, block.span.last) or not text.lstrip().startswith(FENCES):
            yield line, text


def _quoted_lines(block: Block, quote: _Quotation) -> range:
    return range(max(block.span.first, quote.span.first), min(block.span.last, quote.span.last) + 1)


def _pieces(block: Block, quote: _Quotation) -> Iterator[tuple[int, int, int]]:
    """Line, start and end column of a leaf's words on each of its quoted lines."""
    if block.marker in TEXT_FORMS:
        for line in _quoted_lines(block, quote):
            for start, end in word_columns(quote.note.lines[line - 1], quote.line_index.zones.get(line, ())):
                yield line, start, end
        return
    texts = block.text.split("\n")
    for line in _quoted_lines(block, quote):
        raw, index = quote.note.lines[line - 1], line - block.span.first
        words = texts[index].strip() if index < len(texts) else ""
        start = raw.find(words) if words else -1
        if start < 0:
            start = len(raw) - len(raw.lstrip())
        yield line, start, len(raw.rstrip())


def _quoted_table(block: Block, quote: _Quotation) -> str:
    """A quoted row comes with the table's head."""
    lines = [
        line for line in dict.fromkeys((block.span.first, *_quoted_lines(block, quote))) if line != block.span.first + 1
    ]
    ends = ((line, quote.note.lines[line - 1]) for line in lines)
    pieces = [(line, len(raw) - len(raw.lstrip()), len(raw.rstrip())) for line, raw in ends]
    return f"<table>{table_html(_quoted_rows(pieces, quote), quote.note.lines[block.span.first], quote.scope)}</table>"


def _quoted_rows(pieces: Iterable[tuple[int, int, int]], quote: _Quotation) -> list[Row]:
    return [
        (quote.note.lines[line - 1], start, end, quote.links.get(line, ()), quote.line_index.zones.get(line, ()))
        for line, start, end in pieces
    ]


def quotable(ctx: SiteContext, named: Iterable[Backlink]) -> Iterator[Backlink]:
    """Yield what may be quoted: no line of speakers, of a heading nothing but its title."""
    for link in named:
        here = ctx.corpus.line_index[link.mention.note]
        title = here.titles.get(link.mention.line)
        if link.mention.line not in here.speakers and (title is None or link.mention.surface in title):
            yield link


def quoted_sentence(ctx: SiteContext, source: PagePath, link: Backlink) -> Markup:
    """Return what names the term with its place, a heading by its title alone: its speakers are on the note's own
    page only."""
    mention, note = link.mention, ctx.corpus.notes_by_path[link.mention.note]
    here = ctx.corpus.line_index[note.path]
    title = here.titles.get(mention.line)
    line = note.lines[mention.line - 1]
    cut = link.end < len(line.rstrip()) and line[link.end - 1] not in ".!?…\"'”’)"
    row: Row = (line, link.start, link.end, (), here.zones.get(mention.line, ()))
    sentence = escape(title) if title is not None else sentence_without_links(note, row, ctx.texts)
    text = f"{sentence}{'…' if cut and title is None else ''}"
    href = escape(to_line(ctx, source, note.path, mention.line))
    place = html_of(ctx.texts, "common.note_line", note=note.title, line=str(mention.line))
    return Markup(f'<q>{text}</q> <a href="{href}">{place}</a>')


class OfNote(Struct, frozen=True):
    """The places in one note."""

    note: str
    href: str
    lines: tuple[tuple[str, str], ...]
    """`L12` or `L12–14`, as the note's page numbers its lines, and its reference. By line."""


class OverflowLinks(Struct, frozen=True):
    quoted: int
    """How many the page quotes."""
    total: int
    """How many there are."""
    places: int
    """How many links `notes` hold."""
    notes: tuple[OfNote, ...]


def overflow_links(
    ctx: SiteContext, source: PagePath, counted: tuple[int, int], rest: Iterable[tuple[NotePath, Span]]
) -> OverflowLinks | None:
    """Return the places that `source` leaves to the notes' own pages, each once; None where it quotes all.

    `counted` says how many are quoted, and of how many. The notes keep the order in which they come.
    """
    found: dict[NotePath, dict[Span, None]] = {}
    for path, span in rest:
        found.setdefault(path, {})[span] = None
    if not found:
        return None
    notes = tuple(
        OfNote(
            ctx.corpus.notes_by_path[path].title,
            to_page(ctx, source, ctx.notes[path]),
            tuple((_numbered(span), to_line(ctx, source, path, span.first)) for span in sorted(spans)),
        )
        for path, spans in found.items()
    )
    return OverflowLinks(*counted, sum(len(one.lines) for one in notes), notes)


def _numbered(span: Span) -> str:
    return f"L{span.first}" if span.first == span.last else f"L{span.first}–{span.last}"
