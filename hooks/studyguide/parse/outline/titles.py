"""Reads a title: its words, its date, its speakers, and whether it names a talk, a watch list or links."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

from studyguide.model.note import EntryKind, Speaker
from studyguide.parse.outline.dates import date_at_start, dates_in
from studyguide.parse.outline.speakers import split_byline
from studyguide.text.plain_line import ESCAPED_SIGN

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
_TO_DO = (
    r"à (?:voir|lire|regarder|faire|écouter|étudier)|a faire|da (?:leggere|vedere|guardare|fare|studiare)"
    r"|(?:noch )?(?:zu|zum) (?:lesen|sehen|schauen|ansehen|anschauen|tun|machen)|te (?:lezen|bekijken|doen)"
    r"|(?:por|para|pendientes? de) (?:leer|ver|hacer|estudiar)|(?:para|por) (?:ler|assistir|fazer|estudar)"
    r"|a (?:ler|assistir|fazer|estudar)"
)
WATCH_ELSEWHERE = re.compile(
    r"(?:(?:talks?|vid[eé]os?|podcasts?|conf[ée]rences?|articles?|livres?|liens?|sujets?|favoris|choses?|vorträge|artikel"
    r"|bücher|charlas?|ponencias?|artículos?|libros?|enlaces|cosas|temas|palestras?|artigos?|livros?|leituras?|coisas"
    r"|articoli|libri|cose|cursos?|papers?|interventi|boeken|artikelen)\s+){0,2}"
    rf"(?:{_TO_DO})(?: (?:en replay|plus tard|später|luego|depois|dopo|later))?|leseliste|merkliste|leeslijst",
    re.IGNORECASE,
)
"""The same in French, German, Spanish, Portuguese, Italian and Dutch."""
WATCH_IN_BRACKETS = re.compile(
    rf"[^()]{{2,60}}\((?:(?:still )?to (?:watch|read|see|do|listen to)|{_TO_DO})(?:\s[^()]{{2,20}})?\)", re.IGNORECASE
)
"""A title with such words in brackets behind it."""
LINKS_TITLE = re.compile(
    r"(?:(?:useful|related|more|other|external|good|additional|further|helpful|interesting|some)\s+)?"
    r"(?:links?|urls?|references?|resources?|sources?|reading|bookmarks)"
    r"(?: (?:and|&) (?:links?|references?|resources?|reading))?"
    r"|see also",
    re.IGNORECASE,
)
SESSION_CODE = re.compile(r"[A-Z]{3}\d{3,4}(?:-[A-Z]{1,2}\d{0,2})?(?=[\s:\])_–—|-]|$)")
"""A session code as conferences print them, such as `ABC204-R1`."""
CODE_OF_FILE = re.compile(r"([a-z]{3}\d{3,4}(?:[-_](?:r|l|s|p)\d?(?![a-z]))?)(?=[\s_.-]|$)[\s_.-]*", re.IGNORECASE)
"""A session code at the start of a file's name, in any case."""
CODED = re.compile(
    rf"[\[(]?(?P<code>{SESSION_CODE.pattern}|(?i:[a-z]{{3}}\d{{3,4}}(?:-[a-z]\d?)?)(?=\s(?:[|–—-])\s))[\])]?"
    r"(?:\s*+(?:[|:–—-]\s*+)?(?=[^\W_])|$)"
)
"""A session code, with what separates it from the title."""
CODE_BEHIND = re.compile(rf"\s[\[(](?P<code>{SESSION_CODE.pattern})[\])]$")
"""A session code in brackets at the end of a title."""
SPAN_OF_DAYS = re.compile(r"\s*[(\[][^()\[\]]{6,60}[)\]]$")
"""The first and the last day of something in brackets at the end of a title."""
DANGLING = re.compile(
    r"(?<=\w)\s+(?:du|le|de|del|vom|am|den|dem|on|from|of|dated|the|dal|il|op|van|em|at|à|el|in)$", re.IGNORECASE
)
"""A preposition before a date, which nothing follows once the date is taken away."""
COOKIE = re.compile(r"(?<!\s)\s*\[(?:\d{1,4}/\d{1,4}|\d{1,3}%)\]\s*$")
"""How many of its items are done, as Org writes behind a title."""
TALK = re.compile(
    r"(?:(?:lightning |breakout )?(?:talk|session)|keynote|fireside chat|panel|webinar)(?: ?#?\d{1,3})?"
    r"\s*(?:[:–—]|-(?=\s)|(?<=\s)-)\s*\S",
    re.IGNORECASE,
)
"""A title that says that it belongs to a talk. A hyphen inside a word, as in `Session-based`, says nothing."""
ONLY_TIME = re.compile(
    r"(?:(?:at|um|à|a las|alle|às|om|kl\.?)\s)?\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|uhr|h))?"
    r"(?:\s?[-–—]\s?\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|uhr|h))?)?",
    re.IGNORECASE,
)
"""When something begins, and perhaps ends."""
DATE_WORDS = "(?:date|when|day|watched(?: on)?|recorded(?: on)?|attended(?: on)?|datum|fecha)"
DATE_MARK = re.compile(rf"{DATE_WORDS}\s*[:：]\s*", re.IGNORECASE)
TITLE_END = re.compile(r"(?<=\S)\s(?:\{:?[#.][^{}]*\}|\^[\w-]+)$")
"""Attributes or a block's id behind a title."""
REFERENCE_LINK = re.compile(r"(?<![^\s(*_])\[([^\[\]]{2,200})\]\[[\w .-]{0,40}\](?![\w\[])")
"""A link whose address is elsewhere in the note."""
STAMP = re.compile(r"[<\[](?=\d{4}-\d\d-\d\d)([^<>\[\]]{10,40})[>\]]")


