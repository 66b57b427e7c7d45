"""A page's Markdown to HTML without a Markdown parser: its blocks are finished HTML already, its headings simple.

Parsing finished HTML again takes a third of a build. The result is what Python-Markdown makes of the same page with
attribute lists and permanent links, to the byte; a test compares the two for every page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"(#{1,6}) (.*) \{#([^ }]+)((?: \.[\w-]+)*)((?: [\w-]+=\"[^\"]*\")*)\}")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a page, for its table of contents."""

    level: int
    """1 to 6."""
    id: str
    html: str
    """Its text, escaped as it stands in the page."""


@dataclass(frozen=True, slots=True)
class Finished:
    html: str
    headings: tuple[Heading, ...]


def finished(markdown: str) -> Finished:
    """Return the HTML of a page made by `markup.assembled`, and its headings in order."""
    headings: list[Heading] = []
    parts: list[str] = []
    for part in markdown.strip("\n").split("\n\n"):
        match = HEADING.fullmatch(part)
        if match is None:
            parts.append(f"{part}\n")
            continue
        marks, text, name, classes, attributes = match.groups()
        headings.append(Heading(len(marks), name, text))
        css = f' class="{" ".join(c[1:] for c in classes.split())}"' if classes else ""
        link = f'<a class="headerlink" href="#{name}" title="Permanent link">&para;</a>'
        parts.append(f'<h{len(marks)}{css}{attributes} id="{name}">{text}{link}</h{len(marks)}>')
    return Finished("\n".join(parts).rstrip("\n"), tuple(headings))
