"""A page's Markdown to HTML without a Markdown parser: its blocks are finished HTML already, its headings simple.

Parsing finished HTML again takes a third of a build. The result is what Python-Markdown makes of the same page with
attribute lists and permanent links, to the byte; a test compares the two for every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

MARKDOWN_HEADING = re.compile(r"(#{1,6}) (.*) \{#([^ }]+)((?: \.[\w-]+)*)((?: [\w-]+=\"[^\"]*\")*)\}(\n\n|\n?\Z)")
"""A heading, with what divides it from the next block."""
LINK_TAG = re.compile(r"</?a\b[^<>]*>")


class Heading(Struct, frozen=True):
    """One heading of a page, for its table of contents."""

    level: int
    """1 to 6."""
    id: str
    html: str
    """Its text as in the page, without links: the table of contents is made of links."""


class Prerendered(Struct, frozen=True):
    html: str
    headings: tuple[Heading, ...]


def prerender(markdown: str) -> Prerendered:
    """Return the HTML of a page made by `markup.assembled`, and its headings in order.

    Only headings are looked for, and the blocks between them taken as they are: the page of a large note has ten times
    the note's size, and every further copy of it is felt.
    """
    headings: list[Heading] = []
    parts: list[str] = []
    at = 0
    for start in _starts(markdown):
        if match := MARKDOWN_HEADING.match(markdown, start):
            marks, text, name, classes, attributes, end = match.groups()
            headings.append(Heading(len(marks), name, LINK_TAG.sub("", text)))
            css = f' class="{" ".join(c[1:] for c in classes.split())}"' if classes else ""
            link = f'<a class="headerlink" href="#{name}" title="Permanent link">&para;</a>'
            heading = f'<h{len(marks)}{css}{attributes} id="{name}">{text}{link}</h{len(marks)}>{end[1:]}'
            parts += (markdown[at:start], heading)
            at = match.end()
    parts.append(markdown[at : len(markdown) - markdown.endswith("\n")])
    return Prerendered("".join(parts), tuple(headings))


def _starts(markdown: str) -> Iterator[int]:
    """Yield where a block begins with `#`."""
    if markdown.startswith("#"):
        yield 0
    at = markdown.find("\n\n#")
    while at >= 0:
        yield at + 2
        at = markdown.find("\n\n#", at + 2)
