"""A built site to the problems in it: links that lead nowhere, other hosts that are asked, masked text in clear."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from studyguide.audit.html_page import HtmlPage, Reference, read_page
from studyguide.problems import Place, Problem, closest

TEXTS = (".html", ".css", ".js", ".mjs", ".json", ".xml", ".txt", ".tsv", ".svg", ".webmanifest")
CSS_URL = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?([^"')\s;]+)""")
SAFE_SCHEMES = frozenset({"", "http", "https"})


def check_site(files: Mapping[str, bytes], secrets: Iterable[str] = (), base: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with a site.

    `files` maps '/'-separated paths below the site's root to contents; `secrets` are texts that must not stand in any
    of them; `base` is the path under which the site is served (absolute links of the 404 page start with it).
    """
    pages = {path: read_page(_text(data)) for path, data in files.items() if path.endswith(".html")}
    hidden = tuple(sorted({s for s in secrets if len(s.strip()) > 3}))
    problems: list[Problem] = []
    for path in sorted(files):
        if path in pages:
            problems += _page_problems(path, pages[path], pages, files, base)
        elif path.endswith(".css"):
            problems += _css_problems(path, _text(files[path]), 1, files)
        elif path.endswith("search/search_index.json"):
            problems += _search_problems(path, _text(files[path]), pages, files, base)
        if hidden and path.endswith(TEXTS):
            problems += _secret_problems(path, _text(files[path]), hidden)
    return (*_same_places(files), *problems)


def _same_places(files: Iterable[str]) -> Iterator[Problem]:
    """Paths that are one and the same where the case of letters does not count."""
    first: dict[str, str] = {}
    for path in sorted(files):
        if (other := first.setdefault(path.casefold(), path)) != path:
            yield Problem(Place(path), "same-place", f"differs from {other} by capitals only", "give it another name")


def _page_problems(
    path: str, page: HtmlPage, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Problem]:
    for name, line in page.repeated_ids:
        yield Problem(Place(path, line), "duplicate-id", f"the id `{name}` stands twice on this page")
    for reference in page.references:
        yield from _reference_problems(path, reference, pages, files, base)
    for style, line in page.styles:
        yield from _css_problems(path, style, line, files)


def _reference_problems(
    path: str, reference: Reference, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Problem]:
    place, target = Place(path, reference.line), reference.target.strip()
    try:
        parts = urlsplit(target)
    except ValueError:
        parts = urlsplit("unreadable:")
    if parts.scheme not in SAFE_SCHEMES:
        if not (reference.loads and parts.scheme == "data"):
            yield Problem(place, "scheme", f"`{target[:60]}` is no address a page may point at")
        return
    if parts.netloc:
        if reference.loads:
            yield Problem(
                place, "other-host", f"the page asks another host for `{target}`", "put the file into docs/assets"
            )
        return
    found = _resolve(path, unquote(parts.path), files, base)
    if found is None:
        yield Problem(
            place,
            "broken-link",
            f"`{target}` leads nowhere",
            closest(unquote(parts.path).strip("./"), _addresses(pages)),
        )
        return
    fragment = unquote(parts.fragment)
    if fragment and found in pages and fragment not in pages[found].ids and not fragment.startswith("__"):
        yield Problem(
            place, "broken-anchor", f"`{target}`: no `{fragment}` on {found}", closest(fragment, pages[found].ids)
        )


def _resolve(path: str, target: str, files: Mapping[str, bytes], base: str) -> str | None:
    """Return the file an address leads to, or None."""
    if not target:
        return path
    if target.startswith("/"):
        if not target.startswith(base or "/"):
            return None
        full = target.removeprefix(base).lstrip("/")
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) + (
            "/" if target.endswith(("/", "..", ".")) else ""
        )
        if full.startswith("../"):
            return None
    full = "" if full in (".", "./") else full
    candidates = (f"{full}index.html",) if full == "" or full.endswith("/") else (full, f"{full}/index.html")
    return next((c for c in candidates if c in files), None)


def _addresses(pages: Mapping[str, HtmlPage]) -> list[str]:
    return [page.removesuffix("index.html").rstrip("/") for page in pages]


def _css_problems(path: str, text: str, first: int, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """`first` is the 1-based line on which `text` begins."""
    for match in CSS_URL.finditer(text):
        target, line = match[1], text.count("\n", 0, match.start()) + first
        parts = urlsplit(target)
        if parts.scheme == "data" or target.startswith("#"):
            continue
        if parts.netloc:
            yield Problem(Place(path, line), "other-host", f"the style asks another host for `{target}`")
        elif _resolve(path, unquote(parts.path), files, "") is None:
            yield Problem(Place(path, line), "broken-link", f"`{target}` leads nowhere")


def _search_problems(
    path: str, text: str, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Problem]:
    """Where the results of the search lead: addresses below the folder that holds `search/`."""
    try:
        documents = json.loads(text)["docs"]
    except (ValueError, KeyError, TypeError):
        yield Problem(Place(path), "search", "this is no index of the theme's search")
        return
    for document in documents:
        reference = Reference(f"../{document['location']}", 1, loads=False)
        yield from _reference_problems(path, reference, pages, files, base)


def _secret_problems(path: str, text: str, secrets: Iterable[str]) -> Iterator[Problem]:
    written = f"{text}\n{_unescaped(path, text)}"
    for secret in secrets:
        at = written.find(secret)
        if at >= 0:
            line = text.count("\n", 0, at) + 1 if at < len(text) else 0
            yield Problem(Place(path, line), "in-clear", "something that was to be masked stands here in clear")


def _unescaped(path: str, text: str) -> str:
    """The same as a reader or a program sees it, without entities and escapes."""
    if path.endswith(".json"):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text) if "\\u" in text else ""
    return unescape(text) if "&" in text else ""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
