"""Separates speakers from the title or the line they are printed with.

A name alone consists of capitalized words, and so does a title. So a name counts by itself only with evidence next to
it: a job after it, or a word such as "by" or "speaker:" before it. Whether others count is decided once for all titles
of a note that have the same form, in `speaker_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from studyguide.model.note import Speaker
from studyguide.parse.outline.names import (
    PERSON_NAME,
    has_honorific,
    is_job,
    may_have_job,
    names_job,
)
from studyguide.parse.outline.separators import separators_in, sign_of
from studyguide.parse.outline.shaped_people import is_honored, shaped_people
from studyguide.parse.outline.speaker_marker import (
    MARKER_STARTS,
    has_marker,
    may_have_marker,
    may_name_people,
    speaker_marker,
)
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.ordinals import NUMBERED_PART
from studyguide.text.small_letters import small_letters

TRAILING_BRACKETS = lazy_pattern(
    r"(?<!\s)\s*+(?:[(（](?P<round>[^()（）]{3,160})[)）]|\[(?P<square>[^\[\]]{3,160})\])\s*$"
)
TITLE_AND_REFERENCES = lazy_pattern(
    r"\[(?P<title>[^\[\]]{3,200})\](?:,| [-–—]|:)?(?: (?:by|de|von|par|por|with|con|avec|mit|di|da))?"
    r" (?P<names>\[[^\[\]]{3,60}\](?:(?:,| and| &| y| e| et| und) \[[^\[\]]{3,60}\]){0,4})"
)
"""A title in brackets and people in others, all of them links whose addresses are elsewhere in a note."""
LEADING_SPEAKER = lazy_pattern(
    rf"(?P<name>{PERSON_NAME.pattern}), (?P<role>[^\W\d_a-z][^,]{{1,40}}), (?P<title>\S+(?:\s\S+){{2,40}})"
)
"""A name, a company and a title of three words or more."""
ACADEMIC = lazy_pattern(
    rf"(?:Profs?|Drs?)\.? (?P<names>{PERSON_NAME.pattern}(?:(?:,| and| &) {PERSON_NAME.pattern}){{0,4}}),"
    r" (?P<title>[^\W\d_a-z]\S*(?:\s\S+){2,40})"
)
"""Professors, a comma and a title of three words or more."""
BY = lazy_pattern(
    r"(?:(?:(?<!\s)\s++)?[,;:–—|-]\s++|(?<!\s)\s++)(?:(?:presented|given|delivered|hosted|taught)\s++)?"
    r"(?:by:?|from(?=\s+@)|von|par|por|with)\s++(?:by\s++)?(?=@?[^\W\d_])",
    re.IGNORECASE,
)
BY_BEFORE_NAME = lazy_pattern(
    r"\s(?:[Bb][Yy]:?|[Ff][Rr][Oo][Mm]|[Vv][Oo][Nn]|[Pp][AaOo][Rr]|[Ww][IiİI\u0131][Tt][Hh])\s++(?:[Bb][Yy]\s++)?"
    r"(?:@|[^\W\d_a-z])"
)
"""What every match of `BY` has that a name follows."""
TALK_BY = lazy_pattern(
    r"(?:(?:my |some )?notes (?:on|of|from|about) )?(?:an?|the) (?:[\w-]+ ){0,2}?(?:talk|key ?note|session|presentation"
    r"|lecture|workshop|webinar|tutorial)\s(?:(?:given|presented|held|delivered) )?by\s",
    re.IGNORECASE,
)
"""The beginning of a sentence that says whose talk it is."""
BY_OF_LINE = lazy_pattern(
    r"(?i:par|por|von|door|av|przez|(?:présenté|animé|donné)e? par|(?:conférence|intervention|présentation) de"
    r"|(?:presentad|impartid|dad)[oa] por|(?:charla|ponencia|sesión|palestra) de|a cargo de|apresentad[oa] por"
    r"|(?:presentat|tenut)[oa] da|a cura di|(?:vortrag|talk|session|präsentation|gehalten|präsentiert) von"
    r"|gepresenteerd door|(?:talk|session|key ?note|presentation|lecture) from) (?=[^\W\d_a-z])"
)
"""The word `by`, as other languages have it at the beginning of a byline, also behind what somebody gave."""
_STARTS_OF_BY = """
par por von door av przez présenté présentée animé animée donné donnée conférence intervention présentation
presentado presentada impartido impartida dado dada charla ponencia sesión palestra a apresentado apresentada
presentato presentata tenuto tenuta vortrag talk session präsentation gehalten präsentiert gepresenteerd
key keynote presentation lecture
"""
STARTS_OF_BY = frozenset(_STARTS_OF_BY.split())
"""The first words of all these, in small letters."""
STARTS_OF_LINE = MARKER_STARTS | {word[:2].ljust(2) for word in STARTS_OF_BY} | {"a ", "an", "th", "my", "so", "no"}
"""The first two letters of every line that says in words whose talk it is."""
BEHIND_SPEAKER = lazy_pattern(r"\s(?:given|presented|held|delivered|recorded|at|in|from|on|during|for|about)\s|[.:]$")
PLURAL_MARKER = lazy_pattern(r"\w+(?:s|\(s\)|nnen|嘉宾)\W*$", re.IGNORECASE)
TIME_BEHIND = lazy_pattern(r"\s\(\d{1,2}[:.]\d\d ?(?:[ap]m)?\)$")
OCCASION = lazy_pattern(
    r"\b(?:key ?note|speaker|presenter|guest|invited|interview|fireside chat|ama)"
    r"(?: (?:speaker|talk|address|session|lecturer?))?\s*$",
    re.IGNORECASE,
)
"""Words that a person's name normally follows."""
KEYNOTE = lazy_pattern(
    r"(?:(?:opening|closing|first|last) )?key ?note(?: (?:talk|address|speech))?(?: #?(?:[IVX]+|\d{1,2}))?",
    re.IGNORECASE,
)
"""The title of a talk that is known by its speaker."""
HANDLE_ALONE = lazy_pattern(r"@[a-z]\w{2,40}\s*", re.IGNORECASE)
LONGEST_LINE = 400
LONGEST_OCCASION_WORDS = 60
"""A number of characters that no word for an occasion has, with the blanks behind it."""


