"""Markup with nothing in it but what a page may show: the second lock on the door, behind the renderers' own care."""

from __future__ import annotations

import nh3

from studyguide.text.control_chars import escape_control_chars
from studyguide.text.mathml import MATHML_ATTRIBUTES, MATHML_TAGS


def sanitized(html: str) -> str:
    """Return markup without any element, attribute or address scheme that is not allowed below."""
    return CLEANER.clean(escape_control_chars(html))


MATHML = (*sorted(MATHML_TAGS), "semantics", "annotation")
ALLOWED_ELEMENTS = {
    *("p", "br", "em", "strong", "s", "code", "a", "span", "ul", "ol", "li", "pre", "blockquote", "div", "hr"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col", "h2", "h3", "h4", "h5", "h6"),
    *("mark", "sub", "sup", "kbd", "ins", "del", "abbr", "b", "i", "u", "q", "cite", "small", "samp", "var", "wbr"),
    *("details", "summary", "figure", "figcaption", "dl", "dt", "dd", "ruby", "rt", "rp", "dfn", "section", "aside"),
    *("input", "img", "time", "audio", "video"),
    *MATHML,
}
ALLOWED_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "dir", "lang", "role", "aria-label", "aria-hidden", "tabindex", "title"},
    "a": {"href", "data-says", "data-n", "rel"},
    "ol": {"start"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "time": {"datetime"},
    "input": {"checked", "disabled"},
    "img": {"src", "alt", "width", "height", "loading"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload"},
    **{name: {*MATHML_ATTRIBUTES, "encoding"} for name in MATHML},
}
CLEANER = nh3.Cleaner(
    tags=ALLOWED_ELEMENTS,
    attributes=ALLOWED_ATTRIBUTES,
    url_schemes={"http", "https"},
    link_rel=None,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
)
"""As constant as what it allows."""
