"""Decision pages: options as rows, what decides as columns, cues of questions, traps and a guide; and symptoms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from markupsafe import Markup
from msgspec import Struct

from studyguide.model.cause import Cause
from studyguide.model.decision import Cell, Decision, DecisionRow, ObjectiveRef, options_of
from studyguide.model.exam import exam_label
from studyguide.model.glossary import definition_sentence
from studyguide.model.note import Page, PagePath, TermId
from studyguide.model.texts import Texts, text_of
from studyguide.model.work import Work
from studyguide.render.asset_names import FILTER_SCRIPT
from studyguide.render.exam_paths import exam_path
from studyguide.render.html.lesson import source_mark
from studyguide.render.site_context import SiteContext, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import asset_reference

DECIDE = PagePath("decide.md")
SYMPTOMS = PagePath("decide/symptoms.md")


class NamedLink(Struct, frozen=True):
    """A name that leads to a page; `href` is '' where there is none."""

    name: str
    href: str
    about: str = ""


class CellView(Struct, frozen=True):
    """One cell of a table."""

    title: str
    """Name of the column; narrow screens show it in each cell."""
    text: str
    mark: Markup | str
    """Number of the cell's source; '' for the default source."""
    as_of: str
    unconfirmed: bool


class RowView(Struct, frozen=True):
    """One option with its cells."""

    option: NamedLink
    cells: tuple[CellView, ...]


class GuideStep(Struct, frozen=True):
    """One question of a guide with its two answers."""

    ask: str
    yes: NamedLink
    no: NamedLink


class Symptom(Struct, frozen=True):
    """A problem as a page shows it."""

    id: str
    symptom: str
    cause: str
    remedy: tuple[str, ...]
    terms: tuple[NamedLink, ...]
    exams: tuple[NamedLink, ...]
    source: Work
    basis: str
    checked: str


def decision_path(decision_id: str) -> PagePath:
    """Return the page of a decision."""
    return PagePath(f"decide/{decision_id}.md")


