"""A tag that a note's author wrote, reduced to what a page may hold."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

PHRASING = frozenset([
    "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
])  # fmt: skip
"""Elements that a note may write anywhere in a line."""
FLOW = PHRASING | frozenset([
    "blockquote", "caption", "center", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
"""Elements that a note may write."""
ELEMENTS = FLOW | frozenset([
    "a", "address", "applet", "area", "article", "aside", "audio", "base", "basefont", "bdi", "bdo", "bgsound",
    "big", "blink", "body", "button", "canvas", "command", "data", "datalist", "dialog", "dir", "embed",
    "fieldset", "font", "footer", "form", "frame", "frameset", "head", "header", "hgroup", "html", "iframe",
    "image", "img", "input", "isindex", "keygen", "label", "legend", "link", "listing", "main", "map", "marquee",
    "math", "menu", "menuitem", "meta", "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object",
    "optgroup", "option", "output", "param", "picture", "plaintext", "portal", "progress", "script", "search",
    "section", "select", "slot", "source", "spacer", "style", "svg", "template", "textarea", "time", "title",
    "track", "video", "xmp",
])  # fmt: skip
"""Every element of HTML, also those that are history."""
VOID = frozenset(["br", "col", "hr", "wbr"])
HTML_ATTRIBUTES = {
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start",),
    "details": ("open",),
    "abbr": ("title",),
}
PLAIN_HTML = {
    "h1": "p",
    "h2": "p",
    "h3": "p",
    "h4": "p",
    "h5": "p",
    "h6": "p",
    "center": "div",
    "strike": "s",
    "tt": "code",
}
"""Tags that a page has of its own, or has no more, and what takes their place."""
HTML_NUMBER = re.compile(r"\d{1,4}")


def safe_tag(source: str) -> tuple[str, dict[str, str], str]:
    """Return the tag's name ('' if it is not readable as a tag), its attributes, and the tag as it may be shown.

    Links and images come back with an empty tag: what they lead to is for the caller to judge.
    """
    reader = _TagReader()
    reader.feed(source)
    name = reader.name
    if name.removeprefix("/") not in FLOW:
        return name, reader.attributes, ""
    if name.startswith("/"):
        return name, {}, f"</{element_shown(name[1:])}>"
    kept = "".join(
        f' {key}="{escape(value)}"'
        for key, value in reader.attributes.items()
        if key in HTML_ATTRIBUTES.get(name, ()) and (key in {"title", "scope", "open"} or HTML_NUMBER.fullmatch(value))
    )
    direction = reader.attributes.get("dir", "").lower()
    kept += f' dir="{direction}"' if direction in {"ltr", "rtl", "auto"} else ""
    return name, reader.attributes, f"<{element_shown(name)}{kept}>"


def element_shown(name: str) -> str:
    """Return the element that is shown for one that was written."""
    return PLAIN_HTML.get(name, name)


class _TagReader(HTMLParser):
    """The parser of the standard library hands a tag over through methods; this keeps the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.name = ""
        self.attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.name:
            self.name, self.attributes = tag, {key: value or "" for key, value in reversed(attrs)}

    def handle_endtag(self, tag: str) -> None:
        self.name = self.name or f"/{tag}"
