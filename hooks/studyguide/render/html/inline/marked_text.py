"""Text in which private-use characters, the marks, hold the places of links on terms and of labels for what is masked.

Mentions and masked zones are columns of the note's own line, and parsing loses columns. So a mark is put before and
after each of them first; Markdown takes marks for letters, and the tokens that hold them are split again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct

from studyguide.model.note import REDACTED_KINDS, ZoneKind
from studyguide.model.texts import Texts
from studyguide.render.html.inline.scope import Row
from studyguide.render.html.markup import Link, reading, redaction, redaction_labels
from studyguide.text.control_chars import escape_control_chars

FIRST_MARK = 0xF0000
LAST_MARK = 0xFFFFD
MARKS_OF_LINK = 3
"""One before its words, one behind them, one for what is said of its spelling."""
MARK = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK)}])")
MARK_IN_ADDRESS = re.compile("%F3%B[0-9A-F](?:%[0-9A-F]{2}){2}")
"""A mark inside an address that Markdown has percent-encoded."""
CLOSING_LINK = "</a>"


class MarkedText(Struct, frozen=True):
    """Holds text with marks in it, and the markup that each mark is replaced by."""

    text: str
    marks: tuple[str, ...]


def marked_text(rows: Iterable[Row], texts: Texts) -> MarkedText:
    """Return the words of lines, joined by line feeds, with marks where links and masked zones are.

    A link that overlaps a masked zone is left out.
    """
    marks: list[str] = []
    lines = [_marked_row(row, texts, marks) for row in rows]
    return MarkedText("\n".join(lines), tuple(marks))


def pieces_between_marks(text: str, marks: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the markup of each piece of text and of each mark in it, and whether it is a tag of a link on a term."""
    for index, part in enumerate(MARK.split(text)):
        html = _markup_of(part, marks) if index % 2 else escape(part, quote=False)
        yield html, bool(index % 2) and is_link_tag(html)


def without_links(text: str, marks: tuple[str, ...]) -> str:
    """Return the markup of text with the labels for what is masked, but without links on terms."""
    return "".join(html for html, is_tag in pieces_between_marks(text, marks) if not is_tag)


def without_marks(text: str) -> str:
    """Return text as its author wrote it, without what is masked."""
    return text if text.isascii() else MARK.sub("", text)


def address_without_marks(address: object) -> str:
    """Return an address that Markdown read, without marks; '' for None."""
    return MARK_IN_ADDRESS.sub("", without_marks(str(address or ""))).strip()


def is_link_tag(html: str) -> bool:
    """Return whether markup opens or closes a link."""
    return html == CLOSING_LINK or html.startswith("<a ")


def term_link_opening(link: Link) -> str:
    """Return the opening tag of a link on a term."""
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>'


def _marked_row(row: Row, texts: Texts, marks: list[str]) -> str:
    text, start, end, links, zones = row
    hidden = [(z.start, z.end, _masked_label(texts, z.kind)) for z in zones if z.kind in REDACTED_KINDS]
    intervals: list[tuple[int, int, str, Link | None]] = [(low, high, label, None) for low, high, label in hidden]
    intervals += [
        (link.start, link.end, term_link_opening(link), link)
        for link in links
        if all(link.end <= low or link.start >= high for low, high, _ in hidden)
    ]
    words, at = "", start
    for low, high, html, link in sorted(intervals, key=lambda interval: interval[:3]):
        if link is None:  # A zone that begins before the words or ends behind them still hides what it covers of them.
            low, high = max(low, at), min(high, end)
        if low < at or high > end or low >= high:
            continue
        if len(marks) + MARKS_OF_LINK > LAST_MARK - FIRST_MARK:  # No mark is left: a link goes, and so does what a
            if link is None:  # zone hides.
                words, at = words + _clean(text[at:low]), high
            continue
        words += _clean(text[at:low]) + _new_mark(marks, html)
        if link is not None:
            words += _clean(text[low:high]) + _new_mark(marks, CLOSING_LINK) + _new_mark(marks, reading(texts, link))
        at = high
    return words + _clean(text[at:end])


def _masked_label(texts: Texts, kind: ZoneKind) -> str:
    """Return what replaces a zone. A comment is only left out: its author's editor does not show it either."""
    return "" if kind is ZoneKind.COMMENT else redaction(redaction_labels(texts), kind)


def _new_mark(marks: list[str], html: str) -> str:
    if not html:
        return ""
    marks.append(html)
    return chr(FIRST_MARK + len(marks) - 1)


def _markup_of(mark: str, marks: tuple[str, ...]) -> str:
    number = ord(mark) - FIRST_MARK
    return marks[number] if number < len(marks) else ""


def _clean(text: str) -> str:
    """Return text without characters that act on what is around them, and without marks of the author's own."""
    text = escape_control_chars(text)
    return text if text.isascii() else MARK.sub("\ufffd", text)
