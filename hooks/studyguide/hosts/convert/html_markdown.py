"""Converts HTML into Markdown: all of its text, and as much of its form as notes need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from msgspec import Struct, field

from studyguide.text.control_chars import escape_control_chars

SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "en-crypt"})
"""Elements that have no text for readers."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "en-note", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
})  # fmt: skip
EMPHASIS_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "mark": "=="}
VOID_ELEMENTS = frozenset({
    "area", "base", "br", "col", "embed", "en-media", "en-todo", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})  # fmt: skip
LIST_END, CELL_END = (frozenset({"ul", "ol"}), frozenset({"li"})), (frozenset({"tr", "table"}), frozenset({"td", "th"}))
DEFINITION_END = (frozenset({"dl"}), frozenset({"dt", "dd"}))
ROW_END = (frozenset({"table"}), frozenset({"tr"}))
IMPLIED_ENDS = {
    "li": LIST_END,
    "td": CELL_END,
    "th": CELL_END,
    "tr": ROW_END,
    "tbody": ROW_END,
    "tfoot": ROW_END,
    "dt": DEFINITION_END,
    "dd": DEFINITION_END,
}
"""By tag: the elements within which it ends an element before it whose end tag was left out, and what it ends."""
PARAGRAPH = frozenset({"p"})
"""Every block ends a paragraph before it."""
SPECIAL_CHARACTER = re.compile(r"([\\`*_\[\]<$~|]|==|&(?=#?\w{1,30};))")
BLOCK_START = re.compile(r"([#>+-]|={1,50}\s*$|-{3,50}\s*$|:(?=\s))|(\d{1,9})([.)])(?=\s)")
HEADING_TAG = re.compile(r"h([1-6])$")
WEB_OR_RELATIVE = re.compile(r"(?:https?:|mailto:|(?![a-z][a-z0-9+.-]{0,30}:))[^\s<>]{1,2000}$", re.IGNORECASE)


class HtmlText(Struct, frozen=True):
    title: str
    """The text of its title element, or ''."""
    markdown: str


def html_markdown(html: str) -> HtmlText:
    """Returns the text of a page or of a part of one as Markdown."""
    reader = _HtmlToMarkdown()
    reader.feed(html)
    reader.close()
    reader.flush()
    return HtmlText(" ".join(reader.title.split()), "\n".join(_with_single_gaps(reader.lines)).strip("\n") + "\n")


def _with_single_gaps(lines: Sequence[str]) -> list[str]:
    return [line for at, line in enumerate(lines) if line.strip(" >") or (at and lines[at - 1].strip(" >"))]


class _Table(Struct):
    before: str
    """The words of the cell that it is in, up to it."""
    rows: list[list[str]] = field(default_factory=list)


