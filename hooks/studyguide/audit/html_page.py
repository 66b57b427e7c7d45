"""An HTML page to what a link checker needs: its ids, and everything it points at."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

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
