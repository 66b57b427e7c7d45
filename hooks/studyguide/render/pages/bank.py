"""The question bank: a page of questions for each exam, by objective, and the files that the review loads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from studyguide.execution.memo import ByIdentity
from studyguide.model.exam import Exam, Task, exam_label, objectives_of
from studyguide.model.note import Page, PagePath, TermId
from studyguide.model.question import BankQuestion, MatchingPair, Part, QuestionOption, parts_of
from studyguide.model.texts import text_of
from studyguide.model.work import Work
from studyguide.practice.bank_cards import bank_answer, bank_card_id, key_term, key_terms, shuffled_parts
from studyguide.render.asset_names import FILTER_SCRIPT
from studyguide.render.exam_paths import exam_path
from studyguide.render.site_context import RenderTask, SiteContext, of_glossary, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

BANK_LETTERS = "ABCDEF"
MOST_ON_TERM_PAGE = 3
MAX_OPEN_QUESTIONS = 30
"""A page with more questions shows its tasks closed: 144 of them are 96 screens of a phone."""
REVIEW_ADDRESS = PagePath("review.md")


class BankPart(Struct, frozen=True):
    """An option, a step or a pair with its reason."""

    text: str
    answer: str
    """The other half of a pair, else ''."""
    right: bool
    """Whether it is a right option; never of a step or a pair."""
    why: str
    term: str
    href: str


class TaskQuestions(Struct, frozen=True):
    """The questions of a task of an exam: for each objective its number, what it says and its questions."""

    id: str
    says: str
    count: int
    objectives: tuple[tuple[str, str, tuple[BankItem, ...]], ...]


class DomainQuestions(Struct, frozen=True):
    """The tasks of a domain that have questions."""

    name: str
    """'' for questions that no domain lists."""
    tasks: tuple[TaskQuestions, ...]


class BankItem(Struct, frozen=True):
    """One question of the bank as a list shows it."""

    id: str
    type: str
    kind: str
    """The type and the difficulty in words."""
    stem: str
    choices: tuple[tuple[str, str], ...]
    """Letter and text of each option; of ordering and matching the parts in an order that tells nothing."""
    prompts: tuple[str, ...]
    answer: str
    parts: tuple[BankPart, ...]
    objective: str
    exam: str
    name: str
    """Of the term that is asked for."""
    href: str
    source: Work


def questions_page_path(exam_id: str) -> PagePath:
    """Return the page with the questions for an exam."""
    return PagePath(f"exams/{exam_id}/questions.md")


def bank_steps(ctx: SiteContext) -> tuple[RenderTask[Page], ...]:
    """Return the making of each exam's page of questions."""
    return tuple(
        partial(ctx.memo, ("bank", exam.id), _inputs(ctx), partial(_questions_page, ctx, exam, questions))
        for exam, questions in by_exam(ctx)
    )


def bank_files(ctx: SiteContext) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and text of each exam's questions for script."""
    for exam, questions in by_exam(ctx):
        html = ctx.memo(("bank list", exam.id), _inputs(ctx), partial(_list_html, ctx, questions))
        name = f"bank-{exam.id}"
        yield f"assets/questions/{name}.js", f"studyguide.deck.add({json.dumps(name)}, {json.dumps(html)});\n"


def by_exam(ctx: SiteContext) -> list[tuple[Exam, tuple[BankQuestion, ...]]]:
    """Return the exams that have questions in the bank, with their questions."""
    questions = ctx.corpus.questions
    exams = ((exam, tuple(q for q in questions if q.exam == exam.id)) for exam in ctx.corpus.exams)
    return [(exam, held) for exam, held in exams if held]


def bank_ids(exam: Exam, questions: Iterable[BankQuestion]) -> str:
    """Return the ids of an exam's questions without what all begin with, each with the term that it asks for."""
    return ";".join(f"{q.id.removeprefix(f'{exam.id}-')} {key_term(q)}" for q in questions)


def questions_by_term(ctx: SiteContext) -> dict[TermId, list[BankQuestion]]:
    """Return the questions whose right answers belong to each term."""
    asking: dict[TermId, list[BankQuestion]] = {}
    for question in ctx.corpus.questions:
        for term in key_terms(question):
            asking.setdefault(term, []).append(question)
    return asking


def bank_items(ctx: SiteContext, source: PagePath, questions: Sequence[BankQuestion]) -> list[BankItem]:
    """Return the first of a term's questions, as its page shows them."""
    return [_question_html(ctx, source, question) for question in questions[:MOST_ON_TERM_PAGE]]


