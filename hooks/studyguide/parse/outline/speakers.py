"""Separates speakers from the title or the line they are printed with.

A name alone consists of capitalized words, and so does a title. So a name counts by itself only with evidence next to
it: a job after it, or a word such as "by" or "speaker:" before it. Whether others count is decided once for all titles
of a note that have the same form, in `speaker_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from studyguide.model.note import Speaker
from studyguide.parse.outline.names import (
    HONORIFIC,
    NAME_WORD,
    ONE_NAME,
    PARTICLE,
    PERSON_NAME,
    SUBJECT,
    TITLE_WORDS,
    TWO_NAMES,
    has_honorific,
    is_abbreviation_of,
    is_job,
    may_have_job,
    names_institution,
    names_job,
)
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.speaker_marker import may_have_marker, may_name_people, speaker_marker
from studyguide.text.english_words import is_english_word
from studyguide.text.ordinals import NUMBERED_PART
from studyguide.text.small_letters import small_letters

AND = r"(?:and|&|und|et|y|e|en|og|och|with|mit|avec|con)"
BETWEEN = re.compile(rf"(?:(?<!\s)\s++)?,(?:\s++{AND}\s++|\s*+)|(?<!\s)\s++(?:{AND}|/|\+)\s++")
COMPANY_OF_BOTH = re.compile(rf"(?<!,)\s{AND}\s[^,]{{1,100}},(?!\s{AND}\s)[^,]{{1,100}}$")
"""The last name of a list and, behind a comma, the company of its people."""
TRAILING_BRACKETS = re.compile(
    r"(?<!\s)\s*+(?:[(（](?P<round>[^()（）]{3,160})[)）]|\[(?P<square>[^\[\]]{3,160})\])\s*$"
)
LISTED_SPEAKER = re.compile(rf"(?P<title>\S+(?:\s\S+)+?),\s(?P<name>{PERSON_NAME.pattern}),\s(?P<role>[^,]{{2,60}})")
"""A title, a name and a company as conference programs list them."""
LEADING_SPEAKER = re.compile(
    rf"(?P<name>{PERSON_NAME.pattern}), (?P<role>[^\W\d_a-z][^,]{{1,40}}), (?P<title>\S+(?:\s\S+){{2,40}})"
)
"""A name, a company and a title of three words or more."""
BY = re.compile(
    r"(?:(?:(?<!\s)\s++)?[,;:–—|-]\s++|(?<!\s)\s++)(?:(?:presented|given|delivered|hosted|taught)\s++)?"
    r"(?:by:?|from(?=\s+@)|von|par|por|with)\s++(?:by\s++)?(?=@?[^\W\d_])",
    re.IGNORECASE,
)
BY_BEFORE_NAME = re.compile(
    r"\s(?:[Bb][Yy]:?|[Ff][Rr][Oo][Mm]|[Vv][Oo][Nn]|[Pp][AaOo][Rr]|[Ww][IiİI\u0131][Tt][Hh])\s++(?:[Bb][Yy]\s++)?"
    r"(?:@|[^\W\d_a-z])"
)
"""What every match of `BY` has that a name follows."""
TALK_BY = re.compile(
    r"(?:(?:my |some )?notes (?:on|of|from|about) )?(?:an?|the) (?:[\w-]+ ){0,2}?(?:talk|key ?note|session|presentation"
    r"|lecture|workshop|webinar|tutorial)\s(?:(?:given|presented|held|delivered) )?by\s",
    re.IGNORECASE,
)
"""The beginning of a sentence that says whose talk it is."""
BY_OF_LINE = re.compile(
    r"(?i:par|por|von|door|av|przez|(?:présenté|animé|donné)e? par|(?:conférence|intervention|présentation) de"
    r"|(?:presentad|impartid|dad)[oa] por|(?:charla|ponencia|sesión|palestra) de|a cargo de|apresentad[oa] por"
    r"|(?:presentat|tenut)[oa] da|a cura di|(?:vortrag|talk|session|präsentation|gehalten|präsentiert) von"
    r"|gepresenteerd door|(?:talk|session|key ?note|presentation|lecture) from) (?=[^\W\d_a-z])"
)
"""The word `by`, as other languages have it at the beginning of a byline, also behind what somebody gave."""
FIRST_OF_BY = frozenset("pvdaicgtsklPVDAICGTSKL")
BEHIND_SPEAKER = re.compile(r"\s(?:given|presented|held|delivered|recorded|at|in|from|on|during|for|about)\s|[.:]$")
PLURAL_MARKER = re.compile(r"\w+(?:s|\(s\)|nnen|嘉宾)\W*$", re.IGNORECASE)
TIME_BEHIND = re.compile(r"\s\(\d{1,2}[:.]\d\d ?(?:[ap]m)?\)$")
OCCASION = re.compile(
    r"\b(?:key ?note|speaker|presenter|guest|interview|fireside chat|ama)(?: (?:speaker|talk|address|session))?\s*$",
    re.IGNORECASE,
)
"""Words that a person's name normally follows."""
KEYNOTE = re.compile(
    r"(?:(?:opening|closing|first|last) )?key ?note(?: (?:talk|address|speech))?(?: #?(?:[IVX]+|\d{1,2}))?",
    re.IGNORECASE,
)
"""The title of a talk that is known by its speaker."""
HANDLE_AND_SUBJECT = re.compile(r"\((@\w{2,40})\) (?:on|about|using|presenting|showing|talking|speaking)\b")
"""A handle in brackets behind a name, and what somebody speaks about."""
BRACKETED_PART = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NAME_BEFORE_JOB = re.compile(
    rf"(?P<name>(?:Dr\.? )?{NAME_WORD} (?:{PARTICLE} )?{NAME_WORD})"
    r" (?P<role>(?:Senior|Sr|Junior|Staff|Principal|Lead|Chief|Head|Director|VP|CEO|CTO|CIO|CISO|Co-?[Ff]ounder|Founder"
    r"|Software|Product|Solutions?|Developer|Engineering|Professor|Research|Distinguished|Associate|Assistant)\b.{0,120})$"
)
"""A name of two words and a job behind it, without a comma between."""
PROSE_BEHIND_NAME = re.compile(rf"\s(?!(?:from|at|of|a\.?k\.?a|alias|{AND}|{PARTICLE})\b)[a-z]")
"""A word in small letters behind a name that is no part of it and begins neither a role nor another name."""
ALIAS = re.compile(r"^_?(?:aka|a\.k\.a\.|alias)\.? [\w ]{2,30}?_?(?=$|[,(])")
"""How somebody is called as well."""
OTHER_AUTHORS = re.compile(r"et al\.?(?:,? \(?(?:19|20)\d\d[a-z]?\)?)?|(?:19|20)\d\d[a-z]?", re.IGNORECASE)
"""What follows the first author of a paper in place of a role."""
HANDLE_ALONE = re.compile(r"@[a-z]\w{2,40}\s*", re.IGNORECASE)
MAX_NAMES = 20
MAX_JOB_WORDS = 6
LONGEST_LINE = 400
LONGEST_OCCASION_WORDS = 60
"""A number of characters that no word for an occasion has, with the blanks behind it."""


