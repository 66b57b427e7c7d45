"""Curated sentences as markup, with the terms they name linked."""

from __future__ import annotations

from markupsafe import Markup

from studyguide.publish.edition import Edition, links
from studyguide.publish.markup import line_html
from studyguide.records import PagePath
from studyguide.terms import Term


def prose(book: Edition, source: PagePath, term: Term, text: str | None) -> Markup:
    """Return one curated field of `term` as `source` shows it; '' for a field that is not there."""
    if not text:
        return Markup("")
    mentions = book.woven.prose.get(term.id, {}).get(text, ())
    return line_html(text, links(book, source, mentions))