class Title(Struct, frozen=True):
    words: str
    """Without date, speakers, session code and final colon."""
    date: str | None = None
    """ISO 8601."""
    byline: tuple[Speaker, ...] = ()
    only_date: bool = False
    """Whether the title is only a date."""
    code: str | None = None
    """The code of a session, such as `ABC204-R1`."""


def title_of(text: str) -> Title:
    """Splits a title's line into its parts."""
    words, date, only_date = undated(text)
    if only_date:
        return Title(words, date, (), True)
    words, byline = split_byline(words)
    return title_with(words, date, byline)


def title_with(words: str, date: str | None, byline: tuple[Speaker, ...]) -> Title:
    """Returns a title without the session code in front of its words and without a final colon."""
    coded = CODED.match(words) or CODE_BEHIND.search(words)
    if coded:
        words = words[: coded.start()] + words[coded.end() :] or words
    return Title(words.rstrip(":： \t") or words, date, byline, code=coded["code"].upper() if coded else None)


def kind_of(title: Title) -> EntryKind:
    """Distinguishes a talk from a section: a talk has a speaker, a session code, a date next to its title, or says
    so."""
    if watch_title(title.words):
        return EntryKind.WATCHLIST
    talk = title.byline or (title.date and not title.only_date) or title.code or TALK.match(title.words)
    return EntryKind.SESSION if talk else EntryKind.SECTION


def watch_title(text: str) -> bool:
    """Returns whether a title names things that its writer still wants to watch, read or do."""
    plain = _plain_title(text)
    if WATCH.fullmatch(plain) or WATCH_ELSEWHERE.fullmatch(plain):
        return True
    return "(" in text and WATCH_IN_BRACKETS.fullmatch(text.strip()) is not None


def link_title(text: str) -> bool:
    """Returns whether a title names a list of links."""
    return LINKS_TITLE.fullmatch(_plain_title(text)) is not None


def date_line(text: str) -> str | None:
    """Returns the date of a line that is marked as one, such as `Date: 2020-12-08`."""
    mark = DATE_MARK.match(text)
    date = date_at_start(text[mark.end() :]) if mark else None
    return date.iso if date else None


def undated(text: str) -> tuple[str, str | None, bool]:
    """Returns a title without the full date at its start or end, that date, and whether the title is only a date."""
    text = unescape(" ".join(text[:2000].split()))
    if "{" in text or "^" in text:
        text = TITLE_END.sub("", text)
    if "\\" in text and "$" not in text:
        text = ESCAPED_SIGN.sub(r"\1", text)
    text = REFERENCE_LINK.sub(r"\1", text) if "][" in text else text
    if "<" in text or "[" in text:
        text = STAMP.sub(lambda match: match[1].split()[0], text)
    dates = dates_in(text) if len(text) < 300 else ()
    if len(dates) == 2 and (span := SPAN_OF_DAYS.search(text)) and 0 < span.start() < dates[0].start:
        return text[: span.start()], dates[0].iso, False
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
        kept = before.rstrip(" -–—|:,([")
        kept = DANGLING.sub("", kept) if at_end else kept
        end = after.lstrip(" -–—|:,)]")
        rest = f"{kept}: {end}" if kept and end else kept or end
        return (text.strip(), date.iso, True) if ONLY_TIME.fullmatch(rest) else (rest, date.iso, False)
    return text, date.iso, False


def _plain_title(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'’&-]", " ", text).split()).strip("-_ ")[:120]
