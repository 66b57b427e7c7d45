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
    r"([^<]*+)(?:<!--(?>(?:[^-]|-(?!->))*)(?:-->|\Z)"
    r"|<(svg|math|pre|code|button|label|script|select|style|template)\b([^<>]*)>((?>(?:[^<]|<(?!/\2>))*))(?:</\2>|\Z)"
    r"|<(/?)([a-zA-Z][\w-]*+)([^<>]*)>|(<)|\Z)"
)
"""Text, and what ends it: a comment, an element that is taken as a whole, a tag, a sign that begins none, the end."""
TWIN_TAG = re.compile(r"<[^<>]*>")
HEADING = re.compile(r"^(#{1,6}) ((?>(?:[^ \n]| (?!\{#))*)) \{#[^\n]*\}$", re.MULTILINE)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
HREF = re.compile(r'\bhref="([^"]*)"')
SAYS_MORE = re.compile("hidden|headerlink|sg-(?:n|source|voice|option)")
"""What attributes contain if the element is left out, or read in another way than its tag says."""
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
SILENT_ELEMENTS = frozenset(["cite", "figure", "small", "span", "time"])
"""Elements that add nothing of their own."""
ANNOTATION = re.compile(r"<annotation[^<>]*>([^<]*)</annotation>")
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
        text, whole, whole_attributes, inside, closes, tag, attributes, sign = token.groups()
        if text:
            if not text.isspace():
                twin.text.append(escaped(unescape(text)))
            elif twin.text:
                twin.text.append(" ")
        if tag:
            if closes:
                if tag not in SILENT_ELEMENTS:
                    _end_element(tag, twin)
            elif attributes and SAYS_MORE.search(attributes) and _add_by_class(tag, attributes, tokens, twin):
                pass
            elif tag not in SILENT_ELEMENTS:
                _begin_element(tag, attributes, twin)
        elif whole:
            _add_whole_element(whole, _attributes(whole_attributes), inside, twin)
        elif sign:
            twin.text.append(escaped(sign))
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


def _add_by_class(tag: str, attributes: str, tokens: Iterator[re.Match[str]], twin: MutableTwin) -> bool:
    """Adds an element as its class says, and returns whether that is all: its inside is then taken from `tokens`."""
    named = _attributes(attributes)
    css = named.get("class", "").split()
    if "hidden" in named or "headerlink" in css or "sg-n" in css:
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
    elif "sg-option" in css:
        twin.text.append(LINE_BREAK)
    else:
        return False
    return True


def _begin_element(tag: str, attributes: str, twin: MutableTwin) -> None:
    """Begins an element; what comes often is tested first."""
    if tag == "a":
        href = HREF.search(attributes)
        twin.open.append(OpenTag(tag, len(twin.text), unescape(href[1]) if href else ""))
    elif tag in BLOCK_ELEMENTS or tag in HEADING_SIGNS:
        _begin_block(tag, twin)
    elif tag == "li":
        end_paragraph(twin)
        number = twin.numbers[-1] if twin.numbers else None
        if number is not None:
            twin.numbers[-1] = number + 1
        begin_item(twin, "- " if number is None else f"{number}. ")
    elif tag in {"ul", "ol"}:
        end_paragraph(twin)
        start = _attributes(attributes).get("start", "1")
        twin.numbers.append(None if tag == "ul" else int(start) if start.isdigit() else 1)
    elif tag == "blockquote":
        end_paragraph(twin)
        twin.outside = len(twin.indents) if twin.outside is None else twin.outside
        twin.indents.append("> ")
    elif tag in AROUND:
        twin.open.append(OpenTag(tag, len(twin.text)))
    elif tag == "table":
        end_paragraph(twin)
        twin.rows = []
    elif tag == "tr":
        twin.rows.append([])
    elif tag in {"td", "th"}:
        twin.cell = len(twin.text)
    elif tag == "br":
        twin.text.append(LINE_BREAK)
    elif tag == "hr":
        end_paragraph(twin)
        add_block(twin, ["---"])
    elif tag == "input":
        named = _attributes(attributes)
        if named.get("type") == "checkbox":
            twin.text.append("[x] " if "checked" in named else "[ ] ")
    elif tag == "img":
        named = _attributes(attributes)
        twin.text.append(f"![{one_line(named.get('alt', ''))}]({link_target(named.get('src', ''))})")


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
    """Ends an element; what comes often is tested first."""
    if tag == "a" or tag in AROUND:
        if twin.open and twin.open[-1].name == tag:
            _close_inline(twin.open.pop(), twin)
    elif tag == "dt" and twin.cell is None:
        twin.text.append(": ")
    elif tag == "dl":
        end_paragraph(twin)
        if twin.open and twin.open[-1].name == "dl" and twin.open.pop().value and twin.cell is None:
            twin.indents.pop()
            twin.marker = ""
    elif tag in BLOCK_ELEMENTS:
        end_paragraph(twin)
    elif tag in {"li", "blockquote"}:
        end_paragraph(twin)
        if tag == "li":
            twin.marker = ""
        if twin.indents and twin.cell is None:
            twin.indents.pop()
    elif tag in {"ul", "ol"}:
        end_paragraph(twin)
        if twin.numbers:
            twin.numbers.pop()
    elif tag in HEADING_SIGNS:
        end_paragraph(twin, HEADING_SIGNS[tag])
    elif tag in {"td", "th"} and twin.cell is not None:
        end_cell(twin, twin.cell)
    elif tag == "table":
        end_table(twin)


def _close_inline(opened: OpenTag, twin: MutableTwin) -> None:
    inner = "".join(twin.text[opened.start :])
    del twin.text[opened.start :]
    words = inner.strip()
    if not words or (opened.name == "a" and not opened.value):
        twin.text.append(inner)
        return
    before, after = AROUND[opened.name] if opened.name in AROUND else ("[", f"]({link_target(opened.value)})")
    if len(words) == len(inner):
        twin.text.append(f"{before}{words}{after}")
    else:
        left, right = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        twin.text.append(f"{left}{before}{words}{after}{right}")


def _inside_element(tag: str, tokens: Iterator[re.Match[str]]) -> str:
    """Takes tokens up to the end of the element that has begun, and returns its markup."""
    pieces: list[str] = []
    depth = 0 if tag in VOID else 1
    while depth and (token := next(tokens, None)):
        if token[6] == tag:
            depth += -1 if token[5] else 1
        pieces.append(token[0] if depth else token[1])
    return "".join(pieces)


def _formula_twin(inside: str, attributes: dict[str, str]) -> str:
    """Returns a formula in one line: its LaTeX if the page has that, or else plain signs."""
    if annotation := ANNOTATION.search(inside):
        return f"${unescape(annotation[1])}$"
    try:
        return inline_code(plain_formula(f"<math>{inside}</math>"))
    except ElementTree.ParseError:
        return escaped(attributes.get("aria-label", ""))
