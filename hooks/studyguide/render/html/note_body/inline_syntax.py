"""The syntax of a note's words: what the characters of its lines mean."""

from __future__ import annotations

import re

from studyguide.model.note import Note
from studyguide.parse.formats.two_columns import export_header
from studyguide.parse.markup_language import MarkupLanguage
from studyguide.render.html.inline.scope import InlineSyntax

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".ipynb", ".qmd", ".rmd")
MARKDOWN_SIGN = re.compile(
    r" {0,3}#{1,6} |```|~~~|\|.*\|[ \t]*$"
    r"|.*(?:\*\*\S[^*]*\S?\*\*|\]\([^\s\]]+\)|\[\[[^\[\]]+\]\]|(?<!`)`[^`\s][^`]*`(?!`))"
)
"""A line that only somebody who writes Markdown writes."""


def inline_syntax(note: Note, language: MarkupLanguage) -> InlineSyntax:
    """Return the syntax of the words of a note in a markup language.

    That of plain text without any sign of Markdown is `InlineSyntax.PLAIN`: its characters are only what they are.
    """
    if language in (MarkupLanguage.SUBTITLES, MarkupLanguage.HTML):
        return InlineSyntax.HTML
    if language is MarkupLanguage.TWO_COLUMNS:
        return InlineSyntax.HTML if export_header(note.lines).has_html else InlineSyntax.PLAIN
    if language is MarkupLanguage.CLIPPINGS:
        return InlineSyntax.PLAIN
    if language is not MarkupLanguage.MARKDOWN:
        return InlineSyntax(language.value)
    if has_markdown_ending(note) or any(map(MARKDOWN_SIGN.match, note.lines)):
        return InlineSyntax.MARKDOWN
    return InlineSyntax.PLAIN


def has_markdown_ending(note: Note) -> bool:
    """Return whether the name of a note's file says that it is Markdown."""
    return note.path.lower().endswith(MARKDOWN_ENDINGS)
