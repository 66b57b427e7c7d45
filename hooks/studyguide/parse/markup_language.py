"""Which markup a note is written in, told by its name or by lines that only that markup has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class MarkupLanguage(StrEnum):
    MARKDOWN = "markdown"
    """Also every plain text."""
    ORG = "org"
    REST = "rest"
    ASCIIDOC = "asciidoc"


LANGUAGE_OF_ENDING = {
    "org": MarkupLanguage.ORG,
    "rst": MarkupLanguage.REST,
    "rest": MarkupLanguage.REST,
    "adoc": MarkupLanguage.ASCIIDOC,
    "asciidoc": MarkupLanguage.ASCIIDOC,
}
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
    """Return the markup of a note; `lines` is its view. Without a sign of another one it is Markdown."""
    if syntax := LANGUAGE_OF_ENDING.get(path.rsplit(".", 1)[-1].lower()):
        return syntax
    if path.lower().endswith((".md", ".markdown")) or any(TITLE.match(line) for line in lines[:400]):
        return MarkupLanguage.MARKDOWN
    for syntax, sign in LANGUAGE_SIGNS:
        if any(sign.match(line.lstrip()) for line in lines[:400]):
            return syntax
    return MarkupLanguage.MARKDOWN


def adornments_of(lines: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return the styles of underlined titles, (character, with overline), in the order a note first uses them.

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
