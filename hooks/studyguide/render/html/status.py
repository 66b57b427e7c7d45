"""The life-cycle status of a product as markup: word, mark, dates, what replaced it, how sure that is."""

from __future__ import annotations

from msgspec import Struct

from studyguide.model.glossary import Status, Term
from studyguide.model.note import PagePath
from studyguide.model.texts import Texts, text_of
from studyguide.render.site_context import SiteContext, to_term

STATUS_MARKS = {"active": "●", "renamed": "⟳", "deprecated": "▲", "closed to new customers": "◐", "discontinued": "✕"}
"""A mark beside the word, so that color alone never carries the status."""


class StatusView(Struct, frozen=True):
    state: str
    slug: str
    mark: str
    says: str
    """One sentence: what happened and when."""
    replacements: tuple[tuple[str, str], ...]
    """Name and reference."""
    note: str
    source: str
    """An address, or '' when unconfirmed."""
    confidence: str
    checked: str


def status_view(ctx: SiteContext, source: PagePath, term: Term) -> StatusView | None:
    """Return the status of a term as `source` shows it; None for a term that has none."""
    if (status := term.status) is None:
        return None
    return StatusView(
        state=status.state,
        slug=status.state.replace(" ", "-"),
        mark=STATUS_MARKS[status.state],
        says=status_sentence(ctx.texts, status),
        replacements=tuple((ctx.names[other], to_term(ctx, source, other)) for other in status.replacement),
        note=status.note or "",
        source="" if status.source == "unconfirmed" else status.source,
        confidence=status.confidence,
        checked=status.checked,
    )


def status_sentence(texts: Texts, status: Status) -> str:
    """Return what a status says in one sentence, with its dates as they are known."""
    since, began = dated(texts, status.since), when(texts, status.since)
    match status.state:
        case "active":
            text = text_of(texts, "status.available_since", date=since) if since else text_of(texts, "status.available")
        case "renamed":
            key = "status.renamed_from" if status.formerly else "status.renamed"
            text = _with_date(texts, key, began, name=status.formerly)
        case "deprecated":
            text = text_of(texts, "status.deprecated_since" if since else "status.deprecated", date=since)
        case "closed to new customers":
            text = text_of(texts, "status.closed_since" if since else "status.closed", date=since)
        case _:
            text = _with_date(texts, "status.discontinued", began)
    if status.closed and status.state != "closed to new customers":
        text += f" {_with_date(texts, 'status.closed', when(texts, status.closed))}"
    if status.formerly and status.state != "renamed":
        text += f" {text_of(texts, 'status.formerly', name=status.formerly)}"
    if status.ends:
        text += f" {text_of(texts, 'status.ends', when=when(texts, status.ends))}"
    return text


def dated(texts: Texts, dates: tuple[str, ...]) -> str:
    """Return one date as it is known, a month by its name, or several as a dispute."""
    return _disputed(texts, [_named(texts, date) for date in dates])


def when(texts: Texts, dates: tuple[str, ...]) -> str:
    """`on 2024-12-05`, `in December 2024` or `in 2024`; '' for no date."""
    shown: list[str] = []
    before = ""
    for date in dates:
        preposition = "on" if date.count("-") > 1 else "in"
        named = _named(texts, date)
        shown.append(text_of(texts, f"dates.{preposition}", date=named) if preposition != before else named)
        before = preposition
    return _disputed(texts, shown)


def _with_date(texts: Texts, key: str, date: str, **values: object) -> str:
    """Return a text, or its form with a date where there is one."""
    return text_of(texts, f"{key}_when", when=date, **values) if date else text_of(texts, key, **values)


def _disputed(texts: Texts, dates: list[str]) -> str:
    if len(dates) < 2:
        return "".join(dates)
    joined = dates[0]
    for date in dates[1:]:
        joined = text_of(texts, "dates.or", first=joined, second=date)
    return text_of(texts, "dates.disputed", dates=joined)


def _named(texts: Texts, date: str) -> str:
    """A day and a year as they are written; `2024-12` as December 2024, for a month in digits reads like a span."""
    year, _, month = date.partition("-")
    return text_of(texts, f"months.{int(month)}", year=year) if month and "-" not in month else date
