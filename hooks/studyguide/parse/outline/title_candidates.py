"""Divides a title into its words and people in forms that other lines have for other reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.model.note import Speaker
from studyguide.parse.outline.east_letters import EAST_NAME
from studyguide.parse.outline.name_rows import is_fact
from studyguide.parse.outline.names import HONORIFIC, PERSON_NAME
from studyguide.parse.outline.separators import SPEAKER_SEPARATOR
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speaker_marker import may_name_people
from studyguide.parse.outline.speakers import LONGEST_LINE, BylineCandidate, byline_candidates
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.ordinals import without_ordinal

BEHIND_TITLE = lazy_pattern(
    r"(?:\s++(?:[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f★☆]++|(?:[-–—|/,+]\s)?[\[(]?(?:slides?\d?|(?:slide ?)?deck"
    r"|videos?|recording|youtube|folien|diapositivas|vídeos?|vidéos?)[\])]?(?=\s|$)))+\s*$",
    re.IGNORECASE,
)
"""Signs of a rating, and links to slides or a recording, behind a title and its speaker."""
LONGEST_END = 60
LAST_LETTERS = frozenset("esokgn])0123456789")
"""Last letters of what is behind titles."""
MAX_COMPANY_PARTS = 3
LONGEST_OCCASION = 20
QUOTES = frozenset('"“”«»„')
NAME_AND_BRACKETS = lazy_pattern(rf"({PERSON_NAME.pattern})(?: \(([^()]{{2,40}})\))?")
"""A name and its company."""
BEFORE_OCCASION = lazy_pattern(
    rf"(?P<name>{PERSON_NAME.pattern})(?:['’]s)? (?P<title>(?:(?:[Oo]pening|[Cc]losing) )?(?:[Kk]ey ?[Nn]ote|[Tt]alk))"
)
"""A name and what somebody gave."""
ENDS_OF_OCCASIONS = ("ote", "alk")
TALK_BY_NAME = lazy_pattern(
    r"(?P<title>(?i:(?:(?:opening|closing|lightning|invited|guest) )?(?:talk|key ?note|session|presentation|workshop"
    r"|lecture|charla|ponencia|vortrag|conférence|palestra|intervento)))"
    r" (?:(?:by|from|von|de|par|por|di) |\()(?P<names>[^:)]{3,120})\)?(?:(?::\s*| [-–—] )(?P<words>\S.*))?$"
)
"""What somebody gave, the names, and the title behind them."""
INTRODUCED = lazy_pattern(
    r"(?P<word>\s(?i:w/|with|feat(?:uring|\.)?|ft\.?|mit|avec|con|com|met|de|di|door|av)\s?)(?<=[\s/])(?=[^\W\d_a-z]\S{0,40}\s\S|[\u3400-\u9fff\uac00-\ud7a3])"
)
"""A word that may be before names in a title; other titles tell."""
QUOTED_TITLE = lazy_pattern(
    r"(?P<before>[^\"“”«»„]{0,100})[\"“«„](?P<title>[^\"“”«»„]{3,200})[\"”»“](?P<behind>[^\"“”«»„]{0,100})"
)
ANGLED_TITLE = lazy_pattern(
    rf"[《「『](?P<title>[^《》「」『』]{{2,120}})[》」』]\s?(?:[-–—:：|｜/／]{{0,2}}|by)\s?"
    rf"(?:(?P<honored>[^\s「」]{{2,20}})(?:(?<=さん)|(?<=[氏様])|(?<=先生)|(?<=老[师師]))|(?P<name>{EAST_NAME.pattern}|{PERSON_NAME.pattern}|@\w{{2,40}}))"
    r"(?:\s?[，,（(|｜]\s?(?P<role>[^（()）]{1,60})[)）]?)?"
)
"""A title in the quotes that Chinese and Japanese have, and who gave it."""
OPENING_QUOTES = frozenset("《「『")
TIME_AHEAD = lazy_pattern(
    r"\d{1,2}[:.h]\d\d(?:\s?[ap]m)?(?:\s?[-–—]\s?\d{1,2}[:.h]\d\d(?:\s?[ap]m)?)?(?:\s?[-–—|:,])?\s+", re.IGNORECASE
)
"""When a talk begins and ends, before its title."""


def title_candidates(text: str) -> Iterator[BylineCandidate]:
    """Yields every way to divide a title into words and people, the most usual form first."""
    if not is_fact(text):
        yield from byline_candidates(without_signs(text))
        yield from other_candidates(text)


def other_candidates(text: str) -> Iterator[BylineCandidate]:
    """Yields the ways to divide a title that `byline_candidates` does not know."""
    text = without_signs(text)
    if not may_name_people(text):
        return
    if ", " in text:
        yield from _behind_comma(text)
    if len(text) <= LONGEST_LINE:
        yield from _beside_words(text)
    bare = without_ordinal(text)
    bare = TIME_AHEAD.sub("", bare, count=1) if bare[:1].isdigit() else bare
    if bare != text and SPEAKER_SEPARATOR.search(bare):
        yield from (one for one in byline_candidates(bare) if one.form == "before")
    occasion = BEFORE_OCCASION.fullmatch(bare) if bare.endswith(ENDS_OF_OCCASIONS) else None
    if occasion and (people := shaped_people(occasion["name"].removesuffix("'s").removesuffix("’s"))):
        yield BylineCandidate("occasion", occasion["title"], people)


def _beside_words(text: str) -> Iterator[BylineCandidate]:
    """Yields the names that a title has before or behind words, as a sentence has them."""
    given = TALK_BY_NAME.match(text) if " " in text[:LONGEST_OCCASION] else None
    if given and (people := shaped_people(given["names"])):
        yield BylineCandidate("occasion", given["words"] or given["title"], people)
    for word in INTRODUCED.finditer(text):
        if word.start() and (people := _introduced(text[word.end() :])):
            yield BylineCandidate("intro", text[: word.start()].rstrip(" ,:-–—"), people)
    if text[:1] in OPENING_QUOTES and (angled := ANGLED_TITLE.fullmatch(text)):
        name = HONORIFIC.sub("", angled["honored"] or angled["name"])
        people = (Speaker(name, angled["role"]),)
        yield BylineCandidate("《", angled["title"], people, certain=angled["honored"] is not None)
    quoted = QUOTED_TITLE.fullmatch(text) if text[:1] in QUOTES or text[-1:] in QUOTES else None
    if quoted:
        beside = quoted["before"] or quoted["behind"]
        people = shaped_people(beside.strip(" ,:;")) if not (quoted["before"] and quoted["behind"]) else ()
        if people:
            yield BylineCandidate("quoted", quoted["title"], people)


def _introduced(names: str) -> tuple[Speaker, ...]:
    """Returns the people behind a word such as `with`; a company behind one of them may have the form of a code."""
    name, comma, company = names.partition(", ")
    code = comma and PERSON_NAME.fullmatch(name) and company.isupper() and company.isalnum()
    return (Speaker(name, company),) if code else shaped_people(names)


def _behind_comma(text: str) -> Iterator[BylineCandidate]:
    """Yields the names behind the last commas of a title, each with what follows it as its company."""
    parts = text.split(", ")
    for at in range(max(1, len(parts) - MAX_COMPANY_PARTS), len(parts)):
        named = NAME_AND_BRACKETS.fullmatch(parts[at])
        if not named:
            continue
        people = shaped_people(named[1])
        company = ", ".join(filter(None, (named[2], *parts[at + 1 :]))) or None
        if len(people) == 1 and people[0].role is None:
            yield BylineCandidate("comma", ", ".join(parts[:at]), (Speaker(people[0].name, company),))


def without_signs(text: str) -> str:
    """Returns a title without signs and links behind it."""
    if text[-1:].lower() not in LAST_LETTERS and text[-1:] < "\u2600":
        return text
    end = BEHIND_TITLE.search(text, max(0, len(text) - LONGEST_END))
    return text[: end.start()] if end and end.start() else text
