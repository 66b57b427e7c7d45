"""The files of a site that are no pages: what programs read instead of people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from studyguide.render.data.atom_feed import feed
from studyguide.render.data.exam_data import exam_data_files
from studyguide.render.data.glossary_json import SCHEMA, glossary_json, glossary_schema
from studyguide.render.data.site_file import LateSiteFile, SiteFile
from studyguide.render.data.spelling_help import names_asset
from studyguide.render.pages.anki_decks import deck_files
from studyguide.render.pages.bank import bank_files
from studyguide.render.pages.note_questions import note_question_files
from studyguide.render.pages.review import question_files
from studyguide.render.site_context import RenderTask, SiteContext, of_glossary


def file_steps(ctx: SiteContext) -> tuple[RenderTask[SiteFile], ...]:
    """Return the making of the glossary as data with its schema, the feed of what changed, questions, and names for
    search."""
    return (
        lambda: (SiteFile(path, text.encode()) for path, text in question_files(ctx, ctx.practice.cards)),
        lambda: (SiteFile(path, text.encode()) for path, text in bank_files(ctx)),
        lambda: (SiteFile(path, text.encode()) for path, text in note_question_files(ctx)),
        lambda: (SiteFile(path, text.encode()) for path, text in exam_data_files(ctx)),
        partial(ctx.memo, "glossary files", of_glossary(ctx), lambda: tuple(_of_glossary(ctx))),
        lambda: (SiteFile("feed.xml", feed(ctx)),),
    )


def late_files(ctx: SiteContext) -> Iterator[LateSiteFile]:
    """Yields the files of decks, which each build dates with its newest input."""
    return (LateSiteFile(path, make) for path, make in deck_files(ctx))


def _of_glossary(ctx: SiteContext) -> Iterator[SiteFile]:
    yield SiteFile("assets/names.js", names_asset(ctx).encode())
    yield SiteFile("glossary.json", glossary_json(ctx))
    yield SiteFile(SCHEMA, glossary_schema())
