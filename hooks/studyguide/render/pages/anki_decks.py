"""Decks for Anki: the page that offers them, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.model.exam import exam_label
from studyguide.model.note import Page, PagePath
from studyguide.render.anki import Deck, Naming, bank_decks, decks, fields_of, package, table
from studyguide.render.pages.bank import by_exam
from studyguide.render.site_context import SiteContext
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

DECKS = PagePath("decks.md")
WHOLE = "all"


def deck_page(ctx: SiteContext) -> Page:
    """Return the page with every deck's files."""
    made = decks(ctx.practice.cards, ctx.corpus.glossary, _naming(ctx))
    count = sum(len(deck.cards) for deck in made)
    listed = [("Everything", count, *_references(ctx, WHOLE))] if made else []
    listed += [(ctx.families[deck.id].name, len(deck.cards), *_references(ctx, deck.id)) for deck in made]
    for deck in _bank_decks(ctx):
        listed.append((f"Exam questions, {deck.name.split('::')[-1]}", len(deck.cards), *_references(ctx, deck.id)))
    about = f"{count} cards to study in Anki, as a whole and by family."
    return Page(DECKS, "Anki decks", render_template("decks", about=about, decks=listed), about)


def deck_files(ctx: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield path below the site's root and content of each deck, as a package and as a table.

    Anki replaces a note only by a newer one, so the decks carry the time the host gives (`Site.epoch`).
    """
    naming = _naming(ctx)
    made = decks(ctx.practice.cards, ctx.corpus.glossary, naming)
    fields = fields_of(ctx.practice.cards, ctx.corpus.terms)
    groups: list[tuple[str, tuple[Deck, ...]]] = [(WHOLE, made)] if made else []
    for name, held in [*groups, *((deck.id, (deck,)) for deck in made)]:
        yield _path(name, "apkg"), package(held, fields, naming, max(ctx.site.epoch, 1))
        yield _path(name, "tsv"), table(held, fields, naming).encode()
    fields = fields_of(ctx.practice.bank, ctx.corpus.terms)
    for deck in _bank_decks(ctx):
        yield _path(deck.id, "apkg"), package((deck,), fields, naming, max(ctx.site.epoch, 1))
        yield _path(deck.id, "tsv"), table((deck,), fields, naming).encode()


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
