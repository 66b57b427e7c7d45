"""Returns the texts in a file of a site: what people read in it, and everything else in which a text can be hidden."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from typing import Any

from msgspec import Struct

from studyguide.check.deck_faults import DATABASES, SQLITE
from studyguide.check.html_page import HtmlPage
from studyguide.check.read_page import read_page
from studyguide.check.script_faults import names_in, questions_in
from studyguide.check.search_faults import INDEX_FOLDER, search_part_in, search_part_texts

READ_BY_PEOPLE = (".txt", ".md", ".tsv", ".csv", ".xml", ".svg", ".ics", ".org", ".rst")
CODE_SUFFIXES = (".js", ".mjs", ".css", ".map", ".webmanifest")
MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that Markdown shows as it is."""
ARCHIVE_SUFFIXES = (".apkg", ".colpkg", ".zip", ".epub", ".docx", ".xlsx", ".pptx", ".odt")
BLOCK = re.compile(
    r"</?(?:p|li|div|br|tr|td|th|h[1-6]|ul|ol|dd|dt|dl|figure|section|details|summary|blockquote|figcaption|pre|hr|table"
    r"|title|entry|text|loc|updated|id)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
HTML_TAG = re.compile(r"<[^<>]{1,4000}>")
MAX_TEXT_BYTES = 64 * 1024 * 1024


class FileTexts(Struct, frozen=True):
    readable: tuple[tuple[str, int], ...]
    """Lines that people read, each with its 1-based line in the file, 0 if it has none."""
    hidden: tuple[tuple[str, int], ...]
    """Everything else: values of attributes, code, bytes of pictures."""


def page_texts(page: HtmlPage) -> FileTexts:
    """Return the texts of a page that was parsed."""
    return FileTexts(page.lines, page.values)


def file_texts(path: str, data: bytes) -> FileTexts:
    """Return the texts of any other file than an archive."""
    if path.endswith(".gz"):
        return _unpacked(path.removesuffix(".gz"), data)
    if path.endswith((".html", ".htm")):
        return page_texts(read_page(text_of_file(data)))
    if path.endswith(".md"):
        return _marked_up(MARKDOWN_ESCAPE.sub(r"\1", text_of_file(data)))
    if path.endswith(READ_BY_PEOPLE):
        return _marked_up(text_of_file(data))
    if path.endswith(".json"):
        return _of_json(text_of_file(data))
    if path.endswith(CODE_SUFFIXES):
        return _of_script(path, text_of_file(data))
    if data.startswith(SQLITE):
        return _of_database(data)
    return FileTexts((), ((data.decode("latin-1"), 0),))


def member_texts(files: Mapping[str, bytes]) -> Iterator[FileTexts]:
    """Yield the texts of the files in an archive, and their names."""
    for name, data in files.items():
        yield FileTexts(((name, 0),), ())
        if name in DATABASES or not name.endswith(ARCHIVE_SUFFIXES):
            yield file_texts(name, data)


def text_of_file(data: bytes) -> str:
    """Return the text of bytes; what is not UTF-8 is replaced."""
    return data.decode("utf-8", "replace")


def _unpacked(path: str, data: bytes) -> FileTexts:
    try:
        inside = zlib.decompressobj(wbits=31).decompress(data, MAX_TEXT_BYTES)
    except (zlib.error, OSError, EOFError, gzip.BadGzipFile):
        return FileTexts((), ())
    return file_texts(path, inside) if not path.endswith(".gz") else FileTexts((), ())


def _marked_up(text: str) -> FileTexts:
    rows = [(row, number) for number, row in enumerate(text.split("\n"), 1) if row]
    if "<" not in text and "&" not in text:
        return FileTexts(tuple(rows), ())
    read = [(part, number) for row, number in rows for part in without_tags(row)]
    return FileTexts(tuple(read), tuple(rows))


def without_tags(html: str) -> list[str]:
    """Return the lines of text in a piece of HTML."""
    if "<" not in html:
        return [unescape(html)] if "&" in html else [html]
    return [unescape(row) for row in HTML_TAG.sub("", BLOCK.sub("\n", html)).split("\n") if row.strip()]


def _of_json(text: str) -> FileTexts:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _marked_up(text)
    read = [(row, 0) for string in _strings(value) for part in string.split("\n") for row in without_tags(part)]
    return FileTexts(tuple(dict.fromkeys(read)), tuple((row, n) for n, row in enumerate(text.split("\n"), 1)))


def _strings(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            todo += (*item.keys(), *item.values())
        elif isinstance(item, list):
            todo += item


def _of_script(path: str, text: str) -> FileTexts:
    hidden = tuple((row, number) for number, row in enumerate(text.split("\n"), 1) if row)
    if path.startswith("assets/questions/") and (questions := questions_in(text)):
        page = read_page(questions[1])
        return FileTexts(tuple((row, 0) for row, _ in page.lines), (*((v, 0) for v, _ in page.values), *hidden))
    if path.startswith(INDEX_FOLDER) and (part := search_part_in(text)):
        return FileTexts(tuple((row, 0) for row in dict.fromkeys(search_part_texts(part))), hidden)
    if path == "assets/names.js" and (pairs := names_in(text)):
        return FileTexts(tuple((part, 0) for pair in pairs for part in pair), hidden)
    return FileTexts((), hidden)


def _of_database(data: bytes) -> FileTexts:
    """Return the texts in every table: in the bytes of the file a long text is in several places."""
    texts: dict[str, None] = {}
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
            for table in tables:
                quoted = str(table).replace('"', '""')
                for row in database.execute(f'select * from "{quoted}"'):
                    texts.update(dict.fromkeys(cell for cell in row if isinstance(cell, str)))
    except sqlite3.Error:
        return FileTexts((), ((data.decode("latin-1"), 0),))
    read: list[tuple[str, int]] = []
    for text in texts:
        read += [(line, 0) for part in re.split("[\n\x1f]", text) for line in without_tags(part)]
        read.append(("", 0))  # the next cell is not the line below this one
    return FileTexts(tuple(read), tuple((text, 0) for text in texts))
