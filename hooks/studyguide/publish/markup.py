"""Text to safe markup: escaping, headings, gaps, formulas, and a page assembled from headings and finished HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup

from studyguide.records import GAPS, Zone, ZoneKind

GAP_LABELS = {
    ZoneKind.COMMENT: "comment, not for readers",
    ZoneKind.EMAIL: "e-mail address removed",
    ZoneKind.PHONE: "phone number removed",
    ZoneKind.KEY: "key removed",
    ZoneKind.WITHHELD: "kept out by the author",
}
MATHML_TAGS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
    ]
)
MATHML_ATTRIBUTES = frozenset(
    [
        "display",
        "stretchy",
        "fence",
        "form",
        "separator",
        "accent",
        "movablelimits",
        "linethickness",
        "columnalign",
        "rowspacing",
        "columnspacing",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
        "mathvariant",
        "displaystyle",
        "scriptlevel",
        "width",
        "height",
        "depth",
    ]
)
MATHML_SPACE = "{http://www.w3.org/1998/Math/MathML}"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A term's link inside one line of text."""

    start: int
    """0-based column in code points."""
    end: int
    href: str
    preview: str
    """The definition a reader sees on hover or focus; '' for none."""
    why: str = ""
    """Why the words were taken for the term, for the title of the link."""


def anchor(link: Link, surface: str) -> str:
    """Return the `<a>` of a term's link around its words."""
    preview = f' data-says="{escape(link.preview)}"' if link.preview else ""
    return f'<a class="sg-term" href="{escape(link.href)}"{preview}>{escape(surface)}</a>'


def gap(kind: ZoneKind) -> str:
    """Return what stands in the place of something no reader may see."""
    return f'<span class="sg-gap">[{GAP_LABELS[kind]}]</span>'


def line_html(text: str, links: Iterable[Link] = (), zones: Iterable[Zone] = (), start: int = 0) -> Markup:
    """Return one line letter for letter from column `start`, with links on its terms and labelled gaps for what is
    not published."""
    pieces: list[tuple[int, int, str]] = [(z.start, z.end, gap(z.kind)) for z in zones if z.kind in GAPS]
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


def masked(text: str, zones: Iterable[Zone]) -> str:
    """Return one line as plain text with labelled gaps, for places that show no markup."""
    for zone in sorted(zones, reverse=True):
        if zone.kind in GAPS:
            text = f"{text[: zone.start]}[{GAP_LABELS[zone.kind]}]{text[zone.end :]}"
    return text


def heading_text(text: str) -> str:
    """Return text that stands in a Markdown heading as it is: everything Markdown or HTML could read is an entity."""
    return re.sub(r"[^\w\s,.;:()/\-–—?%’'·…+]|[_]", lambda m: f"&#{ord(m[0])};", " ".join(text.split()))


def mathml(latex: str) -> Markup:
    """Return LaTeX as MathML. Raises ValueError when it cannot be converted or would hold anything but mathematics."""
    try:
        root = ElementTree.fromstring(convert(latex, display="block"))
    except Exception as error:
        raise ValueError(f"not readable as LaTeX: {error or type(error).__name__}") from error
    for element in root.iter():
        element.tag = element.tag.removeprefix(MATHML_SPACE)
        if element.tag not in MATHML_TAGS:
            raise ValueError(f"`{element.tag}` is no mathematics")
        for name in set(element.attrib) - MATHML_ATTRIBUTES:
            del element.attrib[name]
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def assembled(text: str) -> str:
    """Turn a rendered template into a page: each `#` line is a heading, what stands between two of them one HTML block.

    Blank lines and indentation inside a block are removed, since Markdown reads meaning into both.
    """
    parts: list[str] = []
    block: list[str] = []

    def close() -> None:
        if block:
            parts.append('<div class="sg-part">\n' + "\n".join(block) + "\n</div>")
            block.clear()

    # Split at line feeds alone: other line separators can stand in a note's line, and must not begin a heading.
    for line in map(str.strip, text.split("\n")):
        if re.match(r"#{1,6} ", line):
            close()
            parts.append(line if line.endswith("}") else f"{line} {{#title}}")
        elif line:
            block.append(line)
    close()
    return "\n\n".join(parts) + "\n"


def preformatted(lines: Sequence[str]) -> Markup:
    """Return lines of code on one line of source, so that no assembly can touch their blanks."""
    return Markup("<pre><code>" + "&#10;".join(escape(line) for line in lines) + "</code></pre>")
