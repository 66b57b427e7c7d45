"""A sentence of a note as a page quotes it: emphasis, code and formulas as markup instead of signs."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from studyguide.model.note import Note
from studyguide.model.texts import Texts
from studyguide.parse.markup_language import detect_markup_language
from studyguide.render.html.inline.author_markup import target_words
from studyguide.render.html.inline.inline_html import inline_html, is_plain
from studyguide.render.html.inline.scope import InlineScope, InlineSyntax, Row
from studyguide.render.html.markup import line_html, redaction_labels
from studyguide.render.html.note_body.inline_syntax import inline_syntax
from studyguide.render.html.sanitized import sanitized

LINK_TAG = re.compile(r"</?a\b[^<>]*>")


def sentence_html(note: Note, row: Row, texts: Texts) -> Markup:
    """Return words of one line with links on terms and to the web; links between notes and pictures are only words."""
    text, start, end, links, zones = row
    if is_plain(text[start:end], InlineSyntax.ORG):  # Most lines: the syntax of their note makes no difference.
        return line_html(text[:end], links, zones, start, redaction_labels(texts))
    syntax = inline_syntax(note, detect_markup_language(note.path, note.lines))
    scope = InlineScope(texts, syntax, macros=note.macros, embed=_words_of_embed)
    return Markup(sanitized(inline_html([row], scope)).replace("\n", " "))


def sentence_without_links(note: Note, row: Row, texts: Texts) -> Markup:
    """Return words of one line without any link, for places whose own link is beside them."""
    return Markup(LINK_TAG.sub("", sentence_html(note, row, texts)))


def _words_of_embed(target: str, label: str) -> str:
    return escape(label.partition("|")[0].strip() or target_words(target), quote=False)
