"""Plain Markdown of a page: what its readers see, for programs that read text instead of HTML.

It is made from the markup of the page itself, so that nothing is in it that the page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from studyguide.render.data.escaped_markdown import LINE_BREAK, escaped, inline_code, link_target, one_line
from studyguide.render.data.mutable_twin import (
    MutableTwin,
    OpenTag,
    add_block,
    add_code,
    begin_item,
    end_cell,
    end_paragraph,
    end_table,
)
from studyguide.render.data.plain_formula import plain_formula

TOKEN = re.compile(
    r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)"
    r"|<(svg|math|pre|code|button|label|script|select|style|template)\b([^<>]*)>((?:[^<]|<(?!/\1>))*+)(?:</\1>|\Z)"
    r"|<(/?)([a-zA-Z][\w-]*+)([^<>]*)>|[^<]+|<"
)
"""A comment, an element that is taken as a whole, a tag, or text."""
TWIN_TAG = re.compile(r"<[^<>]*>")
HEADING = re.compile(r"^(#{1,6}) ((?:[^ \n]| (?!\{#))*+) \{#[^\n]*\}$", re.MULTILINE)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
BLOCK_ELEMENTS = frozenset([
    "article", "aside", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "p", "section",
    "summary", "tbody", "tfoot", "thead",
])  # fmt: skip
HEADING_SIGNS = {f"h{level}": "#" * level for level in range(1, 7)}
AROUND = {
    "b": ("**", "**"), "strong": ("**", "**"), "em": ("*", "*"), "i": ("*", "*"), "s": ("~~", "~~"),
    "del": ("~~", "~~"), "q": ("“", "”"), "sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>"),
    "mark": ("<mark>", "</mark>"), "kbd": ("<kbd>", "</kbd>"),
}  # fmt: skip
"""What is written before and behind the words of an element."""
ANNOTATION = re.compile(r"<annotation[^>]*>([^<]*)</annotation>")
"""The LaTeX of a formula."""
VOID = frozenset(["br", "hr", "img", "input", "wbr", "col"])


def markdown_twin(markdown: str) -> str:
    """Returns a page, given as `Page.markdown`, in plain Markdown without HTML blocks. Links stay as they are."""
    twin = MutableTwin()
    at = 0
    for heading in HEADING.finditer(markdown):
        _read_page(markdown[at : heading.start()], twin)
        tag = f"h{len(heading[1])}"
        _read_page(f"<{tag}>{heading[2]}</{tag}>", twin)
        at = heading.end()
    _read_page(markdown[at:], twin)
    return "\n".join((*twin.lines, ""))


def _read_page(html: str, twin: MutableTwin) -> None:
    """Adds a piece of a page that ends with a paragraph."""
    tokens = TOKEN.finditer(html)
    for token in tokens:
        whole, whole_attributes, inside, closes, tag, tag_attributes = token.groups()
        if tag:
            if closes:
                _end_element(tag, twin)
            else:
                _begin_element(tag, _attributes(tag_attributes), tokens, twin)
        elif whole:
            _add_whole_element(whole, _attributes(whole_attributes), inside, twin)
        elif (text := token[0]).isspace():
            if twin.text:
                twin.text.append(" ")
        elif not text.startswith("<!--"):
            twin.text.append(escaped(unescape(text)))
    end_paragraph(twin)


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(text)} if text else {}


def _add_whole_element(tag: str, attributes: dict[str, str], inside: str, twin: MutableTwin) -> None:
    """Adds an element that is read as a whole. What a reader operates or never sees is left out."""
    if tag == "svg":
        if "sg-map" not in attributes.get("class", "") and (label := attributes.get("aria-label")):
            end_paragraph(twin)
            twin.text.append(f"Picture: {escaped(label)}")
            end_paragraph(twin)
    elif tag == "math":
        twin.text.append(_formula_twin(inside, attributes))
    elif tag == "pre":
        end_paragraph(twin)
        add_code(twin, unescape(TWIN_TAG.sub("", inside.replace("<br>", "\n"))))
    elif tag == "code":
        twin.text.append(inline_code(unescape(TWIN_TAG.sub("", inside))))


def _begin_element(tag: str, attributes: dict[str, str], tokens: Iterator[re.Match[str]], twin: MutableTwin) -> None:
    """Begins an element, or adds it with all inside it, which is then taken from `tokens`."""
    css = attributes.get("class", "").split() if attributes else ()
    if "hidden" in attributes or "headerlink" in css or "sg-n" in css:
        _inside_element(tag, tokens)
    elif "sg-source" in css:
        words = _inside_element(tag, tokens)
        if tag == "sup":
            twin.text.append(f" [{TWIN_TAG.sub('', words)}]")
        else:
            end_paragraph(twin)
            add_code(twin, unescape(TWIN_TAG.sub("", words)))
    elif "sg-voice" in css:
        twin.text.append(f"**{escaped(unescape(TWIN_TAG.sub('', _inside_element(tag, tokens))))}:**")
    elif tag in HEADING_SIGNS or tag in BLOCK_ELEMENTS:
        _begin_block(tag, twin)
    elif tag in {"ul", "ol"}:
        end_paragraph(twin)
        start = attributes.get("start", "1")
        twin.numbers.append(None if tag == "ul" else int(start) if start.isdigit() else 1)
    elif tag == "li":
        end_paragraph(twin)
        number = twin.numbers[-1] if twin.numbers else None
        if number is not None:
            twin.numbers[-1] = number + 1
        begin_item(twin, "- " if number is None else f"{number}. ")
    elif tag == "blockquote":
        end_paragraph(twin)
        twin.outside = len(twin.indents) if twin.outside is None else twin.outside
        twin.indents.append("> ")
    elif tag == "table":
        end_paragraph(twin)
        twin.rows = []
    elif tag == "tr":
        twin.rows.append([])
    elif tag in {"td", "th"}:
        twin.cell = len(twin.text)
    elif tag == "br" or "sg-option" in css:
        twin.text.append(LINE_BREAK)
    elif tag == "hr":
        end_paragraph(twin)
        add_block(twin, ["---"])
    elif tag == "input" and attributes.get("type") == "checkbox":
        twin.text.append("[x] " if "checked" in attributes else "[ ] ")
    elif tag == "img":
        twin.text.append(f"![{one_line(attributes.get('alt', ''))}]({link_target(attributes.get('src', ''))})")
    elif tag == "a":
        twin.open.append(OpenTag(tag, len(twin.text), attributes.get("href", "")))
    elif tag in AROUND:
        twin.open.append(OpenTag(tag, len(twin.text)))


def _begin_block(tag: str, twin: MutableTwin) -> None:
    if tag == "dd" and twin.cell is None and twin.text:
        return  # It goes on in the line of its term.
    end_paragraph(twin)
    if tag == "dt":
        if twin.open and twin.open[-1].name == "dl":
            if twin.open[-1].value:
                twin.indents.pop()
            twin.open[-1].value = "item"
        if twin.cell is None:
            begin_item(twin, "- ")
    elif tag == "dl":
        twin.open.append(OpenTag(tag))


def _end_element(tag: str, twin: MutableTwin) -> None:
    if tag in HEADING_SIGNS:
        end_paragraph(twin, HEADING_SIGNS[tag])
    elif tag == "dt" and twin.cell is None:
        twin.text.append(": ")
    elif tag == "dl":
        end_paragraph(twin)
        if twin.open and twin.open[-1].name == "dl" and twin.open.pop().value and twin.cell is None:
            twin.indents.pop()
            twin.marker = ""
    elif tag in BLOCK_ELEMENTS:
        end_paragraph(twin)
    elif tag in {"ul", "ol"}:
        end_paragraph(twin)
        if twin.numbers:
            twin.numbers.pop()
    elif tag in {"li", "blockquote"}:
        end_paragraph(twin)
        if tag == "li":
            twin.marker = ""
        if twin.indents and twin.cell is None:
            twin.indents.pop()
    elif tag in {"td", "th"} and twin.cell is not None:
        end_cell(twin, twin.cell)
    elif tag == "table":
        end_table(twin)
    elif (tag == "a" or tag in AROUND) and twin.open and twin.open[-1].name == tag:
        _close_inline(twin.open.pop(), twin)


def _close_inline(opened: OpenTag, twin: MutableTwin) -> None:
    inner = "".join(twin.text[opened.start :])
    del twin.text[opened.start :]
    words = inner.strip()
    if not words or (opened.name == "a" and not opened.value):
        twin.text.append(inner)
        return
    before, after = AROUND.get(opened.name, ("[", f"]({link_target(opened.value)})"))
    left, right = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    twin.text.append(f"{left}{before}{words}{after}{right}")


def _inside_element(tag: str, tokens: Iterator[re.Match[str]]) -> str:
    """Takes tokens up to the end of the element that has begun, and returns its markup."""
    pieces: list[str] = []
    depth = 0 if tag in VOID else 1
    while depth and (token := next(tokens, None)):
        if token[5] == tag:
            depth += -1 if token[4] else 1
        if depth:
            pieces.append(token[0])
    return "".join(pieces)


def _formula_twin(inside: str, attributes: dict[str, str]) -> str:
    """Returns a formula in one line: its LaTeX if the page has that, or else plain signs."""
    if annotation := ANNOTATION.search(inside):
        return f"${unescape(annotation[1])}$"
    try:
        return inline_code(plain_formula(f"<math>{inside}</math>"))
    except ElementTree.ParseError:
        return escaped(attributes.get("aria-label", ""))
