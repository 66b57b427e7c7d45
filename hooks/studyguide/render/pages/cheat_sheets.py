"""Cheat sheets: one dense, printable page for each family, with nothing folded away."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from studyguide.model.glossary import AliasKind, Match, Term, definition_sentence, shown_names
from studyguide.model.note import Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.site_context import SiteContext, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.text.mathml import mathml

SHEETS = PagePath("cheat-sheets.md")
MOST_SPELLINGS = 3


class SheetLine(Struct, frozen=True):
    """One term in a few words."""

    name: str
    href: str
    spellings: str
    says: str
    formula: Markup
    formula_of: str
    state: str


def sheet_path(family: str) -> PagePath:
    return PagePath(f"cheat-sheets/{family}.md")


def cheat_sheets(ctx: SiteContext) -> Iterator[Page]:
    """Yield the list of sheets and one for each family that has terms."""
    terms: dict[str, list[Term]] = {}
    for term in ctx.corpus.glossary.terms:
        terms.setdefault(ctx.family_of[term.id], []).append(term)
    families = [family for family in ctx.families.values() if family.id in terms]
    listed = [(f.name, to_page(ctx, SHEETS, sheet_path(f.id)), len(terms[f.id])) for f in families]
    about = text_of(ctx.texts, "cheat_sheets.about")
    yield Page(
        SHEETS,
        text_of(ctx.texts, "cheat_sheets.title"),
        render_template(ctx.templates, "cheat_sheets", about=about, sheets=listed),
        about,
    )
    for family in families:
        path = sheet_path(family.id)
        held = sorted(terms[family.id], key=lambda term: term.name.casefold())
        pairs = [c.apart for term in held for c in term.confused_with if ctx.family_of[c.id] == family.id]
        lines = [_line(ctx, path, term) for term in held]
        markdown = render_template(
            ctx.templates, "cheat_sheet", family=family, lines=lines, pairs=pairs, back=to_page(ctx, path, SHEETS)
        )
        yield Page(
            path,
            text_of(ctx.texts, "cheat_sheets.sheet_title", name=family.name),
            markdown,
            text_of(ctx.texts, "cheat_sheets.sheet_about", count=len(held)),
            parent=SHEETS,
        )


def _line(ctx: SiteContext, source: PagePath, term: Term) -> SheetLine:
    shown = (alias for alias in shown_names(term) if alias.match is not Match.NEVER)
    spellings = [alias.text for alias in shown if alias.kind in {AliasKind.ABBREVIATION, AliasKind.FORMER}]
    return SheetLine(
        name=term.name,
        href=to_term(ctx, source, term.id),
        spellings=", ".join(spellings[:MOST_SPELLINGS]),
        says=definition_sentence(term),
        formula=mathml(term.formula) if term.formula else Markup(""),
        formula_of=term.formula_of if term.formula else "",
        state=term.status.state if term.status and term.status.state != "active" else "",
    )
