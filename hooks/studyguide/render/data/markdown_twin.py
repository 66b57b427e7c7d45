"""Plain Markdown of a page: what its readers see, for programs that read text instead of HTML.

It is made from the markup of the page itself, so that nothing is in it that the page does not show.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from studyguide.render.data.escaped_markdown import (
    LINE_BREAK,
    escaped,
    escaped_html,
    inline_code,
    link_target,
    one_line,
)
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

SILENT_ELEMENTS = frozenset(["cite", "figure", "small", "span", "time"])
"""Elements that add nothing of their own."""
PARAGRAPH_ELEMENTS = frozenset([
    "article", "aside", "caption", "details", "div", "figcaption", "p", "section", "summary", "tbody", "tfoot", "thead",
])  # fmt: skip
"""Elements that end a paragraph where they begin and where they end, and add nothing else."""
PLAIN_CLASS = r'class="(?!(?:headerlink|sg-(?:n|source|voice|option))[ "])[^" ]*+"'
"""A class for which an element is neither left out nor read in another way."""
REST = rf'(?: (?:{PLAIN_CLASS}|(?!class|hidden)[a-z-]++="[^"]*+"))*>'
"""The rest of a tag behind its name, if its attributes say no more than its name."""
SILENT_TAG = rf'</?(?:{"|".join(sorted(SILENT_ELEMENTS))}){REST}|<a class="sg-n"[^<>]*></a>'
"""A tag that adds nothing, or the number of a line in the margin."""
PARAGRAPH_TAG = rf"</?(?:{'|'.join(sorted(PARAGRAPH_ELEMENTS))}){REST}"
PLAIN_LINK = rf'<a(?: {PLAIN_CLASS})? href="([^"]*)"{REST}(\s*+[^<\s][^<]*+)</a>'
"""A link on words without markup."""
MARKUP = (
    r"<!--(?>(?:[^-]|-(?!->))*)(?:-->|\Z)"
    r"|<(?P<whole>svg|math|pre|code|button|label|script|select|style|template)\b([^<>]*)>"
    r"((?>(?:[^<]|<(?!/(?P=whole)>))*))(?:</(?P=whole)>|\Z)"
    r"|<(/?)([a-zA-Z][\w-]*+)([^<>]*)>"
)
"""A comment, an element that is taken as a whole, a tag."""
TOKEN = re.compile(
    rf"([^<]*+)(?:(?:{SILENT_TAG})*((?:{PARAGRAPH_TAG})(?:\s++|{SILENT_TAG}|{PARAGRAPH_TAG})*)|(?:{SILENT_TAG})+"
    rf"|{PLAIN_LINK}|{MARKUP}|(<)|\Z)"
)
"""Text, and what ends it: tags that end a paragraph, others that add nothing, a link, other markup, a sign that begins
none, the end. A token takes as many tags as it can: Python needs longer for a token than the pattern for ten tags."""
ANY_MARKUP = re.compile(MARKUP)
TWIN_TAG = re.compile(r"<[^<>]*>")
HEADING = re.compile(r"\n#(#{0,5}) ((?>(?:[^ \n]| (?!\{#))*)) \{#[^\n]*\}(?=\n|\Z)")
"""A heading behind the end of a line, which the search jumps to."""
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
HREF = re.compile(r'\bhref="([^"]*)"')
SAYS_MORE = re.compile("hidden|headerlink|sg-(?:n|source|voice|option)")
"""What attributes contain if the element is left out, or read in another way than its tag says."""
HEADING_SIGNS = {f"h{level}": "#" * level for level in range(1, 7)}
AROUND = {
    "b": ("**", "**"), "strong": ("**", "**"), "em": ("*", "*"), "i": ("*", "*"), "s": ("~~", "~~"),
    "del": ("~~", "~~"), "q": ("“", "”"), "sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>"),
    "mark": ("<mark>", "</mark>"), "kbd": ("<kbd>", "</kbd>"),
}  # fmt: skip
"""What is written before and behind the words of an element."""
ANNOTATION = re.compile(r"<annotation[^<>]*>([^<]*)</annotation>")
"""The LaTeX of a formula."""
VOID = frozenset(["br", "hr", "img", "input", "wbr", "col"])


def markdown_twin(markdown: str) -> str:
    """Returns a page, given as `Page.markdown`, in plain Markdown without HTML blocks. Links stay as they are."""
    twin = MutableTwin()
    page, at = f"\n{markdown}", 0
    for heading in HEADING.finditer(page):
        _read_page(page[at : heading.start()], twin)
        tag = f"h{len(heading[1]) + 1}"
        _read_page(f"<{tag}>{heading[2]}</{tag}>", twin)
        at = heading.end()
    _read_page(page[at:], twin)
    return "\n".join((*twin.lines, ""))


def _read_page(html: str, twin: MutableTwin) -> None:
    """Adds a piece of a page that ends with a paragraph."""
    at: int | None = 0
    while at is not None:
        at = _read_on(html, at, twin)
    end_paragraph(twin)


def _read_on(html: str, at: int, twin: MutableTwin) -> int | None:
    """Adds what follows column `at`, and returns the end of the first element that was not read token by token."""
    pieces = twin.text
    for token in TOKEN.finditer(html, at):
        text, run, href, words, whole, whole_attributes, inside, closes, tag, attributes, sign = token.groups()
        if text:
            if not text.isspace():
                pieces.append(escaped_html(text))
            elif pieces:
                pieces.append(" ")
        if run:
            if pieces:
                end_paragraph(twin)
        elif tag:
            if closes:
                _end_element(tag, twin)
            else:
                if attributes and SAYS_MORE.search(attributes):
                    end = _add_by_class(tag, _attributes(attributes), html, token.end(), twin)
                    if end is not None:
                        return end
                _begin_element(tag, attributes, twin)
        elif words:
            inner = escaped_html(words)
            pieces.append(_linked(inner, unescape(href)) if href else inner)
        elif whole:
            _add_whole_element(whole, _attributes(whole_attributes), inside, twin)
        elif sign:
            pieces.append(escaped(sign))
    return None


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


def _add_by_class(tag: str, attributes: dict[str, str], html: str, at: int, twin: MutableTwin) -> int | None:
    """Adds an element as its class says, and returns where reading goes on: None if its tag says how it is read. Its
    inside begins at column `at`."""
    css = attributes.get("class", "").split()
    if "hidden" in attributes or "headerlink" in css or "sg-n" in css:
        return _inside_element(tag, html, at)[1]
    if "sg-source" in css or "sg-voice" in css:
        inside, end = _inside_element(tag, html, at)
        words = TWIN_TAG.sub("", inside)
        if "sg-voice" in css:
            twin.text.append(f"**{escaped_html(words)}:**")
        elif tag == "sup":
            twin.text.append(f" [{words}]")
        else:
            end_paragraph(twin)
            add_code(twin, unescape(words))
        return end
    if "sg-option" in css:
        twin.text.append(LINE_BREAK)
        return at
    return None


def _begin_element(tag: str, attributes: str, twin: MutableTwin) -> None:
    """Begins an element; what comes often is tested first."""
    if tag == "a":
        href = HREF.search(attributes)
        twin.open.append(OpenTag(tag, len(twin.text), unescape(href[1]) if href else ""))
    elif tag in AROUND:
        twin.open.append(OpenTag(tag, len(twin.text)))
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
    elif tag in {"dl", "dt", "dd"}:
        _begin_definition(tag, twin)
    elif tag in PARAGRAPH_ELEMENTS or tag in HEADING_SIGNS:
        end_paragraph(twin)
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


def _begin_definition(tag: str, twin: MutableTwin) -> None:
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
            _end_inline(twin.open.pop(), twin)
    elif tag == "dt" and twin.cell is None:
        twin.text.append(": ")
    elif tag == "dl":
        end_paragraph(twin)
        if twin.open and twin.open[-1].name == "dl" and twin.open.pop().value and twin.cell is None:
            twin.indents.pop()
            twin.marker = ""
    elif tag in {"dt", "dd"} or tag in PARAGRAPH_ELEMENTS:
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


def _end_inline(opened: OpenTag, twin: MutableTwin) -> None:
    inner = "".join(twin.text[opened.start :])
    del twin.text[opened.start :]
    if opened.name in AROUND:
        twin.text.append(_enclosed(inner, *AROUND[opened.name]))
    else:
        twin.text.append(_linked(inner, opened.value) if opened.value else inner)


def _linked(words: str, href: str) -> str:
    return _enclosed(words, "[", f"]({link_target(href)})")


def _enclosed(inner: str, before: str, after: str) -> str:
    """Returns words between signs, with the blanks around the words outside of the signs; blanks alone as they are."""
    words = inner.strip()
    if len(words) == len(inner) or not words:
        return f"{before}{words}{after}" if words else inner
    left, right = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{left}{before}{words}{after}{right}"


def _inside_element(tag: str, html: str, at: int) -> tuple[str, int]:
    """Returns the markup inside an element that has begun before column `at`, and where it has ended."""
    if tag in VOID:
        return "", at
    depth = 1
    for markup in ANY_MARKUP.finditer(html, at):
        if markup[5] == tag:
            depth += -1 if markup[4] else 1
            if not depth:
                return html[at : markup.start()], markup.end()
    return html[at:], len(html)


def _formula_twin(inside: str, attributes: dict[str, str]) -> str:
    """Returns a formula in one line: its LaTeX if the page has that, or else plain signs."""
    if annotation := ANNOTATION.search(inside):
        return f"${unescape(annotation[1])}$"
    try:
        return inline_code(plain_formula(f"<math>{inside}</math>"))
    except ElementTree.ParseError:
        return escaped(attributes.get("aria-label", ""))
