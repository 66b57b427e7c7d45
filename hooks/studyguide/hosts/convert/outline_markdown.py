"""Converts an outline (OPML) into a nested Markdown list."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from studyguide.hosts.convert.html_markdown import HtmlText, html_markdown

OWN_ATTRIBUTES = frozenset(
    {"text", "title", "_note", "_complete", "_status", "url", "htmlUrl", "xmlUrl", "type", "isComment"}
)
MAX_OUTLINE_DEPTH = 100


def outline_markdown(data: bytes) -> HtmlText:
    """Returns the outline as Markdown. Raises ValueError if it is none."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"it is no XML: {error}") from error
    body = root.find("body")
    if root.tag != "opml" or body is None:
        raise ValueError("it has no outline")
    title = " ".join((root.findtext("head/title") or "").split())
    return HtmlText(title, "\n".join(_item_lines(body, 0)) + "\n")


def _item_lines(parent: ElementTree.Element, depth: int) -> Iterator[str]:
    indent = "  " * min(depth, MAX_OUTLINE_DEPTH)
    for item in parent.iterfind("outline"):
        first, *more = _outline_words(item.get("text") or item.get("title") or "") or [""]
        done = item.get("_complete") == "true" or item.get("_status") == "checked"
        box = "[x] " if done else "[ ] " if item.get("_status") == "unchecked" else ""
        yield f"{indent}- {box}{first}".rstrip()
        title = item.get("title") or ""
        if title and item.get("text") and title != item.get("text"):
            more += _outline_words(title)
        more += _outline_words(item.get("_note") or "")
        more += [
            f"<{item.get(key)}>" for key in ("url", "htmlUrl", "xmlUrl") if (item.get(key) or "").startswith("http")
        ]
        more += [f"{key}: {value}" for key, value in item.items() if key not in OWN_ATTRIBUTES and value.strip()]
        for line in more:
            yield ""
            yield f"{indent}  {line}"
        yield from _item_lines(item, depth + 1)


def _outline_words(text: str) -> list[str]:
    """Returns the lines of a text that may have tags in it, as outliners write it."""
    return [line for line in html_markdown(text.replace("\n", "<br>")).markdown.splitlines() if line.strip()]