class BylineCandidate(Struct, frozen=True):
    """Describes one way of dividing a title into its words and its speakers."""

    form: str
    """Where the names are, such as `behind -`."""
    title: str
    people: tuple[Speaker, ...]
    """Shaped like people, certain or not."""
    certain: bool = False
    marked: bool = False
    """Whether a word such as `by` introduces the names."""


def split_byline(text: str) -> tuple[str, tuple[Speaker, ...]]:
    """Returns a title without its speakers, and the speakers; the unchanged text if no speaker is certain.

    Supported forms are `title - name, role`, `title (name, role)`, `title [name]`, `title by name`, with one or more
    names, `name, role: title` and `title, name, company`.
    """
    if not may_name_people(text) or not _may_be_certain(text):
        return text, ()
    sure = next((candidate for candidate in byline_candidates(text) if candidate.certain), None)
    return (sure.title, sure.people) if sure else (text, ())


def _may_be_certain(text: str) -> bool:
    """Returns whether a text has a job, a handle, a marker, or what a title or an honorific may be. Most have none."""
    if text.isascii() and not text.startswith(("Prof", "Dr")):
        return may_have_job(text) or has_marker(text)
    return may_have_job(text) or may_have_marker(text)


def byline_candidates(text: str) -> Iterator[BylineCandidate]:
    """Yields every way to divide a title into words and people, the most usual form first."""
    if len(text) > LONGEST_LINE or not may_name_people(text):
        return
    if is_honored(text):
        yield _candidate("only", "", shaped_people(text), certain=False)
        return
    if text[:1] == "[" and (linked := TITLE_AND_REFERENCES.fullmatch(text)):
        if people := shaped_people(linked["names"].replace("[", "").replace("]", "")):
            yield _candidate("brackets", linked["title"], people, certain=False)
        return
    if text.rstrip().endswith((")", "]", "）")) and (match := TRAILING_BRACKETS.search(text)) and match.start():
        inside = match["round"] or match["square"]
        marked = speaker_marker(inside)
        if not text.isascii() and any(shaped_people(text[sign.end() :]) for sign in separators_in(text)):
            inside = ""  # How somebody is called as well.
        single = (marked or HANDLE_ALONE.fullmatch(inside)) is not None
        if people := shaped_people(inside[marked.end() :] if marked else inside, single=single):
            sure = marked is not None or has_honorific(inside)
            yield _candidate("brackets", text[: match.start()], people, sure)
    for match in BY.finditer(text) if BY_BEFORE_NAME.search(text) else ():
        tail = text[match.end() :]
        is_with = "with" in match[0].lower()
        if match.start() and not (is_with and not OCCASION.search(text, 0, match.start())):
            people = shaped_people(TIME_BEHIND.sub("", tail), single=not is_with)
            if people:
                sure = people[0].name[0] == "@" or has_honorific(tail)
                yield _candidate("by", text[: match.start()], people, sure, introduced=True)
    separators = separators_in(text)
    for match in separators:
        tail = text[match.end() :]
        marked = speaker_marker(tail)
        occasion = (
            marked is None
            and OCCASION.search(text, max(0, match.start() - LONGEST_OCCASION_WORDS), match.start()) is not None
        )
        handle = HANDLE_ALONE.fullmatch(tail)
        tail = without_brackets(tail)
        people = shaped_people(tail[marked.end() :] if marked else tail, single=(marked or handle) is not None)
        if match.start() and people:
            sign = sign_of(match)
            certain = (marked or handle) is not None or has_honorific(tail)
            yield _candidate(f"behind {sign}", text[: match.start()], people, certain, introduced=occasion)
    if separators and (keynote := KEYNOTE.fullmatch(text[separators[0].end() :].strip())):
        people = shaped_people(text[: separators[0].start()])
        if people:
            yield _candidate("before", keynote[0], people, certain=False, introduced=True)
    elif separators and text[separators[0].end() :].strip():
        people = shaped_people(text[: separators[0].start()])
        if people and not NUMBERED_PART.fullmatch(small_letters(text[separators[0].end() :].strip())):
            yield _candidate("before", text[separators[0].end() :], people, certain=False)
    led = LEADING_SPEAKER.fullmatch(text) if text.count(", ") > 1 else None
    if led and not names_job(led["role"]) and (people := shaped_people(led["name"])):
        yield _candidate("first", led["title"], (Speaker(people[0].name, led["role"]),), certain=False)
    if led := ACADEMIC.match(text):
        people = shaped_people(led["names"])
        if people and not names_job(led["title"]):
            yield _candidate("first", led["title"], people, certain=True)
    if people := shaped_people(text):
        yield _candidate("only", "", people, certain=False)


