"""A built site to the problems in it: links that lead nowhere, other hosts that are asked, masked text in clear."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from studyguide.model.diagnostics import Diagnostic, Location, closest

TEXTS = (".html", ".css", ".js", ".mjs", ".json", ".xml", ".txt", ".tsv", ".svg", ".webmanifest", ".md")
CSS_URL = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?([^"')\s;]+)""")
SAFE_SCHEMES = frozenset({"", "http", "https"})


def check_site(files: Mapping[str, bytes], secrets: Iterable[str] = (), base: str = "") -> tuple[Diagnostic, ...]:
    """Return what is wrong with a site.

    `files` maps '/'-separated paths below the site's root to contents; `secrets` are texts that must not stand in any
    of them; `base` is the path under which the site is served (absolute links of the 404 page start with it).
    """
    pages = {path: read_page(_text(data)) for path, data in files.items() if path.endswith(".html")}
    hidden = tuple(sorted({s for s in secrets if len(s.strip()) > 3}))
    diagnostics: list[Diagnostic] = []
    for path in sorted(files):
        if path in pages:
            diagnostics += _page_problems(path, pages[path], pages, files, base)
        elif path.endswith(".css"):
            diagnostics += _css_problems(path, _text(files[path]), 1, files)
        elif path.endswith("search/search_index.json"):
            diagnostics += _search_problems(path, _text(files[path]), pages, files, base)
        if hidden and path.endswith(TEXTS):
            diagnostics += _secret_problems(path, _text(files[path]), hidden)
    return (*_same_places(files), *diagnostics)


def _same_places(files: Iterable[str]) -> Iterator[Diagnostic]:
    """Paths that are one and the same where the case of letters does not count."""
    first: dict[str, str] = {}
    for path in sorted(files):
        if (other := first.setdefault(path.casefold(), path)) != path:
            yield Diagnostic(
                Location(path), "same-place", f"differs from {other} by capitals only", "give it another name"
            )


def _page_problems(
    path: str, page: HtmlPage, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Diagnostic]:
    for name, line in page.repeated_ids:
        yield Diagnostic(Location(path, line), "duplicate-id", f"the id `{name}` stands twice on this page")
    for reference in page.references:
        yield from _reference_problems(path, reference, pages, files, base)
    for style, line in page.styles:
        yield from _css_problems(path, style, line, files)


def _reference_problems(
    path: str, reference: Reference, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Diagnostic]:
    place, target = Location(path, reference.line), reference.target.strip()
    try:
        parts = urlsplit(target)
    except ValueError:
        parts = urlsplit("unreadable:")
    if parts.scheme not in SAFE_SCHEMES:
        if not (reference.loads and parts.scheme == "data"):
            yield Diagnostic(place, "scheme", f"`{target[:60]}` is no address a page may point at")
        return
    if parts.netloc:
        if reference.loads:
            yield Diagnostic(
                place, "other-host", f"the page asks another host for `{target}`", "put the file into docs/assets"
            )
        return
    found = _resolve(path, unquote(parts.path), files, base)
    if found is None:
        yield Diagnostic(
            place,
            "broken-link",
            f"`{target}` leads nowhere",
            closest(unquote(parts.path).strip("./"), _addresses(pages)),
        )
        return
    fragment = unquote(parts.fragment)
    if fragment and found in pages and fragment not in pages[found].ids and not fragment.startswith("__"):
        yield Diagnostic(
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


def _css_problems(path: str, text: str, first: int, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """`first` is the 1-based line on which `text` begins."""
    for match in CSS_URL.finditer(text):
        target, line = match[1], text.count("\n", 0, match.start()) + first
        parts = urlsplit(target)
        if parts.scheme == "data" or target.startswith("#"):
            continue
        if parts.netloc:
            yield Diagnostic(Location(path, line), "other-host", f"the style asks another host for `{target}`")
        elif _resolve(path, unquote(parts.path), files, "") is None:
            yield Diagnostic(Location(path, line), "broken-link", f"`{target}` leads nowhere")


def _search_problems(
    path: str, text: str, pages: Mapping[str, HtmlPage], files: Mapping[str, bytes], base: str
) -> Iterator[Diagnostic]:
    """Where the results of the search lead: addresses below the folder that holds `search/`."""
    try:
        documents = json.loads(text)["docs"]
    except (ValueError, KeyError, TypeError):
        yield Diagnostic(Location(path), "search", "this is no index of the theme's search")
        return
    for document in documents:
        reference = Reference(f"../{document['location']}", 1, loads=False)
        yield from _reference_problems(path, reference, pages, files, base)


def _secret_problems(path: str, text: str, secrets: Iterable[str]) -> Iterator[Diagnostic]:
    written = f"{text}\n{_unescaped(path, text)}"
    for secret in secrets:
        at = written.find(secret)
        if at >= 0:
            line = text.count("\n", 0, at) + 1 if at < len(text) else 0
            yield Diagnostic(Location(path, line), "in-clear", "something that was to be masked stands here in clear")


def _unescaped(path: str, text: str) -> str:
    """The same as a reader or a program sees it, without entities and escapes."""
    if path.endswith(".json"):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text) if "\\u" in text else ""
    if path.endswith(".md"):
        return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))
    return unescape(text) if "&" in text else ""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


