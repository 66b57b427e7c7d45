"""Decides by agreement where siblings name people: titles of one level, the items of a list, the cells of a column.

Each sibling is divided at its first and at its last sign, such as a dash, and at the word `by`. If half of them have
names at one of these places, it is the place of people for all, also for a name of one word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studyguide.model.note import Speaker
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.everyday_names import ALL_BUT_CERTAIN, is_of_phrases
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import names_institution, names_job, weakest
from studyguide.parse.outline.separators import separators_in
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.parse.outline.speakers import BY, BY_BEFORE_NAME
from studyguide.parse.outline.told_speakers import GIVEN_AT_ALL
from studyguide.text.basic_words import BASIC_WORDS, COMMON_NOUNS
from studyguide.text.english_words import is_english_word

AT_FIRST_SIGN, AT_LAST_SIGN, BEHIND_BY = "first", "last", "by"
MANY_SIBLINGS = 3
"""Number of siblings from which names agree that no word proves."""
LONGEST_HEAD = 300
END_OF_PEOPLE = re.compile(r"[,:.;(]\s|\s[-–—(]")
SINGLE_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{2,20}|@\w{2,40}")
NO_NAME = re.compile(
    r"(?:lunch|dinner|breakfast|break|intro|outro|panel|party|demo|notes?|part|day|q ?& ?a|opening|closing|welcome"
    r"|agenda|summary|overview|conclusion|general|misc|update|registration|coffee|bonus|mittag|pause|almuerzo|d[ée]jeuner)s?",
    re.IGNORECASE,
)
"""Words before a dash that are no names."""


class _SiblingPlace(NamedTuple):
    words: str
    names: str
    people: tuple[Speaker, ...]
    strength: int


def sibling_names(heads: Sequence[str], note: NameEvidence) -> dict[int, TitleByline]:
    """Returns the people of siblings at the places that half of them agree on, by their indexes; nothing if none is."""
    places = [_sibling_places(head[:LONGEST_HEAD], note) for head in heads]
    if singles := _single_names(places):
        return singles
    agreed = [name for name in (BEHIND_BY, AT_LAST_SIGN, AT_FIRST_SIGN) if _agrees(name, places, note)]
    if not agreed:  # Each may name people, now at this end and now at the other.
        places = [_sure_places(one) for one in places]
        if len(heads) > MANY_SIBLINGS and 2 * sum(map(_has_name, places)) >= len(heads):
            agreed = [BEHIND_BY, AT_LAST_SIGN, AT_FIRST_SIGN]
    return {at: best for at, one in enumerate(places) if (best := _strongest(one, agreed))}


def single_name(head: str) -> TitleByline | None:
    """Returns the name of one word before the first sign of a title, beside titles that begin with people."""
    signs = separators_in(head[:LONGEST_HEAD])
    name = head[: signs[0].start()].strip() if signs else ""
    if not SINGLE_NAME.fullmatch(name) or _is_no_single(name):
        return None
    return TitleByline(head[signs[0].end() :].strip(), (Speaker(name),))


def _sibling_places(head: str, note: NameEvidence) -> Mapping[str, _SiblingPlace]:
    signs = separators_in(head)
    by = list(BY.finditer(head)) if BY_BEFORE_NAME.search(head) else []
    pieces = {}
    if signs and signs[0].start():
        pieces[AT_FIRST_SIGN] = (head[signs[0].end() :], head[: signs[0].start()])
        pieces[AT_LAST_SIGN] = (head[: signs[-1].start()], head[signs[-1].end() :])
    if by and by[-1].start():
        pieces[BEHIND_BY] = (head[: by[-1].start()], head[by[-1].end() :])
    places = {}
    for name, (words, names) in pieces.items():
        people = shaped_people(names)
        if not people and name == BEHIND_BY:
            people = shaped_people(END_OF_PEOPLE.split(names, maxsplit=1)[0])
        strength = weakest([person.name for person in people], note.words) if people else -1
        places[name] = _SiblingPlace(words.strip(" -–—|:,"), names.strip(), people, strength)
    return places


def _agrees(name: str, places: Sequence[Mapping[str, _SiblingPlace]], note: NameEvidence) -> bool:
    """Returns whether half of the siblings have names at a place."""
    if name == BEHIND_BY and note.words.nouns_are_capitalized:
        # No word proves a name where all nouns have capitals, but two of them behind `von` without an article do.
        return 2 * sum(name in one and one[name].strength >= 0 for one in places) >= max(MANY_SIBLINGS, len(places))
    return _are_names([one[name].strength for one in places if name in one], len(places))


def _are_names(strengths: Sequence[int], siblings: int) -> bool:
    """Returns whether half of the siblings have names, half of which are all but certain."""
    named = sum(strength > 0 for strength in strengths)
    certain = sum(strength == ALL_BUT_CERTAIN for strength in strengths)
    return 2 * named >= max(MANY_SIBLINGS, siblings) and 2 * certain >= named


def _sure_places(places: Mapping[str, _SiblingPlace]) -> Mapping[str, _SiblingPlace]:
    """Returns the places that certainly have names, unless both ends have."""
    sure = {name: place for name, place in places.items() if place.strength > 0}
    return {} if len(sure) > 1 else sure


def _has_name(places: Mapping[str, _SiblingPlace]) -> bool:
    """Returns whether one end of a sibling has names without a word that phrases have."""
    names = (person.name for place in places.values() for person in place.people)
    return bool(places) and not any(is_of_phrases(word) for name in names for word in name.lower().split())


def _strongest(places: Mapping[str, _SiblingPlace], agreed: Sequence[str]) -> TitleByline | None:
    named = [places[name] for name in agreed if name in places and places[name].strength >= 0]
    best = max(named, key=lambda place: place.strength, default=None)
    return TitleByline(best.words, best.people) if best else None


def _single_names(places: Sequence[Mapping[str, _SiblingPlace]]) -> dict[int, TitleByline]:
    """Returns the names of one word behind the last sign of nearly all siblings, most of which are no English words and
    no two the same."""
    last = {
        at: one[AT_LAST_SIGN]
        for at, one in enumerate(places)
        if AT_LAST_SIGN in one and SINGLE_NAME.fullmatch(one[AT_LAST_SIGN].names)
    }
    names = [place.names for place in last.values()]
    unknown = sum(not is_english_word(name) for name in names)
    if len(names) <= MANY_SIBLINGS or 4 * len(names) < 3 * len(places) or 3 * unknown < 2 * len(names):
        return {}
    if len(set(names)) < len(names):
        return {}
    return {at: TitleByline(place.words, (Speaker(place.names),)) for at, place in last.items()}


def _is_no_single(name: str) -> bool:
    small = name.lower()
    no_name = NO_NAME.fullmatch(name) or small in BASIC_WORDS | COMMON_NOUNS or name.isupper()
    return bool(no_name or names_job(name) or names_institution(name) or GIVEN_AT_ALL.fullmatch(name))
