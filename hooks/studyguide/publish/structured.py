"""A term's page told to search engines: schema.org's DefinedTerm as JSON-LD, which is data and runs nowhere."""

from __future__ import annotations

import json
from collections.abc import Mapping

from studyguide.names import names_of
from studyguide.publish.edition import Edition, of_glossary, sentence
from studyguide.publish.list_pages import GLOSSARY
from studyguide.publish.urls import address
from studyguide.records import PagePath


def structured_data(book: Edition) -> Mapping[PagePath, str]:
    """Return the JSON-LD of each term's page, safe inside a `<script>`; nothing when the site's address is unknown,
    because every id in it is an address."""
    return book.kept("structured data", of_glossary(book), lambda: _by_page(book)) if book.site.url else {}


def _by_page(book: Edition) -> Mapping[PagePath, str]:
    whole = {
        "@type": "DefinedTermSet",
        "@id": f"{book.site.url}{address(GLOSSARY, book.site.addressing)}",
        "name": book.site.name or book.woven.glossary.field,
    }
    return {
        book.terms[term.id]: _script(
            {
                "@context": "https://schema.org",
                "@type": "DefinedTerm",
                "@id": (url := f"{book.site.url}{address(book.terms[term.id], book.site.addressing)}"),
                "url": url,
                "termCode": term.id,
                "name": term.name,
                "alternateName": [alias.text for alias in names_of(term)[1:]],
                "description": sentence(term),
                "inDefinedTermSet": whole,
            }
        )
        for term in book.woven.glossary.terms
    }


def _script(value: object) -> str:
    """JSON in which no `<` can end the element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
