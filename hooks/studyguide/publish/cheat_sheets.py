"""Cheat sheets: one dense, printable page for each family, with nothing folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.publish.edition import Edition, sentence, to_page, to_term
from studyguide.publish.render import rendered
from studyguide.records import Page, PagePath
from studyguide.study.formulas import mathml
from studyguide.terms import Match, Term

SHEETS = PagePath("cheat-sheets.md")
MOST_SPELLINGS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One term in a few words."""

    name: str
    href: str
    spellings: str
    says: str
    formula: Markup
    state: str


def sheet_path(family: str) -> PagePath:
    return PagePath(f"cheat-sheets/{family}.md")


def cheat_sheets(book: Edition) -> Iterator[Page]:
    """Yield the list of sheets and one for each family that has terms."""
    terms: dict[str, list[Term]] = {}
    for term in book.woven.glossary.terms:
        terms.setdefault(book.family_of[term.id], []).append(term)
    families = [family for family in book.families.values() if family.id in terms]
    listed = [(f.name, to_page(book, SHEETS, sheet_path(f.id)), len(terms[f.id])) for f in families]
    about = "A page for each family to print: every term in one line, and what tells the look-alikes apart."
    yield Page(SHEETS, "Cheat sheets", rendered("cheat_sheets", about=about, sheets=listed), about)
    for family in families:
        path = sheet_path(family.id)
        held = sorted(terms[family.id], key=lambda term: term.name.casefold())
        pairs = [c.apart for term in held for c in term.confused_with if book.family_of[c.id] == family.id]
        lines = [_line(book, path, term) for term in held]
        markdown = rendered("cheat_sheet", family=family, lines=lines, pairs=pairs, back=to_page(book, path, SHEETS))
        yield Page(path, f"Cheat sheet: {family.name}", markdown, f"{len(held)} terms on one page.", above=SHEETS)


def _line(book: Edition, source: PagePath, term: Term) -> Line:
    spellings = [a.text for a in term.aliases if a.kind in {"abbreviation", "former"} and a.match is not Match.NEVER]
    return Line(
        name=term.name,
        href=to_term(book, source, term.id),
        spellings=", ".join(spellings[:MOST_SPELLINGS]),
        says=sentence(term),
        formula=mathml(term.formula) if term.formula else Markup(""),
        state=term.status.state if term.status and term.status.state != "active" else "",
    )
