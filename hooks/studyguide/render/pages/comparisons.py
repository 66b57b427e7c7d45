"""Comparisons: terms that one chooses between, side by side, and what sets each pair apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from studyguide.model.note import Address, Page, PagePath
from studyguide.model.texts import text_of
from studyguide.practice.comparisons import Comparison, ComparisonKind, ComparisonRow
from studyguide.render.asset_names import FILTER_SCRIPT
from studyguide.render.pages.decisions import DECIDE, decision_path
from studyguide.render.pages.glossary import MAX_OPEN_ENTRIES
from studyguide.render.site_context import SiteContext, folder_of, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import GLOSSARY, address, asset_reference, term_path
from studyguide.text.mathml import mathml

COMPARE = PagePath("compare.md")
KIND_ORDER = (ComparisonKind.INPUTS, ComparisonKind.PARTS, ComparisonKind.SIBLINGS, ComparisonKind.CONFUSED)
COLUMNS = ("have", "want", "when", "cost", "machines", "formula", "status")


class TableRow(Struct, frozen=True):
    name: str
    href: str
    cells: tuple[tuple[str, Markup | str], ...]
    """Column title and content; narrow screens show the title in each cell."""


def compare_path(comparison_id: str) -> PagePath:
    return PagePath(f"compare/{comparison_id}.md")


def compare_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of comparisons and a page for each."""
    made = ctx.practice.comparisons
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for comparison in sorted(made, key=partial(_group_order, ctx)):
        entry = (comparison.title, to_page(ctx, COMPARE, compare_path(comparison.id)), len(comparison.rows))
        groups.setdefault(_group(ctx, comparison), []).append(entry)
    about = text_of(ctx.texts, "compare.about" if made else "compare.about_none", count=len(made))
    markdown = render_template(
        ctx.templates,
        "compare",
        about=about,
        groups=list(groups.items()),
        folded=len(made) > MAX_OPEN_ENTRIES,
        decide=to_page(ctx, COMPARE, DECIDE) if ctx.corpus.decisions else "",
        filter_script=asset_reference(COMPARE, FILTER_SCRIPT, ctx.site.addressing),
    )
    yield Page(COMPARE, text_of(ctx.texts, "compare.title"), markdown, about)
    for comparison in made:
        path = compare_path(comparison.id)
        columns = [
            (key, text_of(ctx.texts, f"compare.column_{key}"))
            for key in COLUMNS
            if any(getattr(row, key) for row in comparison.rows)
        ]
        terms = ctx.corpus.terms
        yield Page(
            path,
            comparison.title,
            render_template(
                ctx.templates,
                "comparison",
                comparison=comparison,
                columns=[title for _, title in columns],
                rows=[_comparison_row(ctx, path, row, columns) for row in comparison.rows],
                apart=[(terms[a].name, terms[b].name, sentence) for a, b, sentence in comparison.apart],
                back=to_page(ctx, path, COMPARE),
            ),
            text_of(ctx.texts, "compare.of_terms", title=comparison.title, terms=_pair_names(comparison)),
            parent=COMPARE,
        )


def moved_addresses(ctx: SiteContext) -> dict[Address, Address]:
    """Return where the addresses of pages lead that are no longer made: comparisons to a decision or a term, and terms
    without a page to the glossary."""
    around_terms = {
        address(compare_path(f"{ComparisonKind.CONFUSED}-{term}")): address(ctx.terms.get(term, GLOSSARY))
        for term in ctx.corpus.terms
    }
    listed = {
        address(term_path(folder_of(ctx, ctx.corpus.terms[term]), term)): address(GLOSSARY) for term in ctx.without_page
    }
    replaced = {
        address(compare_path(comparison)): address(decision_path(decision))
        for comparison, decision in ctx.practice.replaced.items()
    }
    return around_terms | listed | replaced


def _group(ctx: SiteContext, comparison: Comparison) -> str:
    """The heading under which the list shows a comparison: pairs by the family of their first term."""
    if comparison.kind is not ComparisonKind.CONFUSED:
        return text_of(ctx.texts, f"compare.{comparison.kind}")
    return ctx.families[ctx.family_of[comparison.rows[0].term]].name


def _group_order(ctx: SiteContext, comparison: Comparison) -> tuple[int, int]:
    family = ctx.family_of[comparison.rows[0].term] if comparison.kind is ComparisonKind.CONFUSED else ""
    families = list(ctx.families)
    return KIND_ORDER.index(comparison.kind), families.index(family) if family else 0


def _pair_names(comparison: Comparison) -> str:
    return ", ".join(row.name for row in comparison.rows)


def _comparison_row(ctx: SiteContext, source: PagePath, row: ComparisonRow, columns: list[tuple[str, str]]) -> TableRow:
    cells = tuple((title, _comparison_cell(row, key)) for key, title in columns)
    return TableRow(row.name, to_term(ctx, source, row.term), cells)


def _comparison_cell(row: ComparisonRow, key: str) -> Markup | str:
    return mathml(row.formula) if key == "formula" and row.formula else str(getattr(row, key))
