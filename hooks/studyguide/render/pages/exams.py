"""Pages of exams: domains, tasks and objectives with what each names, and how well the guide covers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from studyguide.analysis.exam_readiness import (
    CoveredItem,
    DomainCoverage,
    ExamCoverage,
    Level,
    LevelCounts,
    ObjectiveCoverage,
    TaskCoverage,
    readiness,
)
from studyguide.model.exam import Exam, exam_label, exam_title, numbers_by_term, terms_of_exam
from studyguide.model.glossary import definition_sentence
from studyguide.model.note import Page, PagePath, TermId
from studyguide.model.texts import text_of
from studyguide.render.exam_paths import exam_path
from studyguide.render.html.status import dated
from studyguide.render.pages.exam_links import exam_links
from studyguide.render.site_context import SiteContext, to_page, to_term
from studyguide.render.templates import render_template

EXAMS = PagePath("exams/index.md")
MARKS = {Level.EXPLAINED: "●", Level.MENTIONED: "◐", Level.DEFINED: "○", Level.ABSENT: "✕"}
ORDER = ("active", "beta", "announced", "retired")


class ItemView(Struct, frozen=True):
    """Shows one thing that an objective names."""

    name: str
    href: str
    """'' for a thing without a page."""
    mark: str
    level: str
    wider: str
    """Name of the wider term whose page explains it, or ''."""
    waived: str
    says: str = ""
    """Definition of a term that has no page, or ''."""


class ObjectiveView(Struct, frozen=True):
    """Shows an objective, or the terms that a task lists itself; then `id` and `says` are ''."""

    id: str
    says: str
    items: tuple[ItemView, ...]
    doubt: str = ""
    """How well the objective is known, unless that is well."""


class TaskView(Struct, frozen=True):
    id: str
    says: str
    objectives: tuple[ObjectiveView, ...]


class DomainView(Struct, frozen=True):
    name: str
    weight: int
    """0 if the exam's file gives none."""
    counts: LevelCounts
    tasks: tuple[TaskView, ...]


def exam_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of exams and a page for each; nothing for a project without exams."""
    if not ctx.corpus.exams:
        return
    exams = sorted(ctx.corpus.exams, key=lambda e: (ORDER.index(e.state), exam_label(e)))
    coverage = [readiness(exam, ctx.corpus) for exam in exams]
    rows = [(c.exam, exam_title(c.exam), c, to_page(ctx, EXAMS, exam_path(c.exam))) for c in coverage]
    about = text_of(ctx.texts, "exams.about")
    yield Page(EXAMS, text_of(ctx.texts, "exams.title"), render_template(ctx.templates, "exams", exams=rows), about)
    for of_exam in coverage:
        yield _exam_page(ctx, of_exam, exams)


def _exam_page(ctx: SiteContext, coverage: ExamCoverage, exams: Iterable[Exam]) -> Page:
    exam = coverage.exam
    path = exam_path(exam)
    markdown = render_template(
        ctx.templates,
        "exam",
        exam=exam,
        title=exam_title(exam),
        coverage=coverage,
        domains=[_domain(ctx, path, domain) for domain in coverage.domains],
        scope=_items(ctx, path, coverage.scope),
        since=dated(ctx.texts, exam.since),
        ends=dated(ctx.texts, exam.ends),
        types=", ".join(text_of(ctx.texts, f"exam.type_{name}") for name in exam.question_types),
        successors=[(exam_title(e), to_page(ctx, path, exam_path(e))) for e in exams if e.id in exam.succeeded_by],
        marks=[(mark, _level_name(ctx, level)) for level, mark in MARKS.items()],
        links=exam_links(ctx, path, exam),
    )
    about = text_of(ctx.texts, "exam.about", exam=exam_label(exam), says=exam.says or exam.name)
    return Page(path, exam_title(exam), markdown, about, f"docs/exams/{exam.id}.yml", EXAMS)


class NamingExam(Struct, frozen=True):
    """An exam that asks for a term."""

    name: str
    href: str
    numbers: tuple[str, ...]
    """The objectives that name the term, else the tasks that need it; none where only the scope list names it."""


def exams_by_term(ctx: SiteContext) -> dict[TermId, list[tuple[Exam, tuple[str, ...]]]]:
    """Return the exams that ask for each term, those that can be taken first, each with the numbers that name it."""
    asking: dict[TermId, list[tuple[Exam, tuple[str, ...]]]] = {}
    for exam in sorted(ctx.corpus.exams, key=lambda e: (ORDER.index(e.state), exam_label(e))):
        numbers = numbers_by_term(exam)
        for term in terms_of_exam(exam):
            asking.setdefault(term, []).append((exam, numbers.get(term, ())))
    return asking


def naming_exam(ctx: SiteContext, source: PagePath, exam: Exam, numbers: tuple[str, ...]) -> NamingExam:
    """Return an exam that asks for a term, as the page of the term shows it."""
    return NamingExam(exam_label(exam), to_page(ctx, source, exam_path(exam)), numbers)


def _domain(ctx: SiteContext, source: PagePath, domain: DomainCoverage) -> DomainView:
    tasks = [TaskView(task.task.id, task.task.says, _objectives(ctx, source, task)) for task in domain.tasks]
    return DomainView(domain.domain.name, domain.domain.weight, domain.counts, tuple(tasks))


def _objectives(ctx: SiteContext, source: PagePath, task: TaskCoverage) -> tuple[ObjectiveView, ...]:
    listed = (ObjectiveView("", "", _items(ctx, source, task.items)),) if task.items else ()
    return (*listed, *(_objective(ctx, source, objective) for objective in task.objectives))


def _objective(ctx: SiteContext, source: PagePath, coverage: ObjectiveCoverage) -> ObjectiveView:
    objective = coverage.objective
    doubt = "" if objective.confidence == "high" else objective.confidence
    return ObjectiveView(objective.id, objective.says, _items(ctx, source, coverage.items), doubt)


def _items(ctx: SiteContext, source: PagePath, items: Iterable[CoveredItem]) -> tuple[ItemView, ...]:
    return tuple(_objective_item(ctx, source, item) for item in items)


def _level_name(ctx: SiteContext, level: Level) -> str:
    return text_of(ctx.texts, f"levels.{level.name.lower()}")


def _objective_item(ctx: SiteContext, source: PagePath, item: CoveredItem) -> ItemView:
    term = ctx.corpus.terms.get(item.term) if item.term else None
    return ItemView(
        name=item.name,
        href=to_term(ctx, source, term.id) if term else "",
        mark=MARKS[item.level],
        level=_level_name(ctx, item.level),
        wider=term.name if term and item.is_wider else "",
        waived=item.waived,
        says=definition_sentence(term) if term and term.id in ctx.without_page else "",
    )