class BylineCandidate(NamedTuple):
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
    if not may_name_people(text) or not (may_have_job(text) or may_have_marker(text)):
        return text, ()
    sure = next((candidate for candidate in byline_candidates(text) if candidate.certain), None)
    return (sure.title, sure.people) if sure else (text, ())


def byline_candidates(text: str) -> Iterator[BylineCandidate]:
    """Yields every way to divide a title into words and people, the most usual form first."""
    if len(text) > LONGEST_LINE or not may_name_people(text):
        return
    if text.rstrip().endswith((")", "]", "）")) and (match := TRAILING_BRACKETS.search(text)) and match.start():
        inside = match["round"] or match["square"]
        marked = speaker_marker(inside)
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
                yield _candidate("by", text[: match.start()], people, people[0].name[0] == "@", introduced=True)
    separators = separators_in(text)
    for match in separators:
        tail = text[match.end() :]
        marked = speaker_marker(tail)
        occasion = (
            marked is None
            and OCCASION.search(text, max(0, match.start() - LONGEST_OCCASION_WORDS), match.start()) is not None
        )
        handle = HANDLE_ALONE.fullmatch(tail)
        people = shaped_people(tail[marked.end() :] if marked else tail, single=(marked or handle) is not None)
        if match.start() and people:
            sign = match[0].strip()
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
    listed = LISTED_SPEAKER.fullmatch(text) if text.count(", ") > 1 else None
    if listed and (people := shaped_people(listed["name"])):
        yield _candidate("listed", listed["title"], (Speaker(people[0].name, listed["role"]),), certain=False)
    led = LEADING_SPEAKER.fullmatch(text) if text.count(", ") > 1 else None
    if led and not names_job(led["role"]) and (people := shaped_people(led["name"])):
        yield _candidate("first", led["title"], (Speaker(people[0].name, led["role"]),), certain=False)
    if people := shaped_people(text):
        yield _candidate("only", "", people, certain=False)


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
    if marked := speaker_marker(text):
        several = PLURAL_MARKER.match(marked[0]) is not None
        return shaped_people(text[marked.end() :], single=True, several=several)
    if text[:1] in FIRST_OF_BY and (by := BY_OF_LINE.match(text)):
        people = shaped_people(text[by.end() :])
        return people if all(len(person.name.split()) > 1 for person in people) else ()
    if said := TALK_BY.match(text):
        return shaped_people(BEHIND_SPEAKER.split(text[said.end() :], maxsplit=1)[0])
    if text.endswith((".", ":", "?", "!")) or len(text) > 160:
        return ()
    people = shaped_people(text)
    return people if has_honorific(text) or any(is_job(person.role) for person in people) else ()


