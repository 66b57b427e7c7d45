"""Reads who is named in titles, by the lists of names and by what other titles of the note have in the same place.

If several titles of a note have names of the lists behind or before the same sign, what others have there is a name as
well, whoever it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

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
from studyguide.parse.outline.names import TWO_NAMES, has_given_name, is_listed, name_strength, names_job
from studyguide.parse.outline.separators import DASHES
from studyguide.parse.outline.shaped_people import shaped_people
from studyguide.text.english_words import is_english_word
from studyguide.text.person_names import is_certain_given_name, is_given_name, is_last_name

MOST_ITEMS_READ = 30
LEAST_TITLE_WORDS = 3
EDGES_OF_TITLE = " \t-–—|:,;/~·•：，、@."
CLOSING_EDGES = " )]）"
OPENING_EDGES = '([（"“”«»„'
LETTERS_ONLY = re.compile(r"[^\W\d_]+")
EVENT_YEAR = re.compile(r"\b(?:19|20)\d\d$")
ONE_DASH = "-"
BEFORE_GROUP = re.compile(rf"{INTRODUCES.pattern}|\sfrom\s*$", re.IGNORECASE)
"""The word before people whom a title introduces."""
SMALL_NAME = re.compile(r"(?P<name>[^\W\d_A-Z]{2,20} [^\W\d_A-Z]{2,20})(?: [(\[](?P<role>[^()\[\]]{2,60}))?")
"""A name in small letters, and a company; a closing bracket is left out before."""
ONE_CAPITALIZED = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{2,20}")
HANDLE_AT_END = re.compile(r"(?<=\w)\s(?P<name>@\w{3,40})$")


class _NameForm(Struct, frozen=True):
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
    others = len(may) - max(SEVERAL, (len(items) + 1) // 2)
    for item in may if others >= 0 else ():
        others -= not _is_talk(item)
        if others < 0:
            return False
    return others >= 0


def _is_talk(item: Block) -> bool:
    """Returns whether an item is a title with people: what else it has are several words, and no job."""
    byline = listed_byline(item.text[:LONGEST_WITH_PEOPLE])
    words = (byline and byline.words) or ""
    return len(words.split()) >= LEAST_TITLE_WORDS and not names_job(words)


def listed_titles(
    titles: Mapping[int, str], named: Iterable[tuple[str, Sequence[Speaker]]], note: NameEvidence
) -> dict[int, TitleByline]:
    """Returns who is named in titles, by their indexes: people in the lists, and others at the same place; `named` are
    the other titles of the note that name people, with these."""
    groups = {index: group for index, text in titles.items() if (group := only_group(text))}
    bylines = {at: TitleByline(_words_without(titles[at], group), group.people) for at, group in groups.items()}
    rest = {index: text for index, text in titles.items() if index not in bylines}
    bylines |= _handles_behind(rest)
    listed = Counter(form for index, group in groups.items() if (form := _form(titles[index], group)))
    forms = Counter(form for text, people in named if (form := _form(text, _group_of(text, people))))
    if not listed + forms:
        return bylines | _single_names_behind_dash(rest)
    form, count = (listed + forms).most_common(1)[0]
    least = 0 if form in listed else 1  # Without a listed name there, the rules for forms have seen it.
    others = {index: byline for index, text in rest.items() if (byline := _in_form(text, form, note, least))}
    return bylines | (others if count >= max(SEVERAL, len(others)) else {})


def _group_of(text: str, people: Sequence[Speaker]) -> PeopleGroup:
    """Returns where a title has its people, with the role of the last one."""
    ends = [text.find(part) + len(part) for person in people for part in (person.name, person.role or "")]
    return PeopleGroup(max(0, text.find(people[0].name)), max(ends), tuple(people), False)


def _form(text: str, group: PeopleGroup) -> _NameForm | None:
    before, behind = text[: group.start].rstrip(), text[group.end :].strip(CLOSING_EDGES)
    if bool(before) == bool(behind):
        return None
    sign = before[-1] if before else behind[0]
    return None if sign.isalnum() else _NameForm(not before, ONE_DASH if sign in DASHES else sign)


def _in_form(text: str, form: _NameForm, note: NameEvidence, least: int) -> TitleByline | None:
    """Returns the people at a place of a title, which have the form of names or are given names; `least` is how sure it
    must be."""
    signs = [
        match for match in BETWEEN_PARTS.finditer(text[:LONGEST_WITH_PEOPLE]) if _has_sign(match[0].strip(), form.sign)
    ]
    if not signs:
        return None
    sign = signs[0] if form.is_first else signs[-1]
    before, behind = text[: sign.start()], text[sign.end() :]
    names, words = (before, behind) if form.is_first else (behind, before)
    names = names.strip(CLOSING_EDGES)
    people = shaped_people(names, single=names.startswith("@"))
    if not people and all(is_given_name(name.lower()) and name[:1].isupper() for name in JOINS.split(names)):
        people = tuple(map(Speaker, JOINS.split(names)))
    elif not people and (small := SMALL_NAME.fullmatch(names)):
        first = small["name"].partition(" ")[0]
        is_name = not is_english_word(first) and (is_certain_given_name(first) or is_listed(small["name"].title()))
        people = (Speaker(small["name"], small["role"]),) if is_name else ()
    elif any(name_strength(person.name, note.words) < least for person in people):
        return None
    return TitleByline(words.strip(EDGES_OF_TITLE), people) if people else None


def _has_sign(between: str, sign: str) -> bool:
    return between in DASHES if sign == ONE_DASH else sign in between


def _single_names_behind_dash(titles: Mapping[int, str]) -> dict[int, TitleByline]:
    """Returns the names of one word behind the last dash of titles, if half of those with a dash have one of the lists
    and not all the same; if nearly all have one word there, all are names."""
    divided = {index: text.rpartition(f" {ONE_DASH} ") for index, text in titles.items() if f" {ONE_DASH} " in text}
    behind = {
        index: TitleByline(words, tuple(map(Speaker, JOINS.split(names))))
        for index, (words, _, names) in divided.items()
        if words and all(map(ONE_CAPITALIZED.fullmatch, JOINS.split(names)))
    }
    listed = {at: one for at, one in behind.items() if all(_is_listed_word(person.name) for person in one.people)}
    different = len({one.people for one in listed.values()})
    if different < SEVERAL or 2 * len(listed) < len(divided):
        return {}
    return behind if 4 * len(behind) >= 3 * len(divided) else listed


def _is_listed_word(word: str) -> bool:
    """Returns whether one word is a given name and little else, or a last name and no English word."""
    word = word.lower()
    return is_certain_given_name(word) or (is_last_name(word) and not is_english_word(word))


def _handles_behind(titles: Mapping[int, str]) -> dict[int, TitleByline]:
    """Returns the handles at the end of titles, if several titles have one and no two the same."""
    behind = {index: match for index, text in titles.items() if (match := HANDLE_AT_END.search(text))}
    different = len({match["name"] for match in behind.values()}) == len(behind) >= SEVERAL
    return {
        index: TitleByline(titles[index][: match.start()].rstrip(EDGES_OF_TITLE), (Speaker(match["name"]),))
        for index, match in (behind.items() if different else ())
    }


def _words_without(text: str, group: PeopleGroup) -> str | None:
    return words_without(text, group.start, group.end)


def words_without(text: str, start: int, end: int) -> str | None:
    """Returns the words of a title before its people, or those behind if these are a number or an event with its
    year."""
    before = BEFORE_GROUP.sub("", text[:start]).rstrip(EDGES_OF_TITLE + OPENING_EDGES)
    behind = text[end:].strip(EDGES_OF_TITLE).lstrip(CLOSING_EDGES)
    behind = behind if "(" in behind or "[" in behind else behind.rstrip(CLOSING_EDGES)
    before = before.strip(EDGES_OF_TITLE)
    words = LETTERS_ONLY.findall(before)
    is_number = not words or (len(words) == 1 and any(map(str.isdigit, before)))
    return (behind or before if is_number or EVENT_YEAR.search(before) else before) or None
