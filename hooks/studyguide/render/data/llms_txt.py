"""The list of a site's plain Markdown, for programs that read a site as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from studyguide.model.note import PagePath
from studyguide.render.data.escaped_markdown import one_line


class TwinEntry(Struct, frozen=True):
    """A page that also is there in plain Markdown."""

    page: PagePath
    title: str
    description: str
    parent: PagePath | None
    """The list page it belongs to."""


def llms_txt(name: str, description: str, entries: Sequence[TwinEntry], places: Mapping[str, str]) -> str:
    """Returns llms.txt: the site's name and description, and its pages in plain Markdown, list by list.

    `places` says where the Markdown of each page is below the site's root. Pages without a list come first.
    """
    titles = {entry.page: entry.title for entry in entries}
    parents = {entry.page: entry.parent for entry in entries}
    counted = Counter(parents.values())
    sections: dict[PagePath | None, list[TwinEntry]] = {None: []}
    for entry in entries:
        parent = entry.parent
        while parent is not None and counted[parent] == 1:
            parent = parents.get(parent)  # a list of a single page would say nothing
        sections.setdefault(parent if parent in titles else None, []).append(entry)
    lines = [f"# {one_line(name)}"]
    if description:
        lines += ["", f"> {one_line(description)}"]
    for section, listed in sections.items():
        lines += ["", f"## {one_line(titles[section]) if section else 'Pages'}", ""]
        for entry in listed:
            says = f": {one_line(entry.description)}" if entry.description else ""
            lines.append(f"- [{one_line(entry.title)}]({quote(places[entry.page])}){says}")
    return "\n".join((*lines, ""))
