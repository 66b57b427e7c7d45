"""Pages that list terms: A to Z, by family, by kind, and the two doors Services and Concepts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studyguide.names import names_of
from studyguide.publish.edition import Edition, sentence, to_page, to_term
from studyguide.publish.render import rendered
from studyguide.publish.status import MARKS
from studyguide.records import Page, PagePath
from studyguide.terms import AliasKind, Family, Term

FOLDERS = (("services", "Services"), ("concepts", "Concepts"))
"""Where the pages of terms stand. A field whose kinds use only one of them has no page for the other."""
GLOSSARY = PagePath("glossary.md")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in a list."""

    name: str
    href: str
    says: str
    state: str = ""
    """'' for what is active or has no status."""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    slug: str
    about: str
    href: str
    entries: tuple[Entry, ...]


def list_pages(book: Edition) -> Iterator[Page]:
    """Yield the A-Z glossary, Services, Concepts, and a page per family and per kind that has terms."""
    terms = book.woven.glossary.terms
    yield _glossary(book)
    for folder, title in folders(book):
        path = PagePath(f"{folder}/index.md")
        inside = [t for t in terms if book.terms[t.id].startswith(f"{folder}/")]
        groups = [
            _group(book, path, family.name, family.id, family.about, family_path(family), members)
            for family in book.families.values()
            if (members := [t for t in inside if book.family_of[t.id] == family.id])
        ]
        yield _page(path, title, f"{len(inside)} {title.lower()} of {book.woven.glossary.field}, by family.", groups)
    for family in book.families.values():
        path = family_path(family)
        inside = [t for t in terms if book.family_of.get(t.id) == family.id]
        groups = [
            _group(book, path, kind.plural, kind.id, "", None, members)
            for kind in book.kinds.values()
            if (members := [t for t in inside if t.kind == kind.id])
        ]
        yield _page(path, family.name, family.about, groups)
    for kind in book.kinds.values():
        path = PagePath(f"kinds/{kind.id}.md")
        members = [t for t in terms if t.kind == kind.id]
        group = _group(book, path, f"All {kind.plural.lower()}", "all", "", None, members)
        about = f"{len(members)} {kind.plural.lower()} in this guide."
        yield _page(path, kind.plural, about, [group] if members else [], PagePath(f"{kind.folder}/index.md"))


def folders(book: Edition) -> tuple[tuple[str, str], ...]:
    """Return folder and title of the lists this field has, by its kinds."""
    used = {kind.folder for kind in book.kinds.values()}
    return tuple((folder, title) for folder, title in FOLDERS if folder in used)


def _page(path: PagePath, title: str, about: str, groups: list[Group], above: PagePath | None = None) -> Page:
    return Page(path, title, rendered("list", title=title, about=about, groups=groups), about, above=above)


def family_path(family: Family) -> PagePath:
    return PagePath(f"families/{family.id}.md")


def _group(
    book: Edition, source: PagePath, title: str, slug: str, about: str, target: PagePath | None, terms: Iterable[Term]
) -> Group:
    ordered = sorted(terms, key=lambda t: t.name.casefold())
    return Group(
        title,
        slug,
        about,
        to_page(book, source, target) if target else "",
        tuple(entry(book, source, t) for t in ordered),
    )


def entry(book: Edition, source: PagePath, term: Term) -> Entry:
    """Return a term as a list on `source` shows it."""
    state = term.status.state if term.status and term.status.state != "active" else ""
    return Entry(term.name, to_term(book, source, term.id), sentence(term), state, MARKS.get(state, ""))


def _glossary(book: Edition) -> Page:
    """Every name and every other spelling that is worth looking up, in alphabetical order."""
    letters: dict[str, list[Entry]] = {}
    for term in book.woven.glossary.terms:
        full = entry(book, GLOSSARY, term)
        letters.setdefault(_letter(term.name), []).append(full)
        for alias in names_of(term)[1:]:
            if alias.kind in {AliasKind.ABBREVIATION, AliasKind.FORMER}:
                letters.setdefault(_letter(alias.text), []).append(Entry(alias.text, full.href, f"See {term.name}."))
    groups = [
        Group(
            letter,
            letter.lower() if letter.isalpha() else "0-9",
            "",
            "",
            tuple(sorted(entries, key=lambda e: e.name.casefold())),
        )
        for letter, entries in sorted(letters.items())
    ]
    count = len(book.woven.glossary.terms)
    about = f"All {count} terms of this guide with their definitions, from A to Z."
    return Page(GLOSSARY, "Glossary", rendered("glossary", about=about, groups=groups), about)


def _letter(name: str) -> str:
    """The letter of the alphabet a name stands under: without an accent, and one that has a small letter of its own."""
    first = unicodedata.normalize("NFKD", name[:1]).upper()[:1]
    return first if first.isalpha() else "0-9"
