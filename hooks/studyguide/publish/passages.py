"""Passages as markup: the blocks of a note that a page quotes, rendered, with where they come from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from operator import attrgetter

from markupsafe import Markup

from studyguide.publish.edition import Edition, links, to_line, to_seed
from studyguide.publish.inline import Row, inline_html, sanitised, table_html
from studyguide.publish.markup import Link, masked, preformatted
from studyguide.records import Block, BlockKind, Note, PagePath, Passage, Span
from studyguide.weave.by_line import ByLine

TITLES = frozenset({BlockKind.HEADING, BlockKind.LABEL, BlockKind.HEADLINE, BlockKind.GROUP})
SILENT = frozenset({BlockKind.BLANK, BlockKind.RULE, BlockKind.COMMENT})
FENCES = ("```", "~~~")
FIRST, LAST = attrgetter("span.first"), attrgetter("span.last")
NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class _Quotation:
    """What is quoted while it is rendered."""

    note: Note
    span: Span
    links: dict[int, tuple[Link, ...]]
    by_line: ByLine


def quoted(book: Edition, source: PagePath, passage: Passage) -> Markup:
    """Return a passage as `source` shows it. Links go to every other term it names, once each."""
    return _figure(book, source, passage, _links(book, source, passage))


def quoted_plainly(book: Edition, source: PagePath, passage: Passage) -> Markup:
    """Return a passage without links to terms, for places where many stand together and each link would weigh."""
    return _figure(book, source, passage, {})


def _figure(book: Edition, source: PagePath, passage: Passage, named: dict[int, tuple[Link, ...]]) -> Markup:
    """A passage with what stands above it and where it is from. No template: there are too many of them."""
    note, span = book.woven.notes_by_path[passage.note], passage.span
    quotation = _Quotation(note, span, named, book.woven.by_line[note.path])
    above = ' <span aria-hidden="true">›</span> '.join(map(escape, passage.trail))
    trail = f'<p class="sg-trail">{above}</p>' if above else ""
    lines = f"line {span.first}" if span.first == span.last else f"lines {span.first}–{span.last}"
    date = f' · <time datetime="{escape(passage.date)}">{escape(passage.date)}</time>' if passage.date else ""
    file = f"<code>{escape(f'seeds/{passage.note}')}</code>"
    if on_host := to_seed(book, passage.note, span.first):
        file = f'<a href="{escape(on_host)}" rel="noopener external">{file}</a>'
    return Markup(
        f'<figure class="sg-passage">\n{trail}'
        f"<blockquote>{sanitised(''.join(_blocks(note.blocks, quotation)))}</blockquote>\n"
        f'<figcaption class="sg-provenance"><a href="{escape(to_line(book, source, passage.note, span.first))}">'
        f"{escape(note.title)}, {lines}</a>{date} · {file}</figcaption>\n</figure>\n"
    )


def _links(book: Edition, source: PagePath, passage: Passage) -> dict[int, tuple[Link, ...]]:
    """The first mention of each other term, by line."""
    seen: set[str] = {str(source)}
    mentions = book.woven.by_line[passage.note].mentions
    named: dict[int, tuple[Link, ...]] = {}
    for line in range(passage.span.first, passage.span.last + 1):
        new = [m for m in mentions.get(line, ()) if book.terms[m.term] not in seen]
        first = {m.term: m for m in reversed(new)}
        seen.update(book.terms[term] for term in first)
        named[line] = links(book, source, tuple(sorted(first.values())))
    return named


def _blocks(blocks: Sequence[Block], quote: _Quotation) -> Iterator[str]:
    for block in _inside(blocks, quote.span):
        if block.kind in SILENT:
            continue
        match block.kind:
            case BlockKind.LIST:
                yield from _list(block, quote)
            case BlockKind.QUOTE:
                yield f"<blockquote>{''.join(_blocks(block.children, quote))}</blockquote>"
            case BlockKind.CODE | BlockKind.FRONT_MATTER:
                yield preformatted([masked(text, quote.by_line.zones.get(n, ())) for n, text in _code(block, quote)])
            case BlockKind.TABLE:
                yield table_html(_rows(_table_lines(block, quote), quote))
            case kind if kind in TITLES:
                yield f"<p><strong>{escape(quote.by_line.titles.get(block.span.first, block.text))}</strong></p>"
            case _:
                yield f"<p>{inline_html(_rows(_pieces(block, quote), quote))}</p>"


def _inside(blocks: Sequence[Block], span: Span) -> Sequence[Block]:
    """The blocks of which any line is in the span; found by halving, for a note may have a million of them."""
    start = bisect_left(blocks, span.first, key=LAST)
    return blocks[start : bisect_right(blocks, span.last, lo=start, key=FIRST)]


def _list(block: Block, quote: _Quotation) -> Iterator[str]:
    """Yield a list's quoted items; an item quoted without its beginning gives what is inside it, without a bullet.

    A numbered list begins with the number of the first item that is quoted.
    """
    items = list(_inside(block.children, quote.span))
    while items and items[0].span.first < quote.span.first:
        yield from _blocks(items.pop(0).children, quote)
    inner = "".join(f"<li>{''.join(_blocks(item.children, quote))}</li>" for item in items if item.kind not in SILENT)
    if inner:
        number = NUMBER.match(items[0].marker)
        yield f'<ol start="{int(number[0])}">{inner}</ol>' if number else f"<ul>{inner}</ul>"


def _code(block: Block, quote: _Quotation) -> Iterator[tuple[int, str]]:
    """The quoted lines of code, without the fences around it."""
    for line in _lines(block, quote):
        text = quote.note.lines[line - 1]
        if line not in (block.span.first, block.span.last) or not text.lstrip().startswith(FENCES):
            yield line, text


def _lines(block: Block, quote: _Quotation) -> range:
    return range(max(block.span.first, quote.span.first), min(block.span.last, quote.span.last) + 1)


def _pieces(block: Block, quote: _Quotation) -> Iterator[tuple[int, int, int]]:
    """Line, start and end column of a leaf's words on each of its quoted lines."""
    texts = block.text.split("\n")
    for line in _lines(block, quote):
        raw, index = quote.note.lines[line - 1], line - block.span.first
        words = texts[index].strip() if index < len(texts) else ""
        start = raw.find(words) if words else -1
        if start < 0:
            start = len(raw) - len(raw.lstrip())
        yield line, start, len(raw.rstrip())


def _table_lines(block: Block, quote: _Quotation) -> Iterator[tuple[int, int, int]]:
    """A quoted row comes with the table's head."""
    head = range(block.span.first, min(block.span.first + 2, block.span.last + 1))
    for line in dict.fromkeys((*head, *_lines(block, quote))):
        raw = quote.note.lines[line - 1]
        yield line, len(raw) - len(raw.lstrip()), len(raw.rstrip())


def _rows(pieces: Iterable[tuple[int, int, int]], quote: _Quotation) -> list[Row]:
    return [
        (quote.note.lines[line - 1], start, end, quote.links.get(line, ()), quote.by_line.zones.get(line, ()))
        for line, start, end in pieces
    ]
