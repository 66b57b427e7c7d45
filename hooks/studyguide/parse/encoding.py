"""Decodes the bytes of a file into the lines of a note, or says why the file is not a note."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from msgspec import Struct

from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.parse.formats.two_columns import is_two_columns

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Sorted so that a longer mark precedes one with which it begins."""
FORMATS = (
    (b"%PDF", "a PDF", "pdftotext -layout {0} {0}.txt"),
    (b"{\\rtf", "rich text (RTF)", "pandoc -f rtf -t markdown {0} -o {0}.md"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "soffice --headless --convert-to txt {0}"),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
    (b"GIF8", "an image", ""),
    (b"\x1f\x8b", "a compressed file", "gunzip {0}"),
)
ARCHIVES = {"docx": "docx", "odt": "odt", "epub": "epub", "pptx": "pptx"}
"""Zip-based formats that pandoc reads, by extension."""
CONVERTED_BY_NEW = "`studyguide new` converts it into Markdown; keep the converted files in seeds/"
OUTSIDE = "keep data outside the notes' folder, or write what it shows in words"
LINE_END = re.compile(r"\r\n|\n|\r")
CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
MAX_CONTROLS = 0.02
"""Share of control characters above which a file is binary."""


class DecodedText(Struct, frozen=True):
    lines: tuple[str, ...]
    """Split at \\n, \\r\\n and \\r only, without their ends; U+2028 and the like stay inside a line."""
    encoding: str


def decode(file: str, data: bytes, encoding: str | None = None) -> tuple[DecodedText | None, tuple[Diagnostic, ...]]:
    """Returns the text of `data`, or None and a problem that names what the file is instead.

    `encoding` is the encoding that the author states. Order: byte order mark, strict UTF-8, the author's encoding,
    cp1252 with a problem.
    """
    if reason := _other_format(file, data):
        return None, (reason,)
    text, used, diagnostics = _decoded_text(file, data, encoding)
    if not text.strip():
        return None, (_passed_over(file, "empty-note", "the file is empty"),)
    if _controls(text) > MAX_CONTROLS * len(text) + 1:
        return None, (_passed_over(file, "binary-note", "the file is binary, not text"),)
    if cells := notebook_lines(text):
        what = "the file is a notebook; its lines are counted through its cells, outputs left out"
        return DecodedText(cells, used), (
            *diagnostics,
            Diagnostic(Location(file), "notebook", what, severity=Severity.NOTICE),
        )
    if (form := _data_format(text)) and not is_two_columns(file, split_lines(text)):
        hint = CONVERTED_BY_NEW if file.lower().endswith((".opml", ".enex")) else OUTSIDE
        return None, (_passed_over(file, "data-note", f"the file is {form}, not a note", hint),)
    return DecodedText(split_lines(text), used), diagnostics


def _controls(text: str) -> int:
    """Returns how many control characters, and replacements for undecodable bytes, a text has."""
    written = text.encode("utf-8", "surrogatepass")
    return len(written) - len(written.translate(None, CONTROLS)) + text.count("\ufffd")


def split_lines(text: str) -> tuple[str, ...]:
    """Splits a text at line ends; an end at the very end starts no further line."""
    lines = LINE_END.split(text) if "\r" in text else text.split("\n")
    return tuple(lines[:-1] if lines[-1] == "" else lines)


def _decoded_text(file: str, data: bytes, encoding: str | None) -> tuple[str, str, tuple[Diagnostic, ...]]:
    for mark, name in BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return body.decode(name), name, ()
            except UnicodeDecodeError:
                what = f"some bytes are not {name}, which the file's first bytes announce"
                return body.decode(name, "replace"), name, (_warning(file, "encoding", what),)
    diagnostics: tuple[Diagnostic, ...] = ()
    if encoding and not _is_encoding(encoding):
        what = f"unknown encoding `{encoding}`"
        encoding = None
        diagnostics = (_warning(file, "encoding", what, "such as `cp1252`, `utf-16-le` or `shift_jis`"),)
    # Encodings that use seven bits only (UTF-7, ISO-2022) always look like UTF-8 as well.
    tries = [encoding, "utf-8"] if encoding and data.isascii() else ["utf-8", encoding]
    for tried in filter(None, tries):
        try:
            return data.decode(tried), tried, diagnostics
        except (UnicodeError, ValueError):
            continue
    what = "the file is not UTF-8; it was read as cp1252"
    hint = "save it as UTF-8, or name its `encoding:` in notes.yml"
    return data.decode("cp1252", "replace"), "cp1252", (*diagnostics, _warning(file, "encoding", what, hint))


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _other_format(file: str, data: bytes) -> Diagnostic | None:
    name = "'" + file.rsplit("/", 1)[-1].replace("'", "'\\''") + "'" if re.search(r"[^\w./-]", file) else file
    for magic, what, command in FORMATS:
        if data.startswith(magic):
            hint = f"convert it with `{command.format(name)}`" if command else "write what it shows in words"
            return _passed_over(file, "other-format", f"the file is {what}, not text", hint)
    if data.startswith(b"PK\x03\x04"):
        kind = ARCHIVES.get(file.rsplit(".", 1)[-1].lower())
        hint = f"convert it with `pandoc -f {kind} -t markdown {name} -o {name}.md`" if kind else ""
        return _passed_over(file, "other-format", f"the file is {kind or 'a zip archive'}, not text", hint)
    return None


def _data_format(text: str) -> str | None:
    """Names the data format of a text, if it has one; a notebook is not data."""
    head = text.lstrip()[:400]
    if head[:1] in "{[" and text.rstrip()[-1:] in "}]":
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
        return "JSON data"
    if head.startswith("<?xml"):
        return "XML data"
    rows = [line for line in split_lines(text[:20_000])[:50] if line.strip()]
    for separator in ",;\t":
        counts = {row.count(separator) for row in rows}
        if len(rows) >= 4 and len(counts) == 1 and min(counts) >= 2:
            return "a table of values (CSV)"
    return None


def _passed_over(file: str, kind: str, what: str, hint: str = "") -> Diagnostic:
    return Diagnostic(Location(file), kind, f"{what}; it was skipped", hint, severity=Severity.WARNING)


def _warning(file: str, kind: str, what: str, hint: str = "") -> Diagnostic:
    return Diagnostic(Location(file), kind, what, hint, severity=Severity.WARNING)


def notebook_lines(text: str) -> tuple[str, ...] | None:
    """Returns the lines, or None if `text` is not a notebook. Cells are separated by a blank line."""
    if '"cells"' not in text or text.lstrip()[:1] != "{":
        return None
    try:
        ctx = json.loads(text)
    except (ValueError, RecursionError):
        return None
    cells = ctx.get("cells") if isinstance(ctx, dict) else None
    if not isinstance(cells, list):
        return None
    language = _language(ctx)
    lines: list[str] = []
    for cell in cells:
        source = _source(cell)
        if source is None:
            continue
        if cell.get("cell_type") == "code":
            fence = "`" * max(3, 1 + max((len(line) - len(line.lstrip("`")) for line in source), default=0))
            source = [fence + language, *source, fence]
        lines += [*([""] if lines else []), *source]
    return tuple(lines)


def _source(cell: Any) -> list[str] | None:
    source = cell.get("source") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if not isinstance(source, str) or not source.strip():
        return None
    return source.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def _language(ctx: dict[str, Any]) -> str:
    metadata = ctx.get("metadata")
    info = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = info.get("name") if isinstance(info, dict) else None
    return name if isinstance(name, str) and name.isalnum() else ""
