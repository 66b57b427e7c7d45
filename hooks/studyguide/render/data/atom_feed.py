"""What changed, as an Atom feed (RFC 4287). No clock: every date is in the data, every id is made from ids."""

from __future__ import annotations

import uuid
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from studyguide.model.note import PagePath
from studyguide.model.texts import text_of
from studyguide.render.data.changes import SiteChange, site_changes
from studyguide.render.site_context import SiteContext
from studyguide.render.urls import address
from studyguide.text.control_chars import escape_control_chars

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 200
"""Entries kept: readers fetch the whole file each time."""
PADDING = "0000-01-01"
NEVER = "1970-01-01"
"""Stands where a guide holds no date at all; the element is obligatory."""


def feed(ctx: SiteContext) -> bytes:
    """Return `feed.xml`: the newest changes. Links are relative where the site's address is not known.

    A date that is known to the month or year is set to its first day, which Atom asks for; the text tells it as it
    is known.
    """
    newest = site_changes(ctx)[:NEWEST]
    field = ctx.corpus.glossary.field
    root = Element("feed", {"xmlns": ATOM, "xml:lang": ctx.texts.lang})
    SubElement(root, "id").text = _urn(f"guide/{field}")
    name, url = _xml_text(ctx.site.name or field), _xml_text(ctx.site.url)
    SubElement(root, "title").text = text_of(ctx.texts, "feed.title", site=name)
    SubElement(root, "updated").text = _moment(newest[0].date if newest else NEVER)
    SubElement(SubElement(root, "author"), "name").text = name
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{url}feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _href(ctx, PagePath("index.md"))})
    for change in newest:
        _feed_entry(root, ctx, change, field)
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _feed_entry(root: Element, ctx: SiteContext, change: SiteChange, field: str) -> None:
    entry = SubElement(root, "entry")
    SubElement(entry, "id").text = _urn(f"guide/{field}/{change.key}")
    SubElement(entry, "title").text = _xml_text(change.title)
    SubElement(entry, "updated").text = _moment(change.date)
    href = _href(ctx, change.page) + (f"#{change.fragment}" if change.fragment else "")
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    SubElement(entry, "summary").text = _xml_text(change.says)


def _href(ctx: SiteContext, page: PagePath) -> str:
    return _xml_text(f"{ctx.site.url}{address(page, ctx.site.addressing)}") or "./"


def _moment(date: str) -> str:
    return f"{date}{PADDING[len(date) :]}T00:00:00Z"


def _urn(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, key).urn


def _xml_text(text: str) -> str:
    """XML has no place for most control characters."""
    return escape_control_chars(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")
