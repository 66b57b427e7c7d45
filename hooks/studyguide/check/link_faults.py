"""Finds addresses in pages and styles that lead nowhere, to another host, or where no page may lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from studyguide.check.css_references import css_references
from studyguide.check.fault_kinds import fault
from studyguide.check.html_page import HtmlPage, Reference
from studyguide.check.policy_faults import allows_data
from studyguide.check.site_map import SiteMap, split_address
from studyguide.model.diagnostics import Diagnostic, closest

SCRIPT_SCHEMES = frozenset(("javascript", "vbscript", "livescript"))
INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2060\ufeff]+")
IMAGE_ELEMENTS = frozenset(("img", "source", "image", "video", "input", "link"))
ADDRESS_OF_404 = "404.html"
"""Served for any address, so its links begin at the top of the host."""


def link_faults(
    path: str, references: Iterable[Reference], map_: SiteMap, data_is_allowed: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield the faults of a page's addresses; `data_is_allowed` are the tags that may have a `data:` address."""
    for reference in references:
        yield from _address_faults(path, reference, map_, data_is_allowed)


def data_tags(page: HtmlPage) -> frozenset[str]:
    """Return the tags of a page that may have a `data:` address."""
    return IMAGE_ELEMENTS if allows_data(page) else frozenset()


def _address_faults(
    path: str, reference: Reference, map_: SiteMap, data_is_allowed: frozenset[str]
) -> Iterator[Diagnostic]:
    target, line = reference.target.strip(), reference.line
    if ":" in target or target[:1] in "/\\":
        parts = split_address(target.replace("\\", "/"))
        scheme = split_address(INVISIBLE.sub("", target)).scheme
        if scheme not in {"", "http", "https"}:
            yield from _scheme_faults(path, reference, scheme, data_is_allowed)
            return
        if parts.netloc or scheme:
            if reference.loads:
                what = f"the page asks another host for `{target[:200]}`"
                yield fault("other-host", path, what, line, "put the file into docs/assets")
            return
    if reference.tag == "meta":
        return  # redirects are followed as a whole
    if target.startswith("/") and path != ADDRESS_OF_404:
        yield fault(
            "absolute-link", path, f"`{target}` fails where the site is in a folder", line, "write it from this page"
        )
        return
    lead = map_.lead(path, target)
    if lead.fault == "broken-anchor":
        hint = closest(lead.fragment, map_.ids[lead.file]) if len(map_.ids[lead.file]) < 2000 else ""
        yield fault("broken-anchor", path, f"`{target}`: no `{lead.fragment}` on {lead.file}", line, hint)
    elif lead.fault == "other-case":
        yield fault("other-case", path, f"`{target}` differs by capitals from {lead.file}", line)
    elif lead.fault == "outside-site":
        yield fault("outside-site", path, f"`{target}` leads out of the site", line)
    elif lead.fault and reference.loads:
        yield fault("missing-file", path, f"`{target}` is loaded and is not there", line, map_.hint(target))
    elif lead.fault:
        yield fault("broken-link", path, f"`{target}` leads nowhere", line, map_.hint(target))
    elif lead.file in map_.redirects and lead.file != path and not reference.loads:
        what = f"`{target}` only leads on to `{map_.redirects[lead.file][0]}`"
        yield fault("old-address", path, what, line, "link to the new address")


def _scheme_faults(
    path: str, reference: Reference, scheme: str, data_is_allowed: frozenset[str]
) -> Iterator[Diagnostic]:
    target = reference.target.strip()[:60]
    if scheme in SCRIPT_SCHEMES:
        yield fault("script-address", path, f"the address `{target}` runs script", reference.line)
    elif scheme in {"data", "blob"}:
        if not (scheme == "data" and reference.loads and reference.tag in data_is_allowed):
            yield fault("data-address", path, f"the address `{target}` is not allowed here", reference.line)
    else:
        yield fault("scheme", path, f"`{target}` is not an address to which a page may lead", reference.line)


def css_faults(path: str, text: str, first: int, map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults of what a style loads; `first` is the 1-based line on which it begins."""
    for target, offset in css_references(text):
        line, parts = offset + first, split_address(target)
        if parts.scheme == "data" or target.startswith("#"):
            continue
        if parts.netloc or parts.scheme:
            yield fault("style-other-host", path, f"the style asks another host for `{target[:200]}`", line)
        elif (lead := map_.lead(path, target)).fault and lead.fault != "broken-anchor":
            yield fault("style-missing-file", path, f"`{target}` is loaded and is not there", line)


def redirect_faults(map_: SiteMap) -> Iterator[Diagnostic]:
    """Yield the faults of pages that only lead on."""
    leads = {path: map_.lead(path, target) for path, (target, _) in map_.redirects.items() if not _is_elsewhere(target)}
    loops = _loops({path: lead.file for path, lead in leads.items()})
    for path, lead in sorted(leads.items()):
        target, line = map_.redirects[path]
        if lead.fault:
            yield fault("stale-redirect", path, f"the old address leads to `{target}`, which is not there", line)
        elif lead.file in leads:
            if path in loops:
                yield fault("redirect-loop", path, f"the old address leads to `{target}` and back here", line)
            else:
                what = f"the old address leads to `{target}`, which is an old address too"
                yield fault("redirect-chain", path, what, line, "write the new address")


def canonical_faults(path: str, canonical: str, roots: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Yield a fault if a page names another page's address as its own. `roots` counts the sites that pages name."""
    if not canonical or not roots:
        return
    root = max(roots, key=lambda name: roots[name])
    own = path.removesuffix("index.html")
    if canonical != f"{root}{own}" and canonical != f"{root}{path}":
        yield fault("canonical", path, f"the page says that its address is `{canonical}`")


def root_of(path: str, canonical: str) -> str:
    """Return the address of the site that a page's canonical address implies; '' if it implies none."""
    own = path.removesuffix("index.html")
    for end in (path, own):
        if canonical.startswith(("http://", "https://")) and end and canonical.endswith(f"/{end}"):
            return canonical[: -len(end)]
    return canonical if path == "index.html" and canonical.startswith(("http://", "https://")) else ""


def _is_elsewhere(target: str) -> bool:
    parts = split_address(target)
    return bool(parts.scheme or parts.netloc)


def _loops(leads: Mapping[str, str]) -> frozenset[str]:
    """Return the pages that lead back to themselves. Each page is visited once."""
    visited: dict[str, str] = {}
    loops: set[str] = set()
    for start in leads:
        at, way = start, []
        while at in leads and at not in visited:
            visited[at] = start
            way.append(at)
            at = leads[at]
        if visited.get(at) == start and at in way:
            loops.update(way[way.index(at) :])
    return frozenset(loops)
