"""Converts the export of a workspace (a zip archive with Markdown pages, as Notion writes it) into notes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from studyguide.hosts.convert.html_markdown import html_markdown
from studyguide.hosts.convert.zip_entries import zip_entries

PAGE_ID = re.compile(r"(?:%20|[ -])[0-9a-f]{32}(?=[./)%_#\s]|$)")
"""The id behind the name of each page and folder, also within links."""
LINK_TARGET = re.compile(r"\]\((?!https?:)([^()\s]{1,1000})\)")
PAGE_TARGET = re.compile(r"(?:\.html|(?:_all)?\.csv)(?=[>#]|$)")
"""The end of a link to a page, or to a database, which is converted into a page."""


def is_workspace_export(paths: Iterable[str]) -> bool:
    """Returns whether the files of an archive have names with the ids of pages."""
    return any(PAGE_ID.search(path) for path in paths)


def workspace_files(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Yields the path without ids, the path in the archive, and the content of each file; pages as Markdown.

    Raises ValueError if the archive is no such export.
    """
    entries = dict(zip_entries(data))
    if not is_workspace_export(entries):
        raise ValueError("it is no export with pages")
    taken: set[str] = set()
    for path, content in entries.items():
        ending = path.rsplit(".", 1)[-1].lower()
        if ending == "csv" and f"{path[:-4]}_all.csv" in entries:
            continue  # the other file has the same rows, and more
        plain = PAGE_ID.sub("", path)
        if ending in ("csv", "html"):
            plain = plain.rsplit(".", 1)[0].removesuffix("_all") + ".md"
        if plain.casefold() in taken:
            plain = path if ending not in ("csv", "html") else path.rsplit(".", 1)[0] + ".md"
        taken.add(plain.casefold())
        yield plain, path, _workspace_page(content, ending)


def _workspace_page(content: bytes, ending: str) -> bytes:
    if ending not in ("md", "csv", "html"):
        return content
    text = content.decode("utf-8-sig", "replace")
    if ending == "csv":
        return _database_table(text).encode()
    markdown = html_markdown(text).markdown if ending == "html" else text
    return LINK_TARGET.sub(lambda match: f"]({_plain_target(match[1])})", markdown).encode()


def _plain_target(target: str) -> str:
    return PAGE_TARGET.sub(".md", PAGE_ID.sub("", target))


def _database_table(text: str) -> str:
    """Returns the rows of a database as a Markdown table."""
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    columns = max(map(len, rows), default=0)
    cells = [[_cell_text(cell) for cell in [*row, *[""] * (columns - len(row))]] for row in rows]
    written = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([*written[:1], f"|{' --- |' * columns}", *written[1:]]) + "\n"


def _cell_text(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "\\<").split())
