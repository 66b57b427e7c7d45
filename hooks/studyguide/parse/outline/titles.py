"""What a title says beside its words: a date, speakers, and whether it names a talk, a watch list or links."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyguide.model.note import EntryKind, Speaker
from studyguide.parse.outline.dates import date_at_start, dates_in
from studyguide.parse.outline.speakers import split_byline

WATCH = re.compile(
    r"(?:(?:my|the|more|other|still|must|want|need|things?|stuff|talks?|sessions?|videos?|articles?|papers?|books?"
    r"|links?|courses?|topics?|podcasts?|episodes?|playlists?|channels?|lectures?|keynotes?|webinars?|workshops?"
    r"|tutorials?|posts?|blogs?|slides|decks?|demos?|films?|movies?|i|we)\s+){0,4}"
    r"(?:to[ -]?(?:watch|read|do|dos|see|view|attend|study|learn|try|explore|listen(?: to)?|check(?: out)?|look at)"
    r"|(?:must|should)[ -](?:watch|read|see)|(?:watch|read|reading|wish|bucket)[ -]?(?:list|later)|action items?"
    r"|backlog)"
    r"(?:\s+(?:list|next|later|talks?|sessions?|videos?|papers?|books?|articles?|list for .{1,40}"
    r"|(?:at|from) .{1,40}))?|(?:[\w'’&-]+\s+){1,4}(?:watch|reading)[ -]?list",
    re.IGNORECASE,
)
LINKS_TITLE = re.compile(
    r"(?:(?:useful|related|more|other|external|good|additional|further|helpful|interesting|some)\s+)?"
    r"(?:links?|urls?|references?|resources?|sources?|reading|bookmarks)"
    r"(?: (?:and|&) (?:links?|references?|resources?|reading))?"
    r"|see also",
    re.IGNORECASE,
)
CODE = re.compile(r"[A-Z]{3}\d{3,4}(?:-[A-Z]{1,2}\d{0,2})?(?=[\s:\])_–—|-]|$)")
"""A session code as conferences print them, such as `ABC204-R1`."""
TALK = re.compile(
    r"(?:(?:lightning |breakout )?(?:talk|session)|keynote|fireside chat|panel|webinar)(?: ?#?\d{1,3})?\s*[:–—-]\s*\S",
    re.IGNORECASE,
)
"""A title that says itself that it is a talk's."""
DATE_MARK = re.compile(
    r"(?:date|when|day|watched(?: on)?|recorded(?: on)?|attended(?: on)?|datum|fecha)\s*[:：]\s*", re.IGNORECASE
)
STAMP = re.compile(r"[<\[](?=\d{4}-\d\d-\d\d)([^<>\[\]]{10,40})[>\]]")


class Title(NamedTuple):
    words: str
    """Without date, speakers and final colon."""
    date: str | None = None
    """ISO 8601."""
    byline: tuple[Speaker, ...] = ()
    only_date: bool = False
    """Whether the title is nothing but a date."""


def title_of(text: str) -> Title:
    """Take a title's line apart."""
    words, date, only_date = _without_date(" ".join(text.split()))
    if only_date:
        return Title(words, date, (), True)
    words, byline = split_byline(words)
    return Title(words.rstrip(":： \t") or words, date, byline)


def kind_of(title: Title) -> EntryKind:
    """Tell a talk from a section: a talk has a speaker, a session code, a date beside its title, or says so."""
    if watch_title(title.words):
        return EntryKind.WATCHLIST
    talk = title.byline or (title.date and not title.only_date) or CODE.match(title.words) or TALK.match(title.words)
    return EntryKind.SESSION if talk else EntryKind.SECTION


def watch_title(text: str) -> bool:
    """Whether a title names things its writer still means to watch, read or do."""
    return WATCH.fullmatch(_plain_title(text)) is not None


def link_title(text: str) -> bool:
    """Whether a title names a list of links."""
    return LINKS_TITLE.fullmatch(_plain_title(text)) is not None


def date_line(text: str) -> str | None:
    """Return the date of a line that is marked as one, such as `Date: 2020-12-08`."""
    mark = DATE_MARK.match(text)
    date = date_at_start(text[mark.end() :]) if mark else None
    return date.iso if date else None


def _without_date(text: str) -> tuple[str, str | None, bool]:
    """Return a title without the full date at its start or end, that date, and whether the title is nothing else."""
    text = STAMP.sub(lambda match: match[1].split()[0], text)
    dates = dates_in(text) if len(text) < 300 else ()
    if len(dates) != 1:
        return text, None, False
    date = dates[0]
    before, after = text[: date.start].rstrip(), text[date.end :].lstrip()
    if not before.strip("([ ") and not after.strip(")]:： "):
        return text.strip(), date.iso, True
    if date.year is None:
        first = not before and re.match(r"[-–—:|]\s", after)
        return (re.sub(r"^[-–—:|]\s*", "", after) if first else text), None, False
    at_start, at_end = not before.strip("(["), not after.strip(")]")
    if at_start or at_end or before.endswith(("-", "–", "—", "|", ":", ",", "(", "[")):
        rest = (before.rstrip(" -–—|:,([") + " " + after.lstrip(" -–—|:,)]")).strip()
        return rest, date.iso, False
    return text, date.iso, False


def _plain_title(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'’&-]", " ", text).split()).strip("-_ ")[:120]
