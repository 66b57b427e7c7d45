"""What a hand-written page may ask for with a comment: `<!-- guide: doors -->` into the guide, or honest numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from studyguide.analysis.freshness import count_glossary, status_changes
from studyguide.analysis.open_points import unmentioned
from studyguide.model.exam import exam_title
from studyguide.model.note import PagePath
from studyguide.render.exam_paths import exam_path
from studyguide.render.html.markup import assembled
from studyguide.render.html.young_home import HOME_PAGE, is_young, young_home
from studyguide.render.pages.coverage_freshness import COVERAGE_PAGE, FRESHNESS
from studyguide.render.pages.exams import EXAMS
from studyguide.render.pages.learning_paths import PATHS
from studyguide.render.pages.notes import NOTES
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import SiteContext, to_page
from studyguide.render.urls import GLOSSARY

OPEN_STATES = ("active", "beta")
"""States of an exam that can be taken."""
MARKER = re.compile(r"^<!-- guide: ([a-z-]+) -->$", re.MULTILINE)


def with_fragments(
    ctx: SiteContext, page: PagePath, markdown: str, form: Callable[[str], str] = str
) -> tuple[str, tuple[str, ...]]:
    """Returns a hand-written page with its fragments filled in, and the names nobody knows.

    `form` makes of a fragment what the page shows.
    """
    unknown = tuple(name for name in MARKER.findall(markdown) if name not in FRAGMENTS)

    def filled(match: re.Match[str]) -> str:
        return form(FRAGMENTS[match[1]](ctx, page)) if match[1] in FRAGMENTS else match[0]

    return MARKER.sub(filled, markdown), unknown


def doors(ctx: SiteContext, page: PagePath) -> str:
    """Returns the entrances of a home page: search, glossary, learning path, review and exams, with counted numbers.

    As long as there are few terms, they are search, notes and tags.
    """
    if is_young(ctx):
        return young_home(ctx, page)
    corpus, practice = ctx.corpus, ctx.practice
    exams = [exam for exam in corpus.exams if exam.state in OPEN_STATES]
    return _rendered(
        ctx,
        "doors",
        terms=len(corpus.terms),
        notes=len(corpus.notes),
        lines=sum(len(note.lines) for note in corpus.notes),
        changed=len(status_changes(corpus)),
        named=len(corpus.terms) - len(unmentioned(corpus)),
        steps=len(practice.paths[0].steps) if practice.paths else 0,
        questions=len(practice.cards) + len(practice.of_notes),
        glossary=to_page(ctx, page, GLOSSARY),
        path=to_page(ctx, page, PATHS),
        review=to_page(ctx, page, REVIEW),
        notes_href=to_page(ctx, page, NOTES),
        freshness=to_page(ctx, page, FRESHNESS),
        coverage=to_page(ctx, page, COVERAGE_PAGE),
        home=to_page(ctx, page, HOME_PAGE),
        exams=[(exam_title(exam), to_page(ctx, page, exam_path(exam))) for exam in exams],
        all_exams=to_page(ctx, page, EXAMS),
    )


def counts(ctx: SiteContext, page: PagePath) -> str:
    """Terms per family, per status and per confidence."""
    counted = count_glossary(ctx.corpus.glossary)
    families = [
        (ctx.families[name].name, to_page(ctx, page, PagePath(f"families/{name}.md")), number)
        for name, number in counted.families
    ]
    return _rendered(ctx, "counts", tally=counted, families=families)


def _rendered(ctx: SiteContext, template: str, **context: object) -> str:
    return assembled(ctx.templates.get_template(f"{template}.jinja").generate(context)).strip()


FRAGMENTS: Mapping[str, Callable[[SiteContext, PagePath], str]] = {"doors": doors, "counts": counts}
