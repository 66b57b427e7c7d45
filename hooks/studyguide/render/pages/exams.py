"""Exam maps: each outline by domain and task, with how far the notes carry for every term it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.analysis.exam_readiness import Level, readiness
from studyguide.model.exam import exam_label, exam_title, numbers_naming, terms_of_exam
from studyguide.model.note import Page, PagePath, TermId
from studyguide.render.exam_paths import exam_path
from studyguide.render.html.status import dated
from studyguide.render.pages.exam_links import exam_links
from studyguide.render.site_context import SiteContext, definition_sentence, to_page, to_term
from studyguide.render.templates import render_template

EXAMS = PagePath("exams/index.md")
MARKS = {Level.EXPLAINED: "●", Level.MENTIONED: "◐", Level.DEFINED: "○", Level.ABSENT: "✕"}
ORDER = ("active", "beta", "announced", "retired")


@dataclass(frozen=True, slots=True)
class Needed:
    """A term that a task needs."""

    name: str
    href: str
    says: str
    mark: str
    level: str


def exam_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of exams and a page for each; nothing where no exam is sat."""
    if not ctx.corpus.exams:
        return
    exams = sorted(ctx.corpus.exams, key=lambda e: (ORDER.index(e.state), exam_label(e)))
    maps = [
        (exam, exam_title(exam), readiness(exam, ctx.corpus), to_page(ctx, EXAMS, exam_path(exam))) for exam in exams
    ]
    yield Page(
        EXAMS, "Exams", render_template("exams", exams=maps), "Exam outlines, and how far these notes carry for each."
    )
    for exam in exams:
        path = exam_path(exam)
        found = readiness(exam, ctx.corpus)
        domains = [
            (domain, [(task.task, _needed(ctx, path, task.terms)) for task in domain.tasks]) for domain in found.domains
        ]
        yield Page(
            path,
            exam_title(exam),
            render_template(
                "exam",
                exam=exam,
                links=exam_links(ctx, path, exam),
                title=exam_title(exam),
                map=found,
                domains=domains,
                since=dated(exam.since),
                ends=dated(exam.ends),
                successors=[
                    (exam_title(e), to_page(ctx, path, exam_path(e))) for e in exams if e.id in exam.succeeded_by
                ],
                marks=[(mark, str(level)) for level, mark in MARKS.items()],
            ),
            f"{exam_label(exam)}: {exam.says or exam.name}",
            f"docs/exams/{exam.id}.yml",
            EXAMS,
        )


@dataclass(frozen=True, slots=True)
class NamingExam:
    """An exam that asks for a term."""

    name: str
    href: str
    numbers: tuple[str, ...]
    """The objectives that name the term, else the tasks that need it; none where only the scope list names it."""


def exams_naming(ctx: SiteContext, source: PagePath, term: TermId) -> list[NamingExam]:
    """Return the exams that ask for a term, those that can be taken first."""
    exams = sorted(ctx.corpus.exams, key=lambda e: (ORDER.index(e.state), exam_label(e)))
    return [
        NamingExam(exam_label(exam), to_page(ctx, source, exam_path(exam)), numbers_naming(exam, term))
        for exam in exams
        if term in terms_of_exam(exam)
    ]


def _needed(ctx: SiteContext, source: PagePath, terms: tuple[tuple[TermId, Level], ...]) -> list[Needed]:
    return [
        Needed(
            ctx.corpus.terms[t].name,
            to_term(ctx, source, t),
            definition_sentence(ctx.corpus.terms[t]),
            MARKS[s],
            str(s),
        )
        for t, s in terms
        if t in ctx.corpus.terms
    ]
