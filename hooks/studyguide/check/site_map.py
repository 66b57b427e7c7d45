"""Says where an address within a site leads: which file, which part of a page, or nowhere and why."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct, field

from studyguide.model.diagnostics import closest

MOST_HINTS = 30
"""Broken addresses for which the nearest one is looked up: each look-up compares all addresses."""


class LinkTarget(Struct, frozen=True):
    """Where an address leads."""

    file: str
    """The file; '' if there is none."""
    fragment: str
    fault: str
    """The kind of fault: `broken-link`, `broken-anchor`, `outside-site`, `other-case`; '' if the address is right."""


class SiteMap(Struct, frozen=True):
    """The files of a site and the parts of its pages."""

    files: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    """Ids of each page."""
    base: str
    """Path under which the site is served, with a slash at both ends."""
    redirects: Mapping[str, tuple[str, int]]
    """Redirect pages, each with its target and the line."""
    folded: Mapping[str, str]
    """Each path in small letters to the path."""
    hints: dict[str, str] = field(default_factory=dict)
    """Hints that were looked up, at most `MOST_HINTS`."""
    leads: dict[tuple[str, str], LinkTarget] = field(default_factory=dict)
    """Addresses that were looked up, by the folder they are in: pages of a folder share most of their links."""

    def lead(self, path: str, target: str) -> LinkTarget:
        """Return where an address leads that a file of the site contains."""
        key = (path if target[:1] in {"", "#", "?"} else path.rpartition("/")[0], target)
        lead = self.leads.get(key)
        if lead is None:
            lead = self.leads[key] = self._look_up(path, target)
        return lead

    def _look_up(self, path: str, target: str) -> LinkTarget:
        parts = split_address(target)
        fragment = unquote(parts.fragment)
        address = resolve(path, unquote(parts.path), self.base)
        if address is None:
            return LinkTarget("", fragment, "outside-site")
        file = next((c for c in _files_of(address) if c in self.files), None)
        if file is None:
            other = next((self.folded[c.casefold()] for c in _files_of(address) if c.casefold() in self.folded), "")
            return LinkTarget(other, fragment, "other-case" if other else "broken-link")
        known = self.ids.get(file)
        wrong = fragment and known is not None and fragment not in known and not fragment.startswith(("__", ":~:"))
        return LinkTarget(file, fragment, "broken-anchor" if wrong else "")

    def hint(self, target: str) -> str:
        """Return the address nearest to one that leads nowhere."""
        wanted = unquote(split_address(target).path).strip("./")
        if wanted not in self.hints:
            if len(self.hints) >= MOST_HINTS:
                return ""
            pages = [page.removesuffix("index.html").rstrip("/") for page in self.ids]
            self.hints[wanted] = closest(wanted, pages)
        return self.hints[wanted]


def site_map(
    files: Mapping[str, object], ids: Mapping[str, frozenset[str]], redirects: Mapping[str, tuple[str, int]], base: str
) -> SiteMap:
    """Return the map of a site that is served under the path `base`."""
    return SiteMap(
        frozenset(files), ids, f"/{base.strip('/')}/" if base.strip("/") else "/", redirects,
        {path.casefold(): path for path in sorted(files, reverse=True)},
    )  # fmt: skip


def split_address(target: str) -> SplitResult:
    """Return the parts of an address; one that cannot be read has the scheme `unreadable`."""
    try:
        return urlsplit(target)
    except ValueError:
        return urlsplit("unreadable:")


def resolve(path: str, target: str, base: str) -> str | None:
    """Return the path below the site's root that an address in a file means; None if it leads above the root."""
    if not target:
        return path
    if target.startswith("/"):
        if not f"{target}/".startswith(base):
            return None
        full = posixpath.normpath(target[len(base) :] or ".")
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if full == ".." or full.startswith("../"):
        return None
    full = "" if full == "." else full
    return f"{full}/" if full and target.endswith(("/", "..", "/.")) else full


def _files_of(address: str) -> tuple[str, ...]:
    if address == "" or address.endswith("/"):
        return (f"{address}index.html",)
    return (address, f"{address}/index.html")
