"""The cards that authors wrote in their notes, as the review page lists and asks them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from studyguide.model.note import NotePath, PagePath
from studyguide.parse.markup_language import detect_markup_language
from studyguide.practice.note_card_ids import NOTE_CARD
from studyguide.practice.note_practice import NotePractice
from studyguide.render.html.author_scope import author_scope, link_inputs
from studyguide.render.html.card_text import CardSource, card_text_html
from studyguide.render.html.note_body.inline_syntax import inline_syntax
from studyguide.render.site_context import SiteContext, of_note, to_line, to_page

REVIEW_PAGE = PagePath("review.md")
"""The page whose address all links in the files of questions start from."""


class NoteQuestion(Struct, frozen=True):
    """Holds one card of a note as the review page shows it."""

    id: str
    kind: str
    question: Markup
    answer: Markup
    href: str
    line: int


class NoteQuestions(Struct, frozen=True):
    """Describes the cards of one note in the list of the review page."""

    title: str
    href: str
    count: int
    file: str
    """Name of the file that says what is asked."""
    ids: str
    """Ids without what all begin with."""


def notes_with_questions(ctx: SiteContext) -> tuple[NoteQuestions, ...]:
    """Returns the notes that have cards, in the order of their paths."""
    return tuple(
        NoteQuestions(
            ctx.corpus.notes_by_path[path].title,
            to_page(ctx, REVIEW_PAGE, ctx.notes[path]),
            len(cards),
            _file_name(ctx.notes[path]),
            " ".join(one.card.id.removeprefix(NOTE_CARD) for one in cards),
        )
        for path, cards in _by_note(ctx)
    )


def note_question_files(ctx: SiteContext) -> Iterator[tuple[str, str]]:
    """Yields path below the site's root and text of each note's questions for script."""
    for path, cards in _by_note(ctx):
        inputs = (cards, *of_note(ctx, path), link_inputs(ctx, path))
        html = ctx.memo(("questions of note", path), inputs, partial(_questions_html, ctx, path, cards))
        name = _file_name(ctx.notes[path])
        yield f"assets/questions/{name}.js", f"studyguide.deck.add({json.dumps(name)}, {json.dumps(html)});\n"


def _by_note(ctx: SiteContext) -> list[tuple[NotePath, tuple[NotePractice, ...]]]:
    return [(path, tuple(cards)) for path, cards in groupby(ctx.practice.of_notes, key=lambda one: one.note)]


def _file_name(page: PagePath) -> str:
    """Returns a name that any system can have; the address of a note never changes its meaning."""
    return f"note-{hashlib.sha256(page.encode()).hexdigest()[:12]}"


def _questions_html(ctx: SiteContext, path: NotePath, cards: Sequence[NotePractice]) -> Markup:
    note = ctx.corpus.notes_by_path[path]
    syntax = inline_syntax(note, detect_markup_language(note.path, note.lines))
    scope = author_scope(ctx, REVIEW_PAGE, note, syntax)
    source = CardSource(note, ctx.corpus.line_index[path], scope)
    items = [
        NoteQuestion(
            one.card.id,
            one.card.kind,
            card_text_html(one.written.question_at, source),
            card_text_html(one.written.answer_at, source),
            to_line(ctx, REVIEW_PAGE, path, one.written.first),
            one.written.first,
        )
        for one in cards
    ]
    text = ctx.templates.get_template("note_questions.jinja").render(items=items, title=note.title)
    return Markup("\n".join(line for line in map(str.strip, text.splitlines()) if line))
