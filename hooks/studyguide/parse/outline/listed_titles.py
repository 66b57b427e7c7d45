"""Reads who is named in titles, by the lists of names and by what other titles of the note have in the same place.

If several titles of a note have names of the lists behind or before the same sign, what others have there is a name as
well, whoever it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from studyguide.model.note import Block, Speaker
from studyguide.parse.outline.announced_talks import SEVERAL
from studyguide.parse.outline.byline_slot import TitleByline
from studyguide.parse.outline.listed_people import (
    BETWEEN_PARTS,
    INTRODUCES,
    JOINS,
    LONGEST_WITH_PEOPLE,
    PeopleGroup,
    may_have_person,
    only_group,
    opening_people,
)
from studyguide.parse.outline.name_evidence import NameEvidence
from studyguide.parse.outline.names import TWO_NAMES, has_given_name, name_strength, names_job
from studyguide.parse.outline.separators import DASHES
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.text.person_names import is_certain_given_name, is_given_name

MOST_ITEMS_READ = 30
LEAST_TITLE_WORDS = 3
EDGES_OF_TITLE = " \t-–—|:,;/~·•：，、@."
CLOSING_EDGES = " )]）"
OPENING_EDGES = '([（"“”«»„'
LETTERS_ONLY = re.compile(r"[^\W\d_]+")
EVENT_YEAR = re.compile(r"\b(?:19|20)\d\d$")
ONE_DASH = "-"


class _NameForm(NamedTuple):
    """Describes where in titles names are."""

    is_first: bool
    """Whether they are at the beginning, and not at the end."""
    sign: str
    """What is between them and the rest."""


def listed_byline(title: str) -> TitleByline | None:
    """Returns the people of a title whose names are in the lists, and the title without them; None without any."""
    group = only_group(title)
    return TitleByline(_words_without(title, group), group.people) if group else None


def with_companions(title: str, byline: TitleByline) -> TitleByline:
    """Returns the people of a title with others whom it names beside them, if all of the former are among them, and
    with those whose names are in the place of a role."""
    if any(person.role for person in byline.people):
        byline = byline._replace(people=tuple(one for person in byline.people for one in _person_and_companion(person)))
    if byline.words is None or len(TWO_NAMES.findall(title)) + title.count("@") <= len(byline.people):
        return byline  # There is nobody else.
    group = only_group(title)
    names = {person.name for person in byline.people}
    if group is None or not names < {person.name for person in group.people}:
        return byline
    return byline._replace(words=_words_without(title, group), people=group.people)


def _person_and_companion(person: Speaker) -> tuple[Speaker, ...]:
    opening = opening_people(person.role) if person.role else None
    second = opening.people[0].name if opening else ""
    is_person = (
        opening is not None and not opening.is_introduced and not opening.rest.strip() and has_given_name(second)
    )
    return (Speaker(person.name), *opening.people) if opening and is_person else (person,)


def lists_titles(block: Block) -> bool:
    """Returns whether half of the items of a list, and two at least, are titles with people."""
    items = block.children[:MOST_ITEMS_READ]
    may = [item for item in items if may_have_person(item.text[:LONGEST_WITH_PEOPLE])]
    least = max(SEVERAL, (len(items) + 1) // 2)
    return len(may) >= least and sum(map(_is_talk, may)) >= least


def _is_talk(item: Block) -> bool:
    """Returns whether an item is a title with people: what else it has are several words, and no job."""
    byline = listed_byline(item.text[:LONGEST_WITH_PEOPLE])
    words = (byline and byline.words) or ""
    return len(words.split()) >= LEAST_TITLE_WORDS and not names_job(words)


def listed_titles(titles: Mapping[int, str], note: NameEvidence) -> dict[int, TitleByline]:
    """Returns who is named in titles, by their indexes: people in the lists, and others at the same place."""
    groups = {index: group for index, text in titles.items() if (group := only_group(text))}
    bylines = {at: TitleByline(_words_without(titles[at], group), group.people) for at, group in groups.items()}
    forms = Counter(form for index, group in groups.items() if (form := _form(titles[index], group)))
    rest = {index: text for index, text in titles.items() if index not in bylines}
    if not forms:
        return bylines | _given_names_behind_dash(rest)
    form, count = forms.most_common(1)[0]
    others = {index: byline for index, text in rest.items() if (byline := _in_form(text, form, note))}
    return bylines | (others if count >= max(SEVERAL, len(others)) else {})


def _form(text: str, group: PeopleGroup) -> _NameForm | None:
    before, behind = text[: group.start].rstrip(), text[group.end :].strip(CLOSING_EDGES)
    if bool(before) == bool(behind):
        return None
    sign = before[-1] if before else behind[0]
    return None if sign.isalnum() else _NameForm(not before, ONE_DASH if sign in DASHES else sign)


def _in_form(text: str, form: _NameForm, note: NameEvidence) -> TitleByline | None:
    """Returns the people at a place of a title, which have the form of names or are given names."""
    signs = [
        match for match in BETWEEN_PARTS.finditer(text[:LONGEST_WITH_PEOPLE]) if _has_sign(match[0].strip(), form.sign)
    ]
    if not signs:
        return None
    sign = signs[0] if form.is_first else signs[-1]
    before, behind = text[: sign.start()], text[sign.end() :]
    names, words = (before, behind) if form.is_first else (behind, before)
    people = shaped_people(names.strip(CLOSING_EDGES))
    if not people and all(is_given_name(name.lower()) and name[:1].isupper() for name in JOINS.split(names)):
        people = tuple(map(Speaker, JOINS.split(names)))
    elif any(name_strength(person.name, note.words) < 0 for person in people):
        return None
    return TitleByline(words.strip(EDGES_OF_TITLE), people) if people else None


def _has_sign(between: str, sign: str) -> bool:
    return between in DASHES if sign == ONE_DASH else sign in between


def _given_names_behind_dash(titles: Mapping[int, str]) -> dict[int, TitleByline]:
    """Returns the given names behind the last dash of titles, if half of those with a dash have one and not all the
    same."""
    behind: dict[int, TitleByline] = {}
    divided = {index: text.rpartition(f" {ONE_DASH} ") for index, text in titles.items() if f" {ONE_DASH} " in text}
    for index, (words, _, names) in divided.items():
        singles = JOINS.split(names)
        if words and all(name[:1].isupper() and is_certain_given_name(name.lower()) for name in singles):
            behind[index] = TitleByline(words, tuple(map(Speaker, singles)))
    several = len({byline.people for byline in behind.values()}) >= SEVERAL
    return behind if several and 2 * len(behind) >= len(divided) else {}


def _words_without(text: str, group: PeopleGroup) -> str | None:
    return words_without(text, group.start, group.end)


def words_without(text: str, start: int, end: int) -> str | None:
    """Returns the words of a title before its people, or those behind if these are a number or an event with its
    year."""
    before = INTRODUCES.sub("", text[:start]).rstrip(EDGES_OF_TITLE + OPENING_EDGES)
    behind = text[end:].strip(EDGES_OF_TITLE).lstrip(CLOSING_EDGES)
    behind = behind if "(" in behind or "[" in behind else behind.rstrip(CLOSING_EDGES)
    before = before.strip(EDGES_OF_TITLE)
    words = LETTERS_ONLY.findall(before)
    is_number = not words or (len(words) == 1 and any(map(str.isdigit, before)))
    return (behind or before if is_number or EVENT_YEAR.search(before) else before) or None
