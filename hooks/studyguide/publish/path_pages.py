"""Reading orders: the core of the field, each family and each exam, step by step from what needs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.publish.edition import Edition, sentence, to_page, to_term
from studyguide.publish.render import rendered
from studyguide.records import Page, PagePath, TermId
from studyguide.study.path import Step

PATHS = PagePath("path.md")


@dataclass(frozen=True, slots=True)
class Neighbour:
    name: str
    href: str


def way_path(path_id: str) -> PagePath:
    return PagePath(f"path/{path_id}.md")


def path_pages(book: Edition) -> Iterator[Page]:
    """Yield the list of paths and a page for each."""
    made = book.studied.paths
    listed = [(p.title, p.about, len(p.steps), to_page(book, PATHS, way_path(p.id))) for p in made]
    about = "An order to read in: each step comes after what it needs."
    yield Page(PATHS, "Learn in order", rendered("paths", about=about, paths=listed), about)
    for way in made:
        here = way_path(way.id)
        steps = [(book.woven.terms[t].name, to_term(book, here, t), sentence(book.woven.terms[t])) for t in way.steps]
        before = [(book.woven.terms[t].name, to_term(book, here, t)) for t in way.before]
        markdown = rendered("path", path=way, steps=steps, before=before, back=to_page(book, here, PATHS))
        yield Page(here, way.title, markdown, way.about, above=PATHS)


@dataclass(frozen=True, slots=True)
class Stop:
    """A term's place on one path, as its own page shows it."""

    step: Step
    title: str
    href: str
    before: Neighbour | None
    after: Neighbour | None


def stops(book: Edition, source: PagePath, term: TermId) -> list[Stop]:
    """Return a term's places on all paths."""
    titles = {way.id: way.title for way in book.studied.paths}

    def neighbour(other: TermId | None) -> Neighbour | None:
        return Neighbour(book.woven.terms[other].name, to_term(book, source, other)) if other else None

    return [
        Stop(
            step,
            titles[step.path],
            to_page(book, source, way_path(step.path)),
            neighbour(step.previous),
            neighbour(step.next),
        )
        for step in book.studied.steps.get(term, ())
    ]