LOADING_RELS = frozenset(
    {
        "stylesheet",
        "icon",
        "shortcut",
        "preload",
        "modulepreload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "manifest",
        "apple-touch-icon",
    }
)
LOADING = {
    "img": "src", "script": "src", "iframe": "src", "embed": "src", "source": "src", "video": "src", "audio": "src",
    "track": "src", "input": "src", "object": "data", "use": "href", "image": "href", "base": "href",
}  # fmt: skip
LOADING_ANYWHERE = ("action", "formaction", "poster", "background", "xlink:href")
"""Attributes that mean the same on every element that has them. What a form is sent to is asked as well."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something a page points at."""

    target: str
    line: int
    """1-based, in the HTML."""
    loads: bool
    """True where the browser fetches it by itself, False where a reader has to follow it."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    ids: frozenset[str]
    repeated_ids: tuple[tuple[str, int], ...]
    """Id and line of each id that stands a second time."""
    references: tuple[Reference, ...]
    styles: tuple[tuple[str, int], ...] = ()
    """CSS inside the page, of `<style>` and of `style=`, with the line where each begins."""


def read_page(html: str) -> HtmlPage:
    """Read one page; broken HTML is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    seen: set[str] = set()
    repeated: list[tuple[str, int]] = []
    for name, line in reader.ids:
        if name in seen:
            repeated.append((name, line))
        seen.add(name)
    return HtmlPage(frozenset(seen), tuple(repeated), tuple(reader.references), tuple(reader.styles))


class _Reader(HTMLParser):
    """The parser of the standard library hands over tags through methods; this keeps what they say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[tuple[str, int]] = []
        self.references: list[Reference] = []
        self.styles: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if found.get("id"):
            self.ids.append((found["id"], line))
        if tag == "a" and "name" in found and found["name"] != found.get("id"):
            self.ids.append((found["name"], line))
        if tag in {"a", "area"} and "href" in found:
            self.references.append(Reference(found["href"], line, loads=False))
        if tag == "link" and "href" in found:
            rels = set(found.get("rel", "").lower().split())
            self.references.append(Reference(found["href"], line, loads=bool(rels & LOADING_RELS)))
        for name in (LOADING.get(tag, ""), *LOADING_ANYWHERE):
            if name in found:
                self.references.append(Reference(found[name], line, loads=True))
        if tag == "meta" and found.get("http-equiv", "").lower() == "refresh" and "=" in found.get("content", ""):
            address = found["content"].split("=", 1)[1].strip(" '\"")
            self.references.append(Reference(address, line, loads=True))
        if found.get("style"):
            self.styles.append((found["style"], line))
        for candidate in found.get("srcset", "").split(","):
            if candidate.split():
                self.references.append(Reference(candidate.split()[0], line, loads=True))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.styles.append((data, self.getpos()[0]))
