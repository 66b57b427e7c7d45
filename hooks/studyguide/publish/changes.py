"""What changed and when, from dates in the data alone: states of products, facts that were checked, notes by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.publish.edition import Edition
from studyguide.publish.list_pages import GLOSSARY
from studyguide.publish.status import told, when
from studyguide.publish.urls import line_anchor
from studyguide.records import GAPS, EntryKind, PagePath, TermId
from studyguide.weave.freshness import Fact, checked

WHOLE_DAY = len("2024-12-31")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened on a date."""

    key: str
    """Stable: made from ids, lines and dates, never from wording."""
    date: str
    """As exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
    title: str
    says: str
    page: PagePath
    fragment: str = ""


def changes(book: Edition) -> tuple[Change, ...]:
    """Return every change, newest first."""
    return tuple(sorted((*_states(book), *_checks(book), *_notes(book)), key=lambda c: (c.date, c.key), reverse=True))


def page_dates(book: Edition) -> dict[PagePath, str]:
    """Return the newest whole date in what each term's and each note's page is made from; pages without one are left
    out. The page '' stands for the guide as a whole."""
    found: dict[PagePath, str] = {}
    for path, date in _page_dates(book):
        if len(date) == WHOLE_DAY:
            found[path] = max(date, found.get(path, ""))
    if found:
        found[PagePath("")] = max(found.values())
    return found


def _states(book: Edition) -> Iterator[Change]:
    """Disputed dates count by the last of them: by then it had happened, whoever is right."""
    for term in book.woven.glossary.terms:
        status = term.status
        if status is None or status.state == "active" or not status.since:
            continue
        yield Change(
            key=f"state/{term.id}/{status.state.replace(' ', '-')}",
            date=max(status.since),
            title=f"{term.name}: {status.state}",
            says=f"{told(status)} {status.note or ''}".strip(),
            page=book.terms[term.id],
        )


def _checks(book: Edition) -> Iterator[Change]:
    """One change for each day on which facts were looked up."""
    by_day: dict[str, list[Fact]] = {}
    for fact in checked(book.woven):
        by_day.setdefault(fact.checked, []).append(fact)
    terms = book.woven.terms
    for day, facts in by_day.items():
        names = sorted({terms[TermId(f.subject)].name for f in facts if f.subject in terms}, key=str.casefold)
        others = len(facts) - len([f for f in facts if f.subject in terms])
        parts = (*names, *((f"{others} of exams and editor's notes",) if others else ()))
        yield Change(
            key=f"checked/{day}",
            date=day,
            title=f"{len(facts)} {'fact' if len(facts) == 1 else 'facts'} checked",
            says=f"Looked up{when((day,))}: {', '.join(parts)}.",
            page=GLOSSARY,
        )


def _notes(book: Edition) -> Iterator[Change]:
    """An entry whose first line holds anything masked goes without its title."""
    for note in book.woven.notes:
        hidden = {zone.line for zone in note.zones if zone.kind in GAPS}
        for entry in note.entries:
            if entry.date is None or entry.kind is EntryKind.FRONT_MATTER:
                continue
            title = note.title if entry.span.first in hidden else f"{entry.title} ({note.title})"
            yield Change(
                key=f"note/{book.notes[note.path]}/{entry.date}/{entry.span.first}",
                date=entry.date,
                title=title,
                says=f"Noted{when((entry.date,))}.",
                page=book.notes[note.path],
                fragment=line_anchor(entry.span.first),
            )


def _page_dates(book: Edition) -> Iterator[tuple[PagePath, str]]:
    for term in book.woven.glossary.terms:
        if term.status:
            yield book.terms[term.id], term.status.checked
    for note in book.woven.notes:
        for entry in note.entries:
            yield book.notes[note.path], entry.date or ""
    for path, anchored in book.woven.corrections.items():
        for each in anchored:
            yield book.notes[path], each.correction.checked or ""
            for term_id in each.correction.terms:
                yield book.terms[term_id], each.correction.checked or ""
