"""Finds people whose names are in the lists of names wherever they are in a text, and says how sure each is."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from studyguide.model.note import Speaker
from studyguide.parse.outline.listed_people import LONGEST_WITH_PEOPLE, given_name_at, joined_people, name_at
from studyguide.parse.outline.names import TITLES, TWO_NAMES, is_listed, without_title
from studyguide.text.basic_words import BASIC_WORDS, COMMON_NOUNS
from studyguide.text.english_words import is_english_word
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.person_names import is_given_name, is_last_name

EVERYDAY_WORDS = BASIC_WORDS | COMMON_NOUNS
WORD_BEFORE_NAME = lazy_pattern(r"\w{1,12}")
START_OF_WORD = lazy_pattern(r"(?<![\w’'@/.#&-])[^\W\d_a-z](?=\S)")


class Sureness(IntEnum):
    """Says how sure it is that a name is somebody's."""

    HALF = 0
    """Its given name is in the lists and its last name an English word, or its last name is and no word is English."""
    GIVEN_NAME = 1
    """Its given name is in the lists; its last name is not, or both are everyday words."""
    PROVED = 2
    """Its given name and its last name are in the lists, and they are no everyday words."""


class NamedGroup(NamedTuple):
    """Describes people whom a text names one behind the other."""

    start: int
    """Of the first name, behind a title such as `Dr.`."""
    end: int
    """Behind the company of the last one."""
    people: tuple[Speaker, ...]
    sureness: Sureness
    """Of the first one; who is joined to somebody else needs no more."""


def named_groups(text: str) -> list[NamedGroup]:
    """Returns the people whom a text names, in order. Of names that overlap, as a job and a name in capitals may do,
    the surer one counts."""
    text = text[:LONGEST_WITH_PEOPLE]
    if TWO_NAMES.search(text) is None:
        return []
    starts = (start.start() for start in START_OF_WORD.finditer(text))
    candidates = [(at, name, sureness_of(name)) for at in starts if (name := _name_from(text, at))]
    groups: list[NamedGroup] = []
    for at, name, sureness in sorted(candidates, key=lambda one: (-one[2], one[0])):
        people, end = joined_people(text, at, name)
        inside = [group for group in groups if group.start < end and at < group.end]
        if any(group.start < at + len(name) for group in inside):
            continue
        groups = [group for group in groups if group not in inside]
        sureness = max([sureness, *(group.sureness for group in inside)])
        groups.append(NamedGroup(at, end, tuple(map(_person_without_title, people)), sureness))
    return sorted(groups)


def sureness_of(name: str) -> Sureness:
    """Returns how sure a name is of which a word is in the lists."""
    words = without_title(name).lower().split()
    first, last = words[0], words[-1]
    if not is_listed(name):
        return Sureness.HALF
    both = (is_given_name(first) and is_last_name(last)) or (is_last_name(first) and is_given_name(last))
    if both and not (is_english_word(first) and last in EVERYDAY_WORDS):
        return Sureness.PROVED
    return Sureness.GIVEN_NAME if is_given_name(first) else Sureness.HALF


def _person_without_title(person: Speaker) -> Speaker:
    return Speaker(without_title(person.name), person.role)


def _name_from(text: str, at: int) -> str | None:
    """Returns the name that begins at a place of a text, but for titles such as `Dr.` before it."""
    first = WORD_BEFORE_NAME.match(text, at)
    if first and first[0].lower() in TITLES:
        return None
    return name_at(text, at) or given_name_at(text, at)
