"""Pages beside the review: the plan for an exam, the mock exam, and statistics. Script fills them from the progress."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.model.exam import Exam, exam_title, terms_of_domain
from studyguide.model.note import Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.asset_names import MOCK_SCRIPT, PLAN_SCRIPT, STATISTICS_SCRIPT
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import SiteContext, to_page
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

PLAN = PagePath("review/plan.md")
MOCK = PagePath("review/mock.md")
STATISTICS = PagePath("review/statistics.md")
EXAM_STATES = ("active", "beta", "announced", "retired")


def study_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the plan and the mock exam, where an exam has questions, and the statistics."""
    if exams := planned_exams(ctx):
        about = text_of(ctx.texts, "plan.about")
        yield _study_page(ctx, PLAN, text_of(ctx.texts, "plan.title"), "plan", PLAN_SCRIPT, about, exams)
    if exams := mock_exams(ctx):
        about = text_of(ctx.texts, "mock.about")
        yield _study_page(ctx, MOCK, text_of(ctx.texts, "mock.title"), "mock", MOCK_SCRIPT, about, exams)
    about = text_of(ctx.texts, "statistics.about")
    yield _study_page(
        ctx, STATISTICS, text_of(ctx.texts, "statistics.title"), "statistics", STATISTICS_SCRIPT, about, []
    )


def planned_exams(ctx: SiteContext) -> list[Exam]:
    """Return the exams of which at least one term has a question, those that can be taken first."""
    asked = {card.term for card in ctx.practice.cards}
    named = (exam for exam in ctx.corpus.exams if any(asked.intersection(terms_of_domain(d)) for d in exam.domains))
    return sorted(named, key=lambda exam: EXAM_STATES.index(exam.state))


def mock_exams(ctx: SiteContext) -> list[Exam]:
    """Return the planned exams that can be imitated: their number of questions and their minutes are known."""
    return [exam for exam in planned_exams(ctx) if exam.questions and exam.minutes]


def _study_page(
    ctx: SiteContext, path: PagePath, title: str, template: str, script: str, about: str, exams: list[Exam]
) -> Page:
    addressing = ctx.site.addressing
    markdown = render_template(
        ctx.templates,
        template,
        about=about,
        exams=[(exam.id, exam_title(exam), exam.state) for exam in exams],
        review=to_page(ctx, path, REVIEW),
        script=asset_reference(path, script, addressing),
        styles=asset_reference(path, "assets/review.css", addressing),
    )
    return Page(path, title, markdown, about, parent=REVIEW)
