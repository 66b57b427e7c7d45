"""Finds the years of dates that a note writes without one, where it proves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from studyguide.parse.outline.dates import dates_in, proved_year
from studyguide.parse.outline.section_heading import SectionHeading

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOST_YEARS = 200
"""Number of different years that are compared with a weekday."""


def with_proved_years(headings: list[SectionHeading], path: str, lines: Sequence[str]) -> list[SectionHeading]:
    """Returns the headings with the dates of those that are a day without a year, where the note proves the year."""
    days = [mark for mark in headings if mark.only_date and mark.date is None]
    if not days:
        return headings
    written = _written_years(path, lines)
    dated: list[SectionHeading] = []
    open_: list[tuple[int, str]] = [(-1, path)]
    for mark in headings:
        while len(open_) > 1 and open_[-1][0] >= mark.rank:
            open_.pop()
        if mark.only_date and mark.date is None and (written_days := dates_in(mark.title[:300])):
            above = {int(year) for _, title in open_ for year in YEAR.findall(title)}
            year = proved_year(written_days[0], above, written)
            mark = replace(mark, date=replace(written_days[0], year=year).iso if year else None)
        dated.append(mark)
        open_.append((mark.rank, f"{mark.title} {mark.date or ''}"))
    return dated


def proved_date(text: str, path: str, lines: Sequence[str]) -> str | None:
    """Returns the date of a line that is a day, if its year is written or proved."""
    written_days = dates_in(text[:300])
    if not written_days or written_days[0].iso:
        return written_days[0].iso if written_days else None
    above = {int(year) for year in YEAR.findall(path)}
    year = proved_year(written_days[0], above, _written_years(path, lines))
    return replace(written_days[0], year=year).iso if year else None


def _written_years(path: str, lines: Sequence[str]) -> list[int]:
    return sorted({int(year) for line in (*lines, path) for year in YEAR.findall(line[:400])})[:MOST_YEARS]
