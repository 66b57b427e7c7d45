"""Reads titles in which the form proves a name that other titles of the note do not have in the same place, also one of
a single word: `Anna's keynote on crumbs`, `Anil from mill.example`, `Kavya, applying heat to bread`."""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.model.note import Speaker
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.everyday_names import ALL_BUT_CERTAIN, OFTEN
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import PERSON_NAME, is_job, name_strength, names_institution, names_job
from studyguide.text.basic_words import BASIC_WORDS, COMMON_NOUNS
from studyguide.text.english_words import is_english_word
from studyguide.text.lazy_pattern import lazy_pattern

ONE_WORD = r"[^\W\d_a-z][^\W\d_A-Z]{2,20}"
SOME_NAME = rf"(?P<name>{PERSON_NAME.pattern}|{ONE_WORD})"
OWN_TALK = lazy_pattern(
    rf"{SOME_NAME}['’]s (?:(?:opening|closing|first|last) )?(?i:key ?note|talk|presentation|session|workshop|lecture)"
    r"(?:(?: (?:on|about|over)|:) (?P<title>\S.*))?"
)
"""Whose talk it is."""
FROM_COMPANY = lazy_pattern(
    rf"(?P<name>{ONE_WORD}) from (?P<role>(?:[^\W_a-z][\w.&-]*|[\w-]+(?:\.\w+)+)(?: [^\W_a-z][\w.&-]*)?)"
)
"""A name and nothing else but where somebody is from."""
NAME_AND_SMALL_TITLE = lazy_pattern(
    rf"{SOME_NAME}, (?P<title>(?:[^\W\d_A-Z]+ing|how|why|what|when|on|about|from|the|an?|my|our)\s\S+(?:\s\S+)+)"
)
"""A name, a comma and a title in small letters."""
MAY_NAME_ALONE = lazy_pattern(r"['’]s\s|\sfrom\s|,\s[^\W\d_A-Z]")
"""What every title of these forms has."""
LONGEST_WITH_NAME = 120
FIRST_TITLES = 2
"""Number of titles at the beginning of a note that may be about its only talk; later, one word is rather a company."""


def lone_names(titles: Sequence[tuple[int, str]], note: NameEvidence, named: int) -> dict[int, TitleByline]:
    """Returns who is named in titles without people, by their indexes; `named` is how many other titles of the note
    name people in their own words. Only in notes about talks these forms name people."""
    may = [(at, text) for at, text in titles if len(text) <= LONGEST_WITH_NAME and MAY_NAME_ALONE.search(text)]
    if not may or not note.is_about_talks:
        return {}
    first = {at for at, _ in titles[:FIRST_TITLES]}
    own = {at: byline for at, text in may if (byline := _own_talk(text, note))}
    own = {at: byline for at, byline in own.items() if at in first or " " in byline.people[0].name}
    others = {at: byline for at, text in may if at not in own and (byline := _beside_title(text, note))}
    return own | (others if named + len(own) + len(others) > 1 else {})


def _own_talk(text: str, note: NameEvidence) -> TitleByline | None:
    match = OWN_TALK.fullmatch(text)
    if match is None or not _is_lone_name(match["name"], note):
        return None
    return TitleByline(match["title"], (Speaker(match["name"]),))


def _beside_title(text: str, note: NameEvidence) -> TitleByline | None:
    if match := FROM_COMPANY.fullmatch(text):
        role = match["role"]
        company = "." in role or not all(map(is_english_word, role.split()))
        return TitleByline(None, (Speaker(match["name"], role),)) if company and _is_rare(match["name"], note) else None
    match = NAME_AND_SMALL_TITLE.fullmatch(text)
    if match is None or is_job(match["title"]) or not _is_rare(match["name"], note):
        return None
    return TitleByline(match["title"], (Speaker(match["name"]),))


def _is_rare(name: str, note: NameEvidence) -> bool:
    """Returns whether a name is in no other line: what a note writes again is rather a subject."""
    return note.lines_with(name.split()[-1]) <= 1 and _is_lone_name(name, note)


def _is_lone_name(name: str, note: NameEvidence) -> bool:
    """Returns whether words are a name that is all but certain, or one word that is no English one."""
    small = name.lower()
    if " " in name:
        return name_strength(name, note.words) == ALL_BUT_CERTAIN and note.lines_with(name.split()[-1]) <= OFTEN
    no_name = small in BASIC_WORDS | COMMON_NOUNS | note.words.small or is_english_word(name)
    return not (no_name or names_job(name) or names_institution(name))
