"""Compares published addresses with the pages of today: the same, moved, or lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape

from markupsafe import Markup

from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.note import Address, NotePath, PagePath
from studyguide.model.texts import Texts, html_of
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.data.address_ledger import ARROW, LEDGER, LedgerEntry, ledger_line, read_ledger
from studyguide.render.data.site_file import SiteFile
from studyguide.render.note_pages import is_same_path
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing, address, reference
from studyguide.text.safe_path import path_fault

NOTHING_MOVED: Mapping[Address, Address] = {}


def redirects(
    text: str,
    pages: Collection[PagePath],
    site: Site,
    notes: Mapping[NotePath, PagePath] | None = None,
    other_files: Iterable[str] = (),
    generated: Mapping[Address, Address] = NOTHING_MOVED,
    texts: Texts | None = None,
) -> tuple[tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Return a page for each address that has moved, and a problem for each that is lost or would mean something else.

    `text` is the ledger, `pages` every page of the site, hand-written ones included, `notes` the page of each note,
    `other_files` what else the site has below its root, and `generated` where generated pages have gone: the ledger
    needs no arrow for them. `texts` is what the pages say, None for the engine's own texts.
    """
    current = {address(page): page for page in pages}
    page_of = dict(notes or {})
    note_of = {page: note for note, page in page_of.items()}
    taken = {path.casefold() for path in (*other_files, *(written_path(page, site.addressing) for page in pages))}
    folders = {folder for path in taken for folder in _parent_folders(path)}
    files: list[SiteFile] = []
    diagnostics: list[Diagnostic] = []
    for entry in read_ledger(text):
        place = Location(LEDGER, entry.line)
        old = entry.old.rstrip("/")
        page = current.get(entry.old)
        if fault := path_fault(old) if old else "":
            what, hint = f"the address {entry.old!r} {fault}", "take the line away: no page can have this address"
            diagnostics.append(Diagnostic(place, "unsafe-path", what, hint))
            continue
        if entry.new is None:
            if page is not None:
                diagnostics += _changed_meaning(entry, note_of.get(page), place)
                continue
            moved = page_of.get(entry.note) if entry.note is not None else None
            moved = moved or current.get(generated.get(entry.old, entry.old))
            if moved is None:
                diagnostics.append(_lost(entry, current, place))
                continue
            target, fragment = moved, ""
        else:
            new, _, fragment = entry.new.partition("#")
            if page is not None:
                what = f"`{entry.old}` is to redirect, but there is a page at it"
                diagnostics.append(Diagnostic(place, "address-taken", what))
                continue
            page = current.get(Address(new)) or current.get(generated.get(Address(new), Address(new)))
            if page is None:
                what = f"`{entry.old}` redirects to `{new}`, which is no page"
                diagnostics.append(Diagnostic(place, "address-lost", what, closest(new, current)))
                continue
            target = page
        if not old:
            what = "the first page of the site cannot lead away"
            diagnostics.append(Diagnostic(place, "address-taken", what, "write a page `docs/index.md`"))
            continue
        file = _redirect(texts or default_texts(), (entry.old, target, fragment), site)
        path = file.path.casefold()
        if path in taken or path in folders or not taken.isdisjoint(_parent_folders(path)):
            what = f"`{entry.old}` cannot lead away: another file or folder of the site has its name in some case"
            diagnostics.append(Diagnostic(place, "address-taken", what, "take this line away"))
            continue
        taken.add(path)
        folders.update(_parent_folders(path))
        files.append(file)
    return tuple(files), tuple(diagnostics)


def _parent_folders(path: str) -> Iterator[str]:
    """Yield every folder that a file is in, below the site's root."""
    while path := path.rpartition("/")[0]:
        yield path


def _changed_meaning(entry: LedgerEntry, note: NotePath | None, place: Location) -> Iterator[Diagnostic]:
    """Yield a problem if an address was published for another note than the one it shows."""
    if entry.note is None or (note is not None and is_same_path(entry.note, note)):
        return
    if note is None:
        what = f"`{entry.old}` was published for seeds/{entry.note} and now shows a page that is no note's"
        hint = "move that page to another address"
    else:
        what = f"`{entry.old}` was published for seeds/{entry.note} and would now show seeds/{note}"
        line = ledger_line(entry.old, note)
        hint = f"if the note was renamed, write `{line}` here; else give seeds/{note} a `slug:` in seeds/notes.yml"
    yield Diagnostic(place, "address-changed", what, hint)


def _lost(entry: LedgerEntry, current: Mapping[Address, PagePath], place: Location) -> Diagnostic:
    note = f", for seeds/{entry.note}," if entry.note is not None else ""
    what = f"`{entry.old}` is in the ledger{note} and would be lost"
    hint = f"write `{entry.old}{ARROW}new/address/` in its line, or delete the line if it was never public"
    last = f"/{entry.old.rstrip('/').rpartition('/')[2]}/"
    same_end = [address for address in current if address.endswith(last)]
    near = f"did you mean `{same_end[0]}`?" if len(same_end) == 1 else closest(entry.old, current)
    return Diagnostic(place, "address-lost", what, f"{hint}; {near}" if near else hint)


def _redirect(texts: Texts, moved: tuple[Address, PagePath, str], site: Site) -> SiteFile:
    """A page that moves its reader on without a script."""
    old, page, fragment = moved
    source = PagePath(f"{old.rstrip('/')}.md")
    href = escape(reference(source, page, fragment, site.addressing))
    canonical = escape(f"{site.url}{address(page, site.addressing)}") if site.url else href
    html = (
        f'<!doctype html>\n<html lang="{escape(texts.lang)}">\n<meta charset="utf-8">\n'
        f"<title>{html_of(texts, 'moved.title')}</title>\n"
        f'<link rel="canonical" href="{canonical}">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n'
        f"<p>{html_of(texts, 'moved.says', page=Markup(href))}</p>\n</html>\n"
    )
    return SiteFile(written_path(source, site.addressing), html.encode())


def written_path(page: PagePath, addressing: Addressing) -> str:
    """Return the file of a page below the site's root."""
    found = address(page, addressing)
    return f"{found}index.html" if addressing is Addressing.DIRECTORY else found
