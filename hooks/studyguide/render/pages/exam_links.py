"""What a learner of one exam goes to next: its path, questions, review, decks, decisions and cheat sheets."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from studyguide.model.exam import Exam, terms_of_exam
from studyguide.model.note import PagePath
from studyguide.model.texts import text_of
from studyguide.render.pages.anki_decks import DECKS
from studyguide.render.pages.bank import by_exam, questions_page_path
from studyguide.render.pages.cheat_sheets import SHEETS, sheet_path
from studyguide.render.pages.decisions import NamedLink, decisions_of_exam
from studyguide.render.pages.exam_sheets import exam_sheet_path, exams_with_sheet
from studyguide.render.pages.exam_study import MOCK, PLAN, mock_exams, planned_exams
from studyguide.render.pages.learning_paths import paths_of_exam, way_path
from studyguide.render.pages.review import REVIEW
from studyguide.render.site_context import SiteContext, to_page

MOST_SHEETS = 3


class LinkGroup(Struct, frozen=True):
    """Links of one kind."""

    title: str
    links: tuple[NamedLink, ...] = ()
    parts: tuple[LinkGroup, ...] = ()
    """What a page shows closed, since it is long."""


def exam_links(ctx: SiteContext, source: PagePath, exam: Exam) -> tuple[LinkGroup, ...]:
    """Return the links of an exam's page, group by group; groups without links are left out."""
    return tuple(group for group in _link_groups(ctx, source, exam) if group.links or group.parts)


def _link_groups(ctx: SiteContext, source: PagePath, exam: Exam) -> Iterator[LinkGroup]:
    review = to_page(ctx, source, REVIEW)
    questions = next((held for other, held in by_exam(ctx) if other.id == exam.id), ())
    asked = {card.term for card in ctx.practice.cards}.intersection(terms_of_exam(exam))
    cards = (NamedLink(text_of(ctx.texts, "exam_links.review"), f"{review}?exam={exam.id}"),) if asked else ()
    bank = (
        NamedLink(
            text_of(ctx.texts, "exam_links.questions", count=len(questions)),
            to_page(ctx, source, questions_page_path(exam.id)),
        ),
        NamedLink(text_of(ctx.texts, "exam_links.when_due"), f"{review}?bank={exam.id}"),
    )
    plan = (NamedLink(text_of(ctx.texts, "exam_links.make_plan"), f"{to_page(ctx, source, PLAN)}?exam={exam.id}"),)
    yield LinkGroup(text_of(ctx.texts, "exam_links.plan"), plan if exam in planned_exams(ctx) else ())
    mock = (
        (NamedLink(text_of(ctx.texts, "mock.title"), f"{to_page(ctx, source, MOCK)}?exam={exam.id}"),)
        if exam in mock_exams(ctx)
        else ()
    )
    yield LinkGroup(text_of(ctx.texts, "exam_links.test"), (*mock, *(bank if questions else ()), *cards))
    paths = tuple(NamedLink(way.title, to_page(ctx, source, way_path(way.id))) for way in paths_of_exam(ctx, exam))
    yield LinkGroup(text_of(ctx.texts, "paths.title"), paths)
    decisions = decisions_of_exam(ctx, source, exam.id)
    yield LinkGroup(
        text_of(ctx.texts, "decisions.title"),
        parts=tuple(LinkGroup(title, tuple(links)) for title, links in decisions.items()),
    )
    decks = (NamedLink(text_of(ctx.texts, "decks.title"), to_page(ctx, source, DECKS)),) if asked or questions else ()
    yield LinkGroup(text_of(ctx.texts, "exam_links.take"), (*decks, *_sheets(ctx, source, exam)))


def _sheets(ctx: SiteContext, source: PagePath, exam: Exam) -> Iterator[NamedLink]:
    """The cheat sheets of the families that hold most of the exam's terms."""
    count: dict[str, int] = {}
    for term in terms_of_exam(exam):
        family = ctx.family_of.get(term)
        if family:
            count[family] = count.get(family, 0) + 1
    if any(other.id == exam.id for other, _ in exams_with_sheet(ctx)):
        yield NamedLink(text_of(ctx.texts, "exam_links.sheet"), to_page(ctx, source, exam_sheet_path(exam.id)))
    for family in sorted(count, key=lambda name: -count[name])[:MOST_SHEETS]:
        name = text_of(ctx.texts, "cheat_sheets.sheet_title", name=ctx.families[family].name)
        yield NamedLink(name, to_page(ctx, source, sheet_path(family)))
    if count:
        yield NamedLink(text_of(ctx.texts, "cheat_sheets.all"), to_page(ctx, source, SHEETS))
