"""Decks for Anki: the page that offers them, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.publish.edition import Edition
from studyguide.publish.render import rendered
from studyguide.publish.urls import asset_reference
from studyguide.records import Page, PagePath
from studyguide.study.anki import Deck, decks, fields_of, package, table

DECKS = PagePath("decks.md")
WHOLE = "all"


def deck_page(book: Edition) -> Page:
    """Return the page with every deck's files."""
    made = decks(book.studied.cards, book.woven.glossary)
    count = sum(len(deck.cards) for deck in made)
    listed = [("Everything", count, *_references(book, WHOLE))] if made else []
    listed += [(book.families[deck.id].name, len(deck.cards), *_references(book, deck.id)) for deck in made]
    about = f"{count} cards to study in Anki, as a whole and by family."
    return Page(DECKS, "Anki decks", rendered("decks", about=about, decks=listed), about)


def deck_files(book: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield path below the site's root and content of each deck, as a package and as a table.

    Anki replaces a note only by a newer one, so the decks carry the time the host gives (`Site.epoch`).
    """
    made = decks(book.studied.cards, book.woven.glossary)
    fields = fields_of(book.studied.cards, book.woven.terms)
    groups: list[tuple[str, tuple[Deck, ...]]] = [(WHOLE, made)] if made else []
    for name, held in [*groups, *((deck.id, (deck,)) for deck in made)]:
        yield _path(name, "apkg"), package(held, fields, book.site.epoch)
        yield _path(name, "tsv"), table(held, fields).encode()


def _path(name: str, ending: str) -> str:
    return f"decks/{name}.{ending}"


def _references(book: Edition, name: str) -> tuple[str, str]:
    addressing = book.site.addressing
    return asset_reference(DECKS, _path(name, "apkg"), addressing), asset_reference(
        DECKS, _path(name, "tsv"), addressing
    )
