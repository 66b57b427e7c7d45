"""Finds what is wrong within one page: its frame, headings, names of links and pictures, ids."""

from __future__ import annotations

import json
from collections.abc import Iterator

from studyguide.check.fault_kinds import fault
from studyguide.check.html_page import HtmlPage
from studyguide.model.diagnostics import Diagnostic
from studyguide.text.control_chars import ACTING

JSON_TYPES = ("application/json", "application/ld+json")
OF_THE_THEME = ("__",)
"""Ids that the theme's script makes in the browser."""


def page_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    """Yield the faults of one page."""
    yield from _frame_faults(path, page)
    yield from _heading_faults(path, page)
    for name, line in page.repeated_ids:
        yield fault("duplicate-id", path, f"the id `{name}` occurs twice on this page", line)
    for name, line in page.id_uses:
        if name not in page.ids and not name.startswith(OF_THE_THEME):
            yield fault("dangling-label", path, f"a label names the id `{name}`, which is not on this page", line)
    for line in page.unnamed_images:
        yield fault(
            "image-without-alt", path, "a picture has no alternative text", line, 'write `alt=""` if it only decorates'
        )
    for line in page.unnamed_links:
        yield fault("link-without-text", path, "a link has no text", line)
    for line in page.nested_links:
        yield fault("nested-link", path, "a link is inside another link", line)
    for script in page.scripts:
        if script.type in JSON_TYPES and not _is_json(script.text):
            yield fault("page-data", path, f"the data of type `{script.type}` is not JSON", script.line)
    for text, line in page.lines:
        if not text.isprintable() and ACTING.search(text):
            yield fault(
                "control-character", path, "the text has a character that reorders or hides what is around it", line
            )


def _frame_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    if not page.has_content:
        yield fault("empty-page", path, "the page has no text")
    if not page.is_closed:
        yield fault("truncated-page", path, "the page does not end with `</html>`", 0, "build the site again")
    if not page.has_doctype:
        yield fault("no-doctype", path, "the page does not begin with `<!doctype html>`")
    if not page.title:
        yield fault("no-title", path, "the page has no title")
    if not page.lang:
        yield fault("no-lang", path, "the page does not say its language", 0, 'write `<html lang="en">`')
    if not any(name == "charset" and content.lower() == "utf-8" for name, content, _ in page.meta):
        yield fault("no-charset", path, "the page does not say that it is UTF-8", 0, 'write `<meta charset="utf-8">`')


def _heading_faults(path: str, page: HtmlPage) -> Iterator[Diagnostic]:
    if page.is_redirect:
        return
    if not any(level == 1 for level, _ in page.headings):
        yield fault("no-heading", path, "the page has no heading of level 1")
    last = 0
    for level, line in page.headings:
        if last and level > last + 1:
            yield fault("heading-skip", path, f"a heading of level {level} follows one of level {last}", line)
        last = level


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
