"""Pages that say how far to trust the guide: Freshness, what has changed since; Coverage, what the notes leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from studyguide.analysis.freshness import Fact, dated_facts, status_changes
from studyguide.analysis.open_points import open_questions, unexplained, unmentioned, watched_items
from studyguide.model.note import Note, Page, PagePath, TermId
from studyguide.model.texts import text_of
from studyguide.render.html.inline.scope import Row
from studyguide.render.html.sentence_html import sentence_without_links
from studyguide.render.html.status import StatusView, status_view
from studyguide.render.pages.glossary import entry
from studyguide.render.pages.overviews import NO_TERM
from studyguide.render.site_context import SiteContext, of_note, to_line, to_page, to_term
from studyguide.render.templates import render_template

FRESHNESS = PagePath("trust/freshness.md")
COVERAGE_PAGE = PagePath("trust/coverage.md")


class Changed(Struct, frozen=True):
    name: str
    href: str
    status: StatusView
    named: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """Title of each note that names it, with its lines and their references."""


class OpenLine(Struct, frozen=True):
    """A line of a note in a list."""

    html: Markup
    href: str
    line: int
    note: str


def coverage_freshness_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield Freshness and Coverage."""
    yield _freshness(ctx)
    yield _coverage(ctx)


def _freshness(ctx: SiteContext) -> Page:
    changed = tuple(_changed_terms(ctx))
    facts = dated_facts(ctx.corpus)
    days = Counter((fact.checked, fact.kind) for fact in facts)
    return Page(
        FRESHNESS,
        text_of(ctx.texts, "freshness.title"),
        render_template(
            ctx.templates,
            "freshness",
            changed=changed,
            states=Counter(one.status.state for one in changed).most_common(),
            days=sorted((day, kind, count) for (day, kind), count in days.items()),
            unsure=[_fact(ctx, fact) for fact in facts if fact.confidence == "low" or fact.source == "unconfirmed"],
            total=len(facts),
        ),
        text_of(ctx.texts, "freshness.about"),
    )


def _changed_terms(ctx: SiteContext) -> Iterator[Changed]:
    for change in status_changes(ctx.corpus):
        status = status_view(ctx, FRESHNESS, ctx.corpus.terms[change.term])
        if status is not None:
            named = tuple(
                (ctx.corpus.notes_by_path[path].title, tuple((n, to_line(ctx, FRESHNESS, path, n)) for n in lines))
                for path, lines in change.named
            )
            yield Changed(change.name, to_term(ctx, FRESHNESS, change.term), status, named)


def _fact(ctx: SiteContext, fact: Fact) -> tuple[str, str, Fact]:
    """Name, reference ('' where there is no page) and the fact."""
    term = ctx.corpus.terms.get(TermId(fact.subject))
    if fact.kind == "status" and term is not None:
        return term.name, to_term(ctx, FRESHNESS, term.id), fact
    exam = next((e for e in ctx.corpus.exams if e.id == fact.subject), None)
    if exam is not None:
        return exam.name, to_page(ctx, FRESHNESS, PagePath(f"exams/{exam.id}.md")), fact
    path, _, line = fact.subject.rpartition(":")
    note = next((n for n in ctx.corpus.notes if n.path == path), None)
    if note is None:
        return fact.subject, "", fact
    return (
        text_of(ctx.texts, "common.note_line", note=note.title, line=line),
        to_line(ctx, FRESHNESS, note.path, int(line)),
        fact,
    )


def _coverage(ctx: SiteContext) -> Page:
    corpus = ctx.corpus
    often = [
        (entry(ctx, COVERAGE_PAGE, corpus.terms[one.term]), len(one.lines), to_line(ctx, COVERAGE_PAGE, *one.lines[0]))
        for one in unexplained(corpus)
    ]
    unnamed: dict[str, list[tuple[str, str]]] = {}
    for term in unmentioned(corpus):
        family = ctx.families.get(ctx.family_of[term])
        listed = unnamed.setdefault(family.name if family else text_of(ctx.texts, "coverage.other"), [])
        listed.append((corpus.terms[term].name, to_term(ctx, COVERAGE_PAGE, term)))
    items = watched_items(corpus.notes)
    waiting = [
        OpenLine(Markup.escape(one.item.text), to_line(ctx, COVERAGE_PAGE, one.note, one.item.line), one.item.line, "")
        for one in items
        if one.session is None and one.item.repeats is None and not one.is_done
    ]
    return Page(
        COVERAGE_PAGE,
        text_of(ctx.texts, "coverage.title"),
        render_template(
            ctx.templates,
            "coverage",
            often=often,
            unnamed=unnamed,
            count=sum(map(len, unnamed.values())),
            total=len(corpus.terms),
            waiting=waiting,
            written=sum(one.session is not None for one in items),
            questions=[asked for note in corpus.notes for asked in _kept_questions(ctx, note)],
            no_term=to_page(ctx, COVERAGE_PAGE, NO_TERM),
            lines=sum(len(account.no_term) for account in corpus.line_coverage.values()),
        ),
        text_of(ctx.texts, "coverage.about"),
    )


def _kept_questions(ctx: SiteContext, note: Note) -> tuple[OpenLine, ...]:
    inputs = (ctx.site, *of_note(ctx, note.path))
    return ctx.memo(("questions", note.path), inputs, lambda: tuple(_questions(ctx, note)))


def _questions(ctx: SiteContext, note: Note) -> Iterator[OpenLine]:
    index = ctx.corpus.line_index[note.path]
    for asked in open_questions(note, index):
        row: Row = (note.lines[asked.line - 1], asked.start, asked.end, (), index.zones.get(asked.line, ()))
        html = sentence_without_links(note, row, ctx.texts)
        yield OpenLine(html, to_line(ctx, COVERAGE_PAGE, note.path, asked.line), asked.line, note.title)
