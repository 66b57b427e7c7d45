"""The sentences that name a term, as its own page quotes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from studyguide.publish.edition import Edition, to_line
from studyguide.publish.markup import line_html
from studyguide.records import PagePath
from studyguide.weave.backlinks import Backlink


def telling(book: Edition, named: Iterable[Backlink]) -> Iterator[Backlink]:
    """Yield what may be quoted: no line of speakers, of a heading nothing but its title."""
    for link in named:
        here = book.woven.by_line[link.mention.note]
        title = here.titles.get(link.mention.line)
        if link.mention.line not in here.speakers and (title is None or link.mention.surface in title):
            yield link


def quoted_sentence(book: Edition, source: PagePath, link: Backlink) -> Markup:
    """Return what names the term with its place, a heading by its title alone: its speakers stand on the note's own
    page only."""
    mention, note = link.mention, book.woven.notes_by_path[link.mention.note]
    here = book.woven.by_line[note.path]
    title = here.titles.get(mention.line)
    line = note.lines[mention.line - 1]
    cut = link.end < len(line.rstrip()) and line[link.end - 1] not in ".!?…\"'”’)"
    quoted_line = line_html(line[: link.end], (), here.zones.get(mention.line, ()), link.start)
    text = escape(title) if title is not None else f"{quoted_line}{'…' if cut else ''}"
    href = escape(to_line(book, source, note.path, mention.line))
    return Markup(f'<q>{text}</q> <a href="{href}">{escape(note.title)}, line {mention.line}</a>')
