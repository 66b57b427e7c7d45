"""Defines exams: what an exam's guide asks for, and which terms answer it. The records are the schema of docs/exams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Dates, Id, PartialDate, Text, Web, matching
from studyguide.model.glossary import Confidence
from studyguide.model.note import TermId
from studyguide.model.work import Work

QuestionType = Literal["single", "multiple", "ordering", "matching"]
Currency = Annotated[str, matching("[a-z]{3}", "a currency is its code of three lower-case letters, such as `usd`")]
Number = Annotated[
    str, matching(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*", "a number is digits or letters with dots, such as `1.1.3`")
]
"""An official number; it becomes part of an address."""
Count = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class NamedItem:
    """Names one thing that the exam's guide mentions. Give exactly one of `term`, `covered_by` and `waived`."""

    name: Text
    """The thing as the exam's guide calls it."""
    term: Id | None = None
    """The term that has this name or means this thing."""
    covered_by: Id | None = None
    """A wider term whose page explains this thing."""
    said_as: Text | None = None
    """Only with `covered_by`: words of that term's page that say this thing, if the page does not have its name."""
    waived: Text | None = None
    """Why this thing needs no term, such as `an everyday word`."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Objective:
    """Describes one objective or skill of a task."""

    id: Number
    """Official number, such as `1.1.3`."""
    says: Text
    """What a candidate must be able to do, in our own words."""
    names: tuple[NamedItem, ...]
    """The things that the exam's guide names here, in its order."""
    confidence: Confidence = "high"
    """How well the objective is known. Write `medium` or `low` if the official text was not seen."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Task:
    """Describes one task of a domain."""

    id: Text
    """Official number, such as `1.2`."""
    says: Text
    """What a candidate must be able to do, in our own words."""
    terms: tuple[Id, ...] = ()
    """Terms that a candidate needs. The terms that `objectives` name are added to them."""
    objectives: tuple[Objective, ...] = ()
    """The task's objectives or skills, if the exam's guide numbers them."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Domain:
    """Describes one part of an exam."""

    name: Text
    """Name of the domain."""
    weight: Annotated[int, Field(ge=0, le=100)] = 0
    """Percentage of the scored questions. Give it for all domains (then they add up to 100) or for none."""
    tasks: tuple[Task, ...] = ()
    """What the domain asks for."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class QuestionCount:
    """Says how many questions an exam has."""

    total: Count
    """All questions."""
    scored: Count | None = None
    """Questions that count towards the score, if some do not."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class PassingScore:
    """Says which score passes."""

    score: Count
    """Lowest score that passes."""
    of: Count
    """Highest score that is possible."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Exam:
    """Describes one exam: one file of `docs/exams`. Only `name` and `domains` are required."""

    name: Text
    """Full name of the exam."""
    domains: tuple[Domain, ...]
    """Parts of the exam, in the official order."""
    id: Id = TermId("")
    """Stable id, part of the page's address. Left out: the name of the file."""
    code: Text | None = None
    """Short official code, such as `ABC-101`."""
    state: Literal["active", "beta", "retired", "announced"] = "active"
    """Whether the exam can be taken."""
    says: Text | None = None
    """One or two sentences on the exam and its state, with dates."""
    checked: PartialDate | None = None
    """The day somebody last compared this file with its sources."""
    source: Web | Literal["unconfirmed"] = "unconfirmed"
    """Address of the official page, if somebody opened it; otherwise `unconfirmed`."""
    sources: tuple[Work, ...] = ()
    """The texts that the objectives, lists and numbers come from."""
    confidence: Confidence | None = None
    """How well the facts of this file are known."""
    level: Text | None = None
    """Level of the exam, such as `Associate`."""
    since: Dates = ()
    """When the present state began."""
    ends: Dates = ()
    """The last day on which the exam can be taken, or could."""
    question_types: tuple[QuestionType, ...] = ()
    """Types of questions that the exam asks."""
    questions: QuestionCount | None = None
    """How many questions there are."""
    minutes: Count | None = None
    """Time for all questions, in minutes."""
    passing: PassingScore | None = None
    """Which score passes."""
    price: dict[Currency, Count] | None = None
    """Price by currency code, such as `{usd: 100}`."""
    form_note: Text | None = None
    """What the numbers leave out, such as how the beta differs."""
    in_scope: tuple[NamedItem, ...] = ()
    """Products and services that the exam's guide lists as in scope."""
    scope_note: Text | None = None
    """What is uncertain about the list of products and services."""
    succeeded_by: tuple[Id, ...] = ()
    """Ids of the exams that replaced this one."""
    leaves_out: Text | None = None
    """One honest sentence on what the notes do not cover. For an exam of a pack, it is in `docs/leaves-out.yml`."""
    aliases: tuple[Text, ...] = ()
    """Other names of the exam."""


def exam_label(exam: Exam) -> str:
    """Returns the short name that menus and titles use: the code if there is one."""
    return exam.code or exam.name


def exam_title(exam: Exam) -> str:
    """Returns the full name, with the code in parentheses if there is one."""
    return f"{exam.name} ({exam.code})" if exam.code else exam.name


def terms_of_item(item: NamedItem) -> tuple[TermId, ...]:
    """Returns the term that answers for a named item; nothing if the item is waived."""
    term = item.term or item.covered_by
    return (term,) if term else ()


def terms_of_task(task: Task) -> tuple[TermId, ...]:
    """Returns the terms that a task asks for, each once: its own first, then those that its objectives name."""
    named = (term for objective in task.objectives for item in objective.names for term in terms_of_item(item))
    return tuple(dict.fromkeys((*task.terms, *named)))


def terms_of_domain(domain: Domain) -> tuple[TermId, ...]:
    """Returns the terms that a domain asks for, each once, in the order of its tasks."""
    return tuple(dict.fromkeys(term for task in domain.tasks for term in terms_of_task(task)))


def terms_of_exam(exam: Exam) -> tuple[TermId, ...]:
    """Returns the terms that an exam asks for, each once: those of the domains first, then those of the scope list."""
    scope = (term for item in exam.in_scope for term in terms_of_item(item))
    return tuple(dict.fromkeys((*(term for domain in exam.domains for term in terms_of_domain(domain)), *scope)))


def numbers_by_term(exam: Exam) -> dict[TermId, tuple[str, ...]]:
    """Returns the numbers of the objectives that name each term; of a task that needs it otherwise, the task's."""
    numbers: dict[TermId, list[str]] = {}
    for domain in exam.domains:
        for task in domain.tasks:
            named: dict[TermId, list[str]] = {}
            for objective in task.objectives:
                for term in (term for item in objective.names for term in terms_of_item(item)):
                    named.setdefault(term, []).append(objective.id)
            for term in (*named, *task.terms):
                numbers.setdefault(term, []).extend(named.get(term, (task.id,)))
    return {term: tuple(dict.fromkeys(of_term)) for term, of_term in numbers.items()}


def objectives_of(exam: Exam) -> Iterator[Objective]:
    """Yields the objectives of an exam in the official order."""
    for domain in exam.domains:
        for task in domain.tasks:
            yield from task.objectives
