"""Finds people whose names are in the lists of names, in texts where signs and small words divide them from the rest:
`Oat Conf 2021 - A. Name - Crumbs`, `A. Name (Oat House): crumbs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from studyguide.model.note import Speaker
from studyguide.parse.outline.announced_talks import SEVERAL
from studyguide.parse.outline.names import (
    HANDLE,
    PERSON_NAME,
    TWO_NAMES,
    has_given_name,
    is_listed,
    names_institution,
    names_job,
    without_edges,
)
from studyguide.parse.outline.separators import DASHES
from studyguide.text.english_words import is_english_word
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import NO_GIVEN_NAMES, is_certain_given_name, is_given_name, is_last_name

LONGEST_WITH_PEOPLE = 300
AND_WORD = r"(?:and|&|\+|und|et|y|e|en|og|och|и)"
OF_PEOPLE = r"(?:by:?|with|w/|feat(?:uring|\.)?|ft\.?|von|vom|mit|par|avec|por|con|com|door|met|av|di)"
HONORIFICS = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame|Frau|Herr|Dra|Ing|Professor)\.?\s+)*"
WHAT_IS_GIVEN = (
    r"(?i:(?:(?:opening|closing|guest|invited) )?(?:key ?note|talk|session|presentation|lecture|speaker|presenter)"
    r"|(?:gast)?(?:vortrag|college)|charla|ponencia|conférence|palestra)"
)
BEFORE_PEOPLE = lazy_pattern(
    rf"[*_\s]*(?:(?i:from|and|then|next|(?:(?:my )?notes (?:on|from) )?(?:(?:an?|the) )?{WHAT_IS_GIVEN} (?:given )?by:?"
    rf"|{OF_PEOPLE})\s+)?{HONORIFICS}"
)
"""What may be before the people with whom a text begins."""
AHEAD_OF_NAME = lazy_pattern(rf"(?:{OF_PEOPLE}\s+|{WHAT_IS_GIVEN}\s+)?{HONORIFICS}")
"""What else a part of a title may have before a name."""
YEAR_ALONE = lazy_pattern(r"(?:19|20)\d\d")
SPEAKS = lazy_pattern(
    r"(?:on|about|over|über|sobre|sur|(?:talk(?:s|ed|ing)|speak(?:s|ing))(?:\s(?:on|about))?|discuss\w*|explain\w*"
    r"|present(?:s|ed))\b",
    re.IGNORECASE,
)
"""What follows a name in a title that is a sentence."""
SAID_BEFORE_NAME = lazy_pattern(
    rf"\b{WHAT_IS_GIVEN}(?::|\s+(?:by|von|van|de|par|por|di))?\s+{HONORIFICS}(?=[^\W\d_a-z])"
)
"""The word for a talk or a speaker before a name."""
BETWEEN_PARTS = lazy_pattern(
    rf"(?<!\s)\s*+[()\[\]（）【】\"“”«»„|｜:;,：，、·•~]++\s*+|(?<!\s)\s++(?:[-–—/]++|{AND_WORD}|{OF_PEOPLE}|from|of|at|@)\s++"
    rf"|(?<!\s)\s++[-–—]|[-–—]\s++|\s(?={OF_PEOPLE}\s)|(?<=\w\w)(?<!Dr)(?<!Mrs)(?<!M[rs])(?<!Prof)[.!?]++(?:\s++|$)"
)
"""What may be between a name and the other words of a title."""
INTRODUCES = lazy_pattern(rf"(?:^|[\s,(\[–—-]){OF_PEOPLE}\s*$", re.IGNORECASE)
JOINS = lazy_pattern(
    rf"(?<!\s)\s*+[,;，、/&+]\s*+(?:{AND_WORD}\s++)?|[,;，、/&+]\s*+(?:{AND_WORD}\s++)?|(?<!\s)\s++{AND_WORD}\s++"
)
"""What is between two people."""
JOINS_TO_NAME = lazy_pattern(rf"(?:{JOINS.pattern}){HONORIFICS}")
JOINS_AT_START = lazy_pattern(rf"(?:{JOINS.pattern}|\s[-–—]\s){HONORIFICS}")
BEHIND_PERSON = lazy_pattern(
    r"\s*[(（\[][^()（）\[\]]{1,80}[)）\]]|,?\s+(?:from|of|at|@)\s+[^\s,:;–—-][^,:;()–—-]{1,40}|\s+@\w{2,40}"
)
"""What is behind a name to say where somebody works."""
SIGN_OF_TITLE = lazy_pattern(r"\s[-–—|/•·]|[-–—:|]\s")
"""What a title has between its words and its people."""
OF_SOMEBODY_ELSE = lazy_pattern(
    r"\b(?:books?|papers?|articles?|blogs?|posts?|thanks?|credits?|contacts?|organi[sz]\w+|sponsors?|authors?|quotes?"
    r"|according|inspired|courtesy|photos?|recommend\w*|biograph\w+|libros?|livres?|bücher|gracias|merci|danke)\b",
    re.IGNORECASE,
)
"""Words of titles that name people who gave no talk."""
WITH_COMPANY = 3
"""Number of words of what may be a name of two and a company."""


class PeopleGroup(Struct, frozen=True):
    """Describes people whom a text names one behind the other."""

    start: int
    end: int
    """Behind the company of the last one."""
    people: tuple[Speaker, ...]
    is_introduced: bool
    """Whether a word such as `by` is before them."""


class Opening(Struct, frozen=True):
    """Holds the people with whom a text begins, and what follows."""

    people: tuple[Speaker, ...]
    rest: str
    is_introduced: bool
    """Whether a word such as `From` is before them."""


def only_group(text: str) -> PeopleGroup | None:
    """Returns the people of a title, if it names them at one place, or behind `by` at one place."""
    if len(text) > LONGEST_WITH_PEOPLE or not may_have_person(text) or OF_SOMEBODY_ELSE.search(text):
        return None
    groups = list(_groups_of_people(text))
    introduced = [group for group in groups if group.is_introduced]
    if len(introduced) == 1:
        return introduced[0]
    if len(groups) > 1 and (groups[0].people == groups[-1].people or not SIGN_OF_TITLE.search(text, groups[0].end)):
        people = tuple(dict.fromkeys(person for group in groups for person in group.people))
        return PeopleGroup(groups[0].start, groups[-1].end, people, groups[0].is_introduced)
    return groups[0] if len(groups) == 1 else None


def opening_people(text: str) -> Opening | None:
    """Returns the people with whom a text begins, also behind `From`, `By` or `Talk by`."""
    text = text[:LONGEST_WITH_PEOPLE]
    start = BEFORE_PEOPLE.match(text)
    at = start.end() if start else 0
    name = name_at(text, at)
    if name is None:
        return None
    people, end = joined_people(text, at, name)
    return Opening(people, text[end:], bool(start and start[0].strip(" *_")))


def joined_people(text: str, at: int, name: str) -> tuple[tuple[Speaker, ...], int]:
    """Returns somebody whose name is at a place of a text with the others whom it names directly behind, and where the
    company of the last one ends."""
    people: list[Speaker] = []
    end = at
    next_name: str | None = name
    while next_name:
        people.append(Speaker(next_name))
        end = _behind_company(text, at + len(next_name))
        joint = JOINS_AT_START.match(text, end)
        at = joint.end() if joint else end
        is_dash = joint is not None and joint[0].strip() in DASHES
        next_name = (name_at(text, at) or (None if is_dash else given_name_at(text, at))) if joint else None
    return tuple(people), end


def says_who_speaks(text: str) -> bool:
    """Returns whether a title has the word for a talk or a speaker right before a name in the lists."""
    return any(name_at(text, word.end()) for word in SAID_BEFORE_NAME.finditer(text[:LONGEST_WITH_PEOPLE]))


def may_have_person(text: str) -> bool:
    """Returns whether a text has a handle, or two words as names begin with. Most texts have neither, and then nobody
    is looked for."""
    return "@" in text or TWO_NAMES.search(text) is not None


def name_at(text: str, at: int) -> str | None:
    """Returns the name in the lists that a text has at a place, without what else follows in capitals."""
    match = PERSON_NAME.match(text, at) if text[at : at + 1].isupper() else None
    words = match[0].split(" ") if match else []
    has_company = len(words) == WITH_COMPANY and is_last_name(words[1].lower()) and not is_last_name(words[2].lower())
    for count in (SEVERAL, WITH_COMPANY) if has_company else range(len(words), 1, -1):
        name = " ".join(words[:count]).removesuffix("'s").removesuffix("’s")
        if PERSON_NAME.fullmatch(name) and is_listed(name):
            return name
    return None


def given_name_at(text: str, at: int) -> str | None:
    """Returns a given name and one more word with a capital that a text has at a place."""
    match = PERSON_NAME.match(text, at)
    words = match[0].removesuffix("'s").removesuffix("’s").split(" ")[:SEVERAL] if match else []
    return " ".join(words) if len(words) == SEVERAL and is_certain_given_name(words[0].lower()) else None


class _Part(Struct, frozen=True):
    """Describes a part of a text that may be a person."""

    start: int
    """Where the name begins."""
    end: int
    """Behind the name and its job."""
    person: Speaker
    is_listed: bool
    """Whether the name is in the lists or a handle, and not only of the form of names."""


def _groups_of_people(text: str) -> Iterator[PeopleGroup]:
    """Yields the people that a text names one behind the other. Beside two people in the lists, a name needs only the
    form of one."""
    parts = list(_parts_with_names(text))
    while parts:
        group = [parts.pop(0)]
        end = _behind_company(text, group[0].end)
        while parts and JOINS_TO_NAME.fullmatch(text, end, parts[0].start):
            group.append(parts.pop(0))
            end = _behind_company(text, group[-1].end)
        while parts and parts[0].start < end:
            del parts[0]  # It is the company.
        if sum(part.is_listed and has_given_name(part.person.name) for part in group) < SEVERAL:
            listed = [part for part in group if part.is_listed]
            group = listed[:1] + [part for part in listed[1:] if not _may_be_company(text, part)]
        if group:
            end = _behind_company(text, group[-1].end)
            parts = [part for part in parts if part.start >= end]  # A company may be called like a person.
            is_introduced = INTRODUCES.search(text, 0, group[0].start) is not None
            yield PeopleGroup(group[0].start, end, tuple(part.person for part in group), is_introduced)


def _may_be_company(text: str, part: _Part) -> bool:
    """Returns whether a name is behind a comma and does not begin with a given name."""
    return text[: part.start].rstrip()[-1:] in {",", "，"} and not is_given_name(part.person.name.split()[0].lower())


def _parts_with_names(text: str) -> Iterator[_Part]:
    """Yields the parts of a text that are people in the lists, and those that have the form of a name."""
    start = 0
    for boundary in (*BETWEEN_PARTS.finditer(text), None):
        end = boundary.start() if boundary else len(text)
        if may_have_person(text[start:end]) and (part := _part_with_name(text, start, end)):
            yield part
        start = boundary.end() if boundary else end


def _part_with_name(text: str, start: int, end: int) -> _Part | None:
    part = without_edges(text[start:end], " *_")
    first = start + text[start:end].index(part)
    if person := _person_of_part(part):
        at = text.index(person.name, first)
        speaks = SPEAKS.match(text, at + len(person.name) + 1)
        return _Part(at, speaks.end() if speaks else first + len(part), person, True)
    if _is_shaped(part):
        return _Part(first, first + len(part), Speaker(part), False)
    is_beside = text[:start].rstrip()[-1:] in {"(", "-"} or INTRODUCES.search(text, 0, start) is not None
    return _Part(first, first + len(part), Speaker(part), True) if is_beside and HANDLE.fullmatch(part) else None


def _person_of_part(part: str) -> Speaker | None:
    """Returns the person that a part of a title is: a name, also behind what somebody gave, or before a job."""
    before = AHEAD_OF_NAME.match(part)
    part = part[before.end() :] if before else part
    name = name_at(part, 0)
    rest = part[len(name) :].strip() if name else ""
    if name and (SPEAKS.match(rest) or YEAR_ALONE.fullmatch(rest)):
        return Speaker(name)
    return Speaker(name, rest or None) if name and (not rest or names_job(rest)) else None


def _is_shaped(part: str) -> bool:
    """Returns whether a part has the form of a name of two words, of which one is none of English."""
    words = part.split()
    if len(words) != SEVERAL or not PERSON_NAME.fullmatch(part) or words[0].lower() in NO_GIVEN_NAMES:
        return False
    return not (names_job(part) or names_institution(part)) and not all(map(is_english_word, words))


def _behind_company(text: str, end: int) -> int:
    company = BEHIND_PERSON.match(text, end)
    return company.end() if company else end
