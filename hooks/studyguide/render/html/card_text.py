"""Renders the question and the answer of a card of a note, as the review page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup
from msgspec import Struct

from studyguide.link.line_index import LineIndex
from studyguide.model.note import REDACTED_KINDS, BlockKind, Note
from studyguide.model.note_card import CardPart, CardText
from studyguide.render.html.inline.inline_html import inline_html
from studyguide.render.html.inline.scope import InlineScope
from studyguide.render.html.sanitized import sanitized

OPENS_TARGET = ("(", "[", ":")
"""What would make a link of the brackets of a blank before it."""


class CardSource(Struct, frozen=True):
    """Holds what is needed to render the cards of one note."""

    note: Note
    index: LineIndex
    scope: InlineScope


def card_text_html(text: CardText, source: CardSource) -> Markup:
    """Returns paragraphs as inline markup, each on a line of its own."""
    paragraphs = (_paragraph_html(parts, source) for parts in text)
    return Markup("<br>".join(filter(None, paragraphs)))


def _paragraph_html(parts: Sequence[CardPart], source: CardSource) -> str:
    first = parts[0].line
    if source.index.kinds[first - 1] is BlockKind.CODE:
        code = "\n".join(source.note.lines[part.line - 1][part.start : part.end] for part in parts)
        return f"<code>{escape(code, quote=False)}</code>"
    words, before = "", None
    for part in parts:
        shown = part.blank or _shown_words(part, source)
        is_parted = before is not None and (
            before.line != part.line or (bool(before.blank) and shown.startswith(OPENS_TARGET))
        )
        words += f" {shown}" if is_parted else shown
        before = part
    joined = " ".join(words.split())
    return sanitized(inline_html([(joined, 0, len(joined), (), ())], source.scope)).replace("\n", " ")


def _shown_words(part: CardPart, source: CardSource) -> str:
    """Returns the words of a part without comments; lines with anything else to hide make no card."""
    line, at, words = source.note.lines[part.line - 1], part.start, ""
    for zone in source.index.zones.get(part.line, ()):
        if zone.kind in REDACTED_KINDS and at < zone.end and zone.start < part.end:
            words += line[at : max(zone.start, at)]
            at = zone.end
    return words + line[at : part.end]
