"""Pages that say how far to trust the guide: Freshness, what has changed since; Coverage, what the notes leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.publish.edition import Edition, of_note, to_line, to_page, to_term
from studyguide.publish.list_pages import entry
from studyguide.publish.markup import line_html
from studyguide.publish.overview_pages import NO_TERM
from studyguide.publish.render import rendered
from studyguide.publish.status import StatusView, status_view
from studyguide.records import Note, Page, PagePath, TermId
from studyguide.weave.freshness import Fact, changes, checked
from studyguide.weave.gaps import open_questions, unexplained, unmentioned, watched

FRESHNESS = PagePath("trust/freshness.md")
COVERAGE = PagePath("trust/coverage.md")


@dataclass(frozen=True, slots=True)
class Changed:
    name: str
    href: str
    status: StatusView
    named: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """Title of each note that names it, with its lines and their references."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a note in a list."""

    html: Markup
    href: str
    line: int
    note: str


def trust_pages(book: Edition) -> Iterator[Page]:
    """Yield Freshness and Coverage."""
    yield _freshness(book)
    yield _coverage(book)


def _freshness(book: Edition) -> Page:
    changed = tuple(_changed(book))
    facts = checked(book.woven)
    days = Counter((fact.checked, fact.kind) for fact in facts)
    return Page(
        FRESHNESS,
        "Freshness",
        rendered(
            "freshness",
            changed=changed,
            states=Counter(one.status.state for one in changed).most_common(),
            days=sorted((day, kind, count) for (day, kind), count in days.items()),
            unsure=[_fact(book, fact) for fact in facts if fact.confidence == "low" or fact.source == "unconfirmed"],
            total=len(facts),
        ),
        "What the notes name that has been renamed, closed or shut down since, and when each fact was checked.",
    )


def _changed(book: Edition) -> Iterator[Changed]:
    for change in changes(book.woven):
        status = status_view(book, FRESHNESS, book.woven.terms[change.term])
        if status is not None:
            named = tuple(
                (book.woven.notes_by_path[path].title, tuple((n, to_line(book, FRESHNESS, path, n)) for n in lines))
                for path, lines in change.named
            )
            yield Changed(change.name, to_term(book, FRESHNESS, change.term), status, named)


def _fact(book: Edition, fact: Fact) -> tuple[str, str, Fact]:
    """Name, reference ('' where there is no page) and the fact."""
    term = book.woven.terms.get(TermId(fact.subject))
    if fact.kind == "status" and term is not None:
        return term.name, to_term(book, FRESHNESS, term.id), fact
    exam = next((e for e in book.woven.exams if e.id == fact.subject), None)
    if exam is not None:
        return exam.name, to_page(book, FRESHNESS, PagePath(f"exams/{exam.id}.md")), fact
    path, _, line = fact.subject.rpartition(":")
    note = next((n for n in book.woven.notes if n.path == path), None)
    if note is None:
        return fact.subject, "", fact
    return f"{note.title}, line {line}", to_line(book, FRESHNESS, note.path, int(line)), fact


def _coverage(book: Edition) -> Page:
    woven = book.woven
    often = [
        (entry(book, COVERAGE, woven.terms[one.term]), len(one.lines), to_line(book, COVERAGE, *one.lines[0]))
        for one in unexplained(woven)
    ]
    unnamed: dict[str, list[tuple[str, str]]] = {}
    for term in unmentioned(woven):
        family = book.families.get(book.family_of[term])
        listed = unnamed.setdefault(family.name if family else "Other", [])
        listed.append((woven.terms[term].name, to_term(book, COVERAGE, term)))
    items = watched(woven.notes)
    waiting = [
        Listed(Markup.escape(one.item.text), to_line(book, COVERAGE, one.note, one.item.line), one.item.line, "")
        for one in items
        if one.session is None and one.item.repeats is None
    ]
    return Page(
        COVERAGE,
        "Coverage",
        rendered(
            "coverage",
            often=often,
            unnamed=unnamed,
            count=sum(map(len, unnamed.values())),
            total=len(woven.terms),
            waiting=waiting,
            written=sum(one.session is not None for one in items),
            questions=[asked for note in woven.notes for asked in _kept_questions(book, note)],
            no_term=to_page(book, COVERAGE, NO_TERM),
            lines=sum(len(account.no_term) for account in woven.accounting.values()),
        ),
        "What the notes leave out: terms never named or never explained, talks not written up, open questions.",
    )


def _kept_questions(book: Edition, note: Note) -> tuple[Listed, ...]:
    inputs = (book.site, *of_note(book, note.path))
    return book.kept(("questions", note.path), inputs, lambda: tuple(_questions(book, note)))


def _questions(book: Edition, note: Note) -> Iterator[Listed]:
    stands = book.woven.by_line[note.path]
    for asked in open_questions(note, stands):
        zones = stands.zones.get(asked.line, ())
        text = note.lines[asked.line - 1][: asked.end]
        html = line_html(text, (), zones, asked.start)
        yield Listed(html, to_line(book, COVERAGE, note.path, asked.line), asked.line, note.title)
