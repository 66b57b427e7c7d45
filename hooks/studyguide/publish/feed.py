"""What changed, as an Atom feed (RFC 4287). No clock: every date stands in the data, every id is made from ids."""

from __future__ import annotations

import uuid
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from studyguide.publish.changes import Change, changes
from studyguide.publish.edition import Edition
from studyguide.publish.urls import address
from studyguide.records import PagePath
from studyguide.visible import visible

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 200
"""Entries kept: readers fetch the whole file each time."""
PADDING = "0000-01-01"
NEVER = "1970-01-01"
"""Stands where a guide holds no date at all; the element is obligatory."""


def feed(book: Edition) -> bytes:
    """Return `feed.xml`: the newest changes. Links are relative where the site's address is not known.

    A date that is known to the month or year is set to its first day, which Atom asks for; the text tells it as it
    is known.
    """
    newest = changes(book)[:NEWEST]
    field = book.woven.glossary.field
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    SubElement(root, "id").text = _urn(f"guide/{field}")
    SubElement(root, "title").text = f"{book.site.name or field}: what changed"
    SubElement(root, "updated").text = _moment(newest[0].date if newest else NEVER)
    SubElement(SubElement(root, "author"), "name").text = book.site.name or field
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{book.site.url}feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _href(book, PagePath("index.md"))})
    for change in newest:
        _entry(root, book, change, field)
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: Element, book: Edition, change: Change, field: str) -> None:
    entry = SubElement(root, "entry")
    SubElement(entry, "id").text = _urn(f"guide/{field}/{change.key}")
    SubElement(entry, "title").text = _clean(change.title)
    SubElement(entry, "updated").text = _moment(change.date)
    href = _href(book, change.page) + (f"#{change.fragment}" if change.fragment else "")
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    SubElement(entry, "summary").text = _clean(change.says)


def _href(book: Edition, page: PagePath) -> str:
    return f"{book.site.url}{address(page, book.site.addressing)}" or "./"


def _moment(date: str) -> str:
    return f"{date}{PADDING[len(date) :]}T00:00:00Z"


def _urn(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, key).urn


def _clean(text: str) -> str:
    """XML has no place for most control characters."""
    return visible(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")
