"""Decks for Anki: the page that offers them, and the files themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from studyguide.model.exam import exam_label
from studyguide.model.note import Page, PagePath
from studyguide.model.texts import text_of
from studyguide.parse.curated.glossary import NOTE_DECK
from studyguide.render.anki import (
    Deck,
    Fields,
    Naming,
    bank_decks,
    decks,
    exam_deck,
    fields_of,
    fields_of_notes,
    note_deck,
    package,
    table,
)
from studyguide.render.data.exam_data import exam_cards
from studyguide.render.pages.bank import by_exam
from studyguide.render.site_context import SiteContext
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

DECKS = PagePath("decks.md")
WHOLE = "all"


def deck_page(ctx: SiteContext) -> Page:
    """Return the page with every deck's files."""
    made = _whole(ctx)
    count = sum(len(deck.cards) for deck in made)
    listed = [(text_of(ctx.texts, "decks.everything"), count, *_references(ctx, WHOLE))] if made else []
    for deck in made:
        name = text_of(ctx.texts, "common.from_the_notes") if deck.id == NOTE_DECK else ctx.families[deck.id].name
        listed.append((name, len(deck.cards), *_references(ctx, deck.id)))
    for deck in _exam_decks(ctx):
        listed.append(
            (
                text_of(ctx.texts, "decks.for_exam", exam=deck.name.split("::")[-1]),
                len(deck.cards),
                *_references(ctx, deck.id),
            )
        )
    for deck in _bank_decks(ctx):
        listed.append(
            (
                text_of(ctx.texts, "decks.bank", exam=deck.name.split("::")[-1]),
                len(deck.cards),
                *_references(ctx, deck.id),
            )
        )
    about = text_of(ctx.texts, "decks.about" if count else "decks.about_none", count=count)
    return Page(
        DECKS,
        text_of(ctx.texts, "decks.title"),
        render_template(ctx.templates, "decks", about=about, decks=listed),
        about,
    )


def deck_files(ctx: SiteContext) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield path below the site's root and the making of each deck, as a package and as a table.

    Anki replaces a note only by a newer one, so the decks carry the time the host gives (`Site.epoch`).
    """
    made = _whole(ctx)
    fields: Fields = {**fields_of(ctx.practice.cards, ctx.corpus.terms), **fields_of_notes(ctx.practice.of_notes)}
    groups: list[tuple[str, tuple[Deck, ...]]] = [(WHOLE, made)] if made else []
    groups += [(deck.id, (deck,)) for deck in (*made, *_exam_decks(ctx))]
    for name, held in groups:
        yield from _files_of_deck(ctx, name, held, fields)
    fields = fields_of(ctx.practice.bank, ctx.corpus.terms)
    for deck in _bank_decks(ctx):
        yield from _files_of_deck(ctx, deck.id, (deck,), fields)


def _files_of_deck(
    ctx: SiteContext, name: str, held: tuple[Deck, ...], fields: Fields
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    naming = _naming(ctx)
    yield _path(name, "apkg"), partial(package, held, fields, naming, max(ctx.site.epoch, 1))
    yield _path(name, "tsv"), lambda: table(held, fields, naming).encode()


def _whole(ctx: SiteContext) -> tuple[Deck, ...]:
    """The decks that hold each card of the guide once: those of the families, and that of the notes."""
    naming, own = _naming(ctx), ctx.practice.of_notes
    of_notes = (note_deck(own, ctx.corpus.glossary, naming),) if own else ()
    return (*decks(ctx.practice.cards, ctx.corpus.glossary, naming), *of_notes)


def _exam_decks(ctx: SiteContext) -> tuple[Deck, ...]:
    naming, glossary = _naming(ctx), ctx.corpus.glossary
    ordered = ((exam, exam_cards(ctx, exam)) for exam in ctx.corpus.exams)
    return tuple(exam_deck(str(exam.id), exam_label(exam), cards, glossary, naming) for exam, cards in ordered if cards)


def _bank_decks(ctx: SiteContext) -> tuple[Deck, ...]:
    exams = {str(exam.id): exam_label(exam) for exam, _ in by_exam(ctx)}
    return bank_decks(ctx.practice.bank, exams, ctx.corpus.glossary, _naming(ctx))


def _naming(ctx: SiteContext) -> Naming:
    return Naming(ctx.site.id, ctx.site.decks)


def _path(name: str, ending: str) -> str:
    return f"decks/{name}.{ending}"


def _references(ctx: SiteContext, name: str) -> tuple[str, str]:
    addressing = ctx.site.addressing
    return asset_reference(DECKS, _path(name, "apkg"), addressing), asset_reference(
        DECKS, _path(name, "tsv"), addressing
    )
