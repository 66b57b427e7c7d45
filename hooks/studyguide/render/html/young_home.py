"""Renders the home page of a guide that has notes and hardly any terms: the notes come first."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.model.note import PagePath
from studyguide.model.texts import text_of
from studyguide.render.html.markup import assembled
from studyguide.render.pages.note_lists import Listed, count_in_folder, folder_paths, lines_by_tag, notes_by_folder
from studyguide.render.pages.notes import NOTES
from studyguide.render.pages.overviews import BY_DATE, dated_entries
from studyguide.render.site_context import SiteContext, to_page
from studyguide.render.tags import TAGS_PAGE, tag_path
from studyguide.render.urls import GLOSSARY

FEW_TERMS = 10
"""Number of terms from which the home page leads to the glossary first."""
MAX_ON_HOME = 12
"""Entries of one list; the page of all has the rest."""
NEWEST_ON_HOME = 6
HOME_PAGE = PagePath("index.md")


def is_young(ctx: SiteContext) -> bool:
    """Returns whether a guide has notes and too few terms to be read by its glossary."""
    return bool(ctx.corpus.notes) and len(ctx.corpus.terms) < FEW_TERMS


def young_home(ctx: SiteContext, page: PagePath) -> str:
    """Returns a search field, and lists of folders, of the newest notes and of tags; nothing that would be empty."""
    notes = ctx.corpus.notes
    newest = sorted(dated_entries(ctx, page), key=lambda one: (one.date, one.path, one.line), reverse=True)
    names, tagged = lines_by_tag(ctx)
    most_used = sorted(tagged, key=lambda key: (-len(tagged[key]), key))
    return assembled(
        ctx.templates.get_template("young_home.jinja").generate(
            home=to_page(ctx, page, HOME_PAGE),
            notes=len(notes),
            lines=sum(len(note.lines) for note in ctx.corpus.notes),
            terms=len(ctx.corpus.terms),
            listed=tuple(_first_listed(ctx, page)),
            newest=newest[:NEWEST_ON_HOME],
            tags=[(names[key], to_page(ctx, page, tag_path(key)), len(tagged[key])) for key in most_used[:MAX_ON_HOME]],
            notes_href=to_page(ctx, page, NOTES),
            by_date=to_page(ctx, page, BY_DATE),
            tags_href=to_page(ctx, page, TAGS_PAGE),
            glossary=to_page(ctx, page, GLOSSARY),
        )
    ).strip()


def _first_listed(ctx: SiteContext, page: PagePath) -> Iterator[Listed]:
    """Yields the folders at the top and then the notes beside them, as many as there is room for."""
    folders, places = notes_by_folder(ctx.corpus.notes), folder_paths(ctx)
    top = [name for name in folders if name and "/" not in name][:MAX_ON_HOME]
    for name in top:
        yield Listed(name, to_page(ctx, page, places[name]), count_in_folder(ctx, folders, name))
    for note in folders[""][: MAX_ON_HOME - len(top)]:
        yield Listed(
            note.title,
            to_page(ctx, page, ctx.notes[note.path]),
            text_of(ctx.texts, "common.lines", count=len(note.lines)),
        )