def decision_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of decisions, a page for each and the page of symptoms; nothing where none was written."""
    decisions, causes = ctx.corpus.decisions, ctx.corpus.causes
    if decisions or causes:
        yield _index(ctx, decisions, causes)
    for decision in decisions:
        yield _decision_page(ctx, decision)
    if causes:
        yield _symptoms_page(ctx, causes)


def decisions_by_term(ctx: SiteContext) -> dict[TermId, list[Decision]]:
    """Return the decisions in which each term is an option."""
    deciding: dict[TermId, list[Decision]] = {}
    for decision in ctx.corpus.decisions:
        for term in dict.fromkeys(options_of(decision)):
            deciding.setdefault(term, []).append(decision)
    return deciding


def causes_by_term(ctx: SiteContext) -> dict[TermId, list[Cause]]:
    """Return the causes whose symptoms the page of each term shows."""
    causes: dict[TermId, list[Cause]] = {}
    for cause in ctx.corpus.causes:
        for term in dict.fromkeys(cause.terms):
            causes.setdefault(term, []).append(cause)
    return causes


def decision_links(ctx: SiteContext, source: PagePath, decisions: Iterable[Decision]) -> list[NamedLink]:
    """Return decisions as a page refers to them."""
    return [NamedLink(one.question, to_page(ctx, source, decision_path(one.id))) for one in decisions]


def symptoms(ctx: SiteContext, source: PagePath, causes: Iterable[Cause]) -> list[Symptom]:
    """Return the symptoms of causes as a page shows them."""
    return [_symptom(ctx, source, cause) for cause in causes]


def decisions_of_exam(ctx: SiteContext, source: PagePath, exam_id: str) -> dict[str, list[NamedLink]]:
    """Return the decisions that serve an objective of an exam, by what one decides."""
    groups: dict[str, list[NamedLink]] = {}
    for decision in ctx.corpus.decisions:
        if any(reference.split("/")[0] == exam_id for reference in decision.exams):
            link = NamedLink(decision.question, to_page(ctx, source, decision_path(decision.id)))
            groups.setdefault(decision.group, []).append(link)
    return groups


def option_pairs(decision: Decision) -> Iterator[tuple[TermId, TermId]]:
    """Yield every pair of options that are terms."""
    yield from combinations(dict.fromkeys(options_of(decision)), 2)


def _index(ctx: SiteContext, decisions: Sequence[Decision], causes: Sequence[Cause]) -> Page:
    groups: dict[str, list[NamedLink]] = {}
    for decision in decisions:
        options = ", ".join(_option(ctx, DECIDE, row).name for row in decision.rows)
        link = NamedLink(decision.question, to_page(ctx, DECIDE, decision_path(decision.id)), options)
        groups.setdefault(decision.group, []).append(link)
    about = text_of(ctx.texts, "decisions.about", count=len(decisions))
    markdown = render_template(
        ctx.templates,
        "decisions",
        about=about,
        groups=list(groups.items()),
        symptoms=to_page(ctx, DECIDE, SYMPTOMS) if causes else "",
        symptom_count=len(causes),
        filter_script=asset_reference(DECIDE, FILTER_SCRIPT, ctx.site.addressing),
    )
    return Page(DECIDE, text_of(ctx.texts, "decisions.title"), markdown, about)


def _decision_page(ctx: SiteContext, decision: Decision) -> Page:
    path = decision_path(decision.id)
    numbers = {key: number for number, key in enumerate(_used_sources(decision), 1)}
    markdown = render_template(
        ctx.templates,
        "decision",
        decision=decision,
        columns=[column.name for column in decision.columns],
        rows=[_decision_row(ctx, path, decision, row, numbers) for row in decision.rows],
        cues=[(cue.cue, _row_term(ctx, path, cue.answer), cue.why or "") for cue in decision.cues],
        guide=[
            GuideStep(step.ask, _row_target(ctx, path, step.yes), _row_target(ctx, path, step.no))
            for step in decision.guide
        ],
        exams=_exams(ctx, path, decision.exams),
        default=numbers[decision.source],
        sources=[(f"source-{number}", decision.sources[key]) for key, number in numbers.items()],
        unconfirmed=any(cell.confidence == "unconfirmed" for row in decision.rows for cell in row.cells.values()),
        back=to_page(ctx, path, DECIDE),
    )
    description = f"{decision.question} {decision.about}"
    return Page(path, decision.title, markdown, description, f"docs/decisions/{decision.id}.yml", DECIDE)


def _used_sources(decision: Decision) -> tuple[TermId, ...]:
    """The keys of the sources, the default one first, then in the order of the cells."""
    cells = (row.cells[column.id] for row in decision.rows for column in decision.columns)
    return tuple(dict.fromkeys((decision.source, *(cell.source for cell in cells if cell.source))))


def _decision_row(
    ctx: SiteContext, source: PagePath, decision: Decision, row: DecisionRow, numbers: Mapping[TermId, int]
) -> RowView:
    cells = tuple(
        _decision_cell(ctx.texts, decision, column.name, row.cells[column.id], numbers) for column in decision.columns
    )
    return RowView(_option(ctx, source, row), cells)


def _decision_cell(texts: Texts, decision: Decision, title: str, cell: Cell, numbers: Mapping[TermId, int]) -> CellView:
    number = numbers[cell.source] if cell.source and cell.source != decision.source else 0
    mark = source_mark(texts, f"source-{number}", number) if number else ""
    return CellView(title, cell.is_, mark, cell.as_of or "", cell.confidence == "unconfirmed")


def _option(ctx: SiteContext, source: PagePath, row: DecisionRow) -> NamedLink:
    if row.term is None:
        return NamedLink(row.name or "", "")
    says = definition_sentence(ctx.corpus.terms[row.term]) if row.term in ctx.without_page else ""
    return NamedLink(row.name or ctx.corpus.terms[row.term].name, to_term(ctx, source, row.term), says)


def _row_term(ctx: SiteContext, source: PagePath, term: TermId) -> NamedLink:
    return NamedLink(ctx.corpus.terms[term].name, to_term(ctx, source, term))


def _row_target(ctx: SiteContext, source: PagePath, target: int | TermId) -> NamedLink:
    if isinstance(target, int):
        return NamedLink(text_of(ctx.texts, "decisions.question", number=target), f"#guide-{target}")
    return _row_term(ctx, source, target)


def _exams(ctx: SiteContext, source: PagePath, references: Iterable[ObjectiveRef]) -> tuple[NamedLink, ...]:
    """Return each exam once, with the numbers of its objectives."""
    numbers: dict[str, list[str]] = {}
    for reference in references:
        exam, _, number = reference.partition("/")
        numbers.setdefault(exam, []).append(number)
    return tuple(
        NamedLink(f"{exam_label(exam)} {', '.join(numbers[exam.id])}", to_page(ctx, source, exam_path(exam)))
        for exam in ctx.corpus.exams
        if exam.id in numbers
    )


def _symptoms_page(ctx: SiteContext, causes: Sequence[Cause]) -> Page:
    about = text_of(ctx.texts, "symptoms.about", count=len(causes))
    markdown = render_template(
        ctx.templates,
        "symptoms",
        about=about,
        symptoms=[_symptom(ctx, SYMPTOMS, cause) for cause in causes],
        back=to_page(ctx, SYMPTOMS, DECIDE),
        filter_script=asset_reference(SYMPTOMS, FILTER_SCRIPT, ctx.site.addressing),
    )
    return Page(SYMPTOMS, text_of(ctx.texts, "symptoms.title"), markdown, about, "docs/causes.yml", DECIDE)


def _symptom(ctx: SiteContext, source: PagePath, cause: Cause) -> Symptom:
    return Symptom(
        id=cause.id,
        symptom=cause.symptom,
        cause=cause.cause,
        remedy=cause.remedy,
        terms=tuple(_row_term(ctx, source, term) for term in cause.terms),
        exams=_exams(ctx, source, cause.objectives),
        source=cause.source,
        basis=text_of(ctx.texts, "symptoms.textbook")
        if cause.confidence == "textbook"
        else text_of(ctx.texts, "common.confidence", confidence=text_of(ctx.texts, f"confidence.{cause.confidence}")),
        checked=cause.checked,
    )