def _inputs(ctx: SiteContext) -> tuple[object, ...]:
    return (*of_glossary(ctx), ByIdentity(ctx.corpus.questions), ByIdentity(ctx.corpus.exams))


def _questions_page(ctx: SiteContext, exam: Exam, questions: Sequence[BankQuestion]) -> tuple[Page]:
    path = questions_page_path(exam.id)
    items: dict[str, list[BankItem]] = {}
    for question in questions:
        items.setdefault(question.objective, []).append(_question_html(ctx, path, question))
    title = text_of(ctx.texts, "questions.of_exam", exam=exam_label(exam))
    about = text_of(ctx.texts, "questions.of_exam_about", count=len(questions), exam=exam_label(exam))
    markdown = render_template(
        ctx.templates,
        "bank",
        title=title,
        about=about,
        domains=[domain for domain in _by_domain(ctx, exam, items) if domain.tasks],
        open=len(questions) <= MAX_OPEN_QUESTIONS,
        filter_script=asset_reference(path, FILTER_SCRIPT, ctx.site.addressing),
        review=f"{to_page(ctx, path, REVIEW_ADDRESS)}?bank={exam.id}",
        styles=asset_reference(path, "assets/review.css", ctx.site.addressing),
        exam=exam_label(exam),
        back=to_page(ctx, path, exam_path(exam)),
    )
    return (Page(path, title, markdown, about, f"docs/questions/{exam.id}.yml", exam_path(exam)),)


def _by_domain(ctx: SiteContext, exam: Exam, items: Mapping[str, Sequence[BankItem]]) -> Iterator[DomainQuestions]:
    """Yields the domains, then the questions on numbers that the exam's file does not list, such as those of tasks."""
    for domain in exam.domains:
        tasks = (_of_task(task, items) for task in domain.tasks)
        yield DomainQuestions(domain.name, tuple(task for task in tasks if task.count))
    listed = {objective.id for objective in objectives_of(exam)}
    others = sorted((number for number in items if number not in listed), key=_numeric)
    yield DomainQuestions(
        text_of(ctx.texts, "questions.other") if listed.intersection(items) else "",
        tuple(TaskQuestions(n, "", len(items[n]), ((n, "", tuple(items[n])),)) for n in others),
    )


def _numeric(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in number.split("."))


def _of_task(task: Task, items: Mapping[str, Sequence[BankItem]]) -> TaskQuestions:
    asked = tuple((one.id, one.says, tuple(items[one.id])) for one in task.objectives if one.id in items)
    return TaskQuestions(task.id, task.says, sum(len(held) for _, _, held in asked), asked)


def _list_html(ctx: SiteContext, questions: Sequence[BankQuestion]) -> Markup:
    items = [_question_html(ctx, REVIEW_ADDRESS, question) for question in questions]
    text = ctx.templates.get_template("bank_list.jinja").render(items=items)
    return Markup("\n".join(line for line in map(str.strip, text.splitlines()) if line))


def _question_html(ctx: SiteContext, source: PagePath, question: BankQuestion) -> BankItem:
    term = key_term(question)
    texts = tuple(option.text for option in question.options) or shuffled_parts(question)
    letters = BANK_LETTERS if question.options else ""
    exam = next((exam_label(exam) for exam in ctx.corpus.exams if exam.id == question.exam), question.exam)
    return BankItem(
        id=bank_card_id(question),
        type=question.type,
        kind=text_of(
            ctx.texts,
            "questions.type_and_difficulty",
            type=text_of(ctx.texts, f"question_types.{question.type}"),
            difficulty=text_of(ctx.texts, f"difficulties.{question.difficulty}"),
        ),
        stem=question.stem,
        choices=tuple((letters[at : at + 1], text) for at, text in enumerate(texts)),
        prompts=tuple(pair.prompt for pair in question.pairs),
        answer=bank_answer(question),
        parts=tuple(_question_part(ctx, source, part) for part in parts_of(question)),
        objective=question.objective,
        exam=exam,
        name=ctx.names[term],
        href=to_term(ctx, source, term),
        source=question.source,
    )


def _question_part(ctx: SiteContext, source: PagePath, part: Part) -> BankPart:
    name, href = ctx.names[part.term], to_term(ctx, source, part.term)
    if isinstance(part, MatchingPair):
        return BankPart(part.prompt, part.answer, False, f"{part.answer}: {part.why}", name, href)
    return BankPart(part.text, "", isinstance(part, QuestionOption) and part.right, part.why, name, href)
