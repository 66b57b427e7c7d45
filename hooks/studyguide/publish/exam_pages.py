"""Exam maps: each outline by domain and task, with how far the notes carry for every term it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.curated import Exam
from studyguide.publish.edition import Edition, sentence, to_page, to_term
from studyguide.publish.render import rendered
from studyguide.publish.status import dated
from studyguide.records import Page, PagePath, TermId
from studyguide.study.exam_readiness import Standing, readiness

EXAMS = PagePath("exams/index.md")
MARKS = {Standing.EXPLAINED: "●", Standing.MENTIONED: "◐", Standing.DEFINED: "○", Standing.ABSENT: "✕"}
ORDER = ("active", "beta", "announced", "retired")


@dataclass(frozen=True, slots=True)
class Needed:
    """A term that a task needs."""

    name: str
    href: str
    says: str
    mark: str
    standing: str


def exam_path(exam: Exam) -> PagePath:
    return PagePath(f"exams/{exam.id}.md")


def exam_pages(book: Edition) -> Iterator[Page]:
    """Yield the list of exams and a page for each; nothing where no exam is sat."""
    if not book.woven.exams:
        return
    exams = sorted(book.woven.exams, key=lambda e: (ORDER.index(e.state), e.code))
    maps = [(exam, readiness(exam, book.woven), to_page(book, EXAMS, exam_path(exam))) for exam in exams]
    yield Page(EXAMS, "Exams", rendered("exams", exams=maps), "Exam outlines, and how far these notes carry for each.")
    for exam in exams:
        path = exam_path(exam)
        found = readiness(exam, book.woven)
        domains = [
            (domain, [(task.task, _needed(book, path, task.terms)) for task in domain.tasks])
            for domain in found.domains
        ]
        yield Page(
            path,
            f"{exam.name} ({exam.code})",
            rendered(
                "exam",
                exam=exam,
                map=found,
                domains=domains,
                since=dated(exam.since),
                ends=dated(exam.ends),
                successors=[
                    (e.name, e.code, to_page(book, path, exam_path(e))) for e in exams if e.id in exam.succeeded_by
                ],
                marks=[(mark, str(standing)) for standing, mark in MARKS.items()],
            ),
            f"{exam.code}: {exam.says}",
            f"docs/exams/{exam.id}.yml",
            EXAMS,
        )


def _needed(book: Edition, source: PagePath, terms: tuple[tuple[TermId, Standing], ...]) -> list[Needed]:
    return [
        Needed(book.woven.terms[t].name, to_term(book, source, t), sentence(book.woven.terms[t]), MARKS[s], str(s))
        for t, s in terms
        if t in book.woven.terms
    ]
