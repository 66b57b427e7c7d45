"""What changed and when, from dates in the data alone: states of products, facts that were checked, notes by date."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from studyguide.analysis.freshness import Fact, dated_facts
from studyguide.model.note import REDACTED_KINDS, EntryKind, PagePath, TermId
from studyguide.model.texts import text_of
from studyguide.render.html.status import status_sentence, when
from studyguide.render.site_context import SiteContext
from studyguide.render.urls import GLOSSARY, line_anchor, term_anchor

WHOLE_DAY = len("2024-12-31")


class SiteChange(Struct, frozen=True):
    """One thing that happened on a date."""

    key: str
    """Stable: made from ids, lines and dates, never from wording."""
    date: str
    """As exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""
    title: str
    says: str
    page: PagePath
    fragment: str = ""


def site_changes(ctx: SiteContext) -> tuple[SiteChange, ...]:
    """Return every change, newest first."""
    return tuple(
        sorted((*_states(ctx), *_checks(ctx), *_changed_notes(ctx)), key=lambda c: (c.date, c.key), reverse=True)
    )


def page_dates(ctx: SiteContext) -> dict[PagePath, str]:
    """Return the newest whole date in what each term's and each note's page is made from; pages without one are left
    out. The page '' means the guide as a whole."""
    found: dict[PagePath, str] = {}
    for path, date in _page_dates(ctx):
        if len(date) == WHOLE_DAY:
            found[path] = max(date, found.get(path, ""))
    if found:
        found[PagePath("")] = max(found.values())
    return found


def _states(ctx: SiteContext) -> Iterator[SiteChange]:
    """Disputed dates count by the last of them: by then it had happened, whoever is right."""
    for term in ctx.corpus.glossary.terms:
        status = term.status
        if status is None or status.state == "active" or not status.since:
            continue
        yield SiteChange(
            key=f"state/{term.id}/{status.state.replace(' ', '-')}",
            date=max(status.since),
            title=text_of(ctx.texts, "feed.state", name=term.name, state=text_of(ctx.texts, f"states.{status.state}")),
            says=f"{status_sentence(ctx.texts, status)} {status.note or ''}".strip(),
            page=ctx.terms.get(term.id, GLOSSARY),
            fragment=term_anchor(term.id) if term.id in ctx.without_page else "",
        )


def _checks(ctx: SiteContext) -> Iterator[SiteChange]:
    """One change for each day on which facts were looked up."""
    by_day: dict[str, list[Fact]] = {}
    for fact in dated_facts(ctx.corpus):
        by_day.setdefault(fact.checked, []).append(fact)
    terms = ctx.corpus.terms
    for day, facts in by_day.items():
        names = sorted({terms[TermId(f.subject)].name for f in facts if f.subject in terms}, key=str.casefold)
        others = len(facts) - len([f for f in facts if f.subject in terms])
        parts = (*names, *((text_of(ctx.texts, "feed.others", count=others),) if others else ()))
        yield SiteChange(
            key=f"checked/{day}",
            date=day,
            title=text_of(ctx.texts, "feed.checked", count=len(facts)),
            says=text_of(ctx.texts, "feed.looked_up", when=when(ctx.texts, (day,)), names=", ".join(parts)),
            page=GLOSSARY,
        )


def _changed_notes(ctx: SiteContext) -> Iterator[SiteChange]:
    """An entry whose first line holds anything masked goes without its title."""
    for note in ctx.corpus.notes:
        hidden = {zone.line for zone in note.zones if zone.kind in REDACTED_KINDS}
        for entry in note.entries:
            if entry.date is None or entry.kind is EntryKind.FRONT_MATTER:
                continue
            title = (
                note.title
                if entry.span.first in hidden
                else text_of(ctx.texts, "feed.entry", entry=entry.title, note=note.title)
            )
            yield SiteChange(
                key=f"note/{ctx.notes[note.path]}/{entry.date}/{entry.span.first}",
                date=entry.date,
                title=title,
                says=text_of(ctx.texts, "feed.noted", when=when(ctx.texts, (entry.date,))),
                page=ctx.notes[note.path],
                fragment=line_anchor(entry.span.first),
            )


def _page_dates(ctx: SiteContext) -> Iterator[tuple[PagePath, str]]:
    for term in ctx.corpus.glossary.terms:
        if term.status:
            yield ctx.terms.get(term.id, GLOSSARY), term.status.checked
    for note in ctx.corpus.notes:
        for entry in note.entries:
            yield ctx.notes[note.path], entry.date or ""
    for path, anchored in ctx.corpus.corrections.items():
        for each in anchored:
            yield ctx.notes[path], each.correction.checked or ""
            for term_id in each.correction.terms:
                yield ctx.terms.get(term_id, GLOSSARY), each.correction.checked or ""
