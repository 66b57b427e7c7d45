"""The files of a site that are no pages: what programs read instead of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from studyguide.publish.deck_pages import deck_files
from studyguide.publish.edition import Edition, Step, of_glossary
from studyguide.publish.feed import feed
from studyguide.publish.glossary_json import SCHEMA, glossary_json, glossary_schema
from studyguide.publish.review_page import question_files
from studyguide.publish.search import names_asset


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file below the site's root, the same for every host."""

    path: str
    """'/'-separated, relative to the root."""
    content: bytes


def file_steps(book: Edition) -> tuple[Step[SiteFile], ...]:
    """Return the making of the glossary as data with its schema, the feed of what changed, decks, questions, and names
    for search."""
    inputs = (*of_glossary(book), book.studied.cards)
    return (
        lambda: (SiteFile(path, text.encode()) for path, text in question_files(book, book.studied.cards)),
        partial(book.kept, "decks", inputs, lambda: tuple(SiteFile(*made) for made in deck_files(book))),
        partial(book.kept, "glossary files", of_glossary(book), lambda: tuple(_of_glossary(book))),
        lambda: (SiteFile("feed.xml", feed(book)),),
    )


def _of_glossary(book: Edition) -> Iterator[SiteFile]:
    yield SiteFile("assets/names.js", names_asset(book).encode())
    yield SiteFile("glossary.json", glossary_json(book))
    yield SiteFile(SCHEMA, glossary_schema())
