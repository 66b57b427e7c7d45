"""Reads the people that a text lists, with their jobs and companies, if all of it has the form of people."""

from __future__ import annotations

import re
from itertools import takewhile

from studyguide.model.note import Speaker
from studyguide.parse.outline.east_letters import EAST_NAME_AND_ROLE, east_names
from studyguide.parse.outline.names import (
    HONORIFIC,
    NAME_WORD,
    ONE_NAME,
    PARTICLE,
    PERSON_NAME,
    SUBJECT,
    TITLE_WORDS,
    TWO_NAMES,
    has_given_name,
    has_honorific,
    is_abbreviation_of,
    is_job,
    is_listed,
    names_institution,
    names_job,
    without_edges,
    without_title,
)
from studyguide.text.english_words import is_english_word
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.small_letters import small_letters

AND = r"(?:and|&|und|et|y|e|en|og|och|with|mit|avec|con)"
BETWEEN = lazy_pattern(rf"(?:(?<!\s)\s++)?,(?:\s++{AND}\s++|\s*+)|(?<!\s)\s++(?:{AND}|/|\+)\s++")
COMPANY_OF_BOTH = lazy_pattern(rf"(?<!,)\s{AND}\s[^,]{{1,100}},(?!\s{AND}\s)[^,]{{1,100}}$")
"""The last name of a list and, behind a comma, the company of its people."""
HANDLE_AND_SUBJECT = lazy_pattern(r"\((@\w{2,40})\) (?:on|about|using|presenting|showing|talking|speaking)\b")
"""A handle in brackets behind a name, and what somebody speaks about."""
BRACKETED_PART = lazy_pattern(r"\([^()]*\)|\[[^\[\]]*\]")
NAME_BEFORE_JOB = lazy_pattern(
    rf"(?P<name>(?:Dr\.? )?{NAME_WORD} (?:{PARTICLE} )?{NAME_WORD})"
    r" (?P<role>(?:Senior|Sr|Junior|Staff|Principal|Lead|Chief|Head|Director|VP|CEO|CTO|CIO|CISO|Co-?[Ff]ounder|Founder"
    r"|Software|Product|Solutions?|Developer|Engineering|Professor|Research|Distinguished|Associate|Assistant)\b.{0,120})$"
)
"""A name of two words and a job behind it, without a comma between."""
PROSE_BEHIND_NAME = lazy_pattern(rf"\s(?!(?:from|at|of|a\.?k\.?a|alias|{AND}|{PARTICLE})\b)[a-z]")
"""A word in small letters behind a name that is no part of it and begins neither a role nor another name."""
ALIAS = lazy_pattern(r"^_?(?:aka|a\.k\.a\.|alias)\.? [\w ]{2,30}?_?(?=$|[,(])")
"""How somebody is called as well."""
OTHER_AUTHORS = lazy_pattern(r"et al\.?(?:,? \(?(?:19|20)\d\d[a-z]?\)?)?|(?:19|20)\d\d[a-z]?", re.IGNORECASE)
"""What follows the first author of a paper in place of a role."""
HONORED = lazy_pattern(
    r"(?P<name>[^\s()（）「」『』、,：:。！？!?|｜/／-][^()（）「」『』、,：:。！？!?|｜/／]{1,20}?)\s?(?:[(（][^()（）]{1,60}[)）]\s?)?(?:さん|氏|様|先生|老师|老師)"
    r"(?:\s?[(（][^()（）]{1,60}[)）])?"
)
"""Anything with the honorific that only people have, and what is in brackets beside it."""
ALIAS_BEHIND = lazy_pattern(r"(?<!\s)\s*+[(（][^()（）]{1,40}[)）]$")
WHAT_THEY_GAVE = lazy_pattern(
    r"(?<=\w)(?:['’]s)?\s(?i:fireside chat|key ?note|interview|lightning talk|ama)(?: (?:speech|address|talk))?$"
)
"""What somebody gave, behind the name."""
LONGEST_GIFT = 32
"""Number of characters at the end of a text in which it is searched for: more than any match has."""
SHORT_UNIVERSITY = lazy_pattern(r"^(?:U|Uni) | (?:U|Uni)$")
"""How a university is called in short."""
LATIN_LETTER, EAST_LETTER = lazy_pattern("[A-Za-z]"), lazy_pattern("[\u3040-\u9fff\uac00-\ud7a3]")
"""Letters of which a name has only one kind."""
MAX_NAMES = 20
LONGEST_PEOPLE = 3_000
"""Number of characters from which a text is no list of people; to divide a longer one would take too long."""
MAX_JOB_WORDS = 6


