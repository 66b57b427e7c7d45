"""Words of a note to inline markup: emphasis and web links as written, our links on its terms, gaps for what is masked.

Mentions and gaps are columns of the note's own line, and inline parsing loses columns. So a private-use character is
put before and after each of them first; Markdown takes these for letters, and the tokens that hold them are split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from studyguide.model.note import REDACTED_KINDS, Zone
from studyguide.render.html.markup import Link, redaction
from studyguide.text.control_chars import escape_control_chars

FIRST_MARK = 0xF0000
LAST_MARK = 0xFFFFD
CLOSING = "</a>"
MARK_IN_ADDRESS = re.compile("%F3%B[0-9A-F](?:%[0-9A-F]{2}){2}")
"""A mark as it stands in an address that Markdown has percent-encoded."""
MARK = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK)}])")
PLAIN = re.compile(r"[^\\`*_~\[\]<>&!|:.@/]*(?:\.(?= |$)[^\\`*_~\[\]<>&!|:.@/]*)*")
"""Printable words without anything that Markdown, or the search for addresses, takes for more than a letter."""
MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 40}).enable(
    ["linkify", "strikethrough", "table"]
)
TABLES = MarkdownIt("zero", MARKDOWN.options).enable(
    [
        "table",
        "backticks",
        "emphasis",
        "strikethrough",
        "link",
        "image",
        "autolink",
        "escape",
        "entity",
        "newline",
        "linkify",
    ]
)
"""Tables and paragraphs, no other block. Constants: parsing keeps nothing between two texts."""
TAGS = {
    *("p", "br", "em", "strong", "s", "code", "a", "span", "ul", "ol", "li", "pre", "blockquote", "div", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {
    "a": {"href", "class", "data-says", "rel"},
    "span": {"class"},
    "ol": {"start"},
    "div": {"class"},
    "td": {"style"},
    "th": {"style"},
}
SECOND_LOCK = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)
"""As constant as what it allows."""


Row = tuple[str, int, int, Sequence[Link], Sequence[Zone]]
"""A line, the columns at which the words in it start and end, its links and its zones."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """Text with private-use characters in it, and the markup each of them stands for."""

    text: str
    marks: tuple[str, ...]


def _marked(rows: Iterable[Row]) -> _Marked:
    """Join the words of lines, with marks where links and gaps are."""
    marks: list[str] = []
    lines: list[str] = []
    for text, start, end, links, zones in rows:
        cuts: list[tuple[int, int, str, str]] = [
            (z.start, z.end, "", redaction(z.kind)) for z in zones if z.kind in REDACTED_KINDS
        ]
        cuts += [
            (k.start, k.end, _opening(k), CLOSING)
            for k in links
            if all(k.end <= a or k.start >= b for a, b, *_ in cuts)
        ]
        row, at = "", start
        for low, high, before, after in sorted(cuts):
            if not before:  # A gap that begins before the words or ends behind them still hides what of them it covers.
                low, high = max(low, at), min(high, end)
            if low < at or high > end or low >= high:
                continue
            if len(marks) + 2 > LAST_MARK - FIRST_MARK:  # None is left: a link is left out, and so is what a gap hides.
                row, at = (row + _clean(text[at:low]), high) if not before else (row, at)
                continue
            row += (
                _clean(text[at:low])
                + _mark(marks, before)
                + (_clean(text[low:high]) if before else "")
                + _mark(marks, after)
            )
            at = high
        lines.append(row + _clean(text[at:end]))
    return _Marked("\n".join(lines), tuple(marks))


def inline_html(rows: Sequence[Row]) -> str:
    """Return a paragraph's words as inline markup."""
    plain = _plain(*rows[0]) if len(rows) == 1 else None
    return parsed_html(rows) if plain is None else plain


def parsed_html(rows: Iterable[Row]) -> str:
    """Return what Markdown makes of the words."""
    words = _marked(rows)
    return _rendered(MARKDOWN.parseInline(words.text), words)


def _plain(text: str, start: int, end: int, links: Sequence[Link], zones: Sequence[Zone]) -> str | None:
    """What parsing gives for a line in which nothing is to be parsed: most lines of notes, in a tenth of the time. None
    for any other."""
    words = text[start:end]
    if not words.isprintable() or not PLAIN.fullmatch(words) or any(zone.kind in REDACTED_KINDS for zone in zones):
        return None
    parts: list[str] = []
    at = start
    for link in sorted(links):
        if at <= link.start < link.end <= end:
            parts += (
                _as_markup(text[at : link.start]),
                _opening(link),
                _as_markup(text[link.start : link.end]),
                CLOSING,
            )
            at = link.end
    return "".join((*parts, _as_markup(text[at:end]))).strip()


def table_html(rows: Iterable[Row]) -> str:
    """Return a table, written with pipes, as markup; what is no table after all comes back as a paragraph."""
    words = _marked(rows)
    return _rendered(TABLES.parse(words.text), words)


def sanitised(html: str) -> str:
    """Return markup with nothing in it but what a passage may hold: the second lock on the door."""
    return SECOND_LOCK.clean(escape_control_chars(html))


def _rendered(tokens: list[Token], words: _Marked) -> str:
    for token in tokens:
        if token.children is not None:
            token.children = list(_with_marks(token.children, words.marks))
    html: str = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return html.replace("\n", " ").strip()


def _with_marks(tokens: Sequence[Token], marks: tuple[str, ...]) -> Iterable[Token]:
    """Put the markup in place of its marks; in code and images they are dropped, and in another link a link of ours.

    What Markdown took for an address or for emphasis can begin or end inside a link of ours: then that ends there.
    """
    inside: list[bool] = []
    ours = False
    for token in tokens:
        if ours and token.nesting:
            yield _html(CLOSING)
            ours = False
        match token.type:
            case "link_open":
                address = MARK_IN_ADDRESS.sub("", _unmarked(str(token.attrGet("href") or "")))
                inside.append(_is_web(address))
                if inside[-1]:
                    yield _html(f'<a href="{escape(address)}" class="sg-out" rel="noopener external">')
            case "link_close":
                if inside.pop():
                    yield _html(CLOSING)
            case "text":
                for index, part in enumerate(MARK.split(token.content)):
                    if index % 2 == 0:
                        yield Token("text", "", 0, content=part)
                        continue
                    number = ord(part) - FIRST_MARK
                    html = marks[number] if number < len(marks) else ""
                    if (html == CLOSING and not ours) or (html.startswith("<a ") and (ours or any(inside))):
                        continue
                    ours = html.startswith("<a ") or (ours and html != CLOSING)
                    yield _html(html)
            case "image":
                yield Token("text", "", 0, content=_unmarked(token.content))
            case _:
                token.content = _unmarked(token.content)
                yield token
    if ours:
        yield _html(CLOSING)


def _is_web(address: str) -> bool:
    """Whether an address is one a browser can open, and no other than the web's."""
    if not address.startswith(("http://", "https://")):
        return False
    return "href" in nh3.clean(f'<a href="{escape(address)}">', attributes={"a": {"href"}})


def _html(text: str) -> Token:
    return Token("html_inline", "", 0, content=text)


def _as_markup(text: str) -> str:
    return text.replace('"', "&quot;")


def _opening(link: Link) -> str:
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>'


def _mark(marks: list[str], html: str) -> str:
    if not html:
        return ""
    marks.append(html)
    return chr(FIRST_MARK + len(marks) - 1)


def _clean(text: str) -> str:
    text = escape_control_chars(text)
    return text if text.isascii() else MARK.sub("\ufffd", text)


def _unmarked(text: str) -> str:
    return text if text.isascii() else MARK.sub("", text)