def shaped_people(text: str, single: bool = False, several: bool = False) -> tuple[Speaker, ...]:
    """Returns the people that `text` lists, if all of it has the form of people, which proves nothing by itself.

    `single` allows names of one word and handles; `several` says that a comma divides people rather than a person from
    a company.
    """
    text = text.strip(" \t.*_")
    first = text.lstrip(" \t,")
    single = single or has_honorific(text)
    name = PERSON_NAME.match(first) if TWO_NAMES.match(first) else None
    if not name and not (single and ONE_NAME.match(first)) and not first.startswith(";"):
        return ()  # Most lines are prose: their first part is not a person, so the rest need not be parsed.
    if name and name[0].count(" ") == 1 and PROSE_BEHIND_NAME.match(first, name.end()):
        return ()  # A longer name may have a job in capitals at its end.
    people: list[Speaker] = []
    for part in _people_parts(text, several):
        person = _person(part, single)
        if person is None:
            return ()
        people.append(person)
    return tuple(people[:MAX_NAMES])


def _people_parts(text: str, several: bool) -> list[str]:
    """Splits a text at the separators between people, never at the separator between a name and its role."""
    if ";" in text:
        return [part for part in re.split(r"(?:(?<!\s)\s++)?;\s*+(?:and\s++)?", text) if part]
    if listed := _names_with_commas(text, several) or _names_before_job(text):
        return listed
    starts, at = [0], 0
    for between in BETWEEN.finditer(text):
        following = text[between.end() :]
        name = PERSON_NAME.match(following)
        behind = following[name.end() :].strip() if name else ""
        ends = name is not None and (not behind[:1].isalnum() or behind.startswith(("of ", "at ", "from ")))
        if not ends or name is None or between.start() <= at:
            continue
        after = following[name.end() :]
        if "," in between[0].strip()[:1] and not (several or _is_closed(text[at : between.start()], after)):
            continue  # What follows is rather the company of the person before.
        if names_institution(name[0]) or names_job(name[0]):
            continue
        if "/" in between[0] and all(map(is_english_word, name[0].split())):
            continue
        if several and "," in between[0] and all(map(is_english_word, name[0].split())):
            continue
        starts.append(between.end())
        at = between.end()
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [re.sub(rf"(?<!\s)(?:\s*+[,/+]|(?:\s*+,\s|\s++){AND})\s*+$", "", piece) for piece in pieces]


