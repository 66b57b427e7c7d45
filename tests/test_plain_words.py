"""Words without markup take a short way to HTML: it gives what the parser gives, to the letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyguide.model.note import Zone, ZoneKind
from studyguide.parse.curated.site_texts import default_texts
from studyguide.render.html.inline.inline_html import inline_html, parsed_html
from studyguide.render.html.inline.scope import InlineScope
from studyguide.render.html.markup import Link

PIECES = ("a", "Word", " ", "  ", ".", ". ", '"', "'", "-", "#", "1. ", ")", "é", "www", "com", "—", "%", "+", "=", "?")
SCOPE = InlineScope(default_texts())
OTHERS = (";", "\u00a0", "\u2028", "http", "$", "{", "}", "*", "_", "@", "😀", "\U000f0001", "x.y", "//", "&amp;", "\t")


@given(st.lists(st.sampled_from(PIECES + OTHERS), max_size=12).map("".join), st.lists(st.integers(0, 20), max_size=6))
def test_the_short_way_leads_to_the_same_place(text: str, cuts: list[int]) -> None:
    places = sorted(set(cuts) | {0})
    spans = [(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b <= len(text)]
    links = [Link(a, b, f"../{a}/", 'says "so"') for a, b in spans[1:]]
    gaps = [Zone(1, a, b, ZoneKind.EMAIL) for a, b in spans[:1]]
    rows = [(text, 0, len(text), links, gaps)]
    assert inline_html(rows, SCOPE) == parsed_html(rows, SCOPE)
