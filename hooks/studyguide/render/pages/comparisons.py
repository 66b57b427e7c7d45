"""Comparisons: terms that one chooses between, as a table by decision, and what sets each pair apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.model.note import Page, PagePath
from studyguide.practice.comparisons import Comparison, ComparisonKind, Row
from studyguide.render.site_context import SiteContext, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.text.mathml import mathml

COMPARE = PagePath("compare.md")
KINDS = {
    ComparisonKind.INPUTS: "By what they learn from",
    ComparisonKind.PARTS: "Parts of one thing",
    ComparisonKind.SIBLINGS: "Of one kind",
    ComparisonKind.CONFUSED: "Often taken for each other",
}
COLUMNS = (
    ("have", "What goes in"),
    ("want", "What it does or is"),
    ("when", "When you pick it"),
    ("cost", "When you do not"),
    ("machines", "Machines"),
    ("formula", "Formula"),
    ("status", "Status"),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    name: str
    href: str
    cells: tuple[tuple[str, Markup | str], ...]
    """Column title and content; narrow screens show the title in each cell."""


def compare_path(comparison_id: str) -> PagePath:
    return PagePath(f"compare/{comparison_id}.md")


def compare_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of comparisons and a page for each."""
    made = ctx.practice.comparisons
    groups = [
        (title, [(c.title, to_page(ctx, COMPARE, compare_path(c.id)), len(c.rows)) for c in made if c.kind is kind])
        for kind, title in KINDS.items()
    ]
    tables = f"{len(made)} table{'s' * (len(made) != 1)}"
    about = f"{tables} of terms that one chooses between, or that are easily taken for each other."
    yield Page(COMPARE, "Compare", render_template("compare", about=about, groups=[g for g in groups if g[1]]), about)
    for comparison in made:
        path = compare_path(comparison.id)
        columns = [(key, title) for key, title in COLUMNS if any(getattr(row, key) for row in comparison.rows)]
        terms = ctx.corpus.terms
        yield Page(
            path,
            comparison.title,
            render_template(
                "comparison",
                comparison=comparison,
                columns=[title for _, title in columns],
                rows=[_row(ctx, path, row, columns) for row in comparison.rows],
                apart=[(terms[a].name, terms[b].name, sentence) for a, b, sentence in comparison.apart],
                back=to_page(ctx, path, COMPARE),
            ),
            f"{comparison.title}: {_names(comparison)}.",
            parent=COMPARE,
        )


def _names(comparison: Comparison) -> str:
    return ", ".join(row.name for row in comparison.rows)


def _row(ctx: SiteContext, source: PagePath, row: Row, columns: list[tuple[str, str]]) -> TableRow:
    cells = tuple((title, _cell(row, key)) for key, title in columns)
    return TableRow(row.name, to_term(ctx, source, row.term), cells)


def _cell(row: Row, key: str) -> Markup | str:
    return mathml(row.formula) if key == "formula" and row.formula else str(getattr(row, key))
