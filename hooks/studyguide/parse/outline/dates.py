"""Dates as people write them: found in a text, and only where one reading is possible."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE_STARTS = re.compile(
    r"\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE
)
"""How every date begins."""
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_SHAPES = (
    _YEAR + r"(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
    _YEAR + r"(?P<m>\d\d)(?P<d>\d\d)",
    _YEAR + r"年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\." + _YEAR,
    r"(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)" + _YEAR,
    _MONTH + r"\s+" + _DAY + r",?\s+" + _YEAR,
    _DAY + r"(?:\s+of)?[\s-]+" + _MONTH + r",?[\s-]+" + _YEAR,
    _MONTH + r"\s+" + _DAY,
    _DAY + r"(?:\s+of)?\s+" + _MONTH,
)
_PATTERNS = tuple(re.compile(rf"(?<![\w.-]){_WEEKDAY}{shape}(?![\w%]|[.,-]\d|/\w)", re.IGNORECASE) for shape in _SHAPES)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text."""

    start: int
    """0-based, of the text it was found in."""
    end: int
    month: int
    day: int
    year: int | None = None
    """None where none is written."""

    @property
    def iso(self) -> str | None:
        """ISO 8601, or None without a year."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if self.year else None


def dates_in(text: str) -> tuple[DateMatch, ...]:
    """Return every certain date of `text` from left to right; `3/4/2020` is none, for it can be read in two ways."""
    if not re.search(r"\d", text):
        return ()
    dates: list[DateMatch] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            date = _date_of(match)
            if date and not any(date.start < other.end and other.start < date.end for other in dates):
                dates.append(date)
    return tuple(sorted(dates, key=lambda date: date.start))


def date_at_start(text: str) -> DateMatch | None:
    """Return the date that `text` begins with, if it does."""
    head = text[:48]
    if not DATE_STARTS.match(head):
        return None
    for pattern in _PATTERNS:
        if (match := pattern.match(head)) and (date := _date_of(match)):
            return date
    return None


def year_for(month: int, day: int, dated: Iterable[datetime.date]) -> int | None:
    """Return the year of a day written without one, if the note's full dates prove it.

    They do when all of them lie in one year and one of them within three months of the day.
    """
    dates = list(dated)
    years = {date.year for date in dates}
    if len(years) != 1 or not is_day(year := years.pop(), month, day):
        return None
    near = datetime.date(year, month, day)
    return year if any(abs((date - near).days) <= 92 for date in dates) else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _date_of(match: re.Match[str]) -> DateMatch | None:
    got = match.groupdict()
    year = int(got["y"]) if got.get("y") else None
    if got.get("a"):
        first, second = int(got["a"]), int(got["b"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (first, second) if first <= 12 else (second, first)
    else:
        day = int(got["d"])
        month = int(got["m"]) if got.get("m") else MONTH_NAMES.index(got["mon"][:3].lower()) + 1
    return DateMatch(match.start(), match.end(), month, day, year) if is_day(year or 2000, month, day) else None