def without_brackets(text: str) -> str:
    """Returns a text without the brackets around all of it, which a link without an address has."""
    whole = text.strip()
    return whole[1:-1] if whole[:1] == "[" and whole.find("]") == len(whole) - 1 else text


def _candidate(
    form: str, title: str, people: tuple[Speaker, ...], certain: bool, introduced: bool = False
) -> BylineCandidate:
    certain = certain or any(is_job(person.role) for person in people)
    words = title if form.startswith(("before", "first")) else _trimmed_title(title)
    if form == "only":
        words = " - ".join(filter(None, (person.role for person in people[:1])))
    return BylineCandidate(form, words, people, certain and form != "only", introduced)


def speaker_line(text: str) -> tuple[Speaker, ...]:
    """Returns the speakers of a line that is only a byline, such as `Speaker: A. Name, role` or `by A. Name`."""
    if len(text) > 300:
        return ()
    if small_letters(text[:2]) in STARTS_OF_LINE and (named := _introduced_people(text)) is not None:
        return named
    text = text.removesuffix("...").rstrip(" ,")
    if text.endswith((".", ":", "?", "!")) or len(text) > 160:
        return ()
    people = shaped_people(text)
    return people if has_honorific(text) or any(is_job(person.role) for person in people) else ()


def _introduced_people(text: str) -> tuple[Speaker, ...] | None:
    """Returns the people of a line that says in words whose talk it is, and None for another line."""
    if marked := speaker_marker(text):
        several = PLURAL_MARKER.match(marked[0]) is not None
        return shaped_people(text[marked.end() :], single=True, several=several)
    if text.partition(" ")[0].lower() in STARTS_OF_BY and (by := BY_OF_LINE.match(text)):
        people = shaped_people(text[by.end() :])
        return people if all(len(person.name.split()) > 1 for person in people) else ()
    if said := TALK_BY.match(text):
        return shaped_people(BEHIND_SPEAKER.split(text[said.end() :], maxsplit=1)[0])
    return None


def _trimmed_title(title: str) -> str:
    return title.rstrip(" \t-–—|:,;")
