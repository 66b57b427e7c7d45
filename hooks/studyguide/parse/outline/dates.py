"""Finds dates as people write them, and only where one reading is possible."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from studyguide.text.small_letters import small_letters

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OTHER_MONTHS = (
    "januar janvier enero gennaio janeiro januari",
    "februar février fevrier febrero febbraio fevereiro februari",
    "märz maerz mars marzo março maart",
    "avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "août aout agosto augustus",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro",
)
"""The months in German, French, Spanish, Italian, Portuguese and Dutch, where they differ from English."""
WEEKDAY_NAMES = (
    "mon montag lundi lunes lunedì segunda-feira maandag",
    "tue dienstag mardi martes martedì terça-feira dinsdag",
    "wed mittwoch mercredi miércoles mercoledì quarta-feira woensdag",
    "thu donnerstag jeudi jueves giovedì quinta-feira donderdag",
    "fri freitag vendredi viernes venerdì sexta-feira vrijdag",
    "sat samstag samedi sábado sabato zaterdag",
    "sun sonntag dimanche domingo domenica zondag",
)
MONTH_NUMBERS = {name: at for at, names in enumerate(OTHER_MONTHS, 1) for name in names.split()}
WEEKDAY_NUMBERS = {name: at for at, names in enumerate(WEEKDAY_NAMES) for name in names.split()}
DATE_STARTS = re.compile(rf"\d|(?:{'|'.join((*MONTH_NAMES, *MONTH_NUMBERS, *WEEKDAY_NUMBERS))})")
"""Beginnings of every date, in small letters."""
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    rf"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})(?!\w)\.?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OF = r"(?:\s+(?:of|de|di))?"
_WEEKDAY = (
    r"(?:(?P<w>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    rf"|{'|'.join(name for name in WEEKDAY_NUMBERS if len(name) > 3)})\.?,?\s+(?:den |the |el |le )?)?"
)
_SHAPES = (
    _YEAR + r"(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
    _YEAR + r"(?P<m>\d\d)(?P<d>\d\d)",
    _YEAR + r"年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\." + _YEAR,
    r"(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)" + _YEAR,
    _MONTH + r"\s+" + _DAY + r",?\s+" + _YEAR,
    _DAY + _OF + r"[\s-]+" + _MONTH + rf",?{_OF}[\s-]+" + _YEAR,
    _MONTH + r"\s+" + _DAY,
    _DAY + _OF + r"\s+" + _MONTH,
)
_PATTERNS = tuple(re.compile(rf"(?<![\w.-]){_WEEKDAY}{shape}(?![\w%]|[.,-]\d|/\w)") for shape in _SHAPES)
"""In small letters, so that a search skips names with another first letter."""
_WITH_YEAR_ALONE, _WITH_MONTH_ALONE = _PATTERNS[:5], _PATTERNS[7:]
"""The patterns for texts without the name of a month, and without a year."""
ANY_DIGIT = re.compile(r"\d")
_YEAR_AT_ALL = re.compile(r"(?:19|20)\d\d")
_MONTH_AT_ALL = re.compile("|".join(sorted({name[:3] for name in (*MONTH_NAMES, *MONTH_NUMBERS)})))


class DateMatch(Struct, frozen=True):
    """Describes a date in a text."""

    start: int
    """0-based column in the text that was searched."""
    end: int
    month: int
    day: int
    year: int | None = None
    """None if no year is written."""
    weekday: int | None = None
    """0 for Monday; None if no weekday is written."""

    @property
    def iso(self) -> str | None:
        """Returns the date in ISO 8601, or None without a year."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if self.year else None


def dates_in(text: str) -> tuple[DateMatch, ...]:
    """Returns every certain date of `text` from left to right. `3/4/2020` is not certain, because it can be read in two
    ways."""
    if not ANY_DIGIT.search(text):
        return ()
    dates: list[DateMatch] = []
    small = small_letters(text)
    for pattern in _patterns_for(small):
        for match in pattern.finditer(small):
            date = _date_of(match)
            if date and not any(date.start < other.end and other.start < date.end for other in dates):
                dates.append(date)
    return tuple(sorted(dates, key=lambda date: date.start))


def _patterns_for(small: str) -> Sequence[re.Pattern[str]]:
    """Returns the patterns that can find anything in a text in small letters. Most texts have no day with a month or a
    year."""
    if not ANY_DIGIT.search(small):
        return ()
    has_year, has_month = _YEAR_AT_ALL.search(small), _MONTH_AT_ALL.search(small)
    if has_year:
        return _PATTERNS if has_month else _WITH_YEAR_ALONE
    return _WITH_MONTH_ALONE if has_month else ()


def date_at_start(text: str) -> DateMatch | None:
    """Returns the date with which `text` begins, if it does."""
    head = small_letters(text[:48])
    if not DATE_STARTS.match(head):
        return None
    for pattern in _PATTERNS:
        if (match := pattern.match(head)) and (date := _date_of(match)):
            return date
    return None


def year_for(month: int, day: int, dated: Iterable[datetime.date]) -> int | None:
    """Returns the year of a day written without one, if the note's full dates prove it.

    They do when all of them lie in one year and one of them within three months of the day.
    """
    dates = list(dated)
    years = {date.year for date in dates}
    if len(years) != 1 or not is_day(year := years.pop(), month, day):
        return None
    near = datetime.date(year, month, day)
    return year if any(abs((date - near).days) <= 92 for date in dates) else None


def proved_year(date: DateMatch, above: Iterable[int], mentioned: Iterable[int]) -> int | None:
    """Returns the year of a date written without one, if titles above it or its weekday prove the year.

    `above` are the years in titles that contain the date, `mentioned` are all years that the note writes. A weekday
    proves the one year in which the day is on it.
    """
    fitting = {year for year in above if is_day(year, date.month, date.day)}
    if date.weekday is None:
        return fitting.pop() if len(fitting) == 1 else None
    fitting |= {year for year in mentioned if is_day(year, date.month, date.day)}
    agreeing = {y for y in fitting if datetime.date(y, date.month, date.day).weekday() == date.weekday}
    return agreeing.pop() if len(agreeing) == 1 else None


def is_day(year: int, month: int, day: int) -> bool:
    """Returns whether the calendar has such a day."""
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
        month = int(got["m"]) if got.get("m") else _month_number(got["mon"])
    weekday = _weekday_number(got["w"]) if got.get("w") else None
    if not is_day(year or 2000, month, day):
        return None
    return DateMatch(match.start(), match.end(), month, day, year, weekday)


def _month_number(name: str) -> int:
    return MONTH_NUMBERS.get(name) or MONTH_NAMES.index(name[:3]) + 1


def _weekday_number(name: str) -> int:
    return WEEKDAY_NUMBERS[name] if name in WEEKDAY_NUMBERS else WEEKDAY_NUMBERS[name[:3]]
