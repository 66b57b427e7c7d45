"""Finds faults in the files that programs read: glossary, feed, sitemap, and JSON and XML in general."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from pydantic import ValidationError

from studyguide.check.fault_kinds import fault
from studyguide.check.site_map import SiteMap, split_address
from studyguide.model.diagnostics import Diagnostic
from studyguide.render.data.glossary_json import FILE, SCHEMA

ATOM_NAMESPACE = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
ENTITY = re.compile(rb"<!(?:DOCTYPE(?! svg PUBLIC \"-//W3C)|ENTITY)", re.IGNORECASE)
ACTIVE_SVG = frozenset(("script", "foreignObject", "iframe", "object", "embed", "handler", "listener"))


def json_faults(path: str, text: str, map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults of a JSON file; the glossary is known by its name."""
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        yield fault("malformed-json", path, f"this is not JSON: {getattr(error, 'msg', 'nested too deeply')}", line)
        return
    if path == "glossary.json":
        yield from _glossary_faults(path, value, map_)


def xml_faults(path: str, data: bytes, map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults of an XML file: feed, sitemap, pictures."""
    if ENTITY.search(data):
        yield fault("xml-entity", path, "the file has a document type or an entity")
        return
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        yield fault("malformed-xml", path, f"this is not XML: {error.msg.partition(':')[0]}", error.position[0])
        return
    if path.endswith(".svg"):
        yield from _picture_faults(path, root)
    elif root.tag == f"{ATOM_NAMESPACE}feed" or path.endswith("feed.xml"):
        yield from _feed_faults(path, root, map_)


def sitemap_faults(files: Mapping[str, bytes], pages: Mapping[str, str], root: str) -> Iterator[Diagnostic]:
    """Yield the faults of the sitemap. `pages` has the canonical address of each page that is to be found."""
    path = "sitemap.xml"
    if path not in files:
        if root:
            yield fault("sitemap", path, "the site has an address and no sitemap")
        return
    try:
        tree = ElementTree.fromstring(files[path])
    except ElementTree.ParseError:
        return  # told as malformed XML
    if tree.tag != f"{SITEMAP}urlset":
        yield fault("sitemap", path, "this is not a sitemap")
        return
    listed = [(element.text or "").strip() for element in tree.iter(f"{SITEMAP}loc")]
    wanted = {address: page for page, address in pages.items()}
    for address in listed:
        if not address.startswith(("http://", "https://")):
            yield fault("sitemap", path, f"`{address[:200]}` is not a full address")
        elif unquote(address) not in wanted:
            yield fault("sitemap-target", path, f"`{address[:200]}` is not the address of a page")
    for address in sorted(wanted.keys() - set(map(unquote, listed))):
        yield fault("sitemap-lacks", path, f"does not list {wanted[address]}")
    yield from _copy_faults(files)


def _copy_faults(files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    path = "sitemap.xml.gz"
    if path not in files:
        return
    try:
        same = gzip.decompress(files[path]) == files["sitemap.xml"]
    except (OSError, EOFError, zlib.error):
        yield fault("sitemap-copy", path, "the compressed sitemap cannot be read")
        return
    if not same:
        yield fault("sitemap-copy", path, "the compressed sitemap differs from sitemap.xml")


def _glossary_faults(path: str, value: Any, map_: SiteMap) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield fault("glossary", path, "this is not a glossary")
        return
    if SCHEMA not in map_.files or value.get("$schema") != SCHEMA:
        yield fault("glossary-schema", path, f"{SCHEMA} is not beside it, or `$schema` does not name it")
    try:
        file = FILE.validate_json(json.dumps({name: item for name, item in value.items() if name != "$schema"}))
    except ValidationError as error:
        for problem in error.errors(include_url=False)[:20]:
            place = ".".join(str(part) for part in problem["loc"])
            yield fault("glossary", path, f"`{place}`: {problem['msg'][:1].lower()}{problem['msg'][1:]}")
        return
    for term in file.terms:
        if map_.lead(path, term.address).fault:
            yield fault("glossary-target", path, f"the page `{term.address}` of the term `{term.id}` is not there")
    for name, count in Counter(term.id for term in file.terms).items():
        if count > 1:
            yield fault("glossary-id", path, f"{count} terms have the id `{name}`")


def _feed_faults(path: str, root: ElementTree.Element, map_: SiteMap) -> Iterator[Diagnostic]:
    if root.tag != f"{ATOM_NAMESPACE}feed":
        yield fault("feed", path, "this is not an Atom feed")
        return
    ids: Counter[str] = Counter()
    for number, element in enumerate((root, *root.iter(f"{ATOM_NAMESPACE}entry"))):
        title = element.findtext(f"{ATOM_NAMESPACE}title", "").strip()
        name = "the feed" if element is root else f"entry {number}, `{title[:60]}`," if title else f"entry {number}"
        for required in ("id", "title", "updated"):
            if not element.findtext(f"{ATOM_NAMESPACE}{required}", "").strip():
                yield fault("feed", path, f"{name} has no `{required}`")
        if (updated := element.findtext(f"{ATOM_NAMESPACE}updated", "").strip()) and not MOMENT.fullmatch(updated):
            yield fault("feed", path, f"{name} has `{updated}` in place of a date with a time")
        ids[element.findtext(f"{ATOM_NAMESPACE}id", "").strip()] += 1
        for link in element.findall(f"{ATOM_NAMESPACE}link"):
            href = link.get("href", "")
            parts = split_address(href)
            if not parts.scheme and not parts.netloc and map_.lead(path, href or "nowhere").fault:
                yield fault("feed-target", path, f"{name} leads to `{href}`, which is not there")
    for urn, count in ids.items():
        if urn and count > 1:
            yield fault("feed-id", path, f"{count} entries have the id `{urn}`")


def _picture_faults(path: str, root: ElementTree.Element) -> Iterator[Diagnostic]:
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in ACTIVE_SVG:
            yield fault("active-picture", path, f"the picture has a `<{tag}>`")
        for attribute, value in element.attrib.items():
            name = attribute.rpartition("}")[2].lower()
            address = "".join(value.split()).lower()
            if name.startswith("on") or (name == "href" and address.startswith(("javascript:", "vbscript:"))):
                yield fault("active-picture", path, f"the attribute `{name}` of `<{tag}>` runs script")
            elif name in {"href", "src"} and tag != "a" and split_address(value).netloc:
                yield fault("other-host", path, f"the picture asks another host for `{value[:200]}`")


def _reason(kind: str) -> str:
    return {"broken-anchor": "leads to a part that is not on the page", "other-case": "differs by capitals"}.get(
        kind, "leads nowhere"
    )