def shaped_people(text: str, single: bool = False, several: bool = False) -> tuple[Speaker, ...]:
    """Returns the people that `text` lists, if all of it has the form of people, which proves nothing by itself.

    `single` allows names of one word and handles; `several` says that a comma divides people rather than a person from
    a company.
    """
    if len(text) > LONGEST_PEOPLE:
        return ()
    text = without_edges(text, " \t.*_")
    first = text.lstrip(" \t,")
    if text.isascii() and not _begins_with_person(first, single):
        return ()  # Most lines are prose: their first part is not a person, so the rest need not be parsed.
    if gave := WHAT_THEY_GAVE.search(text, max(0, len(text) - LONGEST_GIFT)):
        text = text[: gave.start()]
        first = text.lstrip(" \t,")
    if not text.isascii():
        if honored := HONORED.fullmatch(first):
            return (Speaker(honored["name"].strip()),)
        if east := east_names(ALIAS_BEHIND.sub("", first, count=1)):
            return tuple(map(Speaker, east))
        if single and (with_role := EAST_NAME_AND_ROLE.fullmatch(first)):
            return (Speaker(with_role["name"], with_role["role"]),)
    single = single or has_honorific(text)
    if not _begins_with_person(first, single):
        return ()
    name = PERSON_NAME.match(first)
    if name and name[0].count(" ") == 1 and PROSE_BEHIND_NAME.match(first, name.end()):
        return ()  # A longer name may have a job in capitals at its end.
    people: list[Speaker] = []
    for part in _people_parts(text, several):
        person = _person(part, single)
        if person is None:
            return ()
        people.append(person)
    return tuple(people[:MAX_NAMES])


def _begins_with_person(text: str, single: bool) -> bool:
    return bool(TWO_NAMES.match(text) or (single and ONE_NAME.match(text))) or text[:1] == ";"


def is_honored(text: str) -> bool:
    """Returns whether a text is nothing but somebody with an honorific, which only people have."""
    return not text.isascii() and HONORED.fullmatch(text.strip("*_ ")) is not None


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
        return parts if all(is_listed(part) and has_given_name(part) for part in parts) else []
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
        return Speaker(without_title(titled["name"]), " ".join(titled["role"].split()))
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
    return Speaker(without_title(name[0].strip()), " ".join(role.split()) or None) if len(role) <= 160 else None


def _is_named_before_job(name: str, role: str) -> bool:
    """Returns whether the words before a job are a name: not all of them are English, and none is a subject."""
    plain = all(map(is_english_word, name.split()))
    return not plain and SUBJECT.search(small_letters(name)) is None and _is_name(name) and names_job(role)


def _is_name(text: str) -> bool:
    """Returns whether words are a name: acronyms are not part of one, initials and a last name in capitals are."""
    if names_institution(text) or names_job(text) or text.partition(" ")[0].lower() in TITLE_WORDS:
        return False
    if SHORT_UNIVERSITY.search(text) or (not text.isascii() and LATIN_LETTER.search(text) and EAST_LETTER.search(text)):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    capitals = [word for word in words if len(word) > 2 and word.isupper() and word.lower() != word]
    return not capitals or text.isupper() or (len(words) > 1 and capitals == words[-1:] and len(words[-1]) > 3)
