"""Addresses that were published once: which of them stand, which have moved, and which would be lost.

The ledger `docs/ledger/addresses.txt` holds one address below the site's root a line, `/` for home, and
`old/ -> new/` for a page that has moved. Lines starting with # are for people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.note import Address, PagePath
from studyguide.render.data.files import SiteFile
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing, address, reference

LEDGER = "docs/ledger/addresses.txt"
ARROW = " -> "
NOTHING_MOVED: Mapping[Address, Address] = {}
HEAD = """\
# Every address that was ever published, one a line. `studyguide ledger` adds new ones.
# A page that has moved: write `old/ -> new/` in place of its line, and the old address leads to the new one.
"""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the ledger."""

    old: Address
    new: str | None
    """Where it leads now, perhaps with a fragment; None for a page that stands where it stood."""
    line: int
    """1-based."""


def redirects(
    text: str, pages: Collection[PagePath], site: Site, moved: Mapping[Address, Address] = NOTHING_MOVED
) -> tuple[tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Return a page for each address that has moved, and a problem for each that leads nowhere any more.

    `text` is the ledger, `pages` every page of the site, hand-written ones included. `moved` says where generated pages
    have gone; the ledger needs no arrow for them.
    """
    stand = {address(page): page for page in pages}
    files: list[SiteFile] = []
    diagnostics: list[Diagnostic] = []
    for written in read_ledger(text):
        place = Location(LEDGER, written.line)
        if written.new is None:
            if written.old not in stand and (page := stand.get(moved.get(written.old, written.old))) is not None:
                files.append(_redirect(written.old, page, "", site))
            elif written.old not in stand:
                hint = f"write `{written.old}{ARROW}new/address/` in its line"
                near = closest(written.old, stand)
                what = f"`{written.old}` was published once and would be lost"
                diagnostics.append(Diagnostic(place, "address-lost", what, f"{hint}; {near}" if near else hint))
            continue
        target, _, fragment = written.new.partition("#")
        if written.old in stand:
            diagnostics.append(
                Diagnostic(place, "address-taken", f"a page stands at `{written.old}`, which is to lead away")
            )
        elif (page := stand.get(Address(target)) or stand.get(moved.get(Address(target), Address("?")))) is None:
            what = f"`{written.old}` leads to `{target}`, where no page stands"
            diagnostics.append(Diagnostic(place, "address-lost", what, closest(target, stand)))
        else:
            files.append(_redirect(written.old, page, fragment, site))
    return tuple(files), tuple(diagnostics)


def read_ledger(text: str) -> tuple[LedgerEntry, ...]:
    """Return the lines of a ledger; comments and empty lines are passed over."""
    found: list[LedgerEntry] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            old, arrow, new = line.partition(ARROW.strip())
            found.append(LedgerEntry(_below_root(old), _below_root(new) if arrow else None, number))
    return tuple(found)


def updated_address_ledger(text: str, pages: Collection[PagePath]) -> str:
    """Return the ledger with every page of the site in it. Nothing that stood in it is taken away."""
    known = {written.old: written.new for written in read_ledger(text)}
    every = {address(page): known.get(address(page)) for page in pages} | known
    return HEAD + "".join(
        f"{old or '/'}{'' if new is None else ARROW + (new or '/')}\n" for old, new in sorted(every.items())
    )


def _below_root(text: str) -> Address:
    return Address(text.strip().lstrip("/"))


def _redirect(old: Address, page: PagePath, fragment: str, site: Site) -> SiteFile:
    """A page that moves its reader on without a script."""
    source = PagePath(f"{old.rstrip('/')}.md")
    href = escape(reference(source, page, fragment, site.addressing))
    canonical = escape(f"{site.url}{address(page, site.addressing)}") if site.url else href
    html = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>This page has moved</title>\n'
        f'<link rel="canonical" href="{canonical}">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n'
        f'<p>This page has moved: <a href="{href}">go there</a>.</p>\n</html>\n'
    )
    index = address(source, site.addressing)
    return SiteFile(f"{index}index.html" if site.addressing is Addressing.DIRECTORY else index, html.encode())