class _HtmlToMarkdown(HTMLParser):
    """Collects lines of Markdown while the standard parser walks through the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title = ""
        self.text = ""
        self.prefixes: list[str] = []
        """What each line of the open lists and quotes begins with."""
        self.marker = ""
        """The marker of an item whose first line is not written yet."""
        self.counters: list[int | None] = []
        self.skipped = 0
        self.opened: list[str] = []
        self.links: list[str] = []
        self.tables: list[_Table] = []
        self.heading = 0
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in SKIPPED:
            self.skipped += 1
        if self.skipped:
            return
        if tag in BLOCK_TAGS:
            self._end_implied(BLOCK_TAGS - PARAGRAPH, PARAGRAPH)
        if tag in IMPLIED_ENDS:
            self._end_implied(*IMPLIED_ENDS[tag])
        if tag not in VOID_ELEMENTS:
            self.opened.append(tag)
        if tag in BLOCK_TAGS and not self.tables:
            self.flush()
        elif tag in BLOCK_TAGS and self.text:
            self.text += " "
        if match := HEADING_TAG.match(tag):
            self.heading = int(match[1])
        elif tag in EMPHASIS_SIGNS:
            self.text += EMPHASIS_SIGNS[tag]
        elif tag == "code" and not self.is_code:
            self.text += "`"
        elif tag == "a":
            href = given.get("href", "").strip()
            self.links.append(href if WEB_OR_RELATIVE.match(href) else "")
            self.text += "[" if self.links[-1] else ""
        elif tag == "img" and (given.get("alt") or WEB_OR_RELATIVE.match(given.get("src", ""))):
            source = given.get("src", "")
            alt = _escaped_markdown(given.get("alt", ""))
            self.text += f"![{alt}](<{source}>)" if WEB_OR_RELATIVE.match(source) else alt
        elif tag in {"en-todo", "input"} and (tag == "en-todo" or given.get("type") == "checkbox"):
            self.marker = self.marker or f"{''.join(self.prefixes)}- "
            self.text += "[x] " if given.get("checked", "false") != "false" or ("checked", None) in attrs else "[ ] "
        elif tag == "br":
            self.text += " " if self.tables else "\n"
        elif tag == "table":
            if not self.tables:
                self.flush()
            before, self.text = self.text, ""
            self.tables.append(_Table(before))
        elif tag == "tr" and self.tables:
            self._end_cell(self.tables[-1])
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"} and self.tables:
            self._end_cell(self.tables[-1])
        else:
            self._open_container(tag)

    def _open_container(self, tag: str) -> None:
        if self.tables:
            return
        if tag in {"ul", "ol"}:
            self.counters.append(0 if tag == "ol" else None)
        elif tag == "li":
            number = self.counters[-1] if self.counters else None
            sign = "- " if number is None else f"{number + 1}. "
            if number is not None:
                self.counters[-1] = number + 1
            self.marker = "".join(self.prefixes) + sign
            self.prefixes.append(" " * len(sign))
        elif tag == "blockquote":
            self._gap()
            self.prefixes.append("> ")
        elif tag == "hr":
            self._gap()
            self.lines += ["".join(self.prefixes) + "---", "".join(self.prefixes).rstrip()]
        elif tag == "pre":
            self.is_code = True

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipped = max(0, self.skipped - 1)
            return
        if self.skipped or tag not in self.opened:
            return
        while self.opened and (open_tag := self.opened.pop()) != tag:
            self._close(open_tag)
        self._close(tag)

    def _end_implied(self, within: frozenset[str], ended: frozenset[str]) -> None:
        """Ends the nearest element of `ended`, unless one of `within` is nearer."""
        nearest = next((tag for tag in reversed(self.opened) if tag in within or tag in ended), "")
        if nearest in ended:
            self.handle_endtag(nearest)

    def _close(self, tag: str) -> None:
        if tag == "table" and self.tables:
            table = self.tables.pop()
            self._end_cell(table)
            self._write_table(table)
        elif tag in {"td", "th"} and self.tables:
            self._end_cell(self.tables[-1], is_empty_kept=True)
        elif tag in EMPHASIS_SIGNS:
            self.text = _closed_emphasis(self.text, EMPHASIS_SIGNS[tag])
        elif tag == "code" and not self.is_code:
            self.text += "`"
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.text += f"](<{href}>)" if href else ""
        elif tag in BLOCK_TAGS and not self.tables:
            self.flush()
            if tag == "li" and self.prefixes:
                self._write_empty_item()
                self.prefixes.pop()
            elif tag in {"ul", "ol"} and self.counters:
                self.counters.pop()
            elif tag == "blockquote" and self.prefixes:
                self.prefixes.pop()
                while self.lines and not self.lines[-1].strip(" >"):
                    self.lines.pop()
            elif tag == "pre":
                self.is_code = False
            if tag not in {"li", "body", "html"} and not (tag in {"p", "div"} and self.counters):
                self._gap()

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if "title" in self.opened:
            self.title += data
        elif self.is_code:
            self.text += data
        elif self.opened[-1:] == ["code"]:
            self.text += " ".join(data.split()).replace("`", "'")
        else:
            words = re.sub(r"\s+", " ", data)
            self.text += _escaped_markdown(words.lstrip() if self.text[-1:] in ("", "\n", " ") else words)

    def flush(self) -> None:
        """Writes the collected words as lines of their own."""
        text, self.text = self.text, ""
        if self.is_code and text.strip():
            self._write_code(text)
            return
        rows = [row.strip() for row in text.split("\n")]
        while rows and not rows[-1]:
            rows.pop()
        for at, row in enumerate(rows):
            shown = (
                row
                if row.startswith(("[x] ", "[ ] "))
                else BLOCK_START.sub(_escaped_start, row, count=1)
                if BLOCK_START.match(row)
                else row
            )
            if self.heading:
                shown = f"{'#' * self.heading} {row}"
            is_broken = at < len(rows) - 1 and rows[at + 1] and row and not self.heading
            start = self.marker or "".join(self.prefixes)
            self.marker = ""
            self.lines.append(f"{start}{shown}{'  ' if is_broken else ''}".rstrip() + ("  " if is_broken else ""))
        self.heading = 0

    def _gap(self) -> None:
        if self.lines and self.lines[-1].strip(" >"):
            self.lines.append("".join(self.prefixes).rstrip())

    def _write_empty_item(self) -> None:
        if self.marker:
            self.lines.append(self.marker.rstrip())
            self.marker = ""

    def _write_code(self, text: str) -> None:
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        prefix = "".join(self.prefixes)
        rows = [fence, *text.strip("\n").split("\n"), fence]
        first, self.marker = self.marker or prefix, ""
        self.lines += [f"{first if at == 0 else prefix}{row}" for at, row in enumerate(rows)]

    def _end_cell(self, table: _Table, *, is_empty_kept: bool = False) -> None:
        """Ends a cell; words of a table that are in no cell become one."""
        text, self.text = " ".join(self.text.split()), ""
        if text or is_empty_kept:
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(text)

    def _write_table(self, table: _Table) -> None:
        outer = self.tables[-1] if self.tables else None
        rows = [row for row in table.rows if any(row)]
        if outer is not None:  # a table in a cell is the words of that cell
            self.text = f"{table.before} {' '.join(cell for row in rows for cell in row if cell)} "
            return
        columns = max(map(len, rows), default=0)
        prefix = "".join(self.prefixes)
        written = [f"{prefix}| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in rows]
        if written:
            self._gap()
            self.lines += [written[0], f"{prefix}|{' --- |' * columns}", *written[1:], prefix.rstrip()]


def _escaped_markdown(text: str) -> str:
    return escape_control_chars(SPECIAL_CHARACTER.sub(r"\\\1", text))


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _closed_emphasis(text: str, mark: str) -> str:
    """Returns the text with emphasis closed behind its last word; emphasis around no word is taken away."""
    before, opened, inner = text.rpartition(mark)
    if not opened:
        return text
    words = inner.strip()
    if not words or "\n" in inner:
        return before + inner
    lead, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{lead}{mark}{words}{mark}{tail}"
