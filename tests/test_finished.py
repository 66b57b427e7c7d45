"""The short way from a page's Markdown to HTML gives what Python-Markdown gives, to the byte, for every page."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studied import shipped_guide
from studyguide.hosts.mkdocs.prerendered import LINK_TAG, prerender
from studyguide.model.note import Page
from studyguide.render.html.markup import assembled, heading_text

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return shipped_guide().pages


def parsed(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    parser = markdown.Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"permalink": True}})
    html = parser.convert(text)
    rows: list[tuple[int, str, str]] = []
    waiting = list(parser.toc_tokens)
    while waiting:
        token = waiting.pop(0)
        rows.append((token["level"], token["id"], LINK_TAG.sub("", token["html"])))
        waiting[:0] = token["children"]
    return html, rows


def agree(text: str) -> None:
    html, headings = parsed(text)
    page = prerender(text)
    assert page.html == html
    assert [(h.level, h.id, h.html) for h in page.headings] == headings


def test_every_page_of_the_guide(pages: tuple[Page, ...]) -> None:
    assert len(pages) > 500
    for page in pages:
        agree(page.markdown)


@given(st.text(max_size=80))
def test_any_heading(text: str) -> None:
    if title := heading_text(text):
        agree(assembled([f"# {title}\n\n<p>x</p>\n\n## {title} {{#b}}\n"]))


def test_a_linked_heading_is_no_link_in_the_table_of_contents() -> None:
    """A link inside of a link is two links for a browser, and the first is empty."""
    page = prerender(assembled(['## <a href="https://example.org/">Wax <em>moth</em></a> {#b}\n\n<p>x</p>\n']))
    assert [heading.html for heading in page.headings] == ["Wax <em>moth</em>"]
    assert '<a href="https://example.org/">' in page.html
