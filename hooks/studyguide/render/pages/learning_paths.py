"""Reading orders: the core of the field, each family and each exam, step by step from what needs nothing."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from studyguide.analysis.reading_time import lesson_minutes
from studyguide.model.exam import Exam, exam_label
from studyguide.model.glossary import definition_sentence
from studyguide.model.note import Page, PagePath, TermId
from studyguide.model.texts import text_of
from studyguide.practice.learning_paths import LearningPath, PathStep
from studyguide.render.site_context import SiteContext, to_page, to_term
from studyguide.render.templates import render_template

PATHS = PagePath("path.md")


class PathLink(Struct, frozen=True):
    name: str
    href: str


def way_path(path_id: str) -> PagePath:
    return PagePath(f"path/{path_id}.md")


class StepView(Struct, frozen=True):
    """One step of a path."""

    id: TermId
    name: str
    href: str
    says: str
    minutes: int
    """Time of the term's lesson; 0 where it has none."""
    outcome: str


def _step(ctx: SiteContext, source: PagePath, term: TermId) -> StepView:
    lesson = ctx.corpus.lessons.get(term)
    return StepView(
        term,
        ctx.corpus.terms[term].name,
        to_term(ctx, source, term),
        definition_sentence(ctx.corpus.terms[term]),
        lesson_minutes(lesson) if lesson else 0,
        lesson.outcome if lesson else "",
    )


def paths_of_exam(ctx: SiteContext, exam: Exam) -> list[LearningPath]:
    """Return the paths through an exam, without its name in their titles: the page that lists them has it."""
    paths = (way for way in ctx.practice.paths if way.id == f"exam-{exam.id}" or way.id.startswith(f"exam-{exam.id}-"))
    return [replace(way, title=way.title.removeprefix(f"{exam_label(exam)}: ")) for way in paths]


def path_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of paths and a page for each."""
    made = ctx.practice.paths
    groups = [(exam_label(exam), [_listed(ctx, way) for way in paths_of_exam(ctx, exam)]) for exam in ctx.corpus.exams]
    others = [_listed(ctx, way) for way in made if not way.id.startswith("exam-")]
    about = text_of(ctx.texts, "paths.about")
    yield Page(
        PATHS,
        text_of(ctx.texts, "paths.title"),
        render_template(ctx.templates, "paths", about=about, paths=others, exams=[g for g in groups if g[1]]),
        about,
    )
    for way in made:
        here = way_path(way.id)
        steps = [_step(ctx, here, term) for term in way.steps]
        before = [(ctx.corpus.terms[t].name, to_term(ctx, here, t)) for t in way.before]
        markdown = render_template(
            ctx.templates, "path", path=way, steps=steps, before=before, back=to_page(ctx, here, PATHS)
        )
        yield Page(here, way.title, markdown, way.about, parent=PATHS)


def _listed(ctx: SiteContext, way: LearningPath) -> tuple[str, str, int, str]:
    """Return title, subject, number of steps and address of a path, as the list of paths shows it."""
    return way.title, way.about, len(way.steps), to_page(ctx, PATHS, way_path(way.id))


class Stop(Struct, frozen=True):
    """A term's place on one path, as its own page shows it."""

    step: PathStep
    title: str
    href: str
    before: PathLink | None
    after: PathLink | None


def stops(ctx: SiteContext, source: PagePath, term: TermId) -> list[Stop]:
    """Return a term's places on all paths."""
    titles = {way.id: way.title for way in ctx.practice.paths}

    def neighbour(other: TermId | None) -> PathLink | None:
        return PathLink(ctx.names[other], to_term(ctx, source, other)) if other else None

    return [
        Stop(
            step,
            titles[step.path],
            to_page(ctx, source, way_path(step.path)),
            neighbour(step.previous),
            neighbour(step.next),
        )
        for step in ctx.practice.steps.get(term, ())
    ]
