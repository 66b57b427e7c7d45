"""Text to safe markup: escaping, headings, gaps, formulas, and a page assembled from headings and finished HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from studyguide.model.note import REDACTED_KINDS, REDACTION_LABELS, Zone, ZoneKind
from studyguide.text.control_chars import escape_control_chars

LINES_AT_ONCE, LINES = 100, 5000
"""Pieces of a template that are split into lines together, and lines that are joined again: of a large note's page few
are held apart from each other."""


class Link(NamedTuple):
    """A term's link inside one line of text."""

    start: int
    """0-based column in code points."""
    end: int
    href: str
    preview: str
    """The definition a reader sees on hover or focus; '' for none."""
    read_as: str = ""
    """The spelling that is meant if the words are a slip of it; '' if they are none."""


def anchor(link: Link, surface: str) -> str:
    """Return the `<a>` of a term's link around its words."""
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>{escape(surface)}</a>'


def reading(link: Link) -> str:
    """Return what follows a link whose words are a slip: the spelling that is meant, for eyes and screen readers."""
    return f'<span class="sg-read-as"> (read as {escape(link.read_as)})</span>' if link.read_as else ""


def redaction(kind: ZoneKind) -> str:
    """Returns the label that replaces something no reader may see."""
    return f'<span class="sg-gap">[{REDACTION_LABELS[kind]}]</span>'


def line_html(text: str, links: Sequence[Link] = (), zones: Sequence[Zone] = (), start: int = 0) -> Markup:
    """Return one line letter for letter from column `start`, with links on its terms and labeled redactions for what is
    not published."""
    if not links and not zones:
        return Markup(escape(text[start:]))
    pieces: list[tuple[int, int, str]] = [
        (z.start, z.end, redaction(z.kind)) for z in zones if z.kind in REDACTED_KINDS
    ]
    hidden = tuple((low, high) for low, high, _ in pieces)
    pieces += [
        (link.start, link.end, anchor(link, text[link.start : link.end]))
        for link in links
        if not any(low < link.end and link.start < high for low, high in hidden)
    ]
    out: list[str] = []
    at = start
    for low, high, html in sorted(pieces):
        if low >= at:
            out += (escape(text[at:low]), html)
        at = max(at, high)
    return Markup("".join((*out, escape(text[at:]))))


def redacted_html(text: str, zones: Iterable[Zone]) -> str:
    """Return one line as plain text with labeled redactions, for places that show no markup."""
    parts: list[str] = []
    at = 0
    for zone in sorted(zones):
        if zone.kind in REDACTED_KINDS:
            parts += (text[at : zone.start], f"[{REDACTION_LABELS[zone.kind]}]")
            at = zone.end
    return "".join((*parts, text[at:]))


def heading_text(text: str) -> Markup:
    """Returns text for a Markdown heading that shows it unchanged: whatever could be Markdown or HTML is an entity."""
    plain = " ".join(escape_control_chars(text).split())
    return Markup(re.sub(r"[^\w\s,.;:()/\-–—?%’'·…+]|[_]", lambda m: f"&#{ord(m[0])};", plain))


def assembled(pieces: Iterable[str]) -> str:
    """Turn a rendered template into a page: each `#` line is a heading, the text between two of them one HTML block.

    `pieces` are the template's as it yields them: the page of a large note is never held line by line. Blank lines and
    indentation inside a block are removed, since Markdown reads meaning into both. Characters that act on the text
    around them are shown as what they are; tabs are entities, since Markdown makes blanks of them.
    """
    rows = _in_blocks(_lines(pieces))
    parts: list[str] = []
    while taken := tuple(islice(rows, LINES)):
        parts.append("\n".join(taken))
    return "\n".join((*parts, ""))


def _in_blocks(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a page, with a blank one round every heading and every block."""
    above = opened = False
    for line in lines:
        if line.startswith("#") and re.match(r"#{1,6} ", line):
            if opened:
                yield "</div>"
            if above:
                yield ""
            yield line if line.endswith("}") else f"{line} {{#title}}"
            above, opened = True, False
        elif line:
            if not opened:
                if above:
                    yield ""
                yield '<div class="sg-part">'
                above = opened = True
            yield line
    if opened:
        yield "</div>"


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield stripped lines, split at line feeds alone: other separators can occur in a note's line, and must not begin
    a heading."""
    rows, rest = iter(pieces), ""
    while taken := tuple(islice(rows, LINES_AT_ONCE)):
        *lines, rest = "".join((rest, *taken)).split("\n")
        yield from _shown(lines)
    yield from _shown([rest])


def _shown(lines: Iterable[str]) -> Iterable[str]:
    stripped = [line.strip() for line in lines]
    if all(map(str.isprintable, stripped)):
        return stripped
    return [escape_control_chars(line).replace("\t", "&#9;") for line in stripped]


def preformatted(lines: Sequence[str]) -> Markup:
    """Return lines of code on one line of source, so that no assembly can touch their blanks."""
    return Markup("<pre><code>" + "&#10;".join(escape(line) for line in lines) + "</code></pre>")
