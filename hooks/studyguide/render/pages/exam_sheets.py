"""Cheat sheets of exams: what decides, in a few words, with the numbers that are asked and their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from studyguide.model.decision import Cell, Decision, DecisionRow
from studyguide.model.exam import Exam, exam_label
from studyguide.model.note import Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.exam_paths import exam_path
from studyguide.render.pages.cheat_sheets import SHEETS
from studyguide.render.pages.decisions import decision_path
from studyguide.render.site_context import SiteContext, to_page
from studyguide.render.templates import render_template

MOST_CUES = 3
"""Cues of each decision: more would not fit two sheets of paper."""
DIGIT = re.compile(r"(?<![A-Za-z])\d")


class SheetDecision(Struct, frozen=True):
    """One decision in a few lines."""

    question: str
    href: str
    cues: tuple[tuple[str, str], ...]
    """Words of a question, and the option that they point to."""
    numbers: tuple[tuple[str, str], ...]
    """Options that have numbers, each with them and their dates."""


def exam_sheet_path(exam_id: str) -> PagePath:
    """Return the cheat sheet of an exam."""
    return PagePath(f"cheat-sheets/exam-{exam_id}.md")


def exams_with_sheet(ctx: SiteContext) -> list[tuple[Exam, tuple[Decision, ...]]]:
    """Return the exams that decisions serve, with these decisions."""
    serving = (
        (exam, tuple(d for d in ctx.corpus.decisions if any(o.split("/")[0] == exam.id for o in d.exams)))
        for exam in ctx.corpus.exams
    )
    return [(exam, decisions) for exam, decisions in serving if decisions]


def exam_sheets(ctx: SiteContext) -> Iterator[Page]:
    """Yield the cheat sheet of each exam that decisions serve."""
    for exam, decisions in exams_with_sheet(ctx):
        path, label = exam_sheet_path(exam.id), exam_label(exam)
        groups: dict[str, list[SheetDecision]] = {}
        for decision in decisions:
            groups.setdefault(decision.group, []).append(_shortened(ctx, path, decision))
        markdown = render_template(
            ctx.templates,
            "exam_sheet",
            label=label,
            groups=list(groups.items()),
            exam=to_page(ctx, path, exam_path(exam)),
            back=to_page(ctx, path, SHEETS),
        )
        about = text_of(ctx.texts, "cheat_sheets.exam_sheet_about", count=len(decisions), exam=label)
        yield Page(path, text_of(ctx.texts, "cheat_sheets.sheet_title", name=label), markdown, about, parent=SHEETS)


def _shortened(ctx: SiteContext, source: PagePath, decision: Decision) -> SheetDecision:
    numbers = ((_name(ctx, row), _exam_numbers(decision, row)) for row in decision.rows)
    return SheetDecision(
        question=decision.question,
        href=to_page(ctx, source, decision_path(decision.id)),
        cues=tuple((cue.cue, ctx.corpus.terms[cue.answer].name) for cue in decision.cues[:MOST_CUES]),
        numbers=tuple((name, text) for name, text in numbers if text),
    )


def _name(ctx: SiteContext, row: DecisionRow) -> str:
    return row.name or (ctx.corpus.terms[row.term].name if row.term else "")


def _exam_numbers(decision: Decision, row: DecisionRow) -> str:
    cells = ((column.name, row.cells[column.id]) for column in decision.columns)
    return "; ".join(
        f"{name}: {cell.is_}{_date(decision, cell)}"
        for name, cell in cells
        if DIGIT.search(cell.is_) and cell.confidence != "unconfirmed"
    )


def _date(decision: Decision, cell: Cell) -> str:
    date = cell.as_of or decision.sources[cell.source or decision.source].as_of
    return f" ({date})" if date else ""
