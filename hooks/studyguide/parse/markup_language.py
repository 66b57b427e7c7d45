"""Detects the markup of a note by its name or by lines that only that markup has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from studyguide.parse.formats.clippings import is_clippings
from studyguide.parse.formats.two_columns import is_two_columns


class MarkupLanguage(StrEnum):
    MARKDOWN = "markdown"
    """Also used for all plain text."""
    ORG = "org"
    REST = "rest"
    ASCIIDOC = "asciidoc"
    SUBTITLES = "subtitles"
    """WebVTT and SubRip."""
    CLIPPINGS = "clippings"
    """What an e-book reader writes down of books."""
    HTML = "html"
    """A file of HTML, not tags within Markdown."""
    TWO_COLUMNS = "two-columns"
    """Terms and their meanings, divided by a tab, a comma or a semicolon."""


LANGUAGE_OF_ENDING = {
    "org": MarkupLanguage.ORG,
    "rst": MarkupLanguage.REST,
    "rest": MarkupLanguage.REST,
    "adoc": MarkupLanguage.ASCIIDOC,
    "asciidoc": MarkupLanguage.ASCIIDOC,
    "html": MarkupLanguage.HTML,
    "htm": MarkupLanguage.HTML,
    "vtt": MarkupLanguage.SUBTITLES,
    "srt": MarkupLanguage.SUBTITLES,
}
PROSE_LANGUAGES = frozenset({MarkupLanguage.MARKDOWN, MarkupLanguage.ORG, MarkupLanguage.REST, MarkupLanguage.ASCIIDOC})
"""The languages that Markdown's parser reads with further rules."""

LANGUAGE_SIGNS = (
    (
        MarkupLanguage.ORG,
        re.compile(
            r"#\+(?:title|author|date|options|startup|begin_\w+|filetags|property)\b"
            r"|:PROPERTIES:\s*$|\*{2,50} (?:TODO|DONE) ",
            re.IGNORECASE,
        ),
    ),
    (MarkupLanguage.REST, re.compile(r"\.\. (?:[\w-]+::|_[\w -]+:)(?:\s|$)")),
    (MarkupLanguage.ASCIIDOC, re.compile(r"={2,5} \S.*$|\[source,?\w*\]$|:toc:|ifdef::")),
)
TITLE = re.compile(r"(?:#{1,6} |```|~~~)\S?")
ADORNMENT = re.compile(r"([=\-~^\"'*+#_])\1{2,}\s*$")


def detect_markup_language(path: str, lines: Sequence[str]) -> MarkupLanguage:
    """Returns the markup of a note; `lines` are its normalized lines. Without a sign of another markup it is
    Markdown."""
    if syntax := LANGUAGE_OF_ENDING.get(path.rsplit(".", 1)[-1].lower()):
        return syntax
    if path.lower().endswith((".md", ".markdown")):
        return MarkupLanguage.MARKDOWN
    if other := _by_lines(path, lines):
        return other
    if any(TITLE.match(line) for line in lines[:400]):
        return MarkupLanguage.MARKDOWN
    for syntax, sign in LANGUAGE_SIGNS:
        if any(sign.match(line.lstrip()) for line in lines[:400]):
            return syntax
    return MarkupLanguage.MARKDOWN


def _by_lines(path: str, lines: Sequence[str]) -> MarkupLanguage | None:
    """Returns the language of lines that are no prose, or None."""
    if lines and lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return MarkupLanguage.SUBTITLES
    if is_clippings(lines):
        return MarkupLanguage.CLIPPINGS
    return MarkupLanguage.TWO_COLUMNS if is_two_columns(path, lines) else None


def adornments_of(lines: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Returns the styles of underlined titles, (character, with overline), in the order a note first uses them.

    Empty where only `=` and `-` underline titles, for then their levels are fixed as in Markdown.
    """
    styles: list[tuple[str, bool]] = []
    for number in range(1, len(lines)):
        line = lines[number]
        if line[:1] not in "=-~^\"'*+#_" or not line or not (match := ADORNMENT.match(line)):
            continue
        title = lines[number - 1].rstrip()
        if not title or ADORNMENT.match(title) or len(match[0].rstrip()) < len(title) - 2 or len(title) > 200:
            continue
        over = number > 1 and lines[number - 2].rstrip() == line.rstrip()
        if (style := (match[1], over)) not in styles:
            styles.append(style)
    return tuple(styles) if set(styles) - {("=", False), ("-", False)} else ()