def _names_with_commas(text: str, several: bool) -> list[str]:
    """Returns the names of a list that has nothing but names between its commas, or an empty list.

    Of two parts the second is rather a company, unless a plural such as `Speakers:` stood before.
    """
    if COMPANY_OF_BOTH.search(text):
        return []
    parts = re.split(rf",\s++(?:{AND}\s++)?|\s++{AND}\s++", text) if "," in text else []
    if len(parts) < 2 or len(parts) > MAX_NAMES:
        return []
    for part in parts:
        if PERSON_NAME.fullmatch(part) is None or names_institution(part) or names_job(part):
            return []
    english = [sum(map(is_english_word, part.split())) for part in parts[1:]]
    if len(parts) == 2 and not several:
        return []
    return parts if all(count < len(part.split()) for count, part in zip(english, parts[1:], strict=True)) else []


def _names_before_job(text: str) -> list[str]:
    """Returns two or more names and, behind the last one, the job and company of all, as in `A. Name, B. Name,
    engineers, House`; a second name of everyday words is rather a company."""
    parts = text.split(", ")
    names = list(takewhile(lambda part: PERSON_NAME.fullmatch(part) and not names_institution(part), parts))
    names = list(takewhile(lambda part: not names_job(part), names))
    unusual = all(not any(map(is_english_word, name.split())) for name in names[1:])
    if len(names) < 2 or len(names) == len(parts) or not unusual or not names_job(parts[len(names)]):
        return []
    return [*names[:-1], ", ".join(parts[len(names) - 1 :])]


def _is_closed(part: str, after: str) -> bool:
    """Returns whether a person's part is complete, so that a comma after it begins another person.

    `after` is what follows the next name: a job there as well tells a list of people from one person with a company.
    """
    both = is_job(part.partition(",")[2].strip()) and is_job(after.partition(",")[2].strip())
    return part.rstrip().endswith((")", "]")) or both


def _person(text: str, single: bool) -> Speaker | None:
    """Returns the person that a text names, with the text after the name as the role."""
    text = text.strip(" \t,")
    if (titled := NAME_BEFORE_JOB.match(text)) and _is_named_before_job(titled["name"], titled["role"]):
        return Speaker(titled["name"], " ".join(titled["role"].split()))
    text = text if text.isascii() else HONORIFIC.sub("", text)
    name = PERSON_NAME.match(text) or (ONE_NAME.match(text) if single else None)
    if name is None or not _is_name(name[0]):
        return None
    rest = ALIAS.sub("", text[name.end() :].strip())
    if rest and not re.match(r"[,(\[@/|–—-]|(?:from|at|of)\s", rest):
        return None
    if rest and not PERSON_NAME.match(text) and re.match(r"of\s", rest):
        return None
    if (handle := HANDLE_AND_SUBJECT.match(rest)) is not None:
        return Speaker(name[0].strip(), handle[1])
    if (brackets := BRACKETED_PART.match(rest)) and re.match(r"\s*[^\W_]", rest[brackets.end() :]):
        behind = rest[brackets.end() :].strip()
        if not behind[0].isupper() or not is_job(behind) or len(behind.split()) > MAX_JOB_WORDS:
            return None  # What goes on behind the brackets is a sentence.
    role = rest[1:-1].strip() if rest[:1] in "([" and rest[-1:] in ")]" else rest.strip(" ,-–—/|")
    if is_abbreviation_of(role, name[0]) or OTHER_AUTHORS.fullmatch(role):
        return None
    return Speaker(name[0].strip(), " ".join(role.split()) or None) if len(role) <= 160 else None


def _is_named_before_job(name: str, role: str) -> bool:
    """Returns whether the words before a job are a name: not all of them are English, and none is a subject."""
    plain = all(map(is_english_word, name.split()))
    return not plain and SUBJECT.search(small_letters(name)) is None and _is_name(name) and names_job(role)


def _is_name(text: str) -> bool:
    """Returns whether words are a name: acronyms are not part of one, initials and a last name in capitals are."""
    if names_institution(text) or names_job(text) or text.partition(" ")[0].lower() in TITLE_WORDS:
        return False
    words = re.findall(r"[^\W\d_]+", text)
    capitals = [word for word in words if len(word) > 2 and word.isupper() and word.lower() != word]
    return not capitals or text.isupper() or (len(words) > 1 and capitals == words[-1:] and len(words[-1]) > 4)


def _trimmed_title(title: str) -> str:
    return title.rstrip(" \t-–—|:,;")
