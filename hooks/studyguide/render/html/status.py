"""The life-cycle status of a product as markup: word, mark, dates, what replaced it, how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from studyguide.model.glossary import Status, Term
from studyguide.model.note import PagePath
from studyguide.render.site_context import SiteContext, to_term

STATUS_MARKS = {"active": "●", "renamed": "⟳", "deprecated": "▲", "closed to new customers": "◐", "discontinued": "✕"}
"""A mark beside the word, so that color alone never carries the status."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusView:
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
        says=status_sentence(status),
        replacements=tuple((ctx.corpus.terms[other].name, to_term(ctx, source, other)) for other in status.replacement),
        note=status.note or "",
        source="" if status.source == "unconfirmed" else status.source,
        confidence=status.confidence,
        checked=status.checked,
    )


def status_sentence(status: Status) -> str:
    """Return what a status says in one sentence, with its dates as they are known."""
    since = dated(status.since)
    match status.state:
        case "active":
            text = f"Available since {since}." if since else "No end-of-life notice found."
        case "renamed":
            text = f"Renamed{f' from {status.formerly}' if status.formerly else ''}{when(status.since)}."
        case "deprecated":
            text = f"Deprecated{f' since {since}' if since else ''}: still there, no longer recommended."
        case "closed to new customers":
            text = f"Closed to new customers{f' since {since}' if since else ''}."
        case _:
            text = f"Discontinued{when(status.since)}."
    if status.closed and status.state != "closed to new customers":
        text += f" Closed to new customers{when(status.closed)}."
    if status.formerly and status.state != "renamed":
        text += f" Formerly {status.formerly}."
    if status.ends:
        text += f" Announced to end{when(status.ends)}."
    return text


def dated(dates: tuple[str, ...]) -> str:
    """Return one date as it is known, a month by its name, or several as a dispute."""
    return _disputed([_named(date) for date in dates])


def when(dates: tuple[str, ...]) -> str:
    """` on 2024-12-05`, ` in December 2024` or ` in 2024`; '' for no date."""
    found: list[str] = []
    before = ""
    for date in dates:
        preposition = "on " if date.count("-") > 1 else "in "
        found.append(f"{preposition if preposition != before else ''}{_named(date)}")
        before = preposition
    return f" {_disputed(found)}" if found else ""


def _disputed(dates: list[str]) -> str:
    return f"{' or '.join(dates)} (sources disagree)" if len(dates) > 1 else "".join(dates)


def _named(date: str) -> str:
    """A day and a year as they are written; `2024-12` as December 2024, for a month in digits reads like a span."""
    year, _, month = date.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month and "-" not in month else date
