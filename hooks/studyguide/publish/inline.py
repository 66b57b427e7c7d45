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
from markupsafe import Markup

from studyguide.publish.markup import Link, gap
from studyguide.records import GAPS, Zone

FIRST_MARK = 0xF0000
LAST_MARK = 0xFFFFD
MARK = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK)}])")
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
TAGS = frozenset(
    [
        "p",
        "br",
        "em",
        "strong",
        "s",
        "code",
        "a",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "pre",
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "div",
    ]
)
ATTRIBUTES = {
    "a": {"href", "class", "data-says"},
    "span": {"class"},
    "ol": {"start"},
    "div": {"class"},
    "td": {"style"},
    "th": {"style"},
}


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with private-use characters in it, and the markup each of them stands for."""

    text: str
    marks: tuple[str, ...]


def marked(lines: Iterable[tuple[str, int, int, Sequence[Link], Sequence[Zone]]]) -> Marked:
    """Join pieces of lines (text, start and end column, links, zones), with marks where links and gaps are."""
    marks: list[str] = []
    rows: list[str] = []
    for text, start, end, links, zones in lines:
        cuts: list[tuple[int, int, str, str]] = [(z.start, z.end, "", gap(z.kind)) for z in zones if z.kind in GAPS]
        cuts += [
            (k.start, k.end, _opening(k), "</a>") for k in links if all(k.end <= a or k.start >= b for a, b, *_ in cuts)
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
        rows.append(row + _clean(text[at:end]))
    return Marked("\n".join(rows), tuple(marks))


def inline_html(words: Marked) -> Markup:
    """Return a paragraph's words as inline markup."""
    return _rendered(MARKDOWN.parseInline(words.text), words)


def table_html(rows: Marked) -> Markup:
    """Return a table, written with pipes, as markup; what is no table after all comes back as a paragraph."""
    return _rendered(TABLES.parse(rows.text), rows)


def sanitised(html: str) -> Markup:
    """Return markup with nothing in it but what a passage may hold: the second lock on the door."""
    return Markup(
        nh3.clean(
            html,
            tags=set(TAGS),
            attributes={k: set(v) for k, v in ATTRIBUTES.items()},
            url_schemes={"http", "https"},
            link_rel=None,
        )
    )


def _rendered(tokens: list[Token], words: Marked) -> Markup:
    for token in tokens:
        if token.children is not None:
            token.children = list(_with_marks(token.children, words.marks))
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Markup(html.replace("\n", " ").strip())


def _with_marks(tokens: Sequence[Token], marks: tuple[str, ...]) -> Iterable[Token]:
    """Put the markup in place of its marks; inside another link, code or an image they are dropped."""
    inside: list[bool] = []
    for token in tokens:
        match token.type:
            case "link_open":
                address = str(token.attrGet("href") or "")
                inside.append(address.startswith(("http://", "https://")))
                if inside[-1]:
                    yield Token("html_inline", "", 0, content=f'<a href="{escape(_unmarked(address))}" class="sg-out">')
            case "link_close":
                if inside.pop():
                    yield Token("html_inline", "", 0, content="</a>")
            case "text":
                yield from _split(token, () if inside else marks)
            case "image":
                yield Token("text", "", 0, content=_unmarked(token.content))
            case _:
                token.content = _unmarked(token.content)
                yield token


def _split(token: Token, marks: tuple[str, ...]) -> Iterable[Token]:
    if not marks:
        yield Token("text", "", 0, content=_unmarked(token.content))
        return
    for index, part in enumerate(MARK.split(token.content)):
        if index % 2 == 0:
            yield Token("text", "", 0, content=part)
        elif (mark := ord(part) - FIRST_MARK) < len(marks):
            yield Token("html_inline", "", 0, content=marks[mark])


def _opening(link: Link) -> str:
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>'


def _mark(marks: list[str], html: str) -> str:
    if not html:
        return ""
    marks.append(html)
    return chr(FIRST_MARK + len(marks) - 1)


def _clean(text: str) -> str:
    return "".join("\ufffd" if FIRST_MARK <= ord(c) <= LAST_MARK else c for c in text) if not text.isascii() else text


def _unmarked(text: str) -> str:
    return "".join(c for c in text if not FIRST_MARK <= ord(c) <= LAST_MARK) if not text.isascii() else text
