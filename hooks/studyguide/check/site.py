"""Returns what is wrong with a built site, from its files alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct

from studyguide.check.data_faults import json_faults, sitemap_faults, xml_faults
from studyguide.check.deck_faults import archive_faults, members, table_faults
from studyguide.check.fault_kinds import fault
from studyguide.check.file_faults import file_faults, site_faults
from studyguide.check.file_texts import ARCHIVE_SUFFIXES, file_texts, member_texts, page_texts, text_of_file
from studyguide.check.html_page import HtmlPage, Reference
from studyguide.check.link_faults import canonical_faults, css_faults, data_tags, link_faults, redirect_faults, root_of
from studyguide.check.offline_faults import offline_faults, web_manifest_faults
from studyguide.check.page_faults import page_faults
from studyguide.check.policy_faults import active_faults, is_of_a_guide, policy_faults
from studyguide.check.read_page import read_page
from studyguide.check.script_faults import script_faults
from studyguide.check.search_faults import INDEX_FOLDER, search_faults
from studyguide.check.shown_secrets import Finder, archive_secret_faults, name_faults, secret_finder
from studyguide.check.site_map import SiteMap, site_map
from studyguide.model.diagnostics import Diagnostic
from studyguide.render.data.offline import WEB_MANIFEST


class PageLinks(Struct, frozen=True):
    """What of a page is held until all pages are read."""

    references: tuple[Reference, ...]
    data_tags: frozenset[str]
    styles: tuple[tuple[str, int], ...]
    ids: frozenset[str]
    canonical: str
    redirect: tuple[str, int] | None
    is_of_a_guide: bool
    guide: str
    """Id of the guide that the page says it belongs to; '' if it says nothing."""
    has_policy: bool
    is_hidden: bool
    """Whether the page asks search engines to pass it over."""


def check_site(
    files: Mapping[str, bytes], secrets: Iterable[str] = (), base: str = "/", allow: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a site, in order of file and line.

    `files` maps '/'-separated paths below the site's root to contents; `secrets` are texts that may be in none of them;
    `base` is the path under which the site is served (links of the 404 page begin with it); `allow` are texts that look
    like secrets and may be shown.
    """
    find = secret_finder(secrets, allow)
    diagnostics = [*site_faults(files)]
    pages: dict[str, PageLinks] = {}
    for path in sorted(files):
        diagnostics += file_faults(path, files[path])
        diagnostics += name_faults(path, find)
        if path.endswith(".html"):
            text = text_of_file(files[path])
            page = read_page(text)
            diagnostics += _own_faults(path, page)
            diagnostics += find(path, page_texts(page), text)
            pages[path] = _page_links(page)
    map_ = site_map(
        files,
        {path: page.ids for path, page in pages.items()},
        {path: page.redirect for path, page in pages.items() if page.redirect},
        base,
    )
    diagnostics += _across_pages(files, pages, map_)
    diagnostics += offline_faults(files, frozenset(page.guide for page in pages.values() if page.guide), map_)
    for path in sorted(files.keys() - pages.keys()):
        diagnostics += _other_file(path, files[path], map_, find)
    return tuple(sorted(set(diagnostics)))


def _own_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    yield from page_faults(path, page)
    yield from active_faults(path, page)
    if page.policies:
        yield from policy_faults(path, page)


def _page_links(page: HtmlPage) -> PageLinks:
    robots = next((content for name, content, _ in page.meta if name == "robots"), "")
    guide = next((content for name, content, _ in page.meta if name == "studyguide-id"), "")
    return PageLinks(
        page.references, data_tags(page), page.styles, page.ids, unquote(page.canonical),
        page.refresh if page.is_redirect else None, is_of_a_guide(page), guide, bool(page.policies),
        "noindex" in robots.lower(),
    )  # fmt: skip


def _across_pages(files: Mapping[str, bytes], pages: Mapping[str, PageLinks], map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults that only all pages together show."""
    promised = any(page.is_of_a_guide for page in pages.values())
    roots = Counter(root for path, page in pages.items() if (root := root_of(path, page.canonical)))
    for path, page in pages.items():
        if promised and not page.has_policy and not page.redirect:
            yield fault("no-policy", path, "the page has no content policy")
        yield from link_faults(path, page.references, map_, page.data_tags)
        for style, line in page.styles:
            yield from css_faults(path, style, line, map_)
        if not page.redirect:
            yield from canonical_faults(path, page.canonical, roots)
    yield from redirect_faults(map_)
    paths = (path for path in files if path.startswith(INDEX_FOLDER) and path.endswith(".js"))
    yield from search_faults({path: text_of_file(files[path]) for path in paths}, map_)
    root = max(roots, key=lambda name: roots[name]) if roots else ""
    listed = {
        path: f"{root}{path.removesuffix('index.html')}"
        for path, page in pages.items()
        if root and not page.is_hidden and path != "404.html"
    }
    yield from sitemap_faults(files, listed, root)


def _other_file(path: str, data: bytes, map_: SiteMap, find: Finder) -> Iterator[Diagnostic]:
    """Yield the faults of a file that is not a page."""
    if path.endswith(ARCHIVE_SUFFIXES):
        inside = members(data)
        yield from archive_faults(path, inside)
        yield from archive_secret_faults(path, member_texts(inside or {}), find)
        return
    text = text_of_file(data) if not path.endswith(".gz") else ""
    if path.endswith(".css"):
        yield from css_faults(path, text, 1, map_)
    elif path.endswith((".js", ".mjs")):
        yield from script_faults(path, text, map_)
    elif path.endswith((".json", ".webmanifest")):
        yield from json_faults(path, text, map_)
        if path == WEB_MANIFEST:
            yield from web_manifest_faults(text, map_)
    elif path.endswith((".xml", ".svg")):
        yield from xml_faults(path, data, map_)
    elif path.endswith(".tsv"):
        yield from table_faults(path, text)
    yield from find(path, file_texts(path, data), text)
