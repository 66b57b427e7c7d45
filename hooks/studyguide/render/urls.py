"""Every conversion between the kinds of paths, and nothing else about them.

PagePath    concepts/recall.md          the path of a page below docs/
Address     concepts/recall/            where a browser finds it below the site's root
reference   ../../notes/class/#L12      how one page points at another, relative so that any sub-path works
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote

from studyguide.model.note import Address, PagePath, TermId

UNQUOTED = re.compile(r"[A-Za-z0-9_.~/-]*")


class Addressing(StrEnum):
    """How addresses end."""

    DIRECTORY = "directory"
    """`recall/`, served by any web server."""
    FILE = "file"
    """`recall.html`, which also opens from a disk."""


GLOSSARY = PagePath("glossary.md")
"""The list of all terms, which also shows the terms that have no page."""


def term_path(folder: str, term: TermId) -> PagePath:
    return PagePath(f"{folder}/{term}.md")


def source_path(note: PagePath) -> PagePath:
    """Return the page that shows a note's file line by line, below the note's own page."""
    return PagePath(f"{note.removesuffix('.md')}/source.md")


def address(page: PagePath, addressing: Addressing = Addressing.DIRECTORY) -> Address:
    """Return the address of a page; `index.md` means its folder."""
    stem = page.removesuffix(".md")
    if addressing is Addressing.FILE:
        return Address(f"{stem}.html")
    if stem == "index" or stem.endswith("/index"):
        return Address(stem.removesuffix("index"))
    return Address(f"{stem}/")


def reference(
    source: PagePath, target: PagePath, fragment: str = "", addressing: Addressing = Addressing.DIRECTORY
) -> str:
    """Return how `source` points at `target`, percent-encoded; `fragment` comes without its `#`."""
    path = _quoted(_relative(address(target, addressing), address(source, addressing))) or "./"
    return f"{path}#{fragment if fragment.isascii() and fragment.isalnum() else quote(fragment)}" if fragment else path


def asset_reference(source: PagePath, asset: str, addressing: Addressing = Addressing.DIRECTORY) -> str:
    """Return how `source` points at a file of the site that is no page, such as `decks/all.apkg`."""
    return _quoted(_relative(asset, address(source, addressing)))


def _quoted(path: str) -> str:
    """Percent-encode what is not plain already: nearly every address is, and the look at it costs a tenth."""
    return path if UNQUOTED.fullmatch(path) else quote(path)


def _relative(target: str, here: str) -> str:
    """What leads from one address to another, without asking where on the machine they are: pages hold hundreds of
    thousands of references. '' from a folder to itself."""
    shared = 0
    while (end := here.find("/", shared) + 1) and target.startswith(here[:end]):
        shared = end
    return "../" * here.count("/", shared) + target[shared:]


def issues_address(blob_url: str) -> str:
    """Return where the code host takes reports, for scripts to add `title` and `body`; '' for an unknown host.

    `https://github.com/bees/guide/blob/main/` becomes `https://github.com/bees/guide/issues/new`.
    """
    for mark, target in (("/-/blob/", "/-/issues/new"), ("/blob/", "/issues/new")):
        repository, found, _ = blob_url.partition(mark)
        if found:
            return f"{repository}{target}"
    return ""


def term_anchor(term: TermId) -> str:
    """Return the fragment of a term without a page on the list of all terms."""
    return f"term-{term}"


def line_anchor(line: int) -> str:
    """Return the fragment of a note's line (1-based)."""
    return f"L{line}"
