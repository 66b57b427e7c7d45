"""Plain Markdown of a page: what its readers see, for programs that read text instead of HTML.

It is made from the markup of the page itself, so that nothing is in it that the page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree

TOKEN = re.compile(
    r"<!--(?:[^-]|-(?!->))*+-->"
    r"|<(svg|math|pre|code|button|label|script|select|style|template)\b([^<>]*)>((?:[^<]|<(?!/\1>))*+)</\1>"
    r"|<(/?)([a-zA-Z][\w-]*+)([^<>]*)>|[^<]+|<"
)
"""A comment, an element that is taken as a whole, a tag, or text."""
TWIN_TAG = re.compile(r"<[^<>]*>")
HEADING = re.compile(r"^(#{1,6}) ((?:[^ \n]| (?!\{#))*+) \{#[^\n]*\}$", re.MULTILINE)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
BLOCKS = frozenset([
    "article", "aside", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "p", "section",
    "summary", "tbody", "tfoot", "thead",
])  # fmt: skip
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
AROUND = {
    "b": ("**", "**"), "strong": ("**", "**"), "em": ("*", "*"), "i": ("*", "*"), "s": ("~~", "~~"),
    "del": ("~~", "~~"), "q": ("“", "”"), "sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>"),
    "mark": ("<mark>", "</mark>"), "kbd": ("<kbd>", "</kbd>"),
}  # fmt: skip
VOID = frozenset(["br", "hr", "img", "input", "wbr", "col"])
SPECIAL = re.compile(
    r"[\\`]|\*(?! )|(?<! )\*|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)|!(?=\[)"
)
"""What Markdown would read as markup inside a line."""
AT_START = re.compile(r"^(?:#{1,6}(?: |$)|[-+=>](?: |$|(?=[-+=>]))|\d{1,9}(?=[.)](?: |$)))", re.MULTILINE)
"""What Markdown would read as the begin of a block."""
BREAK = "\v"
SPACE = re.compile(r"[ \t\n\r\f]+")
TICKS = re.compile(r"`+")
ARGUMENTS = {
    "mfrac": "({})/({})", "msup": "{}^({})", "msub": "{}_({})", "msubsup": "{}_({})^({})", "munder": "{}_({})",
    "mover": "{}^({})", "munderover": "{}_({})^({})", "mroot": "root({}, {})",
}  # fmt: skip
"""How a formula is written in one line, by the MathML element."""
SINGLE = re.compile(r"\((\w|\d+(?:\.\d+)?)\)")


def markdown_twin(markdown: str) -> str:
    """Returns a page, given as `Page.markdown`, in plain Markdown without HTML blocks. Links stay as they are."""
    writer = _Writer()
    at = 0
    for heading in HEADING.finditer(markdown):
        _read_page(markdown[at : heading.start()], writer)
        tag = f"h{len(heading[1])}"
        _read_page(f"<{tag}>{heading[2]}</{tag}>", writer)
        at = heading.end()
    _read_page(markdown[at:], writer)
    return "\n".join((*writer.lines, ""))


def plain_formula(markup: str) -> str:
    """Returns a formula, given in MathML without prefixes, in one line of plain signs."""
    return SINGLE.sub(r"\1", _linear(ElementTree.fromstring(markup)))


def one_line(text: str) -> str:
    """Returns text without markup, such as a title, as Markdown shows it."""
    return _escaped(" ".join(text.split())).replace("[", r"\[")


@dataclass(slots=True)
class _Open:
    """An element that changes what is inside it."""

    tag: str
    start: int = 0
    """How many pieces of text were there when it began."""
    value: str = ""


@dataclass(slots=True)
class _Writer:
    """The Markdown written so far, and where in it the reading is."""

    lines: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """The pieces of the current paragraph."""
    indents: list[str] = field(default_factory=list)
    """What begins each line, for every list item and quotation around it."""
    marker: str = ""
    """The marker of an item of which nothing is written yet."""
    level: int = 0
    """How many of the indents are around that item."""
    outside: int | None = None
    """How many of the indents are around a quotation of which nothing is written yet."""
    is_tight: bool = True
    """Whether the next block follows without an empty line."""
    numbers: list[int | None] = field(default_factory=list)
    """The next number of each list around, None for bullets."""
    open: list[_Open] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """The rows of the current table."""
    cell: int | None = None
    """Where the current cell begins in `text`; None outside of tables."""

    def flush(self, before: str = "") -> None:
        """Writes the current paragraph."""
        if not self.text:
            return
        if self.cell is not None:
            self.text.append(" ")
            return
        words = _collapsed("".join(self.text))
        self.text.clear()
        if words:
            self.write((before + (words if before else _no_block(words))).split("\n"))

    def write(self, rows: list[str]) -> None:
        """Writes a block of lines."""
        indent = "".join(self.indents)
        if self.marker:
            outer, inner = "".join(self.indents[: self.level]), "".join(self.indents[self.level + 1 :])
            if not self.is_tight:
                self.lines.append("".join(self.indents[: self.level][: self.outside]).rstrip())
            self.lines.append(f"{outer}{self.marker}{inner}{rows[0]}".rstrip())
            rows, self.marker = rows[1:], ""
        elif self.lines:
            self.lines.append("".join(self.indents[: self.outside]).rstrip())
        self.lines += [f"{indent}{row}".rstrip() for row in rows]
        self.is_tight, self.outside = False, None


def _read_page(html: str, writer: _Writer) -> None:
    tokens = TOKEN.finditer(html)
    for token in tokens:
        whole, of_whole, inside, closes, tag, of_tag = token.groups()
        if tag:
            if closes:
                _close(tag, writer)
            else:
                _begin_element(tag, _attributes(of_tag), tokens, writer)
        elif whole:
            _take(whole, _attributes(of_whole), inside, writer)
        elif (text := token[0]).isspace():
            if writer.text:
                writer.text.append(" ")
        elif not text.startswith("<!--"):
            writer.text.append(SPECIAL.sub(r"\\\g<0>", unescape(text)))
    writer.flush()


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(text)} if text else {}


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)


def _take(tag: str, attributes: dict[str, str], inside: str, writer: _Writer) -> None:
    """Writes an element that is read as a whole. What a reader operates or never sees is left out."""
    if tag == "svg":
        if "sg-map" not in attributes.get("class", "") and (label := attributes.get("aria-label")):
            writer.flush()
            writer.text.append(f"Picture: {_escaped(label)}")
            writer.flush()
    elif tag == "math":
        writer.text.append(_formula_twin(inside, attributes))
    elif tag == "pre":
        writer.flush()
        _write_code(unescape(TWIN_TAG.sub("", inside.replace("<br>", "\n"))), writer)
    elif tag == "code":
        writer.text.append(_code_twin(unescape(TWIN_TAG.sub("", inside))))


def _write_code(code: str, writer: _Writer) -> None:
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in TICKS.findall(code))])
    if writer.cell is not None:
        writer.text.append(_code_twin(" ".join(code.split())))
    else:
        writer.write([fence, *code.strip("\n").split("\n"), fence])


def _begin_element(tag: str, attributes: dict[str, str], tokens: Iterator[re.Match[str]], writer: _Writer) -> None:
    css = attributes.get("class", "").split() if attributes else ()
    if "hidden" in attributes or "headerlink" in css or "sg-n" in css:
        _inside_element(tag, tokens)
    elif "sg-source" in css:
        words = _inside_element(tag, tokens)
        if tag == "sup":
            writer.text.append(f" [{TWIN_TAG.sub('', words)}]")
        else:
            writer.flush()
            _write_code(unescape(TWIN_TAG.sub("", words)), writer)
    elif "sg-voice" in css:
        writer.text.append(f"**{_escaped(unescape(TWIN_TAG.sub('', _inside_element(tag, tokens))))}:**")
    elif tag in HEADINGS or tag in BLOCKS:
        _begin_block(tag, writer)
    elif tag in {"ul", "ol"}:
        writer.flush()
        start = attributes.get("start", "1")
        writer.numbers.append(None if tag == "ul" else int(start) if start.isdigit() else 1)
    elif tag == "li":
        writer.flush()
        number = writer.numbers[-1] if writer.numbers else None
        if number is not None:
            writer.numbers[-1] = number + 1
        _begin_item("- " if number is None else f"{number}. ", writer)
    elif tag == "blockquote":
        writer.flush()
        writer.outside = len(writer.indents) if writer.outside is None else writer.outside
        writer.indents.append("> ")
    elif tag == "table":
        writer.flush()
        writer.rows = []
    elif tag == "tr":
        writer.rows.append([])
    elif tag in {"td", "th"}:
        writer.cell = len(writer.text)
    elif tag == "br" or "sg-option" in css:
        writer.text.append(BREAK)
    elif tag == "hr":
        writer.flush()
        writer.write(["---"])
    elif tag == "input" and attributes.get("type") == "checkbox":
        writer.text.append("[x] " if "checked" in attributes else "[ ] ")
    elif tag == "img":
        writer.text.append(f"![{one_line(attributes.get('alt', ''))}]({_target(attributes.get('src', ''))})")
    elif tag == "a":
        writer.open.append(_Open(tag, len(writer.text), attributes.get("href", "")))
    elif tag in AROUND:
        writer.open.append(_Open(tag, len(writer.text)))


def _begin_block(tag: str, writer: _Writer) -> None:
    if tag == "dd" and writer.cell is None and writer.text:
        return  # it goes on in the line of its term
    writer.flush()
    if tag == "dt":
        if writer.open and writer.open[-1].tag == "dl" and writer.open[-1].value:
            writer.indents.pop()
        if writer.open and writer.open[-1].tag == "dl":
            writer.open[-1].value = "item"
        if writer.cell is None:
            _begin_item("- ", writer)
    elif tag == "dl":
        writer.open.append(_Open(tag))


def _begin_item(marker: str, writer: _Writer) -> None:
    writer.is_tight = writer.is_tight if writer.marker else not writer.lines or _is_item(writer)
    if writer.marker:  # the item around it has no words of its own
        writer.write([""])
        writer.is_tight = True
    writer.level, writer.marker = len(writer.indents), marker
    writer.indents.append(" " * len(marker))


def _is_item(writer: _Writer) -> bool:
    """Returns whether the last line belongs to an item of a list around or beside the next one."""
    return bool(re.match(r"[> ]*(?:- |\d+\. |  )", writer.lines[-1]))


def _close(tag: str, writer: _Writer) -> None:
    if tag in HEADINGS:
        writer.flush(f"{HEADINGS[tag]} ")
    elif tag == "dt" and writer.cell is None:
        writer.text.append(": ")
    elif tag == "dl":
        writer.flush()
        if writer.open and writer.open[-1].tag == "dl" and writer.open.pop().value and writer.cell is None:
            writer.indents.pop()
            writer.marker = ""
    elif tag in BLOCKS:
        writer.flush()
    elif tag in {"ul", "ol"}:
        writer.flush()
        if writer.numbers:
            writer.numbers.pop()
    elif tag in {"li", "blockquote"}:
        writer.flush()
        if tag == "li":
            writer.marker = ""
        if writer.indents and writer.cell is None:
            writer.indents.pop()
    elif tag in {"td", "th"} and writer.cell is not None:
        words = _collapsed("".join(writer.text[writer.cell :])).replace("\\\n", " ").replace("|", r"\|")
        del writer.text[writer.cell :]
        writer.cell = None
        if writer.rows:
            writer.rows[-1].append(words)
    elif tag == "table":
        _write_table(writer)
    elif (tag == "a" or tag in AROUND) and writer.open and writer.open[-1].tag == tag:
        _close_inline(writer.open.pop(), writer)


def _close_inline(opened: _Open, writer: _Writer) -> None:
    inner = "".join(writer.text[opened.start :])
    del writer.text[opened.start :]
    words = inner.strip()
    if not words or (opened.tag == "a" and not opened.value):
        writer.text.append(inner)
        return
    before, after = AROUND.get(opened.tag, ("[", f"]({_target(opened.value)})"))
    left, right = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    writer.text.append(f"{left}{before}{words}{after}{right}")


def _write_table(writer: _Writer) -> None:
    rows = [row for row in writer.rows if row]
    width = max(map(len, rows), default=0)
    written = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    if written:
        writer.write([written[0], f"|{' --- |' * width}", *written[1:]])
    writer.rows = []


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


def _collapsed(text: str) -> str:
    if BREAK not in text:
        return " ".join(text.split())
    words = SPACE.sub(" ", text).strip(f" {BREAK}")
    return re.sub(rf" ?{BREAK} ?", r"\\\n", words)


def _no_block(words: str) -> str:
    """Returns a paragraph whose lines begin no list, heading or quotation."""
    return AT_START.sub(lambda start: f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}", words)


def _code_twin(text: str) -> str:
    longest = max(map(len, TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    blank = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{ticks}{blank}{text}{blank}{ticks}" if text.strip() else text


def _target(href: str) -> str:
    return f"<{href}>" if re.search(r"[\s()<>]", href) else href


def _formula_twin(inside: str, attributes: dict[str, str]) -> str:
    """Returns a formula in one line: its LaTeX if the page has that, or else plain signs."""
    if annotation := re.search(r"<annotation[^>]*>([^<]*)</annotation>", inside):
        return f"${unescape(annotation[1])}$"
    try:
        return _code_twin(plain_formula(f"<math>{inside}</math>"))
    except ElementTree.ParseError:
        return _escaped(attributes.get("aria-label", ""))


def _linear(element: ElementTree.Element) -> str:
    parts = [_linear(child) for child in element]
    if (form := ARGUMENTS.get(element.tag)) and len(parts) == form.count("{}"):
        return form.format(*parts)
    inner = "".join(parts) or " ".join((element.text or "").split())
    if element.tag == "msqrt":
        return f"sqrt({inner})"
    return f" {inner} " if element.tag == "mo" and inner in {"=", "+", "-", "−", "≤", "≥", "≈", "∈"} else inner
